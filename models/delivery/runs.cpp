// SPDX-License-Identifier: Apache-2.0
#include "delivery/runs.h"

#include "assemble_impl.h"
#include "flux/revision.h"

#include <algorithm>
#include <numeric>

namespace dg::delivery {

namespace {

void earlier(std::optional<WallTime>& to, const std::optional<WallTime>& time)
{
    if (time && (!to || *time < *to))
        to = time;
}

Run& runOf(std::vector<Run>& runs, const std::string& revision)
{
    const auto found = std::ranges::find_if(runs, [&](const Run& run) { return flux::sameRevision(run.revision, revision); });
    if (found != runs.end())
        return *found;
    runs.push_back({});
    runs.back().revision = revision;
    return runs.back();
}

std::optional<WallTime> last(const Run& run)
{
    for (const auto& time : {run.healthy, run.applied, run.fetched, run.built, run.committed}) {
        if (time)
            return time;
    }
    return std::nullopt;
}

// By time, the newest last, not too many.
void arrange(std::vector<Run>& runs)
{
    std::ranges::stable_sort(runs, {}, [](const Run& run) { return last(run).value_or(WallTime::max()); });
    if (runs.size() > MostRuns)
        runs.erase(runs.begin(), runs.end() - static_cast<std::ptrdiff_t>(MostRuns));
}

void takeHistory(std::vector<Run>& runs, const flux::FluxObject& applier)
{
    for (const auto& entry : trailOf(applier).history) {
        const bool helm = applier.kind == flux::Kind::HelmRelease;
        const bool good
            = entry.status == "ReconciliationSucceeded" || (helm && (entry.status == "deployed" || entry.status == "superseded"));
        if (!good || entry.revision.empty() || !entry.first)
            continue;
        auto& run = runOf(runs, entry.revision);
        if (run.sha.empty())
            run.sha = std::string(flux::splitRevision(flux::normaliseRevision(entry.originRevision)).digest);
        if (run.fetched && *entry.first + Seconds{1} < *run.fetched)
            continue; // of an older revision with the same manifests
        earlier(run.healthy, entry.first);
        // A single pass: it began when the artifact was there, as nothing else tells any more.
        if (entry.duration && entry.first == entry.last && !run.fetched)
            run.fetched = *entry.first - *entry.duration;
    }
}

} // namespace

void RunBook::see(const Input& input)
{
    const auto& applier = *input.applier;
    auto& runs = m_runs[applier.key.toString()];
    if (input.source && !input.source->artifactRevision.empty()) {
        const auto& source = *input.source;
        auto& run = runOf(runs, source.artifactRevision);
        run.sha = commitOf(source).sha;
        run.fetched = source.artifactUpdated;
        run.built = trailOf(source).built;
        earlier(run.applied, checksBegan(applier, source.artifactRevision));
        const auto state = input.applierVerdict.state;
        run.failed = !run.healthy && (state == flux::State::Failed || state == flux::State::Stalled);
    }
    takeHistory(runs, applier);
    for (auto& run : runs) {
        run.checked = checksHealth(applier);
        run.image = input.source ? input.source->kind == flux::Kind::OCIRepository : run.image;
        if (run.healthy)
            run.failed = false;
        if (run.sha.empty() && input.source && input.source->kind == flux::Kind::GitRepository)
            run.sha = std::string(flux::splitRevision(flux::normaliseRevision(run.revision)).digest);
    }
    arrange(runs);
}

void RunBook::restore(const ObjectKey& applier, std::vector<Run> former)
{
    auto& runs = m_runs[applier.toString()];
    for (auto& run : former) {
        auto& known = runOf(runs, run.revision);
        earlier(known.committed, run.committed);
        earlier(known.built, run.built);
        earlier(known.fetched, run.fetched);
        earlier(known.applied, run.applied);
        earlier(known.healthy, run.healthy);
        known.failed = run.failed && !known.healthy;
        known.image = known.image || run.image;
        known.checked = known.checked || run.checked;
        if (known.sha.empty())
            known.sha = std::move(run.sha);
    }
    arrange(runs);
}

void RunBook::setCommitted(const ObjectKey& applier, const std::string& sha, WallTime time)
{
    const auto found = m_runs.find(applier.toString());
    if (found == m_runs.end() || sha.empty())
        return;
    for (auto& run : found->second) {
        if (run.sha == sha)
            run.committed = time;
    }
}

const std::vector<Run>& RunBook::runs(const ObjectKey& applier) const
{
    static const std::vector<Run> none;
    const auto found = m_runs.find(applier.toString());
    return found == m_runs.end() ? none : found->second;
}

void RunBook::forget(const ObjectKey& applier)
{
    m_runs.erase(applier.toString());
}

namespace {

// The phase between two marks that are known (committed, built, fetched, applied, healthy: 0 to 4) with none known between.
Phase phaseBetween(const Run& run, std::size_t from, std::size_t to)
{
    if (to - from == 1)
        return static_cast<Phase>(from);
    if (from == 0 && to == 2 && !run.image)
        return Phase::WaitForFetch; // nothing is built
    if (from == 2)
        return run.checked ? Phase::UntilHealthy : Phase::Apply; // one pass: the checks are its end, and most of it
    return Phase::Unsplit;
}

LeadTime leadTimeOf(const Run& run, Origin origin, WallTime now)
{
    const std::optional<WallTime> marks[] = {run.committed, run.built, run.fetched, run.applied, run.healthy};
    LeadTime out;
    out.reached = run.healthy.has_value();
    auto from = static_cast<std::size_t>(origin);
    auto began = *marks[from];
    for (auto i = from + 1; i < std::size(marks); ++i) {
        if (!marks[i])
            continue;
        const auto time = std::max(began, *marks[i]);
        out.phases[static_cast<std::size_t>(phaseBetween(run, from, i))] += time - began;
        out.total += time - began;
        began = time;
        from = i;
    }
    if (!out.reached)
        out.total += std::max(Millis{0}, std::chrono::duration_cast<Millis>(now - began));
    return out;
}

std::optional<WallTime> mark(const Run& run, Origin origin)
{
    return origin == Origin::Commit ? run.committed : origin == Origin::Artifact ? run.built : run.fetched;
}

} // namespace

Millis percentile(std::vector<Millis> values, unsigned percent)
{
    std::ranges::sort(values);
    const auto rank = (values.size() * percent + 99) / 100;
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

LeadTimes leadTimes(std::span<const Run> runs, WallTime now)
{
    LeadTimes out;
    for (const auto origin : {Origin::Commit, Origin::Artifact, Origin::Fetch}) {
        out.origin = origin;
        const auto known = std::ranges::count_if(runs, [&](const Run& run) { return mark(run, origin) && run.healthy; });
        if (known > (origin == Origin::Artifact ? 1 : 0))
            break;
    }
    std::vector<Millis> reached;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto begin = mark(runs[i], out.origin);
        const bool current = i + 1 == runs.size();
        if (!begin || (!runs[i].healthy && !current) || (runs[i].healthy && *runs[i].healthy < *begin))
            continue;
        auto time = leadTimeOf(runs[i], out.origin, now);
        time.run = i;
        if (time.reached)
            reached.push_back(time.total);
        out.times.push_back(time);
    }
    if (reached.size() > 1) {
        out.p50 = percentile(reached, 50);
        out.p95 = percentile(reached, 95);
    }
    return out;
}

} // namespace dg::delivery
