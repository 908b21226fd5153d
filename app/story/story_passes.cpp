// SPDX-License-Identifier: Apache-2.0
// Passes, deliveries and what people asked for.
#include "story_parts.h"

#include <algorithm>

namespace dg::story {

using history::Batch;

namespace {

constexpr int SlowFrom = 11 * 60 + 40, SlowTo = 10 * 60 + 50; // the API server had a bad hour
constexpr int DeliveryDays = 21;

bool isApplier(const history::ObjectRow& object)
{
    return object.kind == "Kustomization" || object.kind == "HelmRelease";
}

// Seconds; most some five, some many more, as health checks have it.
int passSeconds(const std::string& seed, int minutes)
{
    const auto hours = static_cast<unsigned>(minutes / 60);
    int out = 2 + static_cast<int>(chance(seed, 6)) + static_cast<int>((hours * hours) % 3);
    if (chance(seed + "slow", 16) == 0)
        out += 4 + static_cast<int>(chance(seed + "how", 9));
    return minutes <= SlowFrom && minutes >= SlowTo ? out * 2 + 4 : out;
}

bool watched(int minutes)
{
    return minutes > GapBegan || minutes < GapEnded;
}

std::string revisionOf(const std::string& name, int number)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string sha;
    for (int i = 0; i < 40; ++i)
        sha += digits[chance(name + std::to_string(number * 64 + i), 16)];
    return "latest@sha1:" + sha;
}

} // namespace

void addPasses(Batch& out, const Present& present, WallTime now)
{
    for (const auto& [name, state] : present) {
        if (!isApplier(state.object) || state.row.state != flux::State::Ready || state.row.suspended)
            continue;
        // Dense for a day, thin for the month before.
        for (int minutes = Beginning, number = 0; minutes > 4; ++number) {
            const auto seed = name + std::to_string(number);
            minutes -= (minutes > DayMinutes ? 170 : 22) + static_cast<int>(chance(seed + "step", 20));
            if (minutes <= 4 || !watched(minutes))
                continue;
            history::PassRow row;
            row.at = ago(now, minutes) + Seconds{chance(seed + "at", 60)};
            row.duration = Seconds{passSeconds(seed, minutes)} + Millis{chance(seed + "ms", 1000)};
            row.outcome = state.object.kind == "HelmRelease" ? "deployed" : "ReconciliationSucceeded";
            row.revision = state.row.revision;
            if (number % (minutes > DayMinutes ? 3 : 9) == 1) {
                row.news = true;
                row.revision = revisionOf(name, number);
                row.lag = Seconds{90 + chance(seed + "lag", 110) + (chance(seed + "late", 9) == 0 ? 190 : 0)};
            }
            out.passes.push_back({state.object, row});
        }
    }
}

void addDeliveries(Batch& out, const Present& present, WallTime now)
{
    for (const auto& [name, state] : present) {
        if (state.object.kind != "Kustomization")
            continue;
        for (int day = 0; day < DeliveryDays; ++day) {
            const auto seed = name + " day " + std::to_string(day);
            if (chance(seed, 7) != 0)
                continue;
            delivery::Run run;
            run.revision = revisionOf(name, 1000 + day);
            run.sha = run.revision.substr(run.revision.rfind(':') + 1);
            const auto minutes = day * DayMinutes + 60 + static_cast<int>(chance(seed + "at", 600));
            run.committed = ago(now, minutes + 6);
            run.fetched = ago(now, minutes + 3);
            run.applied = ago(now, minutes);
            run.failed = chance(seed + "failed", 8) == 0;
            if (!run.failed)
                run.healthy = *run.applied + Seconds{20 + chance(seed + "healthy", 90)};
            out.deliveries.push_back({state.object, run});
        }
    }
}

void addActions(Batch& out, const Present& present, WallTime now)
{
    const auto add = [&](const char* name, int minutes, int seconds, const char* verb, const char* outcome, const char* message) {
        if (const auto found = present.find(name); found != present.end())
            out.actions.push_back({found->second.object, {ago(now, minutes), Seconds{seconds}, verb, outcome, message}});
    };
    add("HelmRelease ingress-nginx/ingress-nginx", 695, 74, "reconcile", "ready", "Reconciled with source");
    add("Kustomization flux-system/payments", 21, 121, "reconcile", "failed", "Health check failed");
    add("Kustomization flux-system/infrastructure", 42, 6, "reconcile", "ready", "Reconciled");
}

} // namespace dg::story
