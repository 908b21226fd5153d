// SPDX-License-Identifier: Apache-2.0
#include "text/drift_words.h"

#include "text/words.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace dg::text {

namespace {

struct Drift {
    Q_DECLARE_TR_FUNCTIONS(Drift)
};

QString nameOf(const flux::Reference& reference)
{
    if (reference.empty())
        return {};
    const QString ns = cleanLine(reference.ns.view());
    return cleanLine(reference.kind.view()) + QLatin1Char(' ') + (ns.isEmpty() ? QString() : ns + QLatin1Char('/'))
        + cleanLine(reference.name.view());
}

// "sentence. detail" where there is a detail.
QString with(const QString& sentence, const drift::Finding& finding)
{
    const QString detail = cleanLine(finding.detail);
    return detail.isEmpty() ? sentence : sentence + QLatin1Char(' ') + detail;
}

// What a path is of, for a short count: an annotation, a label, a field.
enum class Part : unsigned char { Field, Annotation, Label };

Part partOf(std::string_view path)
{
    if (path.starts_with("metadata.annotations"))
        return Part::Annotation;
    return path.starts_with("metadata.labels") ? Part::Label : Part::Field;
}

QString counted(Part part, int count)
{
    switch (part) {
    case Part::Annotation:
        return count == 1 ? Drift::tr("1 annotation") : Drift::tr("%n annotations", nullptr, count);
    case Part::Label:
        return count == 1 ? Drift::tr("1 label") : Drift::tr("%n labels", nullptr, count);
    case Part::Field:
        break;
    }
    return count == 1 ? Drift::tr("1 field") : Drift::tr("%n fields", nullptr, count);
}

QString lastName(std::string_view path)
{
    const auto segments = flux::pathSegments(path);
    return segments.empty() ? QString() : cleanLine(segments.back().text);
}

QString summaryOfFields(const std::vector<const drift::Finding*>& fields)
{
    const drift::Finding& first = *fields.front();
    if (fields.size() == 1 && first.live && first.desired && first.manager.size()
        && first.live->size() + first.desired->size() <= 24) // as much as a list shows in a line
        //: %1 a field, %2 and %3 its values, %4 who changed it: "replicas 3 to 7 by hpa"
        return Drift::tr("%1 %2 to %3 by %4")
            .arg(lastName(first.path), cleanLine(*first.desired), cleanLine(*first.live), cleanLine(first.manager));
    const bool alike = std::ranges::all_of(fields, [&](const auto* f) { return partOf(f->path) == partOf(first.path); });
    const QString what = counted(alike ? partOf(first.path) : Part::Field, static_cast<int>(fields.size()));
    const bool sameHand = std::ranges::all_of(fields, [&](const auto* f) { return f->manager == first.manager; });
    if (first.kind == drift::Kind::FieldTaken && fields.size() == 1 && !first.manager.empty())
        //: %1 "1 field", %2 a field manager
        return Drift::tr("%1 taken by %2").arg(what, cleanLine(first.manager));
    if (!sameHand)
        //: %1 "3 fields"
        return Drift::tr("%1 by several").arg(what);
    if (first.manager.empty())
        //: %1 "3 fields"
        return Drift::tr("%1, nobody recorded").arg(what);
    //: %1 "3 fields", %2 a field manager
    return Drift::tr("%1 by %2").arg(what, cleanLine(first.manager));
}

} // namespace

QString findingTitle(drift::Kind kind)
{
    using drift::Kind;
    switch (kind) {
    case Kind::FieldChanged:
        return Drift::tr("Field changed");
    case Kind::FieldTaken:
        return Drift::tr("Field taken over");
    case Kind::Missing:
        return Drift::tr("Missing");
    case Kind::Orphaned:
        return Drift::tr("Orphaned");
    case Kind::PrunedLater:
        return Drift::tr("Will be pruned");
    case Kind::HelmDrifted:
        return Drift::tr("Drifted from the release");
    case Kind::Corrected:
        return Drift::tr("Corrected");
    case Kind::SuspendedBehind:
        return Drift::tr("Suspended and behind");
    case Kind::RevisionLag:
        return Drift::tr("Behind its source");
    case Kind::Fight:
        return Drift::tr("Fight over a field");
    case Kind::SealedStale:
        return Drift::tr("Sealed secret not applied");
    case Kind::SealedPending:
        return Drift::tr("Sealed secret not unsealed");
    case Kind::SopsUndecrypted:
        return Drift::tr("Applied still encrypted");
    }
    return {};
}

QString changeText(drift::Change change)
{
    using drift::Change;
    switch (change) {
    case Change::Changed:
        return Drift::tr("changed");
    case Change::Added:
        return Drift::tr("added");
    case Change::Removed:
        return Drift::tr("removed");
    case Change::Unknown:
        return Drift::tr("changed or removed");
    case Change::None:
        break;
    }
    return {};
}

QString confidenceText(drift::Confidence confidence)
{
    return confidence == drift::Confidence::Certain ? Drift::tr("Certain") : Drift::tr("Likely");
}

QString evidenceSentence(const drift::Finding& finding)
{
    using drift::Evidence;
    switch (finding.evidence) {
    case Evidence::FluxLostField:
        return Drift::tr("Flux owned this field and does not any more, although it has not applied since: somebody else wrote it.");
    case Evidence::KubectlOwnsField:
        return Drift::tr(
            "kubectl owns this field. Flux takes over what kubectl owns at each pass, so this was written after the last one.");
    case Evidence::FluxEntryGone:
        return Drift::tr("Flux's entry among the field managers is gone: the object was replaced by hand.");
    case Evidence::OwnerLabelTaken:
        return Drift::tr("Flux owns its label on everything it applies, and here somebody else does.");
    case Evidence::TwoInventories:
        return with(Drift::tr("Two inventories list this object, and each owner applies its own version."), finding);
    case Evidence::ScaleOwnsReplicas:
        return Drift::tr("Replicas are owned through the scale subresource, and that entry is made only where somebody owned them before.");
    case Evidence::SiblingsAreFluxs:
        return Drift::tr("Flux owns the other fields of the same element, and it must have owned this one too.");
    case Evidence::EverythingTaken:
        return Drift::tr("Flux owns nothing here but its labels any more.");
    case Evidence::WrittenSincePass:
        return Drift::tr("It was written after the owner's last pass, so Flux has not judged it yet.");
    case Evidence::NotInCluster:
        return Drift::tr("The inventory lists it, and the cluster answers that it is not there.");
    case Evidence::SeenDeleted:
        return Drift::tr("The inventory lists it. It was there and was deleted while we watched.");
    case Evidence::NotInInventory:
        return Drift::tr("It carries its owner's labels, and the owner's inventory does not list it.");
    case Evidence::OwnerAbsent:
        return Drift::tr("Its labels name an owner that does not exist.");
    case Evidence::ConditionDrifted:
        return with(Drift::tr("helm-controller compared the release with the cluster and says so."), finding);
    case Evidence::SourceMovedOn:
        return with(Drift::tr("The source has a newer revision than the one that was applied."), finding);
    case Evidence::PutBack:
        return Drift::tr("Flux owns the field again: its pass put it back.");
    case Evidence::ApplyEvent:
        return with(Drift::tr("An event of the controller names this object among what it changed."), finding);
    case Evidence::SealedGeneration:
        return with(Drift::tr("The controller has not looked at the sealed secret since it changed."), finding);
    case Evidence::SealedFailed:
        return with(Drift::tr("The sealed secret's own condition says that it could not be unsealed."), finding);
    case Evidence::EncryptedField:
        return Drift::tr("Flux applied a block of encryption data, so the manifest was not decrypted.");
    case Evidence::KustomizationSays:
        return with(Drift::tr("The owner's own message says so."), finding);
    case Evidence::StoredManifest:
        return Drift::tr("Compared with the manifest that Helm stored for the release.");
    case Evidence::DryRun:
        return Drift::tr("The server was asked what applying the manifest again would change.");
    case Evidence::Files:
        return with(Drift::tr("Compared with the manifests in files."), finding);
    }
    return {};
}

QString evidenceShort(drift::Evidence evidence)
{
    using drift::Evidence;
    switch (evidence) {
    case Evidence::DryRun:
        return Drift::tr("Dry run, exact");
    case Evidence::StoredManifest:
        return Drift::tr("Stored manifest, exact");
    case Evidence::Files:
        return Drift::tr("Files, exact");
    case Evidence::NotInCluster:
    case Evidence::TwoInventories:
    case Evidence::NotInInventory:
        return Drift::tr("From the inventory");
    case Evidence::SeenDeleted:
        return Drift::tr("Seen while watching");
    case Evidence::OwnerAbsent:
        return Drift::tr("From its labels");
    case Evidence::ConditionDrifted:
    case Evidence::KustomizationSays:
        return Drift::tr("Flux says so");
    case Evidence::SealedGeneration:
    case Evidence::SealedFailed:
        return Drift::tr("From its status");
    case Evidence::SourceMovedOn:
        return Drift::tr("From the revisions");
    case Evidence::ApplyEvent:
        return Drift::tr("From an event");
    default:
        return Drift::tr("From field ownership");
    }
}

QString comparedText(const drift::Finding& finding, WallTime now)
{
    if (!finding.comparedAt)
        return {};
    const QString when = clockOrDay(*finding.comparedAt, now);
    //: %1 a time
    return finding.beforeLastPass ? Drift::tr("Exact, compared at %1, before the last pass").arg(when)
                                  : Drift::tr("Exact, compared at %1").arg(when);
}

QString managerText(const drift::Finding& finding)
{
    return finding.manager.empty() ? Drift::tr("Unknown") : cleanLine(finding.manager);
}

QString summaryOf(const std::vector<drift::Finding>& findings)
{
    if (findings.empty())
        return {};
    std::vector<const drift::Finding*> fields;
    const drift::Finding* other = nullptr;
    for (const auto& finding : findings) {
        const bool field = (finding.kind == drift::Kind::FieldChanged || finding.kind == drift::Kind::FieldTaken) && !finding.path.empty();
        if (field)
            fields.push_back(&finding);
        else if (!other)
            other = &finding;
    }
    if (!other)
        return summaryOfFields(fields);
    using drift::Kind;
    const QString owner = nameOf(other->owner);
    switch (other->kind) {
    case Kind::Missing:
        return other->manager.empty() ? Drift::tr("Deleted, nobody recorded") : Drift::tr("Deleted by %1").arg(cleanLine(other->manager));
    case Kind::Orphaned:
        return other->evidence == drift::Evidence::OwnerAbsent && !owner.isEmpty()
            //: %1 an object such as "Kustomization apps/web"
            ? Drift::tr("Its owner %1 does not exist").arg(owner)
            : Drift::tr("In no inventory");
    case Kind::Corrected:
        return other->manager.empty() ? Drift::tr("Corrected by Flux")
                                      : Drift::tr("Corrected by Flux, was %1").arg(cleanLine(other->manager));
    case Kind::FieldChanged:
    case Kind::FieldTaken:
        return other->manager.empty() ? Drift::tr("Replaced, nobody recorded") : Drift::tr("Replaced by %1").arg(cleanLine(other->manager));
    default:
        break;
    }
    return findingTitle(other->kind);
}

QString clockOrDay(WallTime time, WallTime now)
{
    const auto at = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
    const auto today = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count());
    return at.date() == today.date() ? at.toString(QStringLiteral("HH:mm:ss")) : at.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString whatHappensNext(const drift::Finding& finding, const flux::FluxObject* owner, WallTime now)
{
    using drift::Kind;
    if (!finding.ignoredBy.empty())
        return Drift::tr("Nothing: it is expected");
    switch (finding.kind) {
    case Kind::Corrected:
        return Drift::tr("Nothing: it is corrected");
    case Kind::Orphaned:
        return Drift::tr("Stays: no owner removes it");
    case Kind::Fight:
        return Drift::tr("Goes on until one of them stops");
    case Kind::SealedStale:
    case Kind::SealedPending:
        return Drift::tr("Waits for the sealing controller");
    case Kind::SuspendedBehind:
        return Drift::tr("Stays as long as it is suspended");
    case Kind::RevisionLag:
        return Drift::tr("Flux applies it at its next pass");
    default:
        break;
    }
    if (!owner)
        return finding.owner.empty() ? Drift::tr("Stays: nobody owns it") : Drift::tr("Stays: its owner is not there");
    if (owner->suspended)
        return Drift::tr("Not corrected: the owner is suspended");
    if (owner->kind == flux::Kind::HelmRelease) {
        const auto mode = owner->drift ? owner->drift->mode : flux::DriftDetection::Disabled;
        if (mode == flux::DriftDetection::Warn)
            return Drift::tr("Not corrected: mode is warn");
        if (mode == flux::DriftDetection::Disabled)
            return Drift::tr("Not corrected: drift detection is off");
    }
    const auto last = owner->lastReconciled ? owner->lastReconciled : owner->lastDeployed;
    if (last && owner->interval) {
        const WallTime next = *last + *owner->interval;
        if (next > now) //: %1 a time such as 14:20
            return Drift::tr("Flux corrects it at %1")
                .arg(QDateTime::fromMSecsSinceEpoch(next.time_since_epoch().count()).toString(QStringLiteral("HH:mm")));
        return Drift::tr("Flux's next pass is due");
    }
    return Drift::tr("Flux corrects it at its next pass");
}

} // namespace dg::text
