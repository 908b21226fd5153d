// SPDX-License-Identifier: Apache-2.0
// Sources: kustomize's api/types/kustomization.go (each field that names a file), api/internal/target (what is loaded how).
#include "kustomize_files.h"

#include "build_paths.h"

#include <algorithm>
#include <array>
#include <set>

namespace dg::drift {

namespace {

constexpr std::uint64_t MostBytes = 256ull << 20;
// Fields without a file in them.
constexpr std::array<std::string_view, 15> Plain{"apiVersion", "kind", "metadata", "namePrefix", "nameSuffix", "namespace", "commonLabels",
    "labels", "commonAnnotations", "images", "replicas", "vars", "sortOptions", "generatorOptions", "buildMetadata"};
constexpr std::array<std::string_view, 3> Folders{"resources", "bases", "components"}; // or files
constexpr std::array<std::string_view, 2> FileLists{"crds", "configurations"};
constexpr std::array<std::string_view, 3> Plugins{"generators", "transformers", "validators"};
constexpr std::array<std::string_view, 3> WithPath{"patches", "patchesJson6902", "replacements"};
constexpr std::array<std::string_view, 2> Generators{"configMapGenerator", "secretGenerator"};

template <std::size_t N> bool isOne(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

class Collect {
public:
    explicit Collect(const Files& files)
        : m_files(files)
    {
    }
    Status kustomization(const Value& root, const std::string& path, const std::string& folder, std::size_t depth);
    Status put(const std::string& path, std::string text);
    [[nodiscard]] Result<KustomizeInput> take(std::string folder);

private:
    Status field(std::string_view name, const Value& value, std::size_t depth);
    Status entry(const std::string& named, bool isPlugin, std::size_t depth);
    Status folderEntry(const std::string& folder, std::size_t depth);
    Status file(std::string_view named);
    Status inlineOrFile(const std::string& text);
    Status generator(const Value& one);
    Status plugins(std::string_view text) const;
    [[nodiscard]] tl::unexpected<Error> unsupported(std::string detail) const
    {
        return fail(ErrorCode::Unsupported, m_path, std::move(detail));
    }
    [[nodiscard]] Status unknown(std::string_view field) const
    {
        if (field.starts_with("helm"))
            return unsupported(std::string(field));
        return fail(ErrorCode::BadValue, m_path, "no field of a kustomization: " + std::string(field));
    }
    // Of what is named in the present kustomization. Errors: Unsupported.
    [[nodiscard]] Result<std::string> target(std::string_view named) const;

    const Files& m_files;
    std::string m_path, m_folder; // the present kustomization and its folder
    std::set<std::string> m_seen;
    KustomizeInput m_out;
    std::uint64_t m_bytes = 0;
    bool m_hasPlugins = false;
};

Status Collect::put(const std::string& path, std::string text)
{
    m_bytes += text.size();
    if (m_bytes > MostBytes)
        return fail(ErrorCode::TooLarge, path);
    m_out.files.insert_or_assign(path, std::move(text));
    return {};
}

Result<std::string> Collect::target(std::string_view named) const
{
    if (isRemote(named))
        return unsupported("remote resources");
    const auto path = named.starts_with('/') ? std::nullopt : normalPath(joinPath(m_folder, named));
    if (!path)
        return unsupported("resources outside of the source");
    return *path;
}

Status Collect::file(std::string_view named)
{
    const auto path = target(named);
    if (!path)
        return tl::unexpected(path.error());
    if (m_out.files.contains(*path))
        return {};
    auto text = m_files.read(*path);
    if (!text)
        return tl::unexpected(text.error());
    if (!m_folder.empty() && !path->starts_with(m_folder + "/"))
        m_out.readsBeside = true;
    return put(*path, std::move(*text));
}

// Only kustomize's own transformers: no program, no container, no chart.
Status Collect::plugins(std::string_view text) const
{
    const auto documents = fromYaml(text);
    if (!documents)
        return fail(documents.error().code, m_path, documents.error().detail);
    for (const auto& one : *documents) {
        if (one.textAt({"kind"}) == "HelmChartInflationGenerator")
            return unsupported("helmCharts");
        if (one.textAt({"apiVersion"}) != "builtin" || one.at({"metadata", "annotations", "config.kubernetes.io/function"}))
            return unsupported("plugins");
    }
    return {};
}

Status Collect::folderEntry(const std::string& folder, std::size_t depth)
{
    if (depth > DeepestResources)
        return fail(ErrorCode::TooLarge, folder, "resources");
    const auto found = kustomizationIn(m_files, folder);
    if (!found)
        return fail(ErrorCode::FileNotFound, joinPath(folder, "kustomization.yaml"));
    if (m_seen.contains(*found))
        return {};
    const auto root = readKustomization(m_files, *found);
    if (!root)
        return tl::unexpected(root.error());
    if (!m_out.files.contains(*found)) {
        if (auto ok = put(*found, *m_files.read(*found)); !ok)
            return ok;
    }
    const auto path = std::exchange(m_path, *found), above = std::exchange(m_folder, folder);
    const auto ok = kustomization(*root, *found, folder, depth);
    m_path = path;
    m_folder = above;
    return ok;
}

Status Collect::entry(const std::string& named, bool isPlugin, std::size_t depth)
{
    if (isPlugin && named.find('\n') != std::string::npos) {
        m_hasPlugins = true;
        return plugins(named);
    }
    const auto path = target(named);
    if (!path)
        return tl::unexpected(path.error());
    if (m_files.isFolder(*path) && !m_files.isFile(*path))
        return isPlugin ? unsupported("plugins in a folder") : folderEntry(*path, depth + 1);
    if (auto ok = file(named); !ok || !isPlugin)
        return ok;
    m_hasPlugins = true;
    return plugins(*m_out.files.at(*path));
}

Status Collect::inlineOrFile(const std::string& text)
{
    const bool isInline = text.find('\n') != std::string::npos || text.starts_with('{') || text.find(": ") != std::string::npos;
    return isInline && !isRemote(text.substr(0, text.find_first_of(" \n"))) ? Status() : file(text);
}

Status Collect::generator(const Value& one)
{
    for (const char* const list : {"files", "envs"}) {
        const auto* const found = one.find(list);
        for (std::size_t i = 0; found && i < found->children.size(); ++i) {
            std::string_view named = found->children[i].text;
            if (const auto equals = named.find('='); list == std::string_view("files") && equals != std::string_view::npos)
                named.remove_prefix(equals + 1);
            if (auto ok = file(named); !ok)
                return ok;
        }
    }
    const auto* const env = one.find("env");
    return env && !env->text.empty() ? file(env->text) : Status();
}

Status Collect::field(std::string_view name, const Value& value, std::size_t depth)
{
    if (isOne(Plain, name) || value.type == Value::Type::Null || (value.isList() && value.children.empty()))
        return {};
    if (name == "openapi") {
        const auto path = value.textAt({"path"});
        return path.empty() ? Status() : file(path);
    }
    const bool folders = isOne(Folders, name), plugins = isOne(Plugins, name);
    for (const auto& one : value.children) {
        Status ok;
        if (folders || plugins)
            ok = entry(one.text, plugins, depth);
        else if (isOne(FileLists, name))
            ok = file(one.text);
        else if (name == "patchesStrategicMerge")
            ok = inlineOrFile(one.text);
        else if (isOne(WithPath, name))
            ok = one.textAt({"path"}).empty() ? Status() : file(one.textAt({"path"}));
        else if (isOne(Generators, name))
            ok = generator(one);
        else
            ok = unknown(name);
        if (!ok)
            return ok;
    }
    return value.isList() ? Status() : unknown(name);
}

Status Collect::kustomization(const Value& root, const std::string& path, const std::string& folder, std::size_t depth)
{
    m_path = path;
    m_folder = folder;
    m_seen.insert(path);
    for (std::size_t i = 0; i < root.keys.size(); ++i) {
        if (auto ok = field(root.keys[i], root.children[i], depth); !ok)
            return ok;
    }
    return {};
}

Result<KustomizeInput> Collect::take(std::string folder)
{
    // A transformer's own file may name any file of this machine.
    if (m_hasPlugins && m_out.readsBeside)
        return fail(ErrorCode::Unsupported, folder, "plugins beside files of another folder");
    m_out.folder = std::move(folder);
    return std::move(m_out);
}

// --- what kustomize-controller puts into it -------------------------------------------------------------------------

Value listOf(const std::vector<std::string>& texts)
{
    Value list;
    list.type = Value::Type::List;
    for (const auto& text : texts)
        list.children.push_back(Value::string(text));
    return list;
}

Value& listAt(Value& root, std::string_view name)
{
    auto& list = root.put(name);
    if (!list.isList()) {
        list = Value();
        list.type = Value::Type::List;
    }
    return list;
}

void mergeImage(Value& list, const Value& image)
{
    const auto text = [&](const char* name) { return std::string(image.textAt({name})); };
    for (auto& have : list.children) {
        if (have.textAt({"name"}) != image.textAt({"name"}))
            continue;
        if (!text("newName").empty())
            have.put("newName", Value::string(text("newName")));
        if (!text("newTag").empty() || !text("digest").empty()) { // together: one replaces both
            for (const char* const name : {"newTag", "digest"}) {
                have.remove(name);
                if (!text(name).empty())
                    have.put(name, Value::string(text(name)));
            }
        }
        return;
    }
    list.children.push_back(image);
}

Status merge(Value& root, const BuildSpec& spec, const Files& files, const std::string& folder, bool generated)
{
    const auto* const resources = root.find("resources");
    if (!generated && (!resources || resources->children.empty()))
        root.put("buildMetadata", listOf({"originAnnotations"})); // as the controller does, so that it is not empty
    for (const auto& [name, text] : {std::pair("namespace", &spec.targetNamespace), std::pair("namePrefix", &spec.namePrefix),
             std::pair("nameSuffix", &spec.nameSuffix)}) {
        if (!text->empty())
            root.put(name, Value::string(*text));
    }
    if (!spec.patches.empty()) {
        auto& list = listAt(root, "patches").children;
        list.insert(list.end(), spec.patches.begin(), spec.patches.end());
    }
    for (const auto& component : spec.components) {
        const auto path = component.starts_with('/') || isRemote(component) ? std::nullopt : normalPath(joinPath(folder, component));
        if (!path)
            return fail(ErrorCode::BadValue, component, "spec.components");
        if (spec.ignoreMissingComponents && !files.isFolder(*path))
            continue;
        listAt(root, "components").children.push_back(Value::string(component));
    }
    for (const auto& image : spec.images)
        mergeImage(listAt(root, "images"), image);
    if (!spec.buildMetadata.empty())
        root.put("buildMetadata", listOf(spec.buildMetadata));
    return {};
}

} // namespace

Result<KustomizeInput> kustomizeInput(const Files& files, const BuildSpec& spec)
{
    const auto folder = normalPath(spec.path);
    if (!folder)
        return fail(ErrorCode::BadValue, spec.path);
    if (!folder->empty() && !files.isFolder(*folder))
        return fail(ErrorCode::FileNotFound, *folder);
    auto root = Value::map();
    const auto found = kustomizationIn(files, *folder);
    if (found) {
        auto read = readKustomization(files, *found);
        if (!read)
            return tl::unexpected(read.error());
        root = std::move(*read);
    } else {
        const auto resources = generatedResources(files, *folder);
        if (!resources)
            return tl::unexpected(resources.error());
        root.put("apiVersion", Value::string("kustomize.config.k8s.io/v1beta1"));
        root.put("kind", Value::string("Kustomization"));
        auto& list = listAt(root, "resources");
        for (const auto& path : *resources)
            list.children.push_back(Value::string(folder->empty() ? path : path.substr(folder->size() + 1)));
    }
    if (auto ok = merge(root, spec, files, *folder, !found); !ok)
        return tl::unexpected(ok.error());
    const auto path = found.value_or(joinPath(*folder, "kustomization.yaml"));
    Collect collect(files);
    if (auto ok = collect.put(path, toJson(root)); !ok)
        return tl::unexpected(ok.error());
    if (auto ok = collect.kustomization(root, path, *folder, 0); !ok)
        return tl::unexpected(ok.error());
    return collect.take(*folder);
}

} // namespace dg::drift
