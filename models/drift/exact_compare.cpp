// SPDX-License-Identifier: Apache-2.0
#include "drift/exact.h"

#include "exact_equal.h"
#include "exact_secret.h"
#include "exact_walk.h"
#include "judge.h"

#include "base/secret.h"
#include "flux/decode.h"

#include <algorithm>
#include <cctype>

namespace dg::drift {

namespace {

constexpr std::size_t LongestShown = 256u << 10; // of a value in a finding

bool isFluxs(const flux::FieldManager& entry, const Comparison& of)
{
    const auto name = entry.manager.view();
    return of.byHelm ? name == "helm-controller" : name == "kustomize-controller" && entry.operation == flux::Operation::Apply;
}

bool isSecret(const Identity& identity)
{
    return identity.group.empty() && identity.kind == "Secret";
}

class Compare {
public:
    Compare(const Comparison& of, const LiveObject& live, const Identity& identity, bool hidden)
        : m_of(of)
        , m_record(*live.record)
        , m_identity(identity)
        , m_secret(isSecret(identity) || hidden)
        , m_hidden(hidden)
    {
    }
    void take(std::vector<Difference> found, bool server);
    void addForeign(const Value& desired, const Value& live);
    std::vector<Finding> out;

private:
    Finding make(Change change, std::string path) const;
    void name(Finding& finding, const flux::FieldManager& who) const;
    [[nodiscard]] std::optional<std::string> shown(const Value* value) const;
    [[nodiscard]] const flux::FieldManager* foreignOwner(std::string_view path) const;
    void addForeignPath(const flux::FieldManager& who, const std::string& path, const Value& desired, const Value& live);
    void addTaken(const flux::FieldManager& who, const std::string& path, const Value& wanted);
    const Comparison& m_of;
    const flux::ManagedObject& m_record;
    const Identity& m_identity;
    bool m_secret; // no values are shown
    bool m_hidden; // nor what names an element of a list
};

Finding Compare::make(Change change, std::string path) const
{
    Finding finding;
    finding.kind = Kind::FieldChanged;
    finding.change = change;
    finding.confidence = Confidence::Certain;
    finding.evidence = m_of.evidence;
    finding.object = m_record.key;
    finding.apiVersion = m_identity.apiVersion();
    finding.owner = m_of.owner;
    finding.path = m_hidden ? path.substr(0, path.find('[')) : std::move(path);
    return finding;
}

void Compare::name(Finding& finding, const flux::FieldManager& who) const
{
    finding.manager = who.manager.str();
    finding.operation = who.operation;
    finding.subresource = who.subresource.str();
    finding.time = who.time;
}

std::optional<std::string> Compare::shown(const Value* value) const
{
    if (!value || m_secret || value->type == Value::Type::Null)
        return std::nullopt;
    auto text = toJson(*value);
    return text.size() > LongestShown ? std::nullopt : std::optional(std::move(text));
}

const flux::FieldManager* Compare::foreignOwner(std::string_view path) const
{
    if (!m_record.ownership)
        return nullptr;
    return flux::foreignOwnerOf(*m_record.ownership, path, [this](const flux::FieldManager& entry) { return isFluxs(entry, m_of); });
}

void Compare::take(std::vector<Difference> found, bool server)
{
    for (auto& one : found) {
        auto finding = make(one.change, std::move(one.path));
        finding.live = shown(one.live);
        finding.desired = shown(one.desired);
        const auto* const who = one.change == Change::Removed ? nullptr : foreignOwner(finding.path);
        if (who)
            name(finding, *who);
        // What Flux itself owns, or nobody, was not put there by somebody else. The server's own answer knows better.
        if (!server && (one.doubtful || (one.change == Change::Changed && !who)))
            finding.confidence = Confidence::Likely;
        // helm-controller leaves what was added.
        if (m_of.byHelm && one.change == Change::Added)
            finding.confidence = Confidence::Likely;
        out.push_back(std::move(finding));
    }
}

// The element of a list that "name=web" or `="x"` names.
const Value* elementOf(const Value& list, std::string_view words)
{
    if (words.starts_with('=')) {
        for (const auto& element : list.children) {
            if (toJson(element) == words.substr(1) || element.text == words.substr(1))
                return &element;
        }
        return nullptr;
    }
    if (!words.empty() && std::ranges::all_of(words, [](unsigned char c) { return std::isdigit(c); })) {
        const auto index = static_cast<std::size_t>(std::strtoull(std::string(words).c_str(), nullptr, 10));
        return index < list.children.size() ? &list.children[index] : nullptr;
    }
    std::vector<std::string> keys;
    for (std::size_t at = 0; at < words.size();) {
        const auto comma = std::min(words.find(',', at), words.size());
        const auto equals = words.find('=', at);
        if (equals < comma)
            keys.emplace_back(words.substr(at, equals - at));
        at = comma + 1;
    }
    for (const auto& element : list.children) {
        if (!keys.empty() && elementKey(element, keys) == words)
            return &element;
    }
    return nullptr;
}

const Value* below(const Value& value, const flux::PathSegment& segment)
{
    if (!segment.element)
        return value.find(segment.text);
    return value.isList() ? elementOf(value, segment.text) : nullptr;
}

std::string pathOf(const std::vector<flux::PathSegment>& segments, std::size_t count)
{
    std::string path;
    for (std::size_t i = 0; i < count; ++i) {
        if (segments[i].element)
            path += "[" + segments[i].text + "]";
        else
            flux::appendPathName(path, segments[i].text);
    }
    return path;
}

void Compare::addForeignPath(const flux::FieldManager& who, const std::string& path, const Value& desired, const Value& live)
{
    const auto segments = flux::pathSegments(path);
    const Value* wanted = &desired;
    const Value* there = &live;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        there = below(*there, segments[i]);
        if (!there)
            return; // gone by now
        const auto* const next = below(*wanted, segments[i]);
        if (next) {
            wanted = next;
            continue;
        }
        if (segments[i].element ? !wanted->isList() : !wanted->isMap())
            return; // of another type: that is a change
        // Labels, data and lists have parts of several owners: only what is this one's.
        const bool more = i + 1 < segments.size();
        if (more && ((there->isMap() && isFreeMap(pathOf(segments, i + 1))) || (there->isList() && segments[i + 1].element))) {
            static const Value noMap = Value::map();
            static const Value noList = fromJson("[]").value_or(Value());
            wanted = there->isMap() ? &noMap : &noList;
            continue;
        }
        auto finding = make(Change::Added,
            segments[i].element && segments[i].text.starts_with('=')
                ? pathOf(segments, i) + "[=" + toJson(*there) + "]" // quotes are lost in segments
                : pathOf(segments, i + 1));
        const bool known = std::ranges::any_of(out, [&](const Finding& other) { return flux::covers(other.path, finding.path); });
        if (known || isEmpty(*there))
            return;
        finding.live = shown(there);
        name(finding, who);
        // Flux takes over what kubectl owns and drops what the manifest lacks; everything else stays.
        const bool dropped = !m_of.byHelm && who.subresource.empty() && who.manager.view().starts_with("kubectl")
            && m_record.marks.ssa == flux::Marks::Ssa::Override;
        finding.confidence = dropped ? Confidence::Certain : Confidence::Likely;
        out.push_back(std::move(finding));
        return;
    }
    addTaken(who, path, *wanted);
}

// The manifest has it and Flux does not own it any more, but the value is the same.
void Compare::addTaken(const flux::FieldManager& who, const std::string& path, const Value& wanted)
{
    if (wanted.isMap() || wanted.isList() || path.ends_with(']') || !who.subresource.empty())
        return;
    bool applied = false;
    for (const auto& entry : m_record.ownership->managers) {
        if (!isFluxs(entry, m_of))
            continue;
        applied = true;
        if (entry.fields->contains(path))
            return;
    }
    const bool known = std::ranges::any_of(out, [&](const Finding& other) { return flux::covers(other.path, path); });
    if (!applied || known)
        return;
    auto finding = make(Change::None, path);
    finding.kind = Kind::FieldTaken;
    name(finding, who);
    out.push_back(std::move(finding));
}

void Compare::addForeign(const Value& desired, const Value& live)
{
    if (!m_record.ownership)
        return;
    for (const auto& entry : m_record.ownership->managers) {
        if (isFluxs(entry, m_of))
            continue;
        for (const auto& path : entry.fields->paths()) {
            if (flux::covers("status", path) || flux::covers("apiVersion", path) || flux::covers("kind", path))
                continue;
            if (flux::covers("metadata", path)) {
                const bool compared = flux::covers("metadata.labels", path) || flux::covers("metadata.annotations", path)
                    || (flux::covers("metadata.finalizers", path) && !m_of.byHelm && entry.manager.view().starts_with("kubectl"));
                if (!compared)
                    continue;
            }
            addForeignPath(entry, path, desired, live);
        }
    }
}

Walk walkOf(const LiveObject& live, const Identity& identity)
{
    Walk how;
    how.ownership = live.record->ownership.get();
    how.builtIn = isBuiltIn(identity.group);
    return how;
}

} // namespace

std::optional<Identity> identityOf(const Value& object)
{
    Identity identity;
    const auto apiVersion = object.textAt({"apiVersion"});
    const auto slash = apiVersion.find('/');
    identity.group = slash == std::string_view::npos ? std::string_view() : apiVersion.substr(0, slash);
    identity.version = slash == std::string_view::npos ? apiVersion : apiVersion.substr(slash + 1);
    identity.kind = object.textAt({"kind"});
    identity.ns = object.textAt({"metadata", "namespace"});
    const auto* const name = object.at({"metadata", "name"});
    if (name && (name->isString() || name->type == Value::Type::Number))
        identity.name = name->text;
    if (identity.version.empty() || identity.kind.empty() || identity.name.empty())
        return std::nullopt;
    return identity;
}

Result<LiveObject> liveFromJson(std::string_view text, const Identity& identity, StringPool& pool)
{
    LiveObject live;
    auto value = fromJson(text);
    if (!value)
        return tl::unexpected(value.error());
    live.value = std::move(*value);
    simdjson::padded_string padded(text);
    json::Parser parser;
    json::Document document;
    json::Object object;
    if (parser.iterate(padded).get(document) || document.get_object().get(object))
        return fail(ErrorCode::BadSyntax, identity.kind);
    flux::ManagedDecoder decoder(identity.group, identity.version, identity.kind, pool, flux::KeepOwnership::Yes);
    auto record = decoder.decode(object);
    secureZero(padded.data(), padded.size());
    if (!record)
        return tl::unexpected(record.error());
    live.record = std::dynamic_pointer_cast<const flux::ManagedObject>(*record);
    if (!live.record)
        return fail(ErrorCode::BadAnswer, identity.kind);
    return live;
}

std::vector<Finding> compareManifest(const Value& desired, const LiveObject& live, const Comparison& of)
{
    const auto identity = identityOf(desired);
    if (!identity)
        return {};
    const bool secret = isSecret(*identity);
    Wiped wanted(desired), there(live.value);
    auto how = walkOf(live, *identity);
    how.encrypted = isEncrypted(wanted.value);
    if (how.encrypted)
        dropEncrypted(wanted.value);
    if (secret) {
        hashSecretValues(wanted.value);
        hashSecretValues(there.value);
    }
    Compare compare(of, live, *identity, desired.hidden);
    compare.take(differences(wanted.value, there.value, how), false);
    compare.addForeign(wanted.value, there.value);
    return std::move(compare.out);
}

std::vector<Finding> compareDryRun(const Value& desired, const Value& answer, const LiveObject& live, const Comparison& of)
{
    const auto identity = identityOf(answer);
    if (!identity)
        return {};
    const bool secret = isSecret(*identity);
    Wiped wanted(desired), then(answer), there(live.value);
    if (secret) {
        for (auto* const value : {&wanted.value, &then.value, &there.value})
            hashSecretValues(*value);
    }
    Compare compare(of, live, *identity, desired.hidden);
    auto how = walkOf(live, *identity);
    how.bothWays = true;
    auto found = differences(then.value, there.value, how);
    // helm-controller compares its labels and annotations for additions and changes alone.
    if (of.byHelm)
        std::erase_if(found, [](const Difference& one) { return one.change == Change::Added && flux::covers("metadata", one.path); });
    compare.take(std::move(found), true);
    compare.addForeign(wanted.value, there.value);
    return std::move(compare.out);
}

Finding missingObject(const ObjectKey& key, const std::string& apiVersion, const Comparison& of, bool applied)
{
    Finding finding;
    finding.kind = Kind::Missing;
    finding.change = Change::None;
    finding.confidence = applied ? Confidence::Certain : Confidence::Likely;
    finding.evidence = of.evidence;
    finding.object = key;
    finding.apiVersion = apiVersion;
    finding.owner = of.owner;
    return finding;
}

bool heldByMark(const Value& desired, const LiveObject& live)
{
    if (live.record->marks.reconcileDisabled || live.record->marks.ssa == flux::Marks::Ssa::Ignore
        || live.record->marks.ssa == flux::Marks::Ssa::IfNotPresent)
        return true;
    const auto mark = [&](std::string_view name) {
        std::string text;
        for (const char* const where : {"labels", "annotations"}) {
            if (const auto* const found = desired.at({"metadata", where, name}); found && text.empty())
                text = found->text;
        }
        std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    };
    const auto ssa = mark("kustomize.toolkit.fluxcd.io/ssa");
    return mark("kustomize.toolkit.fluxcd.io/reconcile") == "disabled" || ssa == "ignore" || ssa == "ifnotpresent";
}

void dropLeftOut(std::vector<Finding>& findings, const flux::FluxObject& owner, const LiveObject& live)
{
    const ObjectView object(*live.record);
    std::erase_if(findings, [&](const Finding& finding) { return leftOut(owner, object, finding.path); });
}

void addOwnerMarks(Value& desired, const flux::FluxObject& owner, std::string_view releaseNs)
{
    auto& metadata = desired.put("metadata");
    const bool helm = owner.kind == flux::Kind::HelmRelease;
    const std::string prefix = helm ? "helm.toolkit.fluxcd.io/" : "kustomize.toolkit.fluxcd.io/";
    auto& labels = metadata.put("labels");
    labels.put(prefix + "name", Value::string(owner.key.name.view()));
    labels.put(prefix + "namespace", Value::string(owner.key.ns.view()));
    if (!helm)
        return;
    labels.put("app.kubernetes.io/managed-by", Value::string("Helm"));
    auto& annotations = metadata.put("annotations");
    annotations.put("meta.helm.sh/release-name", Value::string(owner.releaseName));
    annotations.put("meta.helm.sh/release-namespace", Value::string(releaseNs));
}

} // namespace dg::drift
