// SPDX-License-Identifier: Apache-2.0
#include "drift/build.h"

#include "build_transform.h"
#include "drift/exact.h"

#include <algorithm>
#include <array>
#include <set>

namespace dg::drift {

namespace {

constexpr std::size_t DeepestResources = 32; // kustomization.yaml that lists another that lists …
constexpr std::size_t MostObjects = 20'000;
constexpr std::array FileNames{"kustomization.yaml", "kustomization.yml", "Kustomization"};
// What source-controller leaves out of an artifact although it is YAML (its default excludes).
constexpr std::array LeftOutFiles{".gitlab-ci.yml", ".travis.yml", ".drone.yml", ".goreleaser.yml", ".goreleaser.brew.yml", ".sops.yaml",
    ".flux.yaml", "appveyor.yml", "cloudbuild.yaml", "codeship-services.yml", "codeship-steps.yml"};
constexpr std::array LeftOutFolders{".git", ".github", ".circleci"};

// "a/./b/../c" as "a/c"; nullopt: it leads out of the source.
std::optional<std::string> normal(std::string_view path)
{
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        const auto part = path.substr(at, end - at);
        at = end + 1;
        if (part.empty() || part == ".")
            continue;
        if (part != "..") {
            parts.push_back(part);
        } else if (parts.empty()) {
            return std::nullopt;
        } else {
            parts.pop_back();
        }
    }
    std::string out;
    for (const auto part : parts)
        out.append(out.empty() ? "" : "/").append(part);
    return out;
}

std::string join(const std::string& folder, std::string_view name)
{
    return folder.empty() ? std::string(name) : folder + "/" + std::string(name);
}

std::optional<std::string> kustomizationIn(const Files& files, const std::string& folder)
{
    for (const auto* const name : FileNames) {
        if (files.isFile(join(folder, name)))
            return join(folder, name);
    }
    return std::nullopt;
}

class Build {
public:
    Build(const Files& files, const IsNamespaced& namespaced)
        : m_files(files)
        , m_namespaced(namespaced)
    {
    }
    Status folder(const std::string& path, Objects& into, std::size_t depth);
    Status generated(const std::string& path, Objects& into, std::size_t depth, bool top);

private:
    Status file(const std::string& path, Objects& into);
    Status kustomization(const std::string& path, const std::string& folder, Objects& into, std::size_t depth);
    Status resources(const Value& list, const std::string& path, const std::string& folder, Objects& into, std::size_t depth);
    Status transform(const Value& root, const std::string& path, Objects& objects);
    const Files& m_files;
    const IsNamespaced& m_namespaced;
    std::size_t m_count = 0;
};

Status Build::file(const std::string& path, Objects& into)
{
    const auto text = m_files.read(path);
    if (!text)
        return tl::unexpected(text.error());
    auto documents = fromYaml(*text);
    if (!documents) {
        auto error = documents.error();
        error.subject = path;
        return tl::unexpected(error);
    }
    const auto add = [&](Value object) -> Status {
        if (!identityOf(object))
            return fail(ErrorCode::BadValue, path, "no Kubernetes object");
        if (++m_count > MostObjects)
            return fail(ErrorCode::TooLarge, path);
        const auto* const local = object.at({"metadata", "annotations", "config.kubernetes.io/local-config"});
        if (!local || local->text == "false")
            into.push_back(std::move(object));
        return {};
    };
    for (auto& document : *documents) {
        auto* const items = document.textAt({"kind"}).ends_with("List") ? document.find("items") : nullptr;
        if (!items || !items->isList()) {
            if (auto ok = add(std::move(document)); !ok)
                return ok;
            continue;
        }
        for (auto& item : items->children) {
            if (auto ok = add(std::move(item)); !ok)
                return ok;
        }
    }
    return {};
}

Status Build::folder(const std::string& path, Objects& into, std::size_t depth)
{
    if (depth > DeepestResources)
        return fail(ErrorCode::TooLarge, path, "resources");
    if (const auto found = kustomizationIn(m_files, path))
        return kustomization(*found, path, into, depth);
    return fail(ErrorCode::FileNotFound, join(path, FileNames.front()));
}

// As Flux does where the path has no kustomization.yaml: every YAML file below; a folder with one counts as a resource.
Status Build::generated(const std::string& path, Objects& into, std::size_t depth, bool top)
{
    if (depth > DeepestResources)
        return fail(ErrorCode::TooLarge, path);
    if (!top && kustomizationIn(m_files, path))
        return folder(path, into, depth);
    for (const auto& name : m_files.list(path)) {
        const auto below = join(path, name);
        const auto is = [&](const char* other) { return name == other; };
        if (name == ".sourceignore")
            return fail(ErrorCode::Unsupported, below, ".sourceignore");
        Status ok;
        if (m_files.isFolder(below)) {
            if (std::ranges::none_of(LeftOutFolders, is))
                ok = generated(below, into, depth + 1, false);
        } else if ((name.ends_with(".yaml") || name.ends_with(".yml")) && std::ranges::none_of(LeftOutFiles, is)) {
            ok = file(below, into);
        }
        if (!ok)
            return ok;
    }
    return {};
}

Status Build::resources(const Value& list, const std::string& path, const std::string& folderPath, Objects& into, std::size_t depth)
{
    for (const auto& entry : list.children) {
        if (entry.text.find("://") != std::string::npos || entry.text.starts_with("git@") || entry.text.find("?ref=") != std::string::npos
            || entry.text.starts_with("github.com/"))
            return fail(ErrorCode::Unsupported, path, "remote resources");
        const auto target = entry.text.starts_with('/') ? std::nullopt : normal(join(folderPath, entry.text));
        if (!target)
            return fail(ErrorCode::Unsupported, path, "resources outside of the source");
        if (auto ok = m_files.isFolder(*target) ? folder(*target, into, depth + 1) : file(*target, into); !ok)
            return ok;
    }
    return {};
}

Status Build::kustomization(const std::string& path, const std::string& folderPath, Objects& into, std::size_t depth)
{
    const auto text = m_files.read(path);
    if (!text)
        return tl::unexpected(text.error());
    const auto documents = fromYaml(*text);
    if (!documents) {
        auto error = documents.error();
        error.subject = path;
        return tl::unexpected(error);
    }
    if (documents->size() != 1 || !documents->front().isMap())
        return fail(ErrorCode::BadSyntax, path, "no kustomization");
    const auto& root = documents->front();
    if (root.textAt({"kind"}) == "Component")
        return fail(ErrorCode::Unsupported, path, "components");
    static constexpr std::array<std::string_view, 14> Understood{"apiVersion", "kind", "metadata", "resources", "bases", "namespace",
        "namePrefix", "nameSuffix", "labels", "commonLabels", "commonAnnotations", "images", "replicas", "sortOptions"};
    for (std::size_t i = 0; i < root.keys.size(); ++i) {
        if (std::ranges::find(Understood, root.keys[i]) == Understood.end()
            && !(root.children[i].isList() && root.children[i].children.empty()))
            return fail(ErrorCode::Unsupported, path, root.keys[i]);
    }
    Objects own;
    for (const char* const name : {"resources", "bases"}) {
        const auto* const list = root.find(name);
        if (!list || !list->isList())
            continue;
        if (auto ok = resources(*list, path, folderPath, own, depth); !ok)
            return ok;
    }
    if (auto ok = transform(root, path, own); !ok)
        return ok;
    std::move(own.begin(), own.end(), std::back_inserter(into));
    return {};
}

// In the order in which kustomize runs its transformers.
Status Build::transform(const Value& root, const std::string& path, Objects& objects)
{
    const auto list = [&](const char* name) {
        const auto* const found = root.find(name);
        return found && found->isList() ? found->children : std::vector<Value>();
    };
    if (const auto ns = root.textAt({"namespace"}); !ns.empty()) {
        if (auto ok = setNamespace(objects, std::string(ns), m_namespaced); !ok)
            return ok;
    }
    setReplicas(objects, list("replicas")); // by the name before, or the one after
    affixNames(objects, std::string(root.textAt({"namePrefix"})), std::string(root.textAt({"nameSuffix"})));
    for (const auto& entry : list("labels")) {
        const auto flag = [&](const char* name) {
            const auto* const found = entry.find(name);
            return found && found->text == "true";
        };
        if (entry.find("fields"))
            return fail(ErrorCode::Unsupported, path, "labels.fields");
        if (const auto* const pairs = entry.find("pairs"); pairs && pairs->isMap())
            setLabels(objects, *pairs, flag("includeSelectors"), flag("includeTemplates"));
    }
    if (const auto* const labels = root.find("commonLabels"); labels && labels->isMap())
        setLabels(objects, *labels, true, true);
    if (const auto* const annotations = root.find("commonAnnotations"); annotations && annotations->isMap())
        setAnnotations(objects, *annotations);
    setReplicas(objects, list("replicas"));
    setImages(objects, list("images"));
    return {};
}

Status substitute(Value& value, const std::map<std::string, std::string>& variables)
{
    for (auto& key : value.keys) {
        if (key.find('$') == std::string::npos)
            continue;
        auto text = substituted(key, variables);
        if (!text)
            return tl::unexpected(text.error());
        key = std::move(*text);
    }
    for (auto& child : value.children) {
        if (auto ok = substitute(child, variables); !ok)
            return ok;
    }
    if (!value.isString() || value.text.find('$') == std::string::npos)
        return {};
    auto text = substituted(value.text, variables);
    if (!text)
        return tl::unexpected(text.error());
    if (!value.plain) {
        value.text = std::move(*text);
        return {};
    }
    // Without quotes the variable's text is YAML: a number, or a list.
    if (text->starts_with('[') || text->starts_with('{')) {
        auto parsed = fromYaml(*text);
        if (!parsed || parsed->size() != 1)
            return fail(ErrorCode::BadSyntax, {}, "a variable that is no YAML");
        value = std::move(parsed->front());
        return {};
    }
    value = resolvedScalar(*text);
    return {};
}

bool isVariableName(const std::string& name)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && letter(name.front()) && std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

bool isDisabled(const Value& object)
{
    for (const char* const where : {"labels", "annotations"}) {
        if (object.textAt({"metadata", where, "kustomize.toolkit.fluxcd.io/substitute"}) == "disabled")
            return true;
    }
    return false;
}

Value mapOf(const std::map<std::string, std::string>& from)
{
    auto value = Value::map();
    for (const auto& [key, text] : from)
        value.put(key, Value::string(text));
    return value;
}

std::map<std::string, std::string> textsOf(const Value* value)
{
    std::map<std::string, std::string> out;
    for (std::size_t i = 0; value && i < value->keys.size(); ++i)
        out[value->keys[i]] = value->children[i].text;
    return out;
}

} // namespace

Result<KustomizationSpec> kustomizationSpec(const Value& kustomization)
{
    KustomizationSpec out;
    const auto* const spec = kustomization.find("spec");
    if (!spec || !spec->isMap())
        return fail(ErrorCode::BadValue, {}, "no spec");
    for (const char* const name : {"patches", "patchesStrategicMerge", "patchesJson6902", "components"}) {
        if (const auto* const found = spec->find(name); found && !found->children.empty())
            return fail(ErrorCode::Unsupported, {}, name);
    }
    out.build.path = spec->textAt({"path"});
    out.build.targetNamespace = spec->textAt({"targetNamespace"});
    out.build.namePrefix = spec->textAt({"namePrefix"});
    out.build.nameSuffix = spec->textAt({"nameSuffix"});
    out.build.commonLabels = textsOf(spec->at({"commonMetadata", "labels"}));
    out.build.commonAnnotations = textsOf(spec->at({"commonMetadata", "annotations"}));
    if (const auto* const images = spec->find("images"))
        out.build.images = images->children;
    if (const auto* const prune = spec->find("prune"))
        out.prune = prune->text == "true";
    for (auto& [name, text] : textsOf(spec->at({"postBuild", "substitute"}))) {
        auto value = text;
        std::erase(value, '\n');
        out.build.variables[name] = std::move(value);
    }
    if (const auto* const from = spec->at({"postBuild", "substituteFrom"})) {
        for (const auto& entry : from->children) {
            const auto* const optional = entry.find("optional");
            out.from.push_back(
                {std::string(entry.textAt({"kind"})), std::string(entry.textAt({"name"})), optional && optional->text == "true"});
        }
    }
    out.build.substitutes = !out.build.variables.empty();
    return out;
}

Result<std::vector<Value>> buildKustomization(const Files& files, const BuildSpec& spec, const IsNamespaced& namespaced)
{
    const auto path = normal(spec.path);
    if (!path)
        return fail(ErrorCode::BadValue, spec.path);
    if (!path->empty() && !files.isFolder(*path))
        return fail(ErrorCode::FileNotFound, *path);
    Build build(files, namespaced);
    Objects objects;
    if (const auto ok = kustomizationIn(files, *path) ? build.folder(*path, objects, 0) : build.generated(*path, objects, 0, true); !ok)
        return tl::unexpected(ok.error());
    if (!spec.targetNamespace.empty()) {
        if (const auto ok = setNamespace(objects, spec.targetNamespace, namespaced); !ok)
            return tl::unexpected(ok.error());
    }
    affixNames(objects, spec.namePrefix, spec.nameSuffix);
    setImages(objects, spec.images);
    std::set<std::array<std::string, 4>> seen;
    for (auto& object : objects) {
        const auto identity = identityOf(object);
        if (identity && !seen.insert({identity->group, identity->kind, identity->ns, identity->name}).second)
            return fail(ErrorCode::BadValue, identity->kind + "/" + identity->name, "declared twice");
    }
    if (spec.substitutes) {
        for (const auto& [name, value] : spec.variables) {
            if (!isVariableName(name))
                return fail(ErrorCode::BadValue, name, "a variable's name");
        }
        for (auto& object : objects) {
            if (isDisabled(object))
                continue;
            if (auto ok = substitute(object, spec.variables); !ok) {
                auto error = ok.error();
                if (const auto identity = identityOf(object))
                    error.subject = identity->kind + "/" + identity->name;
                return tl::unexpected(error);
            }
        }
    }
    for (auto& object : objects) {
        auto& metadata = object.put("metadata");
        for (const auto& [name, texts] : {std::pair("labels", &spec.commonLabels), std::pair("annotations", &spec.commonAnnotations)}) {
            const auto values = mapOf(*texts);
            for (std::size_t i = 0; i < values.keys.size(); ++i)
                metadata.put(name).put(values.keys[i], values.children[i]);
        }
    }
    return objects;
}

} // namespace dg::drift
