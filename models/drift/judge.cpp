// SPDX-License-Identifier: Apache-2.0
#include "judge.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <regex>

namespace dg::drift {

namespace {

using flux::FieldManager;
using flux::Operation;

constexpr std::string_view KustomizeLabel = "metadata.labels[\"kustomize.toolkit.fluxcd.io/name\"]";

struct Writer {
    std::string_view name;
    bool update; // its Update entries count as well
};
std::optional<Writer> writerOf(std::string_view ownerKind)
{
    if (ownerKind == "Kustomization")
        return Writer{"kustomize-controller", false};
    if (ownerKind == "HelmRelease")
        return Writer{"helm-controller", true};
    if (ownerKind == "ResourceSet" || ownerKind == "FluxInstance")
        return Writer{"flux-operator", false};
    return std::nullopt;
}

bool isFluxEntry(const FieldManager& entry, const Writer& writer)
{
    return entry.manager.view() == writer.name && entry.subresource.empty() && (writer.update || entry.operation == Operation::Apply);
}

bool targetFits(const std::string& pattern, std::string_view text)
{
    if (pattern.empty() || pattern == text)
        return true;
    if (pattern.size() > 256)
        return false;
    try { // anchored, as kustomize has it
        return std::regex_match(text.begin(), text.end(), std::regex(pattern));
    } catch (const std::regex_error&) {
        return false;
    }
}

// Equality-based selectors ("a=b,c!=d,e"); one of another form fits nothing.
bool selectorFits(const std::string& selector, const flux::Labels& labels)
{
    for (std::size_t at = 0; at < selector.size();) {
        const auto end = std::min(selector.find(',', at), selector.size());
        const auto part = std::string_view(selector).substr(at, end - at);
        at = end + 1;
        const bool unequal = part.find("!=") != std::string_view::npos;
        const auto equals = part.find('=');
        const auto key = part.substr(0, unequal ? equals - 1 : equals);
        const auto value = equals == std::string_view::npos ? std::string_view() : part.substr(part.find_last_of('=') + 1);
        if (key.find_first_of(" (") != std::string_view::npos)
            return false;
        bool has = false, same = false;
        labels.forEach([&](std::string_view k, std::string_view v) {
            has = has || k == key;
            same = same || (k == key && v == value);
        });
        if (unequal ? same : equals == std::string_view::npos ? !has : !same)
            return false;
    }
    return true;
}

bool targets(const flux::IgnoredPaths& rule, const ObjectView& object)
{
    const auto slash = object.apiVersion->find('/');
    const auto version = std::string_view(*object.apiVersion).substr(slash == std::string::npos ? 0 : slash + 1);
    return targetFits(rule.group, object.key.group.view()) && targetFits(rule.version, version)
        && targetFits(rule.kind, object.key.kind.view()) && targetFits(rule.name, object.key.name.view())
        && targetFits(rule.ns, object.key.ns.view()) && selectorFits(rule.labelSelector, *object.labels) && rule.annotationSelector.empty();
}

bool underAny(const std::vector<std::string>& above, std::string_view path)
{
    return std::ranges::any_of(above, [&](const std::string& one) { return flux::covers(one, path); });
}

bool isMetadataOfControllers(std::string_view path)
{
    return flux::covers("metadata.annotations", path) || flux::covers("metadata.finalizers", path)
        || flux::covers("metadata.ownerReferences", path) || flux::covers("status", path);
}

// A leaf that its kind cannot do without: Flux must have owned it.
bool isRequiredLeaf(const ObjectKey& key, std::string_view path)
{
    struct Required {
        std::string_view kind, path;
    };
    constexpr std::array<Required, 6> Leaves{{{"Role", "rules"}, {"ClusterRole", "rules"}, {"RoleBinding", "subjects"},
        {"ClusterRoleBinding", "subjects"}, {"CustomResourceDefinition", "spec.versions"}, {"Ingress", "spec.rules"}}};
    return std::ranges::any_of(Leaves, [&](const Required& one) { return one.kind == key.kind.view() && one.path == path; });
}

// Flux owns the element but not this part of it, without which the element cannot be (A2).
bool siblingsAreFluxs(std::string_view path, const flux::FieldSet& flux)
{
    const auto last = path.rfind("].");
    if (last == std::string_view::npos)
        return false;
    const auto element = path.substr(0, last + 1);
    const auto part = path.substr(last + 2);
    if (!flux.contains(element) && !flux.contains(std::string(element) + ".name"))
        return false;
    const auto list = element.substr(0, element.rfind('['));
    if (part == "image")
        return list.ends_with("ontainers");
    if (!list.ends_with(".env") || !(part == "value" || part.starts_with("valueFrom")))
        return false;
    return std::ranges::none_of(flux.paths(), [&](const std::string& owned) {
        return owned.starts_with(element) && owned.find("].value", element.size() - 1) == element.size() - 1;
    });
}

class Judge {
public:
    Judge(const ObjectView& object, const flux::Reference& reference, const FluxEntry& entry, const Known& known)
        : m_object(object)
        , m_reference(reference)
        , m_entry(entry)
        , m_known(known)
        , m_writer(*writerOf(reference.kind.view()))
        , m_byKustomization(reference.kind.view() == "Kustomization")
    {
        if (known.owner)
            m_pass = lastPassOf(*known.owner);
    }

    Judged run();

private:
    void entryGone();
    void ownerLabel();
    void lostFields();
    void foreign(const FieldManager& entry);
    void foreignPath(const FieldManager& entry, const std::string& path);
    void scaled(const FieldManager& entry);
    void emptyVariables();
    [[nodiscard]] bool everythingTaken(std::string_view path) const;
    // Written after an earlier look that saw Flux's entry as it is now: added, and Flux lets it stand.
    [[nodiscard]] bool addedSince(const FieldManager& entry) const { return m_known.since && entry.time && *entry.time > *m_known.since; }
    [[nodiscard]] bool isLeftOut(std::string_view path) const;
    [[nodiscard]] bool letStand(const FieldManager& entry) const { return entry.time && m_pass && *entry.time < *m_pass; }
    [[nodiscard]] const FieldManager* ownerOf(std::string_view path) const;
    void add(Evidence evidence, Confidence confidence, Change change, std::string path, const FieldManager* by);

    const ObjectView& m_object;
    const flux::Reference& m_reference;
    const FluxEntry& m_entry;
    const Known& m_known;
    Writer m_writer;
    bool m_byKustomization;
    std::optional<WallTime> m_pass;
    std::vector<std::string> m_told; // paths that have a finding
    Judged m_out;
};

Judged Judge::run()
{
    using Ssa = flux::Marks::Ssa;
    const auto& marks = *m_object.marks;
    const bool away = marks.reconcileDisabled || marks.ssa == Ssa::Ignore || marks.ssa == Ssa::IfNotPresent
        || (!m_byKustomization && marks.driftDetectionDisabled);
    if (away || m_object.terminating || !m_object.ownership) {
        m_out.held = away;
        return std::move(m_out);
    }
    if (!m_entry.fields) {
        entryGone();
        return std::move(m_out);
    }
    lostFields();
    ownerLabel();
    for (const auto& entry : m_object.ownership->managers)
        foreign(entry);
    emptyVariables();
    return std::move(m_out);
}

// Flux's entry is missing altogether: replaced by hand, unless a mark in Git has always kept Flux away from it. Then it has
// stood through a pass (A5.1).
void Judge::entryGone()
{
    const FieldManager* last = nullptr;
    for (const auto& entry : m_object.ownership->managers) {
        if (entry.subresource.empty() && (!last || last->time <= entry.time))
            last = &entry;
    }
    const bool seen = m_known.remembered || m_known.replaced;
    if (!seen && (!m_known.listed || (last && letStand(*last)))) {
        ++m_out.letStand;
        return;
    }
    // Helm's hooks and the definitions of crds/ are no part of the release.
    if (!m_byKustomization && !seen && (m_object.marks->helmHook || m_object.key.kind.view() == "CustomResourceDefinition"))
        return;
    // Younger than the pass, or never looked at: Flux always has an entry on what it applied.
    const bool judged = m_byKustomization && m_pass;
    add(Evidence::FluxEntryGone, judged || seen ? Confidence::Certain : Confidence::Likely, Change::Unknown, {}, last);
}

void Judge::ownerLabel()
{
    if (!m_byKustomization || !m_known.listed || m_entry.fields->contains(KustomizeLabel) || underAny(m_told, KustomizeLabel))
        return;
    const auto* by = ownerOf(KustomizeLabel);
    add(Evidence::OwnerLabelTaken, Confidence::Certain, by ? Change::Changed : Change::Removed, std::string(KustomizeLabel), by);
}

// A1: Flux's entry became smaller while its time stood still.
void Judge::lostFields()
{
    if (!m_known.remembered || m_known.remembered == m_entry.fields.get())
        return;
    std::vector<std::string> lost;
    std::ranges::set_difference(m_known.remembered->paths(), m_entry.fields->paths(), std::back_inserter(lost));
    for (auto& path : lost) {
        if (underAny(m_told, path) || isLeftOut(path))
            continue;
        const auto* by = ownerOf(path);
        if (by && by->manager.view().substr(0, 7) != "kubectl" && letStand(*by)) {
            ++m_out.letStand; // Flux has looked since: the value is Git's again
            continue;
        }
        const bool autoscaler = by && by->subresource.view() == "scale" && by->manager.view() == "kube-controller-manager";
        if (autoscaler)
            scaled(*by);
        else
            add(Evidence::FluxLostField, Confidence::Certain, by ? Change::Changed : Change::Removed, std::move(path), by);
    }
}

void Judge::foreign(const FieldManager& entry)
{
    if (isFluxEntry(entry, m_writer) || entry.manager.view() == m_writer.name)
        return;
    if (m_object.isFlux && (entry.manager.view().ends_with("-controller") || entry.manager.view() == "source-watcher")) {
        return; // finalizers and status of Flux's own objects
    }
    if (entry.subresource.view() == "scale")
        return scaled(entry);
    if (!entry.subresource.empty() || entry.manager.view() == "before-first-apply")
        return;
    std::vector<std::string> paths;
    std::ranges::set_difference(entry.fields->paths(), m_entry.fields->paths(), std::back_inserter(paths));
    for (const auto& path : paths)
        foreignPath(entry, path);
}

void Judge::foreignPath(const FieldManager& entry, const std::string& path)
{
    if (underAny(m_told, path) || isLeftOut(path))
        return;
    // An element that is Flux's too, owned from another side; or a map above Flux's own fields.
    const auto& fluxs = m_entry.fields->paths();
    if (const auto next = std::ranges::lower_bound(fluxs, path); next != fluxs.end() && flux::covers(path, *next))
        return;
    if (letStand(entry)) {
        ++m_out.letStand;
        return;
    }
    const bool merge = m_object.marks->ssa == flux::Marks::Ssa::Merge;
    if (m_byKustomization && !merge && entry.manager.view().starts_with("kubectl"))
        return add(Evidence::KubectlOwnsField, Confidence::Certain, Change::Unknown, path, &entry);
    if (addedSince(entry)) {
        ++m_out.letStand;
        return;
    }
    if (siblingsAreFluxs(path, *m_entry.fields) || isRequiredLeaf(m_object.key, path))
        return add(Evidence::SiblingsAreFluxs, Confidence::Likely, Change::Changed, path, &entry);
    if (isMetadataOfControllers(path))
        return; // whoever works with objects writes these: Flux leaves them alone
    if (everythingTaken(path))
        return add(Evidence::EverythingTaken, Confidence::Likely, Change::Unknown, path, &entry);
    add(Evidence::WrittenSincePass, Confidence::Likely, Change::Unknown, path, &entry);
}

// Flux owns nothing but its labels on an object that has more: taken from it, or its manifest is empty on purpose.
bool Judge::everythingTaken(std::string_view path) const
{
    const auto kind = m_object.key.kind.view();
    if (flux::covers("metadata", path) || kind == "Namespace" || kind == "ServiceAccount")
        return false;
    return std::ranges::all_of(
        m_entry.fields->paths(), [&](const std::string& owned) { return flux::covers("metadata", owned) || flux::covers(owned, path); });
}

// A variable with a name and nothing else, and nobody has the rest (A2): its value was taken off. Where an earlier look knows
// what Flux owned, that look answers.
void Judge::emptyVariables()
{
    if (m_known.since)
        return;
    const auto& paths = m_entry.fields->paths();
    for (auto at = paths.begin(); at != paths.end(); ++at) {
        if (!at->ends_with("].name") || at->find(".env[") == std::string::npos)
            continue;
        const auto element = at->substr(0, at->size() - 5);
        const auto list = element.substr(0, element.rfind('['));
        const auto below = [&](const flux::FieldSet& set) {
            return std::ranges::any_of(set.paths(), [&](const std::string& owned) { return owned.starts_with(element + ".value"); });
        };
        const bool has = below(*m_entry.fields)
            || std::ranges::any_of(m_object.ownership->managers, [&](const FieldManager& entry) { return below(*entry.fields); });
        if (!list.ends_with(".env") || has || isLeftOut(element + ".value"))
            continue;
        add(Evidence::SiblingsAreFluxs, Confidence::Likely, Change::Removed, element + ".value", nullptr);
    }
}

// A3: an entry of /scale is only there where somebody owned the replicas before.
void Judge::scaled(const FieldManager& entry)
{
    for (const auto& path : entry.fields->paths()) {
        if (m_entry.fields->contains(path) || underAny(m_told, path) || isLeftOut(path))
            continue;
        if (letStand(entry)) {
            ++m_out.letStand;
            continue;
        }
        const bool autoscaler = entry.manager.view() == "kube-controller-manager";
        add(Evidence::ScaleOwnsReplicas, Confidence::Likely, autoscaler ? Change::None : Change::Changed, path, &entry);
        if (autoscaler)
            m_out.findings.back().kind = Kind::Fight;
    }
}

bool Judge::isLeftOut(std::string_view path) const
{
    return m_known.owner && leftOut(*m_known.owner, m_object, path);
}

const FieldManager* Judge::ownerOf(std::string_view path) const
{
    return flux::foreignOwnerOf(*m_object.ownership, path, [this](const FieldManager& entry) { return isFluxEntry(entry, m_writer); });
}

void Judge::add(Evidence evidence, Confidence confidence, Change change, std::string path, const FieldManager* by)
{
    auto& finding = m_out.findings.emplace_back();
    finding.kind = Kind::FieldChanged;
    finding.change = change;
    finding.confidence = confidence;
    finding.evidence = evidence;
    finding.object = m_object.key;
    finding.apiVersion = *m_object.apiVersion;
    finding.owner = m_reference;
    if (by) {
        finding.manager = by->manager.str();
        finding.operation = by->operation;
        finding.subresource = by->subresource.str();
        finding.time = by->time;
    }
    m_told.push_back(path);
    finding.path = std::move(path);
}

} // namespace

ObjectView::ObjectView(const store::Record& record)
    : key(record.key)
{
    if (record.type == store::RecordType::Flux) {
        const auto& object = static_cast<const flux::FluxObject&>(record);
        apiVersion = &object.apiVersion;
        owner = &object.parent;
        labels = &object.labels;
        marks = &object.marks;
        ownership = object.ownership.get();
        created = object.created;
        terminating = object.deletionTimestamp.has_value();
        isFlux = true;
        return;
    }
    const auto& object = static_cast<const flux::ManagedObject&>(record);
    apiVersion = &object.apiVersion;
    owner = &object.owner;
    labels = &object.labels;
    marks = &object.marks;
    ownership = object.ownership.get();
    created = object.created;
    terminating = object.deletionTimestamp.has_value();
}

FluxEntry fluxEntryOf(const flux::Ownership* ownership, std::string_view ownerKind)
{
    FluxEntry out;
    const auto writer = writerOf(ownerKind);
    if (!ownership || !writer)
        return out;
    std::vector<std::string> all;
    for (const auto& entry : ownership->managers) {
        if (!isFluxEntry(entry, *writer))
            continue;
        out.time = std::max(out.time, entry.time);
        if (!out.fields) {
            out.fields = entry.fields;
            continue;
        }
        all.clear();
        std::ranges::set_union(out.fields->paths(), entry.fields->paths(), std::back_inserter(all));
        out.fields = std::make_shared<const flux::FieldSet>(std::move(all));
    }
    return out;
}

std::optional<WallTime> lastPassOf(const flux::FluxObject& owner)
{
    if (owner.kind == flux::Kind::HelmRelease)
        return owner.lastDeployed ? std::optional(*owner.lastDeployed - Seconds{1}) : std::nullopt;
    return owner.lastApplyBegan;
}

bool leftOut(const flux::FluxObject& owner, const ObjectView& object, std::string_view path)
{
    return owner.drift && std::ranges::any_of(owner.drift->ignore, [&](const flux::IgnoredPaths& rule) {
        return std::ranges::any_of(rule.pointers, [&](const std::string& pointer) { return flux::pointerCovers(pointer, path); })
            && targets(rule, object);
    });
}

Judged judgeFields(const ObjectView& object, const flux::Reference& reference, const FluxEntry& entry, const Known& known)
{
    if (!writerOf(reference.kind.view()))
        return {};
    return Judge(object, reference, entry, known).run();
}

} // namespace dg::drift
