// SPDX-License-Identifier: Apache-2.0
// A storm of changes through the whole path, painted.   bench_churn URL CAFILE OBJECTS RATE SECONDS   -> one line of JSON
// Event to painted: from the time the server owed the event (its pace does not wait for us) to the end of the paint that
// showed it, for rows on screen.
#include "harness.h"

#include <QTimer>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <unordered_map>

namespace dg::bench {
namespace {

struct Numbers {
    std::vector<double> lags;
    std::uint64_t received = 0;
    double peak = 0;
    bool complete = false;
};

Numbers storm(Application& app, const std::string& url, const std::string& ca, std::size_t objects, int rate, int seconds)
{
    Feed feed(url, ca);
    Screen screen(app, feed);
    Numbers out;
    std::vector<Feed::Wish> wishes{{flux::Kind::OCIRepository, {}}};
    for (int i = 0; i < 20; ++i) {
        char ns[16];
        std::snprintf(ns, sizeof ns, "team-%03d", i);
        wishes.push_back({flux::Kind::Kustomization, ns});
    }
    const std::uint64_t expected = static_cast<std::uint64_t>(rate) * static_cast<std::uint64_t>(seconds);
    std::unordered_map<std::string_view, std::uint64_t> shown; // by object name (an Atom's text stays): its last stamp
    std::uint64_t before = 0;
    bool begun = false;

    const auto look = [&] {
        const auto now = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
        const auto [first, last] = screen.rowsOnScreen();
        for (int row = first; row < last; ++row) {
            const auto key = screen.model.row(row).key;
            const auto object = key.empty() ? nullptr : screen.model.tree().find(key);
            std::uint64_t stamp = 0;
            if (!object || object->requestedAt.empty())
                continue;
            std::from_chars(object->requestedAt.data(), object->requestedAt.data() + object->requestedAt.size(), stamp);
            auto& last_ = shown[key.name.view()];
            if (stamp != 0 && stamp != last_)
                out.lags.push_back(static_cast<double>(now - stamp) / 1e6);
            last_ = stamp;
        }
    };

    QTimer check;
    QObject::connect(&check, &QTimer::timeout, &app, [&] {
        if (!begun && feed.synced() && feed.inbox.size() == 0 && screen.model.tree().summary().total >= objects) {
            begun = true;
            before = feed.received();
            app.restart();
            app.painted = look;
            feed.loop.post([&] {
                net::Request request;
                request.path = "/bench/churn?rate=" + std::to_string(rate) + "&seconds=" + std::to_string(seconds);
                feed.loop.fetch(std::move(request), [](const auto&) {});
            });
        } else if (begun && feed.received() - before >= expected && feed.inbox.size() == 0) {
            out.complete = true;
            QCoreApplication::quit();
        }
    });
    check.start(100);
    QTimer::singleShot(60'000 + 2'000 * seconds, &app, [] { QCoreApplication::exit(1); });
    feed.start(wishes, kube::FirstState::WatchList, false);
    app.exec();
    app.painted = nullptr;
    out.received = feed.received() - before;
    out.peak = peakMegabytes();
    feed.stop();
    return out;
}

} // namespace
} // namespace dg::bench

int main(int argc, char** argv)
{
    using namespace dg::bench;
    if (argc != 6) {
        std::fputs("bench_churn URL CAFILE OBJECTS RATE SECONDS\n", stderr);
        return 2;
    }
    Application app(argc, argv);
    const auto numbers
        = storm(app, argv[1], readFile(argv[2]), std::strtoull(argv[3], nullptr, 10), std::atoi(argv[4]), std::atoi(argv[5]));
    std::printf("{\"events\":%llu,\"frames\":%zu,\"frame_p50_ms\":%.2f,\"frame_p99_ms\":%.2f,\"frame_max_ms\":%.2f,\"turn_p99_ms\":%.2f,"
                "\"lags\":%zu,\"lag_p50_ms\":%.2f,\"lag_p99_ms\":%.2f,\"lag_max_ms\":%.2f,\"peak_mb\":%.1f}\n",
        static_cast<unsigned long long>(numbers.received), app.frames.size(), percentile(app.frames, 0.5), percentile(app.frames, 0.99),
        percentile(app.frames, 1), percentile(app.turns, 0.99), numbers.lags.size(), percentile(numbers.lags, 0.5),
        percentile(numbers.lags, 0.99), percentile(numbers.lags, 1), numbers.peak);
    return numbers.complete && !numbers.lags.empty() ? 0 : 1;
}
