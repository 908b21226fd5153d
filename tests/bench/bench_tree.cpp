// SPDX-License-Identifier: Apache-2.0
// The tree alone: 20,000 Kustomizations with 25 inventory entries each. One line of JSON a measure.
#include "tree/fleet_tree.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
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

class Silent final : public tree::TreeObserver {
    void rowsAboutToBeInserted(int, int) override {}
    void rowsInserted() override {}
    void rowsAboutToBeRemoved(int, int) override {}
    void rowsRemoved() override {}
    void rowsChanged(int, int) override {}
    void aboutToReset() override {}
    void reset() override {}
};

double now() { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

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
        object->key = {pool.intern(flux::info(object->kind).group), pool.intern("GitRepository"), pool.intern("flux-system"), pool.intern("repo-" + std::to_string(i))};
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
        static const char* const kinds[] = {"_apps_Deployment", "__ConfigMap", "__Service", "__ServiceAccount", "_networking.k8s.io_NetworkPolicy"};
        for (int e = 0; e < EntriesEach; ++e)
            object->inventory.add(ns + "_" + name + "-part-" + std::to_string(e) + kinds[e % 5], "v1");
        return {object->key, store::RecordType::Flux, object, {}};
    }
    static void ready(flux::FluxObject& object, bool failed)
    {
        object.uid = "u";
        object.generation = object.observedGeneration = 1;
        object.hasStatus = true;
        object.conditions.push_back({"Ready", failed ? flux::Tri::False : flux::Tri::True, failed ? "BuildFailed" : "ReconciliationSucceeded",
                                     failed ? "kustomize build failed" : "Applied revision: main@sha1:0123456789abcdef", {}, 1});
    }
};

void tell(const char* measure, const std::string& fields) { std::printf("{\"bench\":\"tree\",\"measure\":\"%s\",%s}\n", measure, fields.c_str()); }
std::string number(const char* name, double value)
{
    char text[64];
    std::snprintf(text, sizeof text, "\"%s\":%.3f", name, value);
    return text;
}

void measureFilter(tree::FleetTree& tree, const char* name)
{
    std::vector<double> keys;
    std::string typed;
    std::string rows = "\"rows\":[";
    double first = 0;
    for (const char c : std::string("payments")) {
        typed += c;
        const auto began = now();
        tree.setFilter(typed);
        const auto took = now() - began;
        if (typed.size() == 1)
            first = took;
        keys.push_back(took);
        rows += std::to_string(tree.rowCount()) + (typed.size() < 8 ? "," : "]");
    }
    const auto began = now();
    tree.setFilter("");
    tell(name, number("first_ms", first) + "," + number("p50_ms", at(keys, 0.5)) + "," + number("max_ms", at(keys, 1)) + "," + number("clear_ms", now() - began) + "," + rows);
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
    tell(name, number("p50_ms", at(frames, 0.5)) + "," + number("p99_ms", at(frames, 0.99)) + "," + number("max_ms", at(frames, 1)) + ",\"deltas_a_frame\":320");
}

} // namespace

int main()
{
    Content content;
    Silent observer;
    std::vector<store::Delta> all;
    for (int i = 0; i < Sources; ++i)
        all.push_back(content.source(i));
    for (int i = 0; i < Appliers; ++i)
        all.push_back(content.applier(i, 0, i % 400 == 0));
    const auto recordsMegabytes = residentMegabytes();
    tree::FleetTree tree(content.pool, observer);

    std::vector<double> batches;
    const auto began = now();
    for (std::size_t from = 0; from < all.size(); from += 256) {
        const auto start = now();
        tree.apply(std::span(all).subspan(from, std::min<std::size_t>(256, all.size() - from)));
        batches.push_back(now() - start);
    }
    tell("apply", number("ms", now() - began) + "," + number("batch_p99_ms", at(batches, 0.99)) + "," + number("records_mb", recordsMegabytes) + ","
                      + number("tree_mb", residentMegabytes() - recordsMegabytes) + ",\"rows\":" + std::to_string(tree.rowCount()));
    all.clear();
    measureDeltas(tree, content, "deltas_collapsed");
    measureFilter(tree, "filter_first_use");
    measureFilter(tree, "filter");
    auto start = now();
    tree.expandAll();
    tell("expand_all", number("ms", now() - start) + "," + number("tree_mb", residentMegabytes() - recordsMegabytes) + ",\"rows\":" + std::to_string(tree.rowCount()));
    measureFilter(tree, "filter_expanded");
    measureDeltas(tree, content, "deltas_expanded");
    start = now();
    tree.collapseAll();
    tell("collapse_all", number("ms", now() - start));
    return EXIT_SUCCESS;
}
