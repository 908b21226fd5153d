// SPDX-License-Identifier: Apache-2.0
#include "history/tracker.h"

#include "base/log.h"
#include "flux/reconcile.h"
#include "flux/revision.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace dg::history {

namespace {

using flux::FluxObject;
using flux::State;

constexpr Millis HoldTime{10'000}; // a state under way is kept once it lasted so long
constexpr Millis RepeatEvery{60'000};
constexpr Millis SampleEvery{10'000};
constexpr Millis DriftSettles{60'000}; // by then everything that still drifts was judged
constexpr Millis FluxGrain{1'000};
constexpr std::size_t LongestText = 1000;

std::string kept(const std::string& text)
{
    auto out = redact(text);
    if (out.size() > LongestText) {
        auto end = LongestText;
        while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xc0) == 0x80)
            --end;
        out.resize(end);
    }
    return out;
}

ObjectRow rowOf(const ObjectKey& key)
{
    return {0, key.group.str(), key.kind.str(), key.ns.str(), key.name.str()};
}

std::string nameOf(const ObjectRow& row)
{
    return row.group + '\n' + row.kind + '\n' + row.ns + '\n' + row.name;
}

// What is under way, or about to be looked at: a state of seconds.
bool isPassing(State state)
{
    return state == State::Reconciling || state == State::Stale || state == State::Unknown;
}

bool isTrouble(State state)
{
    return state == State::Failed || state == State::Stalled || state == State::Waiting;
}

bool sameState(const StateRow& a, const StateRow& b)
{
    return a.state == b.state && a.suspended == b.suspended && a.behind == b.behind && a.reason == b.reason && a.revision == b.revision
        && (a.state == State::Ready || a.message == b.message);
}

// When Flux said what it says now; moves with each pass of an applier.
std::optional<WallTime> saidAt(const FluxObject& object)
{
    const auto* ready = object.condition("Ready");
    return object.lastReconciled ? object.lastReconciled : ready ? ready->lastTransition : std::nullopt;
}

bool isGood(const FluxObject& object, const std::string& status)
{
    if (object.kind == flux::Kind::HelmRelease)
        return status == "deployed" || status == "superseded";
    return status == "ReconciliationSucceeded";
}

bool isSource(const FluxObject& object)
{
    return object.artifactUpdated && !delivery::isApplication(object);
}

} // namespace

struct Tracker::Impl {
    Impl(StringPool& usedPool, Store::Resume resume)
        : pool(usedPool)
        , former(std::move(resume))
    {
        for (auto& state : former.states)
            formerStates.emplace(nameOf(state.object), state.row);
        for (auto& [object, trouble] : former.troubles)
            formerTroubles.emplace(nameOf(object), trouble);
        for (auto& episode : former.drifts)
            openDrifts.emplace(episode.drift.id, OpenDrift{episode.object, episode.owner, episode.drift, true});
    }

    struct Node {
        ObjectRow name;
        std::shared_ptr<const FluxObject> object;
        flux::Verdict verdict;
        StateRow row; // as it was written; row.at == 0: nothing yet
        std::optional<StateRow> held;
        std::optional<TroubleRow> trouble;
        bool repeated = false; // row.times is not written yet
        std::optional<WallTime> said, lastPass;
        std::string passedRevision;
        std::optional<WallTime> underWay; // since
        std::vector<delivery::Run> runs; // as written
        struct RunState { // what runs depend on
            std::optional<WallTime> reconciled, fetched;
            std::string applied, fetchedRevision;
            State state = State::Unknown;
            friend bool operator==(const RunState&, const RunState&) = default;
        };
        std::optional<RunState> runState;
    };
    struct OpenDrift {
        ObjectRow object;
        std::optional<ObjectRow> owner;
        DriftRow row;
        bool former = false; // of a run before; not seen again yet
    };

    const FluxObject* find(const ObjectKey& key) const
    {
        const auto found = nodes.find(key);
        return found == nodes.end() ? nullptr : found->second.object.get();
    }
    void take(const store::Delta& delta, WallTime now, Batch& out, std::vector<ObjectKey>& touched);
    void gone(Node& node, WallTime now, Batch& out);
    void look(Node& node, WallTime now, Batch& out);
    void first(Node& node, StateRow row, WallTime now, Batch& out);
    void write(Node& node, StateRow row, Batch& out);
    void followTrouble(Node& node, Batch& out);
    void passes(Node& node, bool isFirst, Batch& out);
    void deliveries(Node& node, WallTime now, Batch& out);
    void sample(WallTime now, std::uint32_t drifted, Batch& out);

    StringPool& pool;
    Store::Resume former;
    std::unordered_map<std::string, StateRow> formerStates; // not seen yet in this run
    std::unordered_map<std::string, TroubleRow> formerTroubles;
    std::unordered_map<ObjectKey, Node> nodes;
    std::unordered_map<ObjectKey, std::unordered_set<ObjectKey>> referrers; // of a source
    std::unordered_set<ObjectKey> holding, repeating;
    std::unordered_map<std::string, OpenDrift> openDrifts; // by finding
    delivery::RunBook book;
    Sample last;
    WallTime repeatsWritten{};
    std::set<std::string, std::less<>> readKinds; // an object of these that is not known is not there
    std::optional<WallTime> readAt; // everything was read
    bool wasRead = false;
    bool judged = false; // drift was told since
};

void Tracker::Impl::take(const store::Delta& delta, WallTime now, Batch& out, std::vector<ObjectKey>& touched)
{
    if (!delta.record) {
        if (const auto found = nodes.find(delta.key); found != nodes.end()) {
            gone(found->second, now, out);
            book.forget(delta.key);
            nodes.erase(found);
            holding.erase(delta.key);
            repeating.erase(delta.key);
            touched.push_back(delta.key);
        }
        return;
    }
    auto object = std::static_pointer_cast<const FluxObject>(delta.record);
    auto& node = nodes[delta.key];
    if (node.name.name.empty())
        node.name = rowOf(delta.key);
    if (node.object && !(node.object->source == object->source))
        referrers[flux::keyOf(node.object->source, pool)].erase(delta.key);
    if (!object->source.empty())
        referrers[flux::keyOf(object->source, pool)].insert(delta.key);
    node.object = std::move(object);
    touched.push_back(delta.key);
}

void Tracker::Impl::gone(Node& node, WallTime now, Batch& out)
{
    if (node.trouble) {
        node.trouble->ended = now;
        out.troubles.push_back({node.name, *node.trouble, false});
    }
    StateRow row;
    row.at = row.last = now;
    out.states.push_back({node.name, row});
}

void Tracker::Impl::write(Node& node, StateRow row, Batch& out)
{
    row.message = kept(row.message);
    row.last = std::max(row.last, row.at);
    row.at = std::max(row.at, node.row.at + Millis{node.row.at == WallTime{} ? 0 : 1}); // never before what is written
    node.held.reset();
    node.repeated = false;
    node.row = row;
    out.states.push_back({node.name, std::move(row)});
    followTrouble(node, out);
}

void Tracker::Impl::followTrouble(Node& node, Batch& out)
{
    const auto& row = node.row;
    if (!row.state)
        return;
    if (*row.state == State::Ready && node.trouble) {
        node.trouble->ended = row.at;
        out.troubles.push_back({node.name, *node.trouble, false});
        node.trouble.reset();
    } else if (isTrouble(*row.state)) {
        const bool begins = !node.trouble;
        if (begins)
            node.trouble = TroubleRow{row.at, std::nullopt, *row.state, row.reason, row.message};
        else if (flux::severity(*row.state) <= flux::severity(node.trouble->worst))
            return;
        node.trouble->worst = *row.state;
        node.trouble->reason = row.reason;
        node.trouble->message = row.message;
        out.troubles.push_back({node.name, *node.trouble, begins});
    }
}

// Seen for the first time in this run: the run before may have ended in the same state, or Flux says since when it is another.
void Tracker::Impl::first(Node& node, StateRow row, WallTime now, Batch& out)
{
    const auto name = nameOf(node.name);
    if (const auto found = formerTroubles.find(name); found != formerTroubles.end()) {
        node.trouble = found->second;
        formerTroubles.erase(found);
    }
    const auto before = formerStates.find(name);
    if (before != formerStates.end()) {
        node.row = before->second;
        formerStates.erase(before);
        if (sameState(node.row, row))
            return;
    }
    const auto& object = *node.object;
    auto since = row.state == State::Ready && object.appliedSince ? object.appliedSince : saidAt(object);
    if (!since && object.created)
        since = object.created;
    const auto known = std::max(node.row.at, former.watchedUntil.value_or(WallTime::min()));
    // Flux writes whole seconds: within the last one that is known it came after it.
    if (since && *since + FluxGrain > known && *since < now) {
        row.at = std::max(*since, known == WallTime::min() ? *since : known + Millis{1});
        row.origin = Origin::ReadLater;
    }
    write(node, std::move(row), out);
}

void Tracker::Impl::look(Node& node, WallTime now, Batch& out)
{
    const auto& object = *node.object;
    const auto condition = flux::sourceCondition(
        object, [this](const ObjectKey& key) { return find(key); }, [this](std::string_view kind) { return readKinds.contains(kind); },
        pool);
    node.verdict = flux::evaluate(object, condition);
    const auto* source = object.source.empty() ? nullptr : find(flux::keyOf(object.source, pool));
    StateRow row;
    row.at = row.last = now;
    row.state = node.verdict.state;
    row.suspended = node.verdict.suspended;
    row.behind = source && flux::isBehind(object, source->artifactRevision);
    row.reason = node.verdict.reason;
    row.message = node.verdict.message;
    row.revision = object.revision();

    const bool isFirst = node.row.at == WallTime{};
    const bool underWay = node.verdict.state == State::Reconciling;
    if (underWay && !node.underWay)
        node.underWay = node.verdict.since.value_or(now);
    const auto said = saidAt(object);
    if (isFirst) {
        first(node, std::move(row), now, out);
    } else if (row.message = row.state == State::Ready ? row.message : kept(row.message); sameState(node.row, row)) {
        node.held.reset();
        if (said && node.said && *said > *node.said) { // Flux said it again
            ++node.row.times;
            node.row.last = now;
            node.repeated = true;
            repeating.insert(object.key);
        }
    } else if (isPassing(*row.state) && row.suspended == node.row.suspended && !isPassing(node.row.state.value_or(State::Ready))) {
        if (node.held)
            row.at = node.held->at;
        node.held = std::move(row);
        holding.insert(object.key);
    } else {
        write(node, std::move(row), out);
    }
    node.said = said;
    passes(node, isFirst, out);
    if (!underWay)
        node.underWay.reset();
    if (delivery::isApplication(object))
        deliveries(node, now, out);
}

void Tracker::Impl::passes(Node& node, bool isFirst, Batch& out)
{
    const auto& object = *node.object;
    const auto add = [&](WallTime at, const std::string& outcome, const std::string& revision, bool ok) -> PassRow& {
        PassRow row;
        row.at = at;
        row.ok = ok;
        row.outcome = outcome;
        row.revision = revision;
        row.origin = isFirst ? Origin::ReadLater : Origin::Seen;
        out.passes.push_back({node.name, std::move(row)});
        return out.passes.back().row;
    };
    if (isSource(object)) {
        if (node.lastPass != object.artifactUpdated)
            add(*object.artifactUpdated, "NewArtifact", object.artifactRevision, true).news = true;
        node.lastPass = object.artifactUpdated;
        return;
    }
    if (!object.trail || object.trail->history.empty())
        return;
    const auto& history = object.trail->history;
    if (isFirst) {
        for (const auto& entry : history) {
            const bool ok = isGood(object, entry.status);
            if (entry.first && entry.first != entry.last)
                add(*entry.first, entry.status, entry.revision, ok).news = ok;
            if (entry.last) {
                auto& row = add(*entry.last, entry.status, entry.revision, ok);
                row.duration = entry.duration;
                row.news = ok && entry.first == entry.last;
            }
        }
    } else if (const auto& entry = history.front(); entry.last && entry.last != node.lastPass) {
        const bool ok = isGood(object, entry.status);
        auto& row = add(*entry.last, entry.status, entry.revision, ok);
        row.duration = entry.duration;
        if (!row.duration && node.underWay && *entry.last >= *node.underWay)
            row.duration = std::max<Millis>(*entry.last - *node.underWay, Millis{0});
        row.news = ok && !flux::sameRevision(entry.revision, node.passedRevision);
        const auto* source = object.source.empty() ? nullptr : find(flux::keyOf(object.source, pool));
        if (row.news && source && source->artifactUpdated && flux::sameRevision(source->artifactRevision, entry.revision)
            && *source->artifactUpdated <= *entry.last)
            row.lag = *entry.last - *source->artifactUpdated;
    }
    node.lastPass = history.front().last;
    const auto good = std::ranges::find_if(history, [&](const flux::HistoryEntry& entry) { return isGood(object, entry.status); });
    if (good != history.end())
        node.passedRevision = good->revision;
}

void Tracker::Impl::deliveries(Node& node, WallTime now, Batch& out)
{
    const auto& object = *node.object;
    const auto found = object.source.empty() ? nodes.end() : nodes.find(flux::keyOf(object.source, pool));
    const auto* source = found == nodes.end() ? nullptr : &found->second;
    Node::RunState state{
        object.lastReconciled ? object.lastReconciled : object.lastDeployed, {}, object.lastAppliedRevision, {}, node.verdict.state};
    if (source) {
        state.fetched = source->object->artifactUpdated;
        state.fetchedRevision = source->object->artifactRevision;
    }
    if (node.runState == state)
        return;
    if (!node.runState) {
        if (const auto runs = former.runs.find(object.key.toString()); runs != former.runs.end()) {
            node.runs = runs->second;
            book.restore(object.key, std::move(runs->second));
            former.runs.erase(runs);
        }
    }
    node.runState = std::move(state);
    delivery::Input input;
    input.applier = node.object;
    input.applierVerdict = node.verdict;
    input.now = now;
    if (source) {
        input.source = source->object;
        input.sourceVerdict = source->verdict;
    }
    book.see(input);
    const auto& runs = book.runs(object.key);
    for (const auto& run : runs) {
        if (std::ranges::find(node.runs, run) == node.runs.end())
            out.deliveries.push_back({node.name, run});
    }
    node.runs = runs;
}

void Tracker::Impl::sample(WallTime now, std::uint32_t drifted, Batch& out)
{
    if (now - last.at < SampleEvery)
        return;
    Sample fresh;
    fresh.at = now;
    fresh.drifted = drifted;
    for (const auto& [key, node] : nodes) {
        if (!node.row.state)
            continue;
        if (const auto at = static_cast<std::size_t>(*node.row.state); at < fresh.byState.size())
            ++fresh.byState[at];
        fresh.suspended += node.row.suspended;
    }
    auto moved = last;
    moved.at = now;
    if (fresh == moved || !wasRead)
        return;
    last = fresh;
    out.samples.push_back(fresh);
}

Tracker::Tracker(StringPool& pool, Store::Resume resume)
    : m_impl(std::make_unique<Impl>(pool, std::move(resume)))
{
}
Tracker::~Tracker() = default;

bool Tracker::takes(store::RecordType type)
{
    return type == store::RecordType::Flux;
}

void Tracker::apply(std::span<const store::Delta> deltas, WallTime now, Batch& out)
{
    auto& d = *m_impl;
    std::vector<ObjectKey> touched;
    touched.reserve(deltas.size());
    for (const auto& delta : deltas) {
        if (takes(delta.type))
            d.take(delta, now, out, touched);
    }
    // A source's news may be its appliers' too; those of theirs are not.
    std::unordered_set<ObjectKey> seen;
    for (std::size_t i = 0, own = touched.size(); i < touched.size(); ++i) {
        if (!seen.insert(touched[i]).second)
            continue;
        if (const auto found = d.nodes.find(touched[i]); found != d.nodes.end())
            d.look(found->second, now, out);
        if (i >= own)
            continue;
        if (const auto of = d.referrers.find(touched[i]); of != d.referrers.end())
            touched.insert(touched.end(), of->second.begin(), of->second.end());
    }
}

void Tracker::drift(std::span<const drift::Event> events, WallTime now, Batch& out)
{
    auto& d = *m_impl;
    d.judged = true;
    for (const auto& [type, finding] : events) {
        if (finding.object.empty())
            continue;
        const auto id = finding.id();
        const auto found = d.openDrifts.find(id);
        if (type == drift::EventType::Closed) {
            if (found == d.openDrifts.end())
                continue;
            found->second.row.closed = now;
            out.drifts.push_back({found->second.object, found->second.owner, found->second.row});
            d.openDrifts.erase(found);
            continue;
        }
        Impl::OpenDrift open;
        open.object = rowOf(finding.object);
        if (!finding.owner.empty())
            open.owner = rowOf(flux::keyOf(finding.owner, d.pool));
        open.row = {id, finding.kind, finding.confidence, finding.path, finding.manager,
            finding.operation ? (*finding.operation == flux::Operation::Apply ? "Apply" : "Update") : "", !finding.ignoredBy.empty(),
            finding.time.value_or(finding.since.value_or(now)), finding.until, Origin::Seen};
        if (finding.kind == drift::Kind::Corrected) {
            open.row.opened = finding.since.value_or(finding.until.value_or(now));
            open.row.closed = finding.until.value_or(now);
        }
        if (found != d.openDrifts.end())
            open.row.opened = found->second.row.opened;
        out.drifts.push_back({open.object, open.owner, open.row});
        if (open.row.closed)
            d.openDrifts.erase(id);
        else
            d.openDrifts.insert_or_assign(id, std::move(open));
    }
}

void Tracker::setCommitted(const ObjectKey& application, const std::string& sha, WallTime time, Batch& out)
{
    auto& d = *m_impl;
    d.book.setCommitted(application, sha, time);
    const auto found = d.nodes.find(application);
    if (found == d.nodes.end())
        return;
    const auto& runs = d.book.runs(application);
    for (const auto& run : runs) {
        if (std::ranges::find(found->second.runs, run) == found->second.runs.end())
            out.deliveries.push_back({found->second.name, run});
    }
    found->second.runs = runs;
}

void Tracker::setRead(std::span<const std::pair<Atom, Atom>> groupKinds, WallTime now, Batch& out)
{
    auto& d = *m_impl;
    std::unordered_set<std::string> read;
    for (const auto& [group, kind] : groupKinds) {
        read.insert(group.str() + '\n' + kind.str());
        d.readKinds.insert(kind.str());
    }
    if (!std::exchange(d.wasRead, true)) {
        d.readAt = now;
        for (auto& [key, node] : d.nodes) { // now it is known which sources are not there
            if (!node.object->source.empty())
                d.look(node, now, out);
        }
    }
    for (auto& state : d.former.states) {
        if (!read.contains(state.object.group + '\n' + state.object.kind))
            continue;
        const auto name = nameOf(state.object);
        if (d.formerStates.erase(name) == 0)
            continue; // it is there, or was told before
        Impl::Node node;
        node.name = state.object;
        if (const auto trouble = d.formerTroubles.find(name); trouble != d.formerTroubles.end())
            node.trouble = trouble->second;
        d.gone(node, now, out);
        out.states.back().row.origin = Origin::ReadLater;
    }
}

void Tracker::tick(WallTime now, Batch& out)
{
    auto& d = *m_impl;
    std::erase_if(d.holding, [&](const ObjectKey& key) {
        const auto found = d.nodes.find(key);
        if (found == d.nodes.end() || !found->second.held)
            return true;
        if (now - found->second.held->at < HoldTime)
            return false;
        d.write(found->second, *found->second.held, out);
        return true;
    });
    if (now - d.repeatsWritten >= RepeatEvery) {
        d.repeatsWritten = now;
        for (const auto& key : d.repeating) {
            const auto found = d.nodes.find(key);
            if (found == d.nodes.end() || !std::exchange(found->second.repeated, false))
                continue;
            const auto& row = found->second.row;
            out.repeats.push_back({found->second.name, row.at, row.last, row.times});
        }
        d.repeating.clear();
    }
    if (d.readAt && d.judged && now - *d.readAt >= DriftSettles) {
        d.readAt.reset();
        std::erase_if(d.openDrifts, [&](const auto& entry) {
            auto open = entry.second;
            if (!open.former)
                return false;
            open.row.closed = now;
            open.row.origin = Origin::ReadLater;
            out.drifts.push_back({open.object, open.owner, open.row});
            return true;
        });
    }
    d.sample(now, m_drifted, out);
}

void Tracker::finish(WallTime now, Batch& out)
{
    m_impl->repeatsWritten = WallTime{};
    tick(now, out);
}

std::vector<store::Delta> Tracker::objects() const
{
    std::vector<store::Delta> out;
    for (const auto& [key, node] : m_impl->nodes)
        out.push_back({key, store::RecordType::Flux, node.object, {}});
    return out;
}

} // namespace dg::history
