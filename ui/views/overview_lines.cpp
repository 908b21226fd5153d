// SPDX-License-Identifier: Apache-2.0
#include "overview.h"

#include "text/words.h"
#include "workload_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace dg::views {

namespace {

QString say(const char* word)
{
    return QCoreApplication::translate("Inspector", word);
}

class Builder {
public:
    Builder(const tree::FleetTree& tree, const Clock& clock)
        : m_tree(tree)
        , m_clock(clock)
    {
    }
    std::vector<Line> lines;

    // A section's title is written with its first line only: an empty section does not show.
    void section(const QString& title) { m_pending = title; }

    void add(Line line)
    {
        if (!m_pending.isEmpty()) {
            Line head;
            head.type = Line::Type::Section;
            head.label = m_pending;
            m_pending.clear();
            lines.push_back(std::move(head));
        }
        lines.push_back(std::move(line));
    }

    void fact(const char* name, const QString& value, const QString& full = {}, bool mono = false)
    {
        if (value.isEmpty())
            return;
        Line line;
        line.type = mono ? Line::Type::MonoFact : Line::Type::Fact;
        line.label = say(name);
        line.value = value;
        line.full = full;
        add(std::move(line));
    }

    void sentence(Line::Type type, const QString& text)
    {
        Line line;
        line.type = type;
        line.value = text;
        add(std::move(line));
    }

    void link(const QString& label, const ObjectKey& key)
    {
        Line line;
        line.type = Line::Type::Link;
        line.label = label;
        line.value = text::cleanLine(key.name.view());
        line.full = text::cleanLine(key.toString());
        line.target = key;
        line.mark = m_tree.find(key) || m_tree.findManaged(key) ? m_tree.verdict(key).state : flux::State::Unknown;
        add(std::move(line));
    }

    void pod(const flux::WorkloadObject& pod)
    {
        QStringList parts{podReason(pod), podPlace(pod)};
        parts.removeAll(QString());
        Line line;
        line.type = Line::Type::Pod;
        line.label = text::cleanLine(pod.key.name.view());
        line.value = parts.join(QStringLiteral(", "));
        line.extra = restartWords(pod.restarts);
        line.full = pod.waitingMessage.empty() ? line.value : line.value + QLatin1Char('\n') + text::cleanLine(pod.waitingMessage);
        line.target = pod.key;
        line.mark = flux::evaluate(pod).state;
        add(std::move(line));
    }

    void time(const char* name, const std::optional<WallTime>& when)
    {
        if (when)
            fact(name, text::age(m_clock.wall() - *when), text::localTime(*when));
    }

    void conditions(const std::vector<flux::Condition>& all)
    {
        section(say(QT_TRANSLATE_NOOP("Inspector", "Conditions")));
        for (const flux::Condition& condition : all) {
            Line line;
            line.type = Line::Type::Condition;
            line.label = text::cleanLine(condition.type);
            line.value = text::cleanLine(condition.reason);
            line.full = text::qs(condition.message);
            if (condition.lastTransition)
                line.extra = text::age(m_clock.wall() - *condition.lastTransition);
            line.mark = mark(condition);
            add(std::move(line));
        }
    }

private:
    // Polarity: domain.md §4.1. Reconciling and Stalled say something when they are True.
    static flux::State mark(const flux::Condition& condition)
    {
        using flux::State;
        using flux::Tri;
        if (condition.type == "Reconciling")
            return condition.status == Tri::True ? State::Reconciling : State::Unknown;
        if (condition.type == "Stalled")
            return condition.status == Tri::True ? State::Stalled : State::Ready;
        static constexpr std::string_view negative[]
            = {"Drifted", "BuildFailed", "FetchFailed", "IncludeUnavailable", "StorageOperationFailed", "ArtifactOutdated"};
        bool bad = condition.status == Tri::False;
        for (const auto type : negative) {
            if (condition.type == type)
                bad = condition.status == Tri::True;
        }
        if (condition.status == Tri::Unknown)
            return condition.reason.starts_with("Progressing") ? State::Reconciling : State::Unknown;
        return bad ? State::Failed : State::Ready;
    }

    const tree::FleetTree& m_tree;
    const Clock& m_clock;
    QString m_pending;
};

// The group of a reference is not part of it, and belongs to its kind.
ObjectKey keyOf(StringPool& pool, const flux::Reference& reference)
{
    const flux::Kind kind = flux::kindFromWord(reference.kind.view());
    const Atom group = kind == flux::Kind::Other ? Atom{} : pool.intern(flux::info(kind).group);
    return {group, reference.kind, reference.ns, reference.name};
}

void cause(Builder& to, const tree::FleetTree& tree, StringPool& pool, const ObjectKey& key, const flux::Verdict& verdict)
{
    if (!flux::isProblem(verdict.state))
        return;
    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Cause")));
    if (verdict.state == flux::State::Waiting && !verdict.waitsFor.empty()) {
        const ObjectKey root = rootCause(tree, pool, key);
        const ObjectKey next = keyOf(pool, verdict.waitsFor);
        to.sentence(Line::Type::Lead, QCoreApplication::translate("Inspector", "Waits for %1.").arg(text::cleanLine(next.name.view())));
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Waits for")), next);
        if (!root.empty() && root != next)
            to.link(say(QT_TRANSLATE_NOOP("Inspector", "Root cause")), root);
        if (!root.empty()) {
            const QString why = text::verdictMessage(tree.verdict(root));
            if (!why.isEmpty())
                to.sentence(Line::Type::Sentence, why);
        }
        return;
    }
    QString lead = text::stateName(verdict.state);
    if (!verdict.reason.empty())
        lead = QCoreApplication::translate("Inspector", "%1: %2").arg(lead, text::cleanLine(verdict.reason));
    to.sentence(Line::Type::Lead, lead);
    const QString message = text::verdictMessage(verdict);
    if (!message.isEmpty() && message != text::cleanLine(verdict.reason))
        to.sentence(Line::Type::Sentence, message);
}

void fluxObject(Builder& to, const tree::FleetTree& tree, StringPool& pool, const flux::FluxObject& object)
{
    const auto whole = [](const std::string& revision) { return text::cleanLine(revision); };
    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Revision")));
    const bool source = object.kind != flux::Kind::Other && flux::info(object.kind).isSource;
    if (source)
        to.fact(
            QT_TRANSLATE_NOOP("Inspector", "Fetched"), text::shortRevision(object.artifactRevision), whole(object.artifactRevision), true);
    else
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Applied"), text::shortRevision(object.lastAppliedRevision),
            whole(object.lastAppliedRevision), true);
    if (object.lastAttemptedRevision != object.lastAppliedRevision)
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Attempted"), text::shortRevision(object.lastAttemptedRevision),
            whole(object.lastAttemptedRevision), true);
    if (!object.source.empty()) {
        if (const auto from = tree.find(keyOf(pool, object.source)); from && from->artifactRevision != object.lastAppliedRevision)
            to.fact(QT_TRANSLATE_NOOP("Inspector", "Source has"), text::shortRevision(from->artifactRevision),
                whole(from->artifactRevision), true);
    }
    to.time(QT_TRANSLATE_NOOP("Inspector", "Fetched at"), source ? object.artifactUpdated : std::nullopt);
    to.time(QT_TRANSLATE_NOOP("Inspector", "Applied at"), object.lastReconciled ? object.lastReconciled : object.lastDeployed);

    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Source")));
    if (!object.source.empty())
        to.link(text::cleanLine(object.source.kind.view()), keyOf(pool, object.source));
    if (!object.chartSource.empty() && keyOf(pool, object.chartSource) != keyOf(pool, object.source))
        to.link(text::cleanLine(object.chartSource.kind.view()), keyOf(pool, object.chartSource));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Chart"), text::cleanLine(object.chart));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Version"), text::cleanLine(object.chartVersion));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Path"), text::cleanLine(object.path), {}, true);
    to.fact(QT_TRANSLATE_NOOP("Inspector", "URL"), text::cleanLine(object.url), {}, true);
    if (object.interval)
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Interval"), text::duration(*object.interval));

    to.conditions(object.conditions);

    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Dependencies")));
    for (const auto& dependency : object.dependsOn)
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Waits for")), keyOf(pool, dependency));
    for (const ObjectKey& key : tree.dependants(object.key))
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Needed by")), key);
    if (!object.parent.empty())
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Applied by")), keyOf(pool, object.parent));
}

// Below a Deployment, a ReplicaSet, a Job: its Pods, or why they are not known.
void pods(Builder& to, const tree::FleetTree& tree, const ObjectKey& key)
{
    constexpr std::size_t Shown = 30; // a DaemonSet may have thousands; the worst stand first
    const auto all = tree.podsOf(key);
    const auto gap = tree.podsGap(key);
    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Pods")));
    for (std::size_t i = 0; i < std::min(Shown, all.size()); ++i)
        to.pod(*all[i]);
    if (all.size() > Shown)
        to.sentence(Line::Type::Sentence,
            QCoreApplication::translate("Inspector", "%n more", nullptr, static_cast<int>(all.size() - Shown)));
    if (gap.note == tree::ChildNote::Unreadable || gap.note == tree::ChildNote::LeftOut)
        to.sentence(Line::Type::Sentence, noteSentence(gap.note, gap.plural, key.ns.view(), gap.error));
    else if (all.empty())
        to.sentence(Line::Type::Sentence,
            noteSentence(gap.note == tree::ChildNote::Reading ? gap.note : tree::ChildNote::Empty, {}, key.ns.view(), {}));
}

void child(Builder& to, const tree::FleetTree& tree, const flux::WorkloadObject& object)
{
    if (object.key.kind.view() == "Pod") {
        to.section(say(QT_TRANSLATE_NOOP("Inspector", "Pod")));
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Image"), text::cleanLine(object.image), text::cleanLine(object.image), true);
        if (object.moreImages > 0)
            to.fact(QT_TRANSLATE_NOOP("Inspector", "Containers"), QLocale().toString(object.moreImages + 1));
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Node"), text::cleanLine(object.node), {}, true);
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Restarts"), QLocale().toString(static_cast<qlonglong>(object.restarts)));
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Waits"), text::cleanLine(object.waitingReason), text::cleanLine(object.waitingMessage));
    } else if (object.rollout > 0) {
        to.section(say(QT_TRANSLATE_NOOP("Inspector", "Revision")));
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Rollout"), QLocale().toString(static_cast<qlonglong>(object.rollout)));
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Replicas"), QLocale().toString(static_cast<qlonglong>(object.replicas)));
    }
    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Owners")));
    for (const ObjectKey& owner : tree.ownersOf(object.key))
        to.link(text::cleanLine(owner.kind.view()), owner);
}

void managedObject(Builder& to, StringPool& pool, const flux::ManagedObject& object)
{
    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Health")));
    QString health;
    switch (object.health) {
    case flux::Health::NotRead:
        health = say(QT_TRANSLATE_NOOP("Inspector", "Not read: only its metadata is watched"));
        break;
    case flux::Health::Current:
        health = say(QT_TRANSLATE_NOOP("Inspector", "As it should be"));
        break;
    case flux::Health::InProgress:
        health = say(QT_TRANSLATE_NOOP("Inspector", "In progress"));
        break;
    case flux::Health::Failed:
        health = say(QT_TRANSLATE_NOOP("Inspector", "Failed"));
        break;
    case flux::Health::Terminating:
        health = say(QT_TRANSLATE_NOOP("Inspector", "Is being deleted"));
        break;
    }
    to.sentence(Line::Type::Lead, health);
    if (!object.healthMessage.empty())
        to.sentence(Line::Type::Sentence, text::cleanLine(object.healthMessage));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "API version"), text::cleanLine(object.apiVersion), {}, true);
    to.time(QT_TRANSLATE_NOOP("Inspector", "Age"), object.created);
    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Dependencies")));
    if (!object.owner.empty())
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Applied by")), keyOf(pool, object.owner));
}

} // namespace

QString kindSentence(const ObjectKey& key)
{
    const QString kind = text::cleanLine(key.kind.view());
    if (key.ns.empty())
        return kind;
    //: %1 is a kind such as Kustomization, %2 a namespace
    return QCoreApplication::translate("Inspector", "%1 in %2").arg(kind, text::cleanLine(key.ns.view()));
}

ObjectKey rootCause(const tree::FleetTree& tree, StringPool& pool, const ObjectKey& key)
{
    std::vector<ObjectKey> seen;
    ObjectKey at = key;
    for (;;) {
        const flux::Verdict verdict = tree.verdict(at);
        if (verdict.state != flux::State::Waiting || verdict.waitsFor.empty())
            return at == key ? ObjectKey{} : at;
        seen.push_back(at);
        const ObjectKey next = keyOf(pool, verdict.waitsFor);
        if (std::find(seen.begin(), seen.end(), next) != seen.end())
            return next; // a cycle of dependencies: it waits for itself
        at = next;
    }
}

std::vector<Line> overviewLines(const tree::FleetTree& tree, StringPool& pool, const ObjectKey& key, const Clock& clock)
{
    Builder builder(tree, clock);
    if (const auto object = tree.find(key)) {
        cause(builder, tree, pool, key, tree.verdict(key));
        fluxObject(builder, tree, pool, *object);
    } else if (const auto managed = tree.findManaged(key)) {
        if (managed->health != flux::Health::NotRead || managed->deletionTimestamp) // nobody has looked: no finding
            cause(builder, tree, pool, key, flux::evaluate(*managed));
        if (const auto workload = tree.findWorkload(key))
            child(builder, tree, *workload);
        if (key.kind.view() != "Pod" && (tree.findWorkload(key) || flux::isWorkload(key.group.view(), key.kind.view())))
            pods(builder, tree, key);
        managedObject(builder, pool, *managed);
    } else {
        builder.sentence(Line::Type::Lead, say(QT_TRANSLATE_NOOP("Inspector", "Not seen in the cluster.")));
        builder.sentence(Line::Type::Sentence,
            say(QT_TRANSLATE_NOOP("Inspector", "It is in an inventory. Either it was deleted, or its kind is not watched.")));
    }
    return std::move(builder.lines);
}

} // namespace dg::views
