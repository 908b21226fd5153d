// SPDX-License-Identifier: Apache-2.0
// Reconcile: annotate, follow by what the watches bring, until there is an outcome.
#include "impl.h"

#include <algorithm>

namespace dg::session {

namespace {

constexpr std::size_t KeptActions = 200;
constexpr Millis Tick{1'000};

ActionOutcome outcomeOf(flux::ReconcileOutcome outcome)
{
    switch (outcome) {
    case flux::ReconcileOutcome::Pending:
        return ActionOutcome::None;
    case flux::ReconcileOutcome::Ready:
        return ActionOutcome::Ready;
    case flux::ReconcileOutcome::Failed:
        return ActionOutcome::Failed;
    case flux::ReconcileOutcome::Stalled:
        return ActionOutcome::Stalled;
    case flux::ReconcileOutcome::Waiting:
        return ActionOutcome::Waiting;
    case flux::ReconcileOutcome::TimedOut:
        return ActionOutcome::TimedOut;
    case flux::ReconcileOutcome::Gone:
    case flux::ReconcileOutcome::Suspended:
    case flux::ReconcileOutcome::NotReconcilable:
        return ActionOutcome::Refused;
    }
    return ActionOutcome::Error;
}

const char* refusalReason(flux::ReconcileOutcome outcome)
{
    switch (outcome) {
    case flux::ReconcileOutcome::Gone:
        return "gone";
    case flux::ReconcileOutcome::Suspended:
        return "suspended";
    case flux::ReconcileOutcome::NotReconcilable:
        return "notReconcilable";
    default:
        return "";
    }
}

} // namespace

std::shared_ptr<const flux::FluxObject> ClusterSession::Impl::fluxObject(const ObjectKey& key) const
{
    const auto record = store.find(key);
    if (!record || record->type != store::RecordType::Flux)
        return nullptr;
    return std::static_pointer_cast<const flux::FluxObject>(record);
}

const kube::Resource* ClusterSession::Impl::resourceOf(const ObjectKey& key, const std::string& apiVersion) const
{
    if (!discovery)
        return nullptr;
    const auto slash = apiVersion.find('/');
    const auto version = slash == std::string::npos ? apiVersion : apiVersion.substr(slash + 1);
    const auto* exact = version.empty() ? nullptr : discovery->find(key.group.view(), version, key.kind.view());
    return exact ? exact : discovery->find(key.group.view(), key.kind.view());
}

RunningAction* ClusterSession::Impl::runningAction(std::uint64_t id)
{
    const auto it = std::find_if(running.begin(), running.end(), [&](const RunningAction& r) { return r.action.id == id; });
    return it == running.end() ? nullptr : &*it;
}

void ClusterSession::Impl::beginReconcile(std::uint64_t id, const ObjectKey& key, bool withSource)
{
    RunningAction fresh;
    fresh.action.id = id;
    fresh.action.key = key;
    fresh.action.withSource = withSource;
    fresh.action.began = clock.wall();
    const auto find = [this](const ObjectKey& k) { return fluxObject(k).get(); };
    const auto object = fluxObject(key);
    auto steps = object ? flux::reconcilePlan(*object, withSource, find, pool) : std::vector<ObjectKey>{key};
    // A token differs from every earlier one: wall time plus the action's number (domain.md §6.1: opaque).
    fresh.tracker = flux::ReconcileTracker(std::move(steps), toRfc3339Nano(clock.wall(), static_cast<unsigned>(id % 1'000'000)));
    running.push_back(std::move(fresh));
    addAction(running.back().action);
    followTick(id);
}

void ClusterSession::Impl::addAction(const Action& action)
{
    actions.insert(actions.begin(), action);
    if (actions.size() > KeptActions)
        actions.resize(KeptActions);
}

void ClusterSession::Impl::showAction(const Action& action)
{
    const auto shown = std::ranges::find(actions, action.id, &Action::id);
    if (shown != actions.end())
        *shown = action;
}

void ClusterSession::Impl::followTick(std::uint64_t id)
{
    auto* action = runningAction(id);
    if (!action)
        return;
    action->timer = loop.after(Tick, [this, id] { followTick(id); });
    advance(*action);
}

void ClusterSession::Impl::advance(RunningAction& followed)
{
    const auto find = [this](const ObjectKey& k) { return fluxObject(k).get(); };
    const auto toAnnotate = followed.tracker.advance(find, clock.steady());
    if (toAnnotate && followed.asked)
        followed.action.stage = ActionStage::Accepted;
    else if (toAnnotate)
        sendRequest(followed, *toAnnotate, followed.tracker.token());
    showProgress(followed);
}

void ClusterSession::Impl::sendRequest(RunningAction& followed, const ObjectKey& key, const std::string& token)
{
    const auto object = fluxObject(key);
    const auto* resource = resourceOf(key, object ? object->apiVersion : std::string{});
    const auto id = followed.action.id;
    if (!resource) {
        followed.action.error = Error{ErrorCode::NotFound, key.toString(), "not served"};
        followed.action.outcome = ActionOutcome::Error;
        return;
    }
    kube::mergePatch(
        loop, *resource, key.ns.str(), key.name.str(), flux::reconcilePatch(token), [this, id, key](const Result<std::string>& answer) {
            auto* action = runningAction(id);
            if (!action)
                return;
            if (answer) {
                if (action->action.stage < ActionStage::Accepted)
                    action->action.stage = key == action->action.key ? ActionStage::Accepted : ActionStage::SourceRequested;
            } else {
                action->action.error = answer.error();
                action->action.message = answer.error().detail;
                action->action.outcome = ActionOutcome::Error;
            }
            showProgress(*action);
        });
}

// Copies where an action stands into the list that others see; ends it when there is an outcome.
void ClusterSession::Impl::showProgress(RunningAction& followed)
{
    auto& action = followed.action;
    const auto& tracker = followed.tracker;
    if (action.outcome == ActionOutcome::None && tracker.outcome() != flux::ReconcileOutcome::Pending) {
        action.outcome = outcomeOf(tracker.outcome());
        action.message = tracker.message();
        action.reason = tracker.reason();
        if (action.outcome == ActionOutcome::Refused)
            action.reason = refusalReason(tracker.outcome());
    }
    if (action.outcome == ActionOutcome::None) {
        if (tracker.step() > 0 && action.stage < ActionStage::SourceHandled)
            action.stage = ActionStage::SourceHandled;
        const auto object = fluxObject(tracker.current());
        const auto* reconciling = object ? object->condition("Reconciling") : nullptr;
        if (reconciling && reconciling->status == flux::Tri::True && action.stage == ActionStage::Accepted)
            action.stage = ActionStage::Running;
        if (reconciling && action.stage >= ActionStage::Accepted)
            action.message = reconciling->message;
    } else {
        action.stage = ActionStage::Done;
        action.duration = clock.wall() - action.began;
    }
    showAction(action);
    if (action.done()) {
        loop.cancelTimer(followed.timer);
        running.remove_if([id = action.id](const RunningAction& r) { return r.action.id == id; });
        publish(); // an outcome is worth the moment
        return;
    }
    statusSoon();
}

void ClusterSession::Impl::recordChanged(const ObjectKey& key)
{
    for (auto it = running.begin(); it != running.end();) {
        auto& followed = *it++; // advance() may end and remove it
        if (followed.tracker.current() == key)
            advance(followed);
    }
}

void ClusterSession::Impl::fetch(const ObjectKey& key, const std::string& apiVersion, const std::function<void(Result<std::string>)>& done)
{
    const auto* resource = resourceOf(key, apiVersion);
    if (!resource) {
        done(fail(ErrorCode::NotFound, key.toString()));
        return;
    }
    kube::getObject(loop, *resource, key.ns.str(), key.name.str(), done);
}

std::uint64_t ClusterSession::reconcile(const ObjectKey& key, bool withSource)
{
    const auto id = m_impl->nextAction++;
    m_impl->loop.post([impl = m_impl.get(), id, key, withSource] { impl->beginReconcile(id, key, withSource); });
    return id;
}

void ClusterSession::cancelAction(std::uint64_t id)
{
    m_impl->loop.post([impl = m_impl.get(), id] {
        if (auto* action = impl->runningAction(id)) {
            action->action.outcome = ActionOutcome::Error;
            action->action.error = Error{ErrorCode::Cancelled, action->action.key.toString(), {}};
            impl->showProgress(*action);
        }
        impl->cancelComparison(id);
    });
}

void ClusterSession::fetchObject(const ObjectKey& key, const std::string& apiVersion, std::function<void(Result<std::string>)> done)
{
    m_impl->loop.post([impl = m_impl.get(), key, apiVersion, done = std::move(done)] { impl->fetch(key, apiVersion, done); });
}

} // namespace dg::session
