// SPDX-License-Identifier: Apache-2.0
#include "build_paths.h"

#include <algorithm>
#include <array>

namespace dg::drift {

namespace {

constexpr std::array FileNames{"kustomization.yaml", "kustomization.yml", "Kustomization"};
// What source-controller leaves out of an artifact although it is YAML (its default excludes).
constexpr std::array LeftOutFiles{".gitlab-ci.yml", ".travis.yml", ".drone.yml", ".goreleaser.yml", ".goreleaser.brew.yml", ".sops.yaml",
    ".flux.yaml", "appveyor.yml", "cloudbuild.yaml", "codeship-services.yml", "codeship-steps.yml"};
constexpr std::array LeftOutFolders{".git", ".github", ".circleci"};

Status gather(const Files& files, const std::string& path, std::vector<std::string>& into, std::size_t depth)
{
    if (depth > DeepestResources)
        return fail(ErrorCode::TooLarge, path);
    for (const auto& name : files.list(path)) {
        const auto below = joinPath(path, name);
        const auto is = [&](const char* other) { return name == other; };
        if (name == ".sourceignore")
            return fail(ErrorCode::Unsupported, below, ".sourceignore");
        if (!files.isFolder(below)) {
            if ((name.ends_with(".yaml") || name.ends_with(".yml")) && std::ranges::none_of(LeftOutFiles, is))
                into.push_back(below);
        } else if (std::ranges::any_of(LeftOutFolders, is)) {
            continue;
        } else if (kustomizationIn(files, below)) {
            into.push_back(below);
        } else {
            if (auto ok = gather(files, below, into, depth + 1); !ok)
                return ok;
        }
    }
    return {};
}

} // namespace

std::optional<std::string> normalPath(std::string_view path)
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

std::string joinPath(const std::string& folder, std::string_view name)
{
    return folder.empty() ? std::string(name) : folder + "/" + std::string(name);
}

std::optional<std::string> kustomizationIn(const Files& files, const std::string& folder)
{
    for (const auto* const name : FileNames) {
        if (files.isFile(joinPath(folder, name)))
            return joinPath(folder, name);
    }
    return std::nullopt;
}

bool isRemote(std::string_view entry)
{
    const auto starts = [&](std::string_view word) { return entry.starts_with(word); };
    const auto at = entry.find('@'), colon = entry.find(':');
    const bool scp = at != std::string_view::npos && colon != std::string_view::npos && at < colon; // user@host:path
    return entry.find("://") != std::string_view::npos || entry.find("?ref=") != std::string_view::npos
        || entry.find("_git/") != std::string_view::npos || scp || starts("git::") || starts("gh:") || starts("git@")
        || starts("github.com/") || starts("github.com:");
}

Result<std::vector<std::string>> generatedResources(const Files& files, const std::string& path)
{
    std::vector<std::string> out;
    for (std::string above; above != path;) { // source-controller obeys those above too
        if (files.isFile(joinPath(above, ".sourceignore")))
            return fail(ErrorCode::Unsupported, joinPath(above, ".sourceignore"), ".sourceignore");
        above = path.substr(0, path.find('/', above.empty() ? 0 : above.size() + 1));
    }
    if (auto ok = gather(files, path, out, 0); !ok)
        return tl::unexpected(ok.error());
    return out;
}

Result<std::vector<Value>> readDocuments(const Files& files, const std::string& path)
{
    const auto text = files.read(path);
    if (!text)
        return tl::unexpected(text.error());
    auto documents = fromYaml(*text);
    if (!documents)
        documents.error().subject = path;
    return documents;
}

Result<Value> readKustomization(const Files& files, const std::string& path)
{
    auto documents = readDocuments(files, path);
    if (!documents)
        return tl::unexpected(documents.error());
    if (documents->size() != 1 || !documents->front().isMap())
        return fail(ErrorCode::BadSyntax, path, "no kustomization");
    return std::move(documents->front());
}

} // namespace dg::drift
