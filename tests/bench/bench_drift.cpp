// SPDX-License-Identifier: Apache-2.0
// The drift engine alone: 20,000 Kustomizations with 25 managed objects each, as they come from a watch. One line of JSON.
#include "drift_content.h"
#include "items/drift_watch.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace dg;
using namespace dg::bench;

namespace {

// CPU time of this thread: a busy machine does not count.
double now()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double residentMegabytes()
{
    long pages = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    StringPool pool;
    Content content(pool);
    const auto empty = residentMegabytes();
    std::vector<store::Delta> all;
    all.reserve(Appliers * (Each + 1));
    for (int i = 0; i < Appliers; ++i)
        all.push_back(content.applier(i, 0));
    for (int i = 0; i < Appliers; ++i) {
        for (int part = 0; part < Each; ++part)
            all.push_back(content.managed(i, part));
    }
    const auto records = residentMegabytes();

    drift::Engine engine(content.pool);
    std::vector<std::pair<Atom, Atom>> kinds;
    for (const char* kind : Kinds)
        kinds.emplace_back(Atom{}, content.pool.intern(kind));
    engine.setReadKinds(kinds);
    auto began = now();
    engine.apply(all, Applied + Seconds{30});
    const double firstLook = now() - began;
    const auto after = residentMegabytes();
    if (!engine.findings().empty())
        return EXIT_FAILURE;

    // Somebody edits one object after the other: each is judged alone.
    double most = 0;
    for (int i = 0; i < 200; ++i) {
        const std::vector<store::Delta> one{content.managed(i * 7, 0, true)};
        began = now();
        engine.apply(one, Applied + Seconds{61});
        most = std::max(most, now() - began);
    }
    if (engine.findings().size() != 200)
        return EXIT_FAILURE;

    // 20,000 passes of Kustomizations, as they come in a busy second: sixty batches.
    std::vector<store::Delta> churn;
    double churned = 0;
    for (int i = 0; i < 20'000; ++i) {
        churn.push_back(content.applier((i * 7919) % Appliers, 1));
        if (churn.size() < 333)
            continue;
        began = now();
        engine.apply(churn, Applied + Seconds{62});
        (void)engine.takeEvents();
        (void)engine.summary();
        churned += now() - began;
        churn.clear();
    }

    std::size_t bytes = 0;
    (void)drift::writeFacts(engine.facts(Applied + Seconds{63}), [&bytes](std::string_view part) -> Status {
        bytes += part.size();
        return {};
    });

    // What the GUI thread pays: it hands over what a frame brought.
    const SystemClock clock;
    items::DriftWatch watch(content.pool, clock, {});
    double fed = 0;
    for (std::size_t at = 0; at + 320 <= all.size(); at += 320) {
        began = now();
        watch.feed(std::span(all).subspan(at, 320));
        fed = std::max(fed, now() - began);
    }
    std::printf(
        "{\"first_look_ms\":%.3f,\"one_change_max_ms\":%.3f,\"churn_20k_ms\":%.3f,\"records_mb\":%.3f,\"engine_mb\":%.3f,\"facts_mb\":%.3f,"
        "\"feed_max_ms\":%.3f}\n",
        firstLook, most, churned, records - empty, after - records, static_cast<double>(bytes) / 1e6, fed);
    return EXIT_SUCCESS;
}
