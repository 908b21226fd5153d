// SPDX-License-Identifier: Apache-2.0
// Every ugly behaviour of a server that quality.md §2.1 and §2.4 name, as a row: what comes in at which moment, what is
// done about it, and what a person is told. Random is 0: back-off 800 ms, watches of 300 s.
#include "kube/reflector_machine.h"

#include <QtTest>

using namespace dg;
using namespace dg::kube;
using namespace std::chrono_literals;
using P = StreamPhase;

namespace {

struct Step {
    Millis after; // time that passes first
    ReflectorMachine::Input input;
    std::string actions; // "abort began L:limit=500&resourceVersion=0"
    P phase;
};
struct Row {
    const char* name;
    std::vector<Step> steps;
    std::string rv; // at the end
    FirstState first = FirstState::ListThenWatch;
};

const std::string WatchList = "began WL";
const std::string List = "began L:limit=500&resourceVersion=0";

std::string words(const std::vector<ReflectorMachine::Action>& actions)
{
    std::string out;
    for (const auto& action : actions) {
        std::string word;
        if (const auto* fetch = std::get_if<act::Fetch>(&action)) {
            const std::string tail = "&allowWatchBookmarks=true&timeoutSeconds=300";
            auto query = fetch->query;
            if (fetch->watch && query.ends_with(tail))
                query.resize(query.size() - tail.size());
            if (query == "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan")
                word = "WL";
            else if (query.starts_with("watch=1&resourceVersion="))
                word = "W:" + query.substr(24);
            else
                word = (fetch->watch ? "?" : "L:") + query;
        } else if (std::holds_alternative<act::Abort>(action)) {
            word = "abort";
        } else if (std::holds_alternative<act::RelistBegan>(action)) {
            word = "began";
        } else if (std::holds_alternative<act::RelistEnded>(action)) {
            word = "ended";
        } else if (std::holds_alternative<act::Refresh>(action)) {
            word = "refresh";
        } else {
            continue;
        }
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

in::Failed http(int status, ErrorCode code, std::optional<Seconds> retry = {})
{
    return {Error{code, {}, {}, 0, status, retry}, {}};
}
in::Failed lost()
{
    return {Error{ErrorCode::ConnectionLost, {}, {}}, {}};
}
in::Failed tooLargeRv()
{
    auto out = http(504, ErrorCode::Unavailable);
    out.status.tooLargeResourceVersion = true;
    return out;
}
in::Failed expired(std::string token)
{
    auto out = http(410, ErrorCode::Gone);
    out.status.continueToken = std::move(token);
    return out;
}
in::ErrorEvent event(int code, std::string reason, bool tooLarge = false)
{
    ApiStatus status;
    status.code = code;
    status.reason = std::move(reason);
    status.tooLargeResourceVersion = tooLarge;
    return {status};
}
in::Event changed(std::string rv)
{
    return {in::Change::Modified, std::move(rv)};
}
in::ListPage page(std::string rv, std::string token = {}, std::size_t rest = 0)
{
    return {std::move(rv), std::move(token), rest};
}

// The ordinary beginning: listed at 10, watching.
std::vector<Step> live(std::vector<Step> then)
{
    std::vector<Step> out{{0ms, in::Start{}, List, P::Listing}, {0ms, in::Answered{}, "", P::Listing},
        {0ms, in::Received{3}, "", P::Listing}, {0ms, page("10"), "ended W:10", P::CatchingUp}, {0ms, in::Answered{}, "", P::Live}};
    out.insert(out.end(), then.begin(), then.end());
    return out;
}

std::vector<Row> rows()
{
    return {
        {"a list and then its watch", live({{0ms, changed("11"), "", P::Live}}), "11"},
        {"watchList syncs at the bookmark that says so",
            {{0ms, in::Start{}, WatchList, P::Listing}, {0ms, in::Answered{}, "", P::Listing},
                {0ms, in::Event{in::Change::Added, "99"}, "", P::Listing}, {0ms, in::Bookmark{"50", true}, "ended", P::Live},
                {0ms, changed("51"), "", P::Live}, {300s, in::Ended{}, "W:51", P::Live}},
            "51", FirstState::WatchList},
        {"synthetic events never advance the resourceVersion",
            {{0ms, in::Start{}, WatchList, P::Listing}, {0ms, in::Answered{}, "", P::Listing},
                {0ms, in::Event{in::Change::Added, "99"}, "", P::Listing}, {6s, lost(), "", P::Waiting},
                {800ms, in::Tick{}, WatchList, P::Listing}},
            "", FirstState::WatchList},
        {"watchList refused with 422 falls back to the list at once",
            {{0ms, in::Start{}, WatchList, P::Listing}, {0ms, http(422, ErrorCode::Invalid), List, P::Listing}}, "", FirstState::WatchList},
        {"watchList refused with 400 falls back to the list at once",
            {{0ms, in::Start{}, WatchList, P::Listing}, {0ms, http(400, ErrorCode::BadRequest), List, P::Listing}}, "",
            FirstState::WatchList},
        {"a first bookmark without the end annotation falls back",
            {{0ms, in::Start{}, WatchList, P::Listing}, {0ms, in::Answered{}, "", P::Listing},
                {0ms, in::Bookmark{"50", false}, "abort " + List, P::Listing}},
            "", FirstState::WatchList},
        {"a watchList that says nothing falls back after 15 s",
            {{0ms, in::Start{}, WatchList, P::Listing}, {0ms, in::Answered{}, "", P::Listing}, {14s, in::Tick{}, "", P::Listing},
                {1s, in::Tick{}, "abort " + List, P::Listing}},
            "", FirstState::WatchList},
        {"pages go on with their token and end with an empty one",
            {{0ms, in::Start{}, List, P::Listing}, {0ms, in::Received{500}, "", P::Listing},
                {0ms, page("10", "t/1=", 20), "L:limit=500&continue=t%2F1%3D", P::Listing}, {0ms, page("10"), "ended W:10", P::CatchingUp}},
            "10"},
        {"1 410 as an ERROR event relists that kind",
            live({{9s, event(410, "Expired"), "abort began L:resourceVersion=10", P::CatchingUp},
                {0ms, page("40"), "ended W:40", P::CatchingUp}}),
            "40"},
        {"2 410 at the start of a watch relists",
            live({{300s, in::Ended{}, "W:10", P::Live}, {0ms, http(410, ErrorCode::Gone), "began L:resourceVersion=10", P::CatchingUp}}),
            "10"},
        {"2 410 in the middle of a list reads it whole, not with the inconsistent token",
            {{0ms, in::Start{}, List, P::Listing}, {0ms, page("10", "t", 9), "L:limit=500&continue=t", P::Listing},
                {0ms, expired("u"), "began L:", P::Listing}, {0ms, page("70"), "ended W:70", P::CatchingUp}},
            "70"},
        {"2 a list that is always gone is not asked without end",
            {{0ms, in::Start{}, List, P::Listing}, {0ms, expired(""), "began L:", P::Listing}, {0ms, expired(""), "", P::Waiting},
                {800ms, in::Tick{}, "began L:", P::Listing}, {0ms, expired(""), "", P::Waiting}, {800ms, in::Tick{}, "", P::Waiting}},
            ""},
        {"2 the list at the last version is gone too: the newest",
            live({{9s, event(410, "Gone"), "abort began L:resourceVersion=10", P::CatchingUp},
                {0ms, expired(""), "began L:", P::CatchingUp}}),
            "10"},
        {"3 too large resource version in a watch", live({{9s, event(504, "Timeout", true), "abort began L:", P::CatchingUp}}), "10"},
        {"3 12 too large resource version in a list, after a restore from backup",
            live({{9s, event(410, "Expired"), "abort began L:resourceVersion=10", P::CatchingUp},
                {0ms, tooLargeRv(), "began L:", P::CatchingUp}, {0ms, page("4"), "ended W:4", P::CatchingUp}}),
            "4"},
        {"3 too large again: waits",
            live({{9s, event(504, "Timeout", true), "abort began L:", P::CatchingUp}, {0ms, tooLargeRv(), "", P::Waiting}}), "10"},
        {"4 a cut last line is counted, the watch goes on from the last good version",
            live({{0ms, changed("12"), "", P::Live}, {9s, in::Undecodable{}, "", P::Live}, {0ms, in::Ended{}, "W:12", P::Live}}), "12"},
        {"5 a corrupt line relists", live({{0ms, in::Corrupt{}, "abort began L:resourceVersion=10", P::CatchingUp}}), "10"},
        {"5 corrupt lines without end are slowed down",
            live({{0ms, in::Corrupt{}, "abort began L:resourceVersion=10", P::CatchingUp}, {0ms, page("11"), "ended W:11", P::CatchingUp},
                {0ms, in::Corrupt{}, "abort began L:resourceVersion=11", P::CatchingUp}, {0ms, page("12"), "ended W:12", P::CatchingUp},
                {0ms, in::Corrupt{}, "abort", P::Waiting}}),
            "12"},
        {"8 a line over the cap is a named failure of this stream",
            live({{0ms, in::Failed{Error{ErrorCode::TooLarge, {}, {}}}, "", P::Failed}}), "10"},
        {"10 11 versions are taken as they come, older ones too",
            live({{0ms, changed("12"), "", P::Live}, {0ms, changed("12"), "", P::Live}, {0ms, changed("9"), "", P::Live}}), "9"},
        {"13 a bookmark moves the version", live({{60s, in::Bookmark{"33"}, "", P::Live}, {9s, in::Ended{}, "W:33", P::Live}}), "33"},
        {"13 an ERROR event without a Status backs off and watches again",
            live({{9s, in::ErrorEvent{}, "abort", P::Waiting}, {799ms, in::Tick{}, "", P::Waiting},
                {1ms, in::Tick{}, "W:10", P::CatchingUp}}),
            "10"},
        {"13 three internal errors in a row relist",
            live({{0ms, event(500, "InternalError"), "abort", P::Waiting}, {800ms, in::Tick{}, "W:10", P::CatchingUp},
                {0ms, event(500, "InternalError"), "abort", P::Waiting}, {1600ms, in::Tick{}, "W:10", P::CatchingUp},
                {0ms, event(500, "InternalError"), "abort", P::Waiting},
                {3200ms, in::Tick{}, "began L:resourceVersion=10", P::CatchingUp}}),
            "10"},
        {"14 15 a silent watch is closed after its timeout and five seconds, and is live meanwhile",
            live({{304s, in::Tick{}, "", P::Live}, {1s, in::Tick{}, "abort W:10", P::Live}}), "10"},
        {"14 each byte moves that limit",
            live({{200s, in::Bytes{}, "", P::Live}, {105s, in::Tick{}, "", P::Live}, {200s, in::Tick{}, "abort W:10", P::Live}}), "10"},
        {"16 the first short watch is no news, the next ones are",
            live({{1s, in::Ended{}, "", P::CatchingUp}, {800ms, in::Tick{}, "W:10", P::CatchingUp}, {0ms, in::Answered{}, "", P::Live},
                {1s, in::Ended{}, "", P::Waiting}, {1599ms, in::Tick{}, "", P::Waiting}, {1ms, in::Tick{}, "W:10", P::CatchingUp}}),
            "10"},
        {"18 429 waits as told and watches again without a list",
            live({{300s, in::Ended{}, "W:10", P::Live}, {0ms, http(429, ErrorCode::TooManyRequests, 20s), "", P::Waiting},
                {19'999ms, in::Tick{}, "", P::Waiting}, {1ms, in::Tick{}, "W:10", P::CatchingUp}}),
            "10"},
        {"18 503 in a page asks for the same page",
            {{0ms, in::Start{}, List, P::Listing}, {0ms, page("10", "t"), "L:limit=500&continue=t", P::Listing},
                {0ms, http(503, ErrorCode::Unavailable, 3s), "", P::Waiting}, {3s, in::Tick{}, "L:limit=500&continue=t", P::Listing}},
            ""},
        {"19 a proxy's 502 backs off",
            {{0ms, in::Start{}, List, P::Listing}, {0ms, http(502, ErrorCode::Unavailable), "", P::Waiting},
                {800ms, in::Tick{}, List, P::Listing}},
            ""},
        {"20 an agent that is offline is waited for",
            live({{300s, in::Ended{}, "W:10", P::Live}, {20s, http(502, ErrorCode::AgentOffline), "", P::Waiting},
                {800ms, in::Tick{}, "W:10", P::CatchingUp}}),
            "10"},
        {"21 a reset stream that lived resumes silently", live({{60s, lost(), "W:10", P::Live}}), "10"},
        {"21 a reset stream that did not live waits", live({{1s, lost(), "", P::Waiting}}), "10"},
        {"25 rights taken away: said so, asked again after five minutes",
            live({{300s, in::Ended{}, "W:10", P::Live}, {0ms, http(403, ErrorCode::Forbidden), "", P::Forbidden},
                {299s, in::Tick{}, "", P::Forbidden}, {1s, in::Tick{}, "W:10", P::CatchingUp}, {0ms, in::Answered{}, "", P::Live}}),
            "10"},
        {"25 and at once on demand",
            live({{300s, in::Ended{}, "W:10", P::Live}, {0ms, http(403, ErrorCode::Forbidden), "", P::Forbidden},
                {1s, in::RetryNow{}, "W:10", P::CatchingUp}}),
            "10"},
        {"27 a kind that is not served is another one when it comes back",
            live({{300s, in::Ended{}, "W:10", P::Live}, {0ms, http(404, ErrorCode::NotFound), "", P::NotServed},
                {300s, in::Tick{}, List, P::CatchingUp}}),
            "10"},
        {"34 401: one refresh, then the same request",
            live({{300s, in::Ended{}, "W:10", P::Live}, {0ms, http(401, ErrorCode::Unauthorized), "refresh", P::Live},
                {2s, in::Refreshed{}, "W:10", P::Live}, {0ms, in::Answered{}, "", P::Live}}),
            "10"},
        {"34 401 again: no storm",
            live({{300s, in::Ended{}, "W:10", P::Live}, {0ms, http(401, ErrorCode::Unauthorized), "refresh", P::Live},
                {0ms, in::Refreshed{}, "W:10", P::Live}, {0ms, http(401, ErrorCode::Unauthorized), "", P::Failed},
                {299s, in::Tick{}, "", P::Failed}, {1s, in::Tick{}, "W:10", P::CatchingUp},
                {0ms, http(401, ErrorCode::Unauthorized), "", P::Failed}, {1s, in::RetryNow{}, "W:10", P::CatchingUp},
                {0ms, http(401, ErrorCode::Unauthorized), "refresh", P::CatchingUp}}),
            "10"},
        {"34 a refresh that fails",
            live({{300s, in::Ended{}, "W:10", P::Live}, {0ms, http(401, ErrorCode::GitLabUnauthorized), "refresh", P::Live},
                {0ms, in::Refreshed{Error{ErrorCode::PluginFailed, {}, {}}}, "", P::Failed}}),
            "10"},
        {"a list without a version is a bad answer", {{0ms, in::Start{}, List, P::Listing}, {0ms, page(""), "", P::Waiting}}, ""},
        {"the same page again is a bad answer",
            {{0ms, in::Start{}, List, P::Listing}, {0ms, page("1", "t"), "L:limit=500&continue=t", P::Listing},
                {0ms, page("1", "t"), "", P::Waiting}, {800ms, in::Tick{}, List, P::Listing}},
            ""},
        {"a server that refuses resourceVersion=0 is read in pages",
            {{0ms, in::Start{}, List, P::Listing}, {0ms, http(400, ErrorCode::BadRequest), "began L:limit=500", P::Listing}}, ""},
        {"a certificate nobody knows is a hard stop",
            {{0ms, in::Start{}, List, P::Listing}, {0ms, in::Failed{Error{ErrorCode::TlsUntrusted, {}, {}}}, "", P::Failed},
                {30s, in::Tick{}, "", P::Failed}},
            ""},
        {"stop ends it, late answers change nothing",
            live({{0ms, in::Stop{}, "abort", P::Idle}, {0ms, changed("99"), "", P::Idle}, {0ms, in::Ended{}, "", P::Idle},
                {900s, in::Tick{}, "", P::Idle}}),
            "10"},
        {"stop while waiting",
            live({{1s, lost(), "", P::Waiting}, {0ms, in::Stop{}, "", P::Idle}, {900s, in::Tick{}, "", P::Idle},
                {0ms, in::RetryNow{}, "", P::Idle}}),
            "10"},
        {"stop before the sync, then a new start",
            {{0ms, in::Start{}, WatchList, P::Listing}, {0ms, in::Stop{}, "abort", P::Idle}, {0ms, in::Start{}, WatchList, P::Listing}}, "",
            FirstState::WatchList},
    };
}

} // namespace

class TestReflectorMachine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyUglyServerBehaviourHasItsAnswer_data()
    {
        QTest::addColumn<int>("index");
        const auto all = rows();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << static_cast<int>(i);
    }
    void everyUglyServerBehaviourHasItsAnswer()
    {
        QFETCH(int, index);
        const auto row = rows()[static_cast<std::size_t>(index)];
        ReflectorMachine machine({row.first, 500, nullptr}, [] { return 0.0; });
        SteadyTime now{1h};
        int number = 0;
        for (const auto& step : row.steps) {
            now += step.after;
            const auto seen = words(machine.on(step.input, now));
            const auto where = "step " + std::to_string(++number) + ": '" + seen + "' instead of '" + step.actions + "', phase "
                + std::to_string(static_cast<int>(machine.state().phase));
            QVERIFY2(seen == step.actions, where.c_str());
            QVERIFY2(machine.state().phase == step.phase, where.c_str());
        }
        QCOMPARE(machine.resourceVersion(), row.rv);
    }

    void backOffDoublesToThirtySecondsWithJitterAndIsForgottenAfterTwoGoodMinutes()
    {
        double random = 0;
        ReflectorMachine machine({FirstState::ListThenWatch, 500, nullptr}, [&] { return random; });
        SteadyTime now{1h};
        const auto failAfter = [&] {
            (void)machine.on(http(500, ErrorCode::ServerError), now);
            const auto wait = std::chrono::duration_cast<Millis>(*machine.deadline() - now);
            now = *machine.deadline();
            (void)machine.on(in::Tick{}, now);
            return wait.count();
        };
        (void)machine.on(in::Start{}, now);
        std::vector<Millis::rep> waits;
        for (int i = 0; i < 7; ++i)
            waits.push_back(failAfter());
        QCOMPARE(waits, (std::vector<Millis::rep>{800, 1600, 3200, 6400, 12800, 15000, 15000}));
        random = 0.9999;
        QVERIFY(failAfter() > 29'000);
        now += 121s;
        random = 0;
        QCOMPARE(failAfter(), 800);
    }

    void aThrashingServerIsAskedAtMostOnceInFourSeconds()
    {
        std::uint32_t state = 7;
        ReflectorMachine machine({FirstState::ListThenWatch, 500, nullptr}, [&] {
            state = state * 1664525 + 1013904223;
            return state / 4294967296.0;
        });
        SteadyTime now{1h};
        (void)machine.on(in::Start{}, now);
        (void)machine.on(page("1"), now);
        const auto begin = now;
        int watches = 0;
        while (now - begin < 1h) {
            (void)machine.on(in::Answered{}, now);
            now += 1s;
            (void)machine.on(in::Ended{}, now);
            now = *machine.deadline();
            (void)machine.on(in::Tick{}, now);
            ++watches;
        }
        QVERIFY2(watches <= 3600 / 4, std::to_string(watches).c_str());
        QCOMPARE(machine.resourceVersion(), std::string("1"));
    }

    void theTimeoutOfAWatchIsBetweenFiveAndTenMinutes()
    {
        for (const double random : {0.0, 0.5, 0.99999}) {
            ReflectorMachine machine({FirstState::WatchList, 500, nullptr}, [&] { return random; });
            const auto actions = machine.on(in::Start{}, SteadyTime{1h});
            std::string query;
            for (const auto& action : actions)
                if (const auto* fetch = std::get_if<act::Fetch>(&action))
                    query = fetch->query;
            const auto seconds = std::stoi(query.substr(query.rfind('=') + 1));
            QVERIFY(seconds >= 300 && seconds <= 600);
        }
    }

    void whatOneReflectorLearntAboutAServerTheNextOneKnows()
    {
        auto server = std::make_shared<ServerTraits>();
        ReflectorMachine one({FirstState::WatchList, 500, server}, [] { return 0.0; });
        ReflectorMachine two({FirstState::WatchList, 500, server}, [] { return 0.0; });
        (void)one.on(in::Start{}, SteadyTime{1h});
        (void)one.on(http(422, ErrorCode::Invalid), SteadyTime{1h});
        QCOMPARE(words(two.on(in::Start{}, SteadyTime{1h})), List);
    }

    void retryAfterIsCappedAtTwoMinutesAndNeverShorterThanTheBackOff()
    {
        for (const auto& [told, waited] : {std::pair{1s, 1000}, std::pair{0s, 800}, std::pair{9999s, 120'000}}) {
            ReflectorMachine machine({FirstState::ListThenWatch, 500, nullptr}, [] { return 0.0; });
            (void)machine.on(in::Start{}, SteadyTime{1h});
            (void)machine.on(http(429, ErrorCode::TooManyRequests, told), SteadyTime{1h});
            QCOMPARE(std::chrono::duration_cast<Millis>(*machine.deadline() - SteadyTime{1h}).count(), static_cast<Millis::rep>(waited));
        }
    }

    void theStateCountsObjectsAndKeepsTheError()
    {
        ReflectorMachine machine({FirstState::ListThenWatch, 500, nullptr}, [] { return 0.0; });
        const SteadyTime now{1h};
        (void)machine.on(in::Start{}, now);
        (void)machine.on(in::Answered{}, now);
        (void)machine.on(in::Received{5}, now);
        (void)machine.on(page("1", "t", 7), now);
        QCOMPARE(machine.state().expected, std::size_t{12});
        (void)machine.on(in::Received{7}, now);
        (void)machine.on(page("1"), now);
        QVERIFY(machine.state().synced);
        QCOMPARE(machine.state().objects, std::size_t{12});
        (void)machine.on(in::Answered{}, now);
        (void)machine.on(in::Event{in::Change::Added, "2"}, now);
        (void)machine.on(in::Event{in::Change::Deleted, "3"}, now);
        (void)machine.on(in::Event{in::Change::Deleted, "4"}, now);
        QCOMPARE(machine.state().objects, std::size_t{11});
        (void)machine.on(http(403, ErrorCode::Forbidden), now);
        QVERIFY(machine.state().hasError && machine.state().synced);
        QCOMPARE(machine.state().error.code, ErrorCode::Forbidden);
        QCOMPARE(machine.state().objects, std::size_t{11});
    }
};

QTEST_GUILESS_MAIN(TestReflectorMachine)
#include "tst_reflector_machine.moc"
