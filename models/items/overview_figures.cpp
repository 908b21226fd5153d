// SPDX-License-Identifier: Apache-2.0
#include "items/overview_figures.h"

#include "delivery/runs.h"

#include <algorithm>
#include <numeric>

namespace dg::items {

namespace {

std::optional<std::int64_t> valueOf(const OverviewNow& now, OverviewMeasure measure)
{
    if (!now.counted)
        return std::nullopt;
    switch (measure) {
    case OverviewMeasure::NotInSync:
        return notInSync(now.byState);
    case OverviewMeasure::Suspended:
        return now.suspended;
    case OverviewMeasure::Drifted:
        return now.drifted ? std::optional<std::int64_t>(*now.drifted) : std::nullopt;
    case OverviewMeasure::Objects:
        break;
    }
    return now.total;
}

std::int64_t valueOf(const history::Sample& sample, OverviewMeasure measure)
{
    switch (measure) {
    case OverviewMeasure::NotInSync:
        return notInSync(sample.byState);
    case OverviewMeasure::Suspended:
        return sample.suspended;
    case OverviewMeasure::Drifted:
        return sample.drifted;
    case OverviewMeasure::Objects:
        break;
    }
    return std::accumulate(sample.byState.begin(), sample.byState.end(), std::int64_t{0});
}

std::optional<Millis> median(std::vector<Millis> values)
{
    return values.empty() ? std::nullopt : std::optional(delivery::percentile(values, 50));
}

} // namespace

std::uint32_t notInSync(const std::array<std::uint32_t, flux::StateCount>& byState)
{
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < byState.size(); ++i)
        out += flux::isProblem(static_cast<flux::State>(i)) ? byState[i] : 0;
    return out;
}

bool isStale(const OverviewNow& now)
{
    using session::ConnectionPhase;
    switch (now.phase) {
    case ConnectionPhase::Live:
    case ConnectionPhase::CatchingUp:
    case ConnectionPhase::Connecting:
        return false;
    default:
        return true;
    }
}

std::optional<int> postureScore(const checks::Tally& tally)
{
    const int judged = tally.passed + tally.attention();
    return judged == 0 ? std::nullopt : std::optional(tally.passed * 100 / judged);
}

OverviewFigure figure(const std::vector<OverviewRow>& rows, OverviewMeasure measure)
{
    OverviewFigure out;
    for (const auto& row : rows) {
        const auto now = valueOf(row.now, measure);
        if (!now)
            continue;
        out.now += *now;
        ++out.counted;
        if (!row.past || !row.past->weekAgo)
            continue;
        out.change += *now - valueOf(*row.past->weekAgo, measure);
        ++out.compared;
    }
    return out;
}

OverviewDeliveryFigure deliveryFigure(const std::vector<OverviewRow>& rows)
{
    OverviewDeliveryFigure out;
    for (const auto& row : rows) {
        if (!row.past || !row.past->today)
            continue;
        const auto& today = *row.past->today;
        out.now.all += today.all;
        out.now.failed += today.failed;
        ++out.counted;
        if (const auto& before = row.past->lastWeek) {
            out.changeAll += std::int64_t{today.all} - before->all;
            out.changeFailed += std::int64_t{today.failed} - before->failed;
            ++out.compared;
        }
    }
    return out;
}

OverviewRecovery recoveryFigure(const std::vector<OverviewRow>& rows)
{
    OverviewRecovery out;
    std::vector<Millis> now, before, comparable;
    for (const auto& row : rows) {
        if (!row.past || !row.past->known)
            continue;
        ++out.counted;
        const auto& past = *row.past;
        now.insert(now.end(), past.recovered.begin(), past.recovered.end());
        if (!past.recoveredBefore)
            continue;
        ++out.compared;
        before.insert(before.end(), past.recoveredBefore->begin(), past.recoveredBefore->end());
        comparable.insert(comparable.end(), past.recovered.begin(), past.recovered.end());
    }
    out.recovered = now.size();
    out.now = median(std::move(now));
    out.before = median(std::move(before));
    out.comparable = median(std::move(comparable));
    return out;
}

std::array<std::optional<std::int64_t>, OverviewBuckets> weekOf(const std::vector<OverviewRow>& rows, OverviewMeasure measure)
{
    std::array<std::optional<std::int64_t>, OverviewBuckets> out{};
    for (const auto& row : rows) {
        for (std::size_t i = 0; row.past && i < out.size(); ++i) {
            if (const auto& sample = row.past->week[i])
                out[i] = out[i].value_or(0) + valueOf(*sample, measure);
        }
    }
    return out;
}

std::array<std::optional<OverviewDeliveries>, OverviewDays> daysOf(const std::vector<OverviewRow>& rows)
{
    std::array<std::optional<OverviewDeliveries>, OverviewDays> out{};
    for (const auto& row : rows) {
        for (std::size_t i = 0; row.past && i < out.size(); ++i) {
            if (const auto& day = row.past->days[i]) {
                auto& sum = out[i] ? *out[i] : out[i].emplace();
                sum.all += day->all;
                sum.failed += day->failed;
            }
        }
    }
    return out;
}

std::vector<OverviewWorstObject> worstOf(const std::vector<OverviewRow>& rows)
{
    std::vector<OverviewWorstObject> out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (const auto& past = rows[row].past) {
            for (const auto& trouble : past->worst)
                out.push_back({row, trouble});
        }
    }
    std::ranges::stable_sort(out, std::greater{}, [](const OverviewWorstObject& one) { return one.trouble.time; });
    if (out.size() > OverviewWorst)
        out.resize(OverviewWorst);
    return out;
}

std::vector<OverviewToken> expiring(std::vector<OverviewToken> tokens, WallTime now)
{
    std::erase_if(tokens, [now](const OverviewToken& token) { return token.expires > now + OverviewExpiry; });
    std::ranges::stable_sort(tokens, {}, &OverviewToken::expires);
    return tokens;
}

} // namespace dg::items
