// SPDX-License-Identifier: Apache-2.0
// Exact comparisons beside the streams: each on a thread and a connection of its own, one after the other, shown as an action.
#include "impl.h"

#include <algorithm>

namespace dg::session {

namespace {

constexpr Millis ProgressEvery{100};

ObjectKey keyOf(const ExactOptions& options, StringPool& pool)
{
    if (options.object)
        return *options.object;
    const auto owner = options.owner ? options.owner : options.owners.size() == 1 ? std::optional(options.owners.front()) : std::nullopt;
    if (!owner)
        return {};
    const auto& info = flux::info(flux::kindFromWord(owner->kind));
    return {pool.intern(info.group), pool.intern(owner->kind), pool.intern(owner->ns), pool.intern(owner->name)};
}

} // namespace

void ClusterSession::Impl::addComparison(Comparison comparison)
{
    Action action;
    action.id = comparison.id;
    action.verb = ActionVerb::Compare;
    action.key = keyOf(*comparison.options, pool);
    action.began = clock.wall();
    addAction(action);
    comparisons.push_back(std::move(comparison));
    startComparison();
    publish();
}

void ClusterSession::Impl::startComparison()
{
    if (comparisons.empty() || comparisons.front().thread.joinable())
        return;
    auto& next = comparisons.front();
    const auto id = next.id;
    if (const auto shown = std::ranges::find(actions, id, &Action::id); shown != actions.end())
        shown->stage = ActionStage::Running;
    next.options->progress = [this, id, last = SteadyTime{}](std::size_t done, std::size_t known) mutable {
        if (const auto now = clock.steady(); done == known || now - last >= ProgressEvery) {
            last = now;
            loop.post([this, id, done, known] { comparisonProgressed(id, done, known); });
        }
    };
    next.thread = std::jthread([this, id, options = next.options, read = next.read](const std::stop_token& stop) {
        const auto result
            = std::make_shared<Result<ExactResult>>(session::compareExactly(spec, *options, *read, pool, clock, log, consent, stop));
        loop.post([this, id, result] { comparisonEnded(id, result); });
    });
}

void ClusterSession::Impl::comparisonProgressed(std::uint64_t id, std::size_t done, std::size_t known)
{
    const auto shown = std::ranges::find(actions, id, &Action::id);
    if (shown == actions.end() || shown->done())
        return;
    shown->compared = done;
    shown->known = known;
    statusSoon();
}

void ClusterSession::Impl::comparisonEnded(std::uint64_t id, const std::shared_ptr<Result<ExactResult>>& result)
{
    const auto ended = std::ranges::find(comparisons, id, &Comparison::id);
    if (ended == comparisons.end())
        return;
    const auto done = std::move(ended->done);
    comparisons.erase(ended); // its thread has nothing left to do
    if (const auto shown = std::ranges::find(actions, id, &Action::id); shown != actions.end()) {
        shown->stage = ActionStage::Done;
        shown->duration = clock.wall() - shown->began;
        if (*result) {
            shown->outcome = ActionOutcome::Ready;
            shown->compared = (*result)->compared;
            shown->differing = (*result)->findings.size();
            shown->notCompared = (*result)->notCompared.size();
        } else {
            shown->outcome = ActionOutcome::Error;
            shown->error = result->error();
        }
    }
    done(std::move(*result));
    startComparison();
    publish();
}

void ClusterSession::Impl::cancelComparison(std::uint64_t id)
{
    const auto found = std::ranges::find(comparisons, id, &Comparison::id);
    if (found == comparisons.end())
        return;
    if (found->thread.joinable())
        found->thread.request_stop(); // it comes back with Cancelled
    else
        comparisonEnded(id, std::make_shared<Result<ExactResult>>(fail(ErrorCode::Cancelled)));
}

std::uint64_t ClusterSession::compareExactly(
    ExactOptions options, std::shared_ptr<const OneShotResult> read, std::function<void(Result<ExactResult>)> done)
{
    const auto id = m_impl->nextAction++;
    options.userAgent = m_impl->options.userAgent;
    const auto comparison = std::make_shared<Comparison>(
        Comparison{id, std::make_shared<ExactOptions>(std::move(options)), std::move(read), std::move(done), {}});
    m_impl->loop.post([impl = m_impl.get(), comparison] { impl->addComparison(std::move(*comparison)); });
    return id;
}

} // namespace dg::session
