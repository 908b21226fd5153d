// SPDX-License-Identifier: Apache-2.0
#include "overview.h"

#include "flux/reconcile.h"
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

QString causeMessage(const flux::RootCause& cause)
{
    if (cause.reason == "NotFound")
        return say(QT_TRANSLATE_NOOP("Inspector", "It does not exist."));
    if (cause.reason == "NotRead")
        return say(QT_TRANSLATE_NOOP("Inspector", "Its kind cannot be read."));
    if (cause.reason == "ControllerNotFound")
        return say(QT_TRANSLATE_NOOP("Inspector", "This controller of Flux is not installed here."));
    return text::cleanLine(cause.message.empty() ? cause.reason : cause.message);
}

// An entry of an inventory by kind, namespace and name: the message that names it knows no group.
ObjectKey entryKey(const flux::FluxObject& applier, const flux::Reference& reference, StringPool& pool)
{
    ObjectKey key;
    applier.inventory.forEach([&](const flux::InventoryEntry& entry) {
        if (entry.kind == reference.kind.view() && entry.name == reference.name.view() && entry.ns == reference.ns.view())
            key = {pool.intern(entry.group), reference.kind, reference.ns, reference.name};
    });
    return key;
}

// What a failure's own message proves: a Secret, an object that never became healthy, a controller that is down.
void otherCause(Builder& to, const tree::FleetTree& tree, StringPool& pool, const ObjectKey& key, const flux::RootCause& cause)
{
    const auto object = tree.find(key);
    ObjectKey target = flux::keyOf(cause.object, pool);
    if (!tree.find(target))
        target = object ? entryKey(*object, cause.object, pool) : ObjectKey{};
    if (!target.empty()) {
        to.link(text::cleanLine(cause.object.kind.view()), target);
        if (const auto managed = tree.findManaged(target); managed && !managed->healthMessage.empty())
            to.sentence(Line::Type::Sentence, text::cleanLine(managed->healthMessage));
        return;
    }
    QString name = text::cleanLine(cause.object.name.view());
    if (!cause.object.ns.empty())
        name.prepend(text::cleanLine(cause.object.ns.view()) + QLatin1Char('/'));
    Line line;
    line.label = text::cleanLine(cause.object.kind.view());
    line.value = name;
    to.add(std::move(line));
    if (cause.object.kind.view() == "Deployment")
        to.sentence(Line::Type::Sentence, causeMessage(cause));
}

void cause(Builder& to, const tree::FleetTree& tree, StringPool& pool, const ObjectKey& key, const flux::Verdict& verdict)
{
    if (!flux::isProblem(verdict.state))
        return;
    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Cause")));
    if (verdict.state == flux::State::Waiting && !verdict.waitsFor.empty()) {
        const auto because = tree.rootCause(key);
        const ObjectKey root = because ? flux::keyOf(because->object, pool) : ObjectKey{};
        const ObjectKey next = flux::keyOf(verdict.waitsFor, pool);
        to.sentence(Line::Type::Lead, QCoreApplication::translate("Inspector", "Waits for %1.").arg(text::cleanLine(next.name.view())));
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Waits for")), next);
        if (!root.empty() && root != next)
            to.link(say(QT_TRANSLATE_NOOP("Inspector", "Root cause")), root);
        if (because)
            to.sentence(Line::Type::Sentence, causeMessage(*because));
        return;
    }
    QString lead = text::stateName(verdict.state);
    if (!verdict.reason.empty())
        lead = QCoreApplication::translate("Inspector", "%1: %2").arg(lead, text::cleanLine(verdict.reason));
    to.sentence(Line::Type::Lead, lead);
    const QString message = text::verdictMessage(verdict);
    if (!message.isEmpty() && message != text::cleanLine(verdict.reason))
        to.sentence(Line::Type::Sentence, message);
    if (const auto because = tree.rootCause(key)) {
        otherCause(to, tree, pool, key, *because);
    } else if (verdict.state == flux::State::Stale || verdict.state == flux::State::Unknown) {
        to.sentence(Line::Type::Sentence,
            tree.controllers().readable() ? say(QT_TRANSLATE_NOOP("Inspector", "Cause not known: the controller is there."))
                                          : say(QT_TRANSLATE_NOOP("Inspector", "Cause not known: Flux's controllers may not be seen.")));
    }
}

// "All Kustomizations in apps", or the object.
void covered(Builder& to, StringPool& pool, const flux::Reference& reference)
{
    const auto kind = text::cleanLine(reference.kind.view());
    if (reference.name.view() != "*")
        return to.link(kind, flux::keyOf(reference, pool));
    Line line;
    line.label = kind;
    //: %1 is a namespace: all objects of a kind there
    line.value = QCoreApplication::translate("Inspector", "all in %1").arg(text::cleanLine(reference.ns.view()));
    to.add(std::move(line));
}

// Image automation, notifications, flux-operator.
void extras(Builder& to, StringPool& pool, const flux::FluxObject& object, const flux::Extras& more)
{
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Type"), text::cleanLine(more.type));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Channel"), text::cleanLine(more.channel));
    if (object.kind == flux::Kind::ImagePolicy)
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Chosen image"), text::cleanLine(more.image), {}, true);
    if (more.tagCount)
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Tags"), QLocale().toString(qlonglong{*more.tagCount}));
    to.time(QT_TRANSLATE_NOOP("Inspector", "Last run"), more.lastRun);
    to.time(QT_TRANSLATE_NOOP("Inspector", "Last push"), more.lastPush);
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Flux"), text::cleanLine(more.distribution));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Status"), text::cleanLine(more.distributionStatus));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Operator"), text::cleanLine(more.operatorVersion));
    to.section(object.kind == flux::Kind::Receiver ? say(QT_TRANSLATE_NOOP("Inspector", "Triggers"))
            : object.kind == flux::Kind::Alert     ? say(QT_TRANSLATE_NOOP("Inspector", "Tells of"))
                                                   : say(QT_TRANSLATE_NOOP("Inspector", "Made from")));
    for (const auto& reference : more.covers)
        covered(to, pool, reference);
    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Components")));
    for (const auto& component : more.components) {
        Line line;
        line.type = Line::Type::Condition;
        line.label = text::cleanLine(component.name);
        line.value = text::cleanLine(component.image.substr(component.image.rfind('/') + 1));
        line.full = text::cleanLine(component.status.empty() ? component.image : component.status);
        line.mark = component.ready ? flux::State::Ready : flux::State::Failed;
        to.add(std::move(line));
    }
}

// What a Kustomization itself waits for after it has applied.
void healthChecks(Builder& to, StringPool& pool, const flux::FluxObject& object)
{
    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Health checks")));
    if (object.wait)
        to.sentence(Line::Type::Sentence, say(QT_TRANSLATE_NOOP("Inspector", "Waits for every object of its inventory.")));
    for (const auto& check : object.healthChecks) {
        auto key = flux::keyOf(check, pool);
        if (key.group.empty())
            key = entryKey(object, check, pool);
        if (key.empty())
            key = {{}, check.kind, check.ns, check.name};
        to.link(text::cleanLine(check.kind.view()), key);
    }
    const int expressions = static_cast<int>(object.healthCheckExprs);
    if (expressions > 0)
        to.sentence(Line::Type::Sentence,
            QCoreApplication::translate("Inspector", "%n expressions of its own, judged by Flux.", nullptr, expressions));
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
        if (const auto from = tree.find(flux::keyOf(object.source, pool)); from && from->artifactRevision != object.lastAppliedRevision)
            to.fact(QT_TRANSLATE_NOOP("Inspector", "Source has"), text::shortRevision(from->artifactRevision),
                whole(from->artifactRevision), true);
    }
    to.time(QT_TRANSLATE_NOOP("Inspector", "Fetched at"), source ? object.artifactUpdated : std::nullopt);
    to.time(QT_TRANSLATE_NOOP("Inspector", "Applied at"), object.lastReconciled ? object.lastReconciled : object.lastDeployed);

    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Source")));
    if (!object.source.empty())
        to.link(text::cleanLine(object.source.kind.view()), flux::keyOf(object.source, pool));
    if (!object.chartSource.empty() && flux::keyOf(object.chartSource, pool) != flux::keyOf(object.source, pool))
        to.link(text::cleanLine(object.chartSource.kind.view()), flux::keyOf(object.chartSource, pool));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Chart"), text::cleanLine(object.chart));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Version"), text::cleanLine(object.chartVersion));
    to.fact(QT_TRANSLATE_NOOP("Inspector", "Path"), text::cleanLine(object.path), {}, true);
    to.fact(QT_TRANSLATE_NOOP("Inspector", "URL"), text::cleanLine(object.url), {}, true);
    if (object.interval)
        to.fact(QT_TRANSLATE_NOOP("Inspector", "Interval"), text::duration(*object.interval));

    if (object.extras)
        extras(to, pool, object, *object.extras);
    to.conditions(object.conditions);
    healthChecks(to, pool, object);
    if (object.kind == flux::Kind::HelmRelease && (!object.inventory.present() || object.inventoryFromRelease)) {
        to.section(say(QT_TRANSLATE_NOOP("Inspector", "Inventory")));
        to.sentence(Line::Type::Sentence,
            object.inventoryFromRelease ? say(QT_TRANSLATE_NOOP("Inspector", "From Helm's stored release, not from Flux."))
                                        : say(QT_TRANSLATE_NOOP("Inspector", "Not known: Flux wrote none for this release.")));
    }

    to.section(say(QT_TRANSLATE_NOOP("Inspector", "Dependencies")));
    for (const auto& dependency : object.dependsOn)
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Waits for")), flux::keyOf(dependency, pool));
    for (const ObjectKey& key : tree.dependants(object.key))
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Needed by")), key);
    if (!object.parent.empty())
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Applied by")), flux::keyOf(object.parent, pool));
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
    const int more = static_cast<int>(all.size()) - static_cast<int>(Shown);
    if (more > 0)
        to.sentence(Line::Type::Sentence, QCoreApplication::translate("Inspector", "%n more", nullptr, more));
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
        to.link(say(QT_TRANSLATE_NOOP("Inspector", "Applied by")), flux::keyOf(object.owner, pool));
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
