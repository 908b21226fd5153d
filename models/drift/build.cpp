// SPDX-License-Identifier: Apache-2.0
#include "drift/build.h"

#include "build_paths.h"
#include "build_transform.h"
#include "drift/exact.h"

#include <algorithm>
#include <array>
#include <set>

namespace dg::drift {

namespace {

constexpr std::size_t MostObjects = 20'000;

class Build {
public:
    Build(const Files& files, const IsNamespaced& namespaced)
        : m_files(files)
        , m_namespaced(namespaced)
    {
    }
    Status folder(const std::string& path, Objects& into, std::size_t depth);
    Status generated(const std::string& path, Objects& into);

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
    auto documents = readDocuments(m_files, path);
    if (!documents)
        return tl::unexpected(documents.error());
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
    return fail(ErrorCode::FileNotFound, joinPath(path, "kustomization.yaml"));
}

Status Build::generated(const std::string& path, Objects& into)
{
    const auto resources = generatedResources(m_files, path);
    if (!resources)
        return tl::unexpected(resources.error());
    for (const auto& one : *resources) {
        if (auto ok = m_files.isFolder(one) ? folder(one, into, 1) : file(one, into); !ok)
            return ok;
    }
    return {};
}

Status Build::resources(const Value& list, const std::string& path, const std::string& folderPath, Objects& into, std::size_t depth)
{
    for (const auto& entry : list.children) {
        if (isRemote(entry.text))
            return fail(ErrorCode::Unsupported, path, "remote resources");
        const auto target = entry.text.starts_with('/') ? std::nullopt : normalPath(joinPath(folderPath, entry.text));
        if (!target)
            return fail(ErrorCode::Unsupported, path, "resources outside of the source");
        if (auto ok = m_files.isFolder(*target) ? folder(*target, into, depth + 1) : file(*target, into); !ok)
            return ok;
    }
    return {};
}

Status Build::kustomization(const std::string& path, const std::string& folderPath, Objects& into, std::size_t depth)
{
    const auto read = readKustomization(m_files, path);
    if (!read)
        return tl::unexpected(read.error());
    const auto& root = *read;
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
    for (const char* const name : {"patchesStrategicMerge", "patchesJson6902"}) { // before v1
        if (const auto* const found = spec->find(name); found && !found->children.empty())
            return fail(ErrorCode::Unsupported, {}, name);
    }
    out.build.path = spec->textAt({"path"});
    out.build.targetNamespace = spec->textAt({"targetNamespace"});
    out.build.namePrefix = spec->textAt({"namePrefix"});
    out.build.nameSuffix = spec->textAt({"nameSuffix"});
    out.build.commonLabels = textsOf(spec->at({"commonMetadata", "labels"}));
    out.build.commonAnnotations = textsOf(spec->at({"commonMetadata", "annotations"}));
    const auto list = [&](const char* name) {
        const auto* const found = spec->find(name);
        return found && found->isList() ? found->children : std::vector<Value>();
    };
    out.build.images = list("images");
    out.build.patches = list("patches");
    for (const auto& one : list("components"))
        out.build.components.push_back(one.text);
    for (const auto& one : list("buildMetadata"))
        out.build.buildMetadata.push_back(one.text);
    if (const auto* const ignore = spec->find("ignoreMissingComponents"))
        out.build.ignoreMissingComponents = ignore->text == "true";
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
    const auto path = normalPath(spec.path);
    if (!path)
        return fail(ErrorCode::BadValue, spec.path);
    for (const auto& [name, used] : {std::pair("patches", !spec.patches.empty()), std::pair("components", !spec.components.empty()),
             std::pair("buildMetadata", !spec.buildMetadata.empty())}) {
        if (used)
            return fail(ErrorCode::Unsupported, {}, name);
    }
    if (!path->empty() && !files.isFolder(*path))
        return fail(ErrorCode::FileNotFound, *path);
    Build build(files, namespaced);
    Objects objects;
    if (const auto ok = kustomizationIn(files, *path) ? build.folder(*path, objects, 0) : build.generated(*path, objects); !ok)
        return tl::unexpected(ok.error());
    if (!spec.targetNamespace.empty()) {
        if (const auto ok = setNamespace(objects, spec.targetNamespace, namespaced); !ok)
            return tl::unexpected(ok.error());
    }
    affixNames(objects, spec.namePrefix, spec.nameSuffix);
    setImages(objects, spec.images);
    if (const auto ok = finish(objects, spec); !ok)
        return tl::unexpected(ok.error());
    return objects;
}

} // namespace dg::drift
