// SPDX-License-Identifier: Apache-2.0
// 500,000 managed objects with drift watched and the tree painted, then a storm.   bench_drift_window RATE SECONDS
// -> one line of JSON. Half of the events are passes of Kustomizations, half are managed objects that somebody else wrote
// to (an object's status, so to speak); twenty a second are drift. The records come from a thread as from a watch: store ->
// inbox -> frame scheduler -> tree and drift engine -> the findings back in the tree and on the Drift page.
#include "drift_content.h"
#include "harness.h"
#include "items/drift_digest.h"
#include "items/drift_watch.h"
#include "views/drift_page.h"
#include "workload.h"

#include <QTimer>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <unordered_map>

namespace dg::bench {
namespace {

constexpr store::ListId Everything = 1;
constexpr int DriftsASecond = 20;
constexpr int Hot = 30; // Kustomizations whose rows are on screen

class Storm {
public:
    Storm(Feed& feed, Content& content, int rate, int seconds)
        : m_feed(feed)
        , m_content(content)
        , m_rate(rate)
        , m_events(static_cast<std::uint64_t>(rate) * static_cast<std::uint64_t>(seconds))
        , m_hot(Hot)
    {
    }
    ~Storm() { join(); }

    // The first state, as fast as it goes.
    void load()
    {
        join();
        m_thread = std::thread([this] {
            for (int i = 0; i < Appliers; ++i)
                m_feed.store.apply(Everything, m_content.applierRecord(i, 0), m_feed.clock.steady());
            for (int i = 0; i < Appliers; ++i) {
                for (int part = 0; part < Each; ++part)
                    m_feed.store.apply(Everything, m_content.managed(i, part).record, m_feed.clock.steady());
            }
            loaded = true;
        });
    }
    // Each event is due at its time, whether or not the window keeps up.
    void begin(std::vector<int> onScreen)
    {
        join();
        m_hot = std::move(onScreen);
        m_thread = std::thread([this] {
            const auto start = std::chrono::steady_clock::now();
            for (std::uint64_t event = 0; event < m_events; ++event) {
                const auto due = start + std::chrono::nanoseconds(event * 1'000'000'000ull / static_cast<std::uint64_t>(m_rate));
                if (std::chrono::steady_clock::now() < due)
                    std::this_thread::sleep_until(std::max(due, std::chrono::steady_clock::now() + std::chrono::milliseconds(1)));
                m_feed.store.apply(Everything, make(event, due), m_feed.clock.steady());
            }
            ended = true;
        });
    }
    std::atomic<bool> loaded{false}, ended{false};
    [[nodiscard]] std::uint64_t drifts() const { return m_drifts; }

private:
    store::RecordPtr make(std::uint64_t event, SteadyTime due)
    {
        auto any = static_cast<int>(event * 7919 % Appliers);
        if (event % 2 == 0) {
            const auto i = event % 4 == 0 ? m_hot[event / 4 % m_hot.size()] : any;
            auto pass = m_content.applierRecord(i, static_cast<int>(event) + 1);
            pass->lastApplyBegan = Applied; // the same pass: what drifted meanwhile stays
            pass->requestedAt = std::to_string(due.time_since_epoch().count());
            pass->lastAppliedRevision = "main@sha1:" + std::to_string(event * 0x9e3779b97f4a7c15ull); // what a row shows changes too
            return pass;
        }
        const bool drift = event % static_cast<std::uint64_t>(m_rate / DriftsASecond) == 1;
        if (drift)
            any = static_cast<int>(m_drifts++ * 7919 % Appliers);
        const auto part = drift ? 0 : 1 + static_cast<int>(event / 2 % (Each - 1));
        auto written
            = std::make_shared<flux::ManagedObject>(static_cast<const flux::ManagedObject&>(*m_content.managed(any, part, drift).record));
        written->resourceVersion = std::to_string(10 + event);
        return written;
    }
    void join()
    {
        if (m_thread.joinable())
            m_thread.join();
    }
    Feed& m_feed;
    Content& m_content;
    int m_rate;
    std::uint64_t m_events;
    std::vector<int> m_hot;
    std::atomic<std::uint64_t> m_drifts{0};
    std::thread m_thread;
};

// What an API server sends of them, what the window's memory is held against: managed objects as metadata (10.4 MB for
// 10,000 on the real one: tests/cluster/drift/RESULTS.md, Cost) and the Kustomizations.
double rawMegabytes()
{
    constexpr double Metadata = 1040;
    const Shape shape{Appliers, Each, 400, 42};
    return (Metadata * Appliers * Each + static_cast<double>(kustomization(shape, 0).size()) * Appliers) / (1 << 20);
}

int run(Application& app, int rate, int seconds)
{
    Feed feed("http://127.0.0.1", {}); // never started: its store and inbox are what is used
    Content content(feed.pool);
    Screen screen(app, feed);
    views::DriftPage page(feed.clock, feed.pool);
    page.resize(1424, 900);
    items::DriftWatch watch(feed.pool, feed.clock, {});
    std::vector<std::pair<Atom, Atom>> kinds;
    for (const char* kind : Kinds)
        kinds.emplace_back(Atom{}, feed.pool.intern(kind));
    watch.setReadKinds(kinds);
    screen.scheduler.setTap([&](std::span<const store::Delta> deltas) { watch.feed(deltas); });
    std::vector<double> tells;
    QObject::connect(&watch, &items::DriftWatch::changed, &app, [&] {
        const auto began = std::chrono::steady_clock::now();
        screen.model.tree().setDrift(items::driftTable(watch.findings(), feed.pool));
        page.setFindings(watch.findings(), watch.episodes(), watch.summary());
        tells.push_back(millis(std::chrono::steady_clock::now() - began));
    });

    Storm storm(feed, content, rate, seconds);
    std::unordered_map<std::string_view, std::uint64_t> shown;
    std::vector<double> lags;
    const auto look = [&] {
        const auto now = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
        const auto [first, last] = screen.rowsOnScreen();
        for (int row = first; row < last; ++row) {
            const auto key = screen.model.row(row).key;
            const auto object = key.empty() ? nullptr : screen.model.tree().find(key);
            if (!object || object->requestedAt.empty())
                continue;
            std::uint64_t stamp = 0;
            std::from_chars(object->requestedAt.data(), object->requestedAt.data() + object->requestedAt.size(), stamp);
            if (stamp != 0 && stamp != std::exchange(shown[key.name.view()], stamp))
                lags.push_back(static_cast<double>(now - stamp) / 1e6);
        }
    };
    const auto onScreen = [&] {
        std::vector<int> out;
        const auto [first, last] = screen.rowsOnScreen();
        for (int row = first; row < last; ++row) {
            const auto name = screen.model.row(row).key.name.view();
            if (name.starts_with("app-") && name.find("-part-") == name.npos)
                out.push_back(std::atoi(name.data() + 4));
        }
        return out;
    };

    bool begun = false, complete = false;
    int still = 0;
    QTimer check;
    QObject::connect(&check, &QTimer::timeout, &app, [&] {
        const bool idle = feed.inbox.size() == 0;
        if (!begun && storm.loaded && idle && screen.model.tree().summary().total >= Appliers) {
            if (++still < 50) // the engine's first look
                return;
            auto rows = onScreen();
            if (rows.empty())
                return QCoreApplication::exit(1);
            begun = true;
            app.restart();
            tells.clear();
            app.painted = look;
            storm.begin(std::move(rows));
        } else if (begun && storm.ended && idle && watch.findings().size() >= storm.drifts()) {
            complete = true;
            QCoreApplication::quit();
        }
    });
    check.start(100);
    QTimer::singleShot(120'000 + 2'000 * seconds, &app, [] { QCoreApplication::exit(1); });
    storm.load();
    app.exec();
    app.painted = nullptr;
    std::printf("{\"frames\":%zu,\"frame_p50_ms\":%.2f,\"frame_p99_ms\":%.2f,\"frame_max_ms\":%.2f,\"lags\":%zu,\"lag_p50_ms\":%.2f,"
                "\"lag_p99_ms\":%.2f,\"drifts\":%llu,\"findings\":%zu,\"tell_max_ms\":%.2f,\"peak_mb\":%.1f,\"raw_mb\":%.1f}\n",
        app.frames.size(), percentile(app.frames, 0.5), percentile(app.frames, 0.99), percentile(app.frames, 1), lags.size(),
        percentile(lags, 0.5), percentile(lags, 0.99), static_cast<unsigned long long>(storm.drifts()), watch.findings().size(),
        percentile(tells, 1), peakMegabytes(), rawMegabytes());
    return complete && !lags.empty() ? 0 : 1;
}

} // namespace
} // namespace dg::bench

int main(int argc, char** argv)
{
    using namespace dg::bench;
    if (argc != 3) {
        std::fputs("bench_drift_window RATE SECONDS\n", stderr);
        return 2;
    }
    Application app(argc, argv);
    return run(app, std::atoi(argv[1]), std::atoi(argv[2]));
}
