// SPDX-License-Identifier: Apache-2.0
// The tree alone: 20,000 Kustomizations with 25 inventory entries each. One line of JSON a measure.
#include "items/frame_scheduler.h"
#include "tree/fleet_tree.h"
#include "tree/silent_observer.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

using namespace dg;

namespace {

constexpr int Appliers = 20'000;
constexpr int EntriesEach = 25;
constexpr int Sources = 40;
constexpr int Namespaces = 400;

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

double at(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, static_cast<std::size_t>(static_cast<double>(values.size()) * share))];
}

struct Content {
    StringPool pool;
    store::Delta source(int i)
    {
        auto object = std::make_shared<flux::FluxObject>();
        object->kind = flux::Kind::GitRepository;
        object->key = {pool.intern(flux::info(object->kind).group), pool.intern("GitRepository"), pool.intern("flux-system"),
            pool.intern("repo-" + std::to_string(i))};
        object->artifactRevision = "main@sha1:0123456789abcdef0123456789abcdef01234567";
        ready(*object, false);
        return {object->key, store::RecordType::Flux, object, {}};
    }
    store::Delta applier(int i, int round, bool failed)
    {
        auto object = std::make_shared<flux::FluxObject>();
        object->kind = flux::Kind::Kustomization;
        const auto ns = "team-" + std::to_string(i % Namespaces);
        const auto name = (i % 50 == 0 ? "payments-" : "app-") + std::to_string(i);
        object->key = {pool.intern(flux::info(object->kind).group), pool.intern("Kustomization"), pool.intern(ns), pool.intern(name)};
        object->source = {pool.intern("GitRepository"), pool.intern("flux-system"), pool.intern("repo-" + std::to_string(i % Sources))};
        object->lastAppliedRevision = "main@sha1:0123456789abcdef0123456789abcdef01234567";
        object->lastReconciled = WallTime{std::chrono::seconds{1'700'000'000 + round}};
        object->interval = Millis{600'000};
        ready(*object, failed);
        static const char* const kinds[]
            = {"_apps_Deployment", "__ConfigMap", "__Service", "__ServiceAccount", "_networking.k8s.io_NetworkPolicy"};
        for (int e = 0; e < EntriesEach; ++e)
            object->inventory.add(ns + "_" + name + "-part-" + std::to_string(e) + kinds[e % 5], "v1");
        return {object->key, store::RecordType::Flux, object, {}};
    }
    static void ready(flux::FluxObject& object, bool failed)
    {
        object.uid = "u";
        object.generation = object.observedGeneration = 1;
        object.hasStatus = true;
        object.conditions.push_back(
            {"Ready", failed ? flux::Tri::False : flux::Tri::True, failed ? "BuildFailed" : "ReconciliationSucceeded",
                failed ? "kustomize build failed" : "Applied revision: main@sha1:0123456789abcdef", {}, 1});
    }
};

void tell(const char* measure, const std::string& fields)
{
    std::printf("{\"bench\":\"tree\",\"measure\":\"%s\",%s}\n", measure, fields.c_str());
}
std::string number(const char* name, double value)
{
    char text[64];
    std::snprintf(text, sizeof text, "\"%s\":%.3f", name, value);
    return text;
}

void measureFilter(tree::FleetTree& tree, const char* name, const std::string& word = "payments")
{
    std::vector<double> keys;
    std::string typed;
    std::string rows = "\"rows\":[";
    double first = 0;
    for (const char c : word) {
        typed += c;
        const auto began = now();
        tree.setFilter(typed);
        for (int row = 0; row < std::min(tree.rowCount(), 60); ++row) // what a screen shows
            static_cast<void>(tree.row(row));
        const auto took = now() - began;
        if (typed.size() == 1)
            first = took;
        keys.push_back(took);
        rows += std::to_string(tree.rowCount()) + (typed.size() < word.size() ? "," : "]");
    }
    const auto began = now();
    tree.setFilter("");
    tell(name,
        number("first_ms", first) + "," + number("p50_ms", at(keys, 0.5)) + "," + number("max_ms", at(keys, 1)) + ","
            + number("clear_ms", now() - began) + "," + rows);
}

// 20,000 deltas a second in frames of 16 ms: 320 deltas each, some of them changing a state.
void measureDeltas(tree::FleetTree& tree, Content& content, const char* name)
{
    std::vector<double> frames;
    int round = 0;
    for (int frame = 0; frame < 125; ++frame) {
        std::vector<store::Delta> deltas;
        for (int i = 0; i < 320; ++i, ++round)
            deltas.push_back(content.applier((round * 7919) % Appliers, round, round % 100 == 0));
        const auto began = now();
        tree.apply(deltas);
        frames.push_back(now() - began);
    }
    tell(name,
        number("p50_ms", at(frames, 0.5)) + "," + number("p99_ms", at(frames, 0.99)) + "," + number("max_ms", at(frames, 1))
            + ",\"deltas_a_frame\":320");
}

} // namespace

int main()
{
    Content content;
    tree::SilentObserver observer;
    std::vector<store::Delta> all;
    for (int i = 0; i < Sources; ++i)
        all.push_back(content.source(i));
    for (int i = 0; i < Appliers; ++i)
        all.push_back(content.applier(i, 0, i % 400 == 0));
    const auto recordsMegabytes = residentMegabytes();
    tree::FleetTree tree(content.pool, observer);

    store::Inbox inbox;
    const SystemClock clock;
    items::FrameScheduler scheduler(inbox, tree, clock);
    scheduler.setPaused(true);
    for (const auto& delta : all)
        inbox.push(delta);
    std::vector<double> frames;
    const auto began = now();
    while (inbox.size() > 0) {
        const auto start = now();
        scheduler.setPaused(false); // one frame
        scheduler.setPaused(true);
        frames.push_back(now() - start);
    }
    tell("load",
        number("ms", now() - began) + "," + number("frame_p50_ms", at(frames, 0.5)) + "," + number("frame_p99_ms", at(frames, 0.99)) + ","
            + number("frame_max_ms", at(frames, 1)) + ",\"frames\":" + std::to_string(frames.size()) + ","
            + number("records_mb", recordsMegabytes) + "," + number("tree_mb", residentMegabytes() - recordsMegabytes)
            + ",\"rows\":" + std::to_string(tree.rowCount()));
    all.clear();
    measureDeltas(tree, content, "deltas_collapsed");
    std::vector<double> slices;
    for (bool more = true; more;) {
        const auto start = now();
        more = tree.prepare();
        slices.push_back(now() - start);
    }
    double together = 0;
    for (const auto slice : slices)
        together += slice;
    tell("prepare_filter",
        number("ms", together) + "," + number("slice_p99_ms", at(slices, 0.99)) + ","
            + number("tree_mb", residentMegabytes() - recordsMegabytes));
    measureFilter(tree, "filter_first_use");
    measureFilter(tree, "filter");
    measureFilter(tree, "filter_kind", "serviceaccount"); // stands behind what the names of an applier share
    measureDeltas(tree, content, "deltas_prepared");
    auto start = now();
    tree.expandAll();
    tell("expand_all",
        number("ms", now() - start) + "," + number("tree_mb", residentMegabytes() - recordsMegabytes)
            + ",\"rows\":" + std::to_string(tree.rowCount()));
    measureFilter(tree, "filter_expanded");
    measureDeltas(tree, content, "deltas_expanded");
    start = now();
    tree.collapseAll();
    tell("collapse_all", number("ms", now() - start));
    return EXIT_SUCCESS;
}
