// SPDX-License-Identifier: Apache-2.0
// The model check: a server with history, compaction, stale caches and faults at random against the state machine and a
// store. Whatever happened, once the faults stop the store holds what the server holds: nothing missing, no ghosts.
#include "kube/reflector_machine.h"
#include "reflector_fixture.h"

#include <QtTest>

#include <random>

using namespace dg;
using namespace dg::kube;
using namespace std::chrono_literals;

namespace {

using State = std::map<std::string, std::pair<std::string, int>>; // name -> value, resourceVersion

struct Change {
    in::Change type;
    std::string name, value;
};

struct Server {
    std::vector<State> states{State{}, State{}}; // by resourceVersion; 1 is the empty beginning
    std::vector<Change> changes{{}, {}};
    int compacted = 1; // watches from before it are gone
    [[nodiscard]] int now() const { return static_cast<int>(states.size()) - 1; }
    void mutate(std::mt19937& random)
    {
        auto state = states.back();
        const auto name = "o" + std::to_string(random() % 12);
        const auto rv = now() + 1;
        const auto value = std::to_string(random() % 1000);
        const auto it = state.find(name);
        in::Change type = in::Change::Added;
        if (it != state.end() && random() % 3 == 0) {
            type = in::Change::Deleted;
            state.erase(it);
        } else {
            type = it == state.end() ? in::Change::Added : in::Change::Modified;
            state[name] = {value, rv};
        }
        states.push_back(std::move(state));
        changes.push_back({type, name, value});
    }
};

struct World {
    World(unsigned seed, FirstState first)
        : random(seed)
        , machine({first, 3, nullptr}, [this] { return (random() % 1000) / 1000.0; })
    {
    }
    bool chance(unsigned percent) { return faults && random() % 100 < percent; }

    void feed(const ReflectorMachine::Input& input)
    {
        for (const auto& action : machine.on(input, now)) {
            if (const auto* fetch = std::get_if<act::Fetch>(&action)) {
                start(*fetch);
            } else if (std::holds_alternative<act::Abort>(action)) {
                open = false;
            } else if (std::holds_alternative<act::RelistBegan>(action)) {
                sink.relistBegan();
            } else if (std::holds_alternative<act::RelistEnded>(action)) {
                sink.relistEnded(now);
            } else if (std::holds_alternative<act::Refresh>(action)) {
                refreshing = true;
            }
        }
    }

    std::string parameter(const std::string& name) const
    {
        const auto at = ("&" + query).find("&" + name + "=");
        if (at == std::string::npos)
            return {};
        const auto from = at + name.size() + 1;
        return query.substr(from, query.find('&', from) - from);
    }

    void start(const act::Fetch& fetch)
    {
        open = true;
        answered = false;
        query = fetch.query;
        watch = fetch.watch;
        lines.clear();
        position = 0;
    }

    void object(in::Change type, const std::string& name, const std::string& value, int rv)
    {
        auto record = std::make_shared<Thing>();
        record->key.kind = pool.intern("Thing");
        record->key.name = pool.intern(name);
        record->resourceVersion = std::to_string(rv);
        record->value = value;
        if (type == in::Change::Deleted)
            sink.removed(record->key, now);
        else
            sink.applied(record, now);
    }

    void refuse(int status, ErrorCode code, ApiStatus details = {})
    {
        open = false;
        feed(in::Failed{Error{code, {}, {}, 0, status, chance(50) ? std::optional(2s) : std::nullopt}, std::move(details)});
    }

    // The head of an answer, and everything of a list.
    void answer()
    {
        answered = true;
        if (chance(4))
            return refuse(500, ErrorCode::ServerError);
        if (chance(4))
            return refuse(429, ErrorCode::TooManyRequests);
        if (chance(2))
            return refuse(401, ErrorCode::Unauthorized);
        if (chance(1))
            return refuse(403, ErrorCode::Forbidden);
        if (chance(1))
            return refuse(404, ErrorCode::NotFound);
        if (chance(3))
            return lose();
        if (!watch)
            return list();
        if (query.find("sendInitialEvents") != std::string::npos) {
            if (noWatchList)
                return refuse(422, ErrorCode::Invalid);
            for (const auto& [name, entry] : server.states.back())
                lines.push_back({in::Change::Added, name, entry.first, entry.second});
            initial = lines.size();
            position = server.now();
            feed(in::Answered{});
            return;
        }
        initial = 0;
        position = std::stoi(parameter("resourceVersion"));
        if (position < server.compacted && random() % 2)
            return refuse(410, ErrorCode::Gone);
        feed(in::Answered{});
    }

    void list()
    {
        const auto token = parameter("continue");
        const auto asked = parameter("resourceVersion");
        const auto limit = parameter("limit");
        int rv = server.now();
        std::size_t from = 0;
        if (!token.empty()) {
            rv = std::stoi(token);
            from = std::stoul(token.substr(token.find("%3A") + 3));
            if (rv < server.compacted)
                return refuse(410, ErrorCode::Gone);
        } else if (asked == "0" && faults) {
            rv = std::max(1, rv - static_cast<int>(random() % 5)); // a stale cache
        } else if (!asked.empty() && chance(10)) {
            ApiStatus status;
            status.tooLargeResourceVersion = true;
            return refuse(504, ErrorCode::Unavailable, status);
        }
        feed(in::Answered{});
        const auto& state = server.states[static_cast<std::size_t>(rv)];
        const std::size_t count = limit.empty() || !paged ? state.size() : static_cast<std::size_t>(std::stoi(limit));
        auto it = state.begin();
        std::advance(it, static_cast<long>(std::min(from, state.size())));
        std::size_t sent = 0;
        for (; it != state.end() && sent < count; ++it, ++sent) {
            object(in::Change::Added, it->first, it->second.first, it->second.second);
            feed(in::Received{1});
            if (chance(1))
                return lose();
        }
        open = false;
        feed(in::ListPage{std::to_string(rv), it == state.end() ? "" : std::to_string(rv) + ":" + std::to_string(from + sent), 0});
    }

    void lose()
    {
        open = false;
        feed(in::Failed{Error{ErrorCode::ConnectionLost, {}, {}}, {}});
    }

    void watchStep()
    {
        if (chance(4))
            return lose();
        if (chance(2)) {
            open = false;
            return feed(in::Ended{});
        }
        if (chance(2))
            return feed(in::ErrorEvent{});
        if (chance(1)) {
            ApiStatus status;
            status.code = 500;
            return feed(in::ErrorEvent{status});
        }
        if (!lines.empty()) { // the initial events
            const auto line = lines.front();
            lines.erase(lines.begin());
            if (chance(2))
                return feed(in::Corrupt{});
            object(line.type, line.name, line.value, line.rv);
            return feed(in::Event{line.type, std::to_string(line.rv)});
        }
        if (initial != 0 || (query.find("sendInitialEvents") != std::string::npos && !machine.state().synced)
            || machine.resourceVersion().empty() || needsEnd) {
            initial = 0;
            needsEnd = false;
            return feed(in::Bookmark{std::to_string(position), true});
        }
        if (position < server.compacted && position < server.now()) {
            ApiStatus status;
            status.code = 410;
            return feed(in::ErrorEvent{status});
        }
        if (position >= server.now()) {
            if (chance(30))
                feed(in::Bookmark{std::to_string(position), false});
            return;
        }
        const auto rv = ++position;
        const auto& change = server.changes[static_cast<std::size_t>(rv)];
        if (chance(2))
            return feed(in::Corrupt{}); // this event is lost
        for (int i = 0; i < (chance(10) ? 2 : 1); ++i)
            object(change.type, change.name, change.value, rv);
        feed(in::Event{change.type, std::to_string(rv)});
    }

    // True when the client has seen everything.
    bool step()
    {
        now += Millis{random() % 3000};
        if (refreshing) {
            refreshing = false;
            feed(in::Refreshed{});
        } else if (!open) {
            now = std::max(now, machine.deadline().value_or(now));
            feed(in::Tick{});
        } else if (!answered) {
            const bool watchList = query.find("sendInitialEvents") != std::string::npos;
            needsEnd = watchList;
            answer();
        } else if (chance(1)) {
            now = *machine.deadline(); // silence
            feed(in::Tick{});
        } else {
            watchStep();
        }
        return open && answered && watch && lines.empty() && !needsEnd && position == server.now()
            && machine.state().phase == StreamPhase::Live;
    }

    struct Line {
        in::Change type;
        std::string name, value;
        int rv;
    };
    std::mt19937 random;
    ReflectorMachine machine;
    StringPool pool;
    StoreSink sink;
    Server server;
    SteadyTime now{1h};
    bool faults = true, paged = false, noWatchList = false;
    bool open = false, answered = false, watch = false, refreshing = false, needsEnd = false;
    std::string query;
    std::vector<Line> lines;
    std::size_t initial = 0;
    int position = 0;
};

} // namespace

class TestReflectorModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void afterAnySequenceOfFaultsTheStoreHoldsWhatTheServerHolds()
    {
        int relists = 0;
        for (unsigned seed = 1; seed <= 600; ++seed) {
            World world(seed, seed % 2 ? FirstState::WatchList : FirstState::ListThenWatch);
            world.paged = seed % 3 == 0;
            world.noWatchList = seed % 5 == 0;
            for (int i = 0; i < 8; ++i)
                world.server.mutate(world.random);
            world.feed(in::Start{});
            for (int i = 0; i < 400; ++i) {
                if (world.random() % 3 == 0)
                    world.server.mutate(world.random);
                if (world.random() % 40 == 0)
                    world.server.compacted = std::max(1, world.server.now() - static_cast<int>(world.random() % 4));
                (void)world.step();
            }
            world.faults = false;
            int left = 3000;
            while (!world.step() && --left > 0) { }
            const auto where = "seed " + std::to_string(seed);
            QVERIFY2(left > 0, where.c_str());
            std::map<std::string, std::string> expected;
            for (const auto& [name, entry] : world.server.states.back())
                expected[name] = entry.first;
            QVERIFY2(world.sink.content() == expected, where.c_str());
            QVERIFY2(world.machine.state().synced, where.c_str());
            relists += world.sink.ended;
        }
        QVERIFY(relists > 1200); // the faults did make it list again
    }
};

QTEST_GUILESS_MAIN(TestReflectorModel)
#include "tst_reflector_model.moc"
