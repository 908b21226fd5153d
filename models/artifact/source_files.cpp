// SPDX-License-Identifier: Apache-2.0
#include "artifact/source_files.h"

#include "artifact/docker_login.h"
#include "flux/revision.h"
#include "gitlab_archive.h"
#include "http_get.h"
#include "registry.h"

#include <algorithm>
#include <map>

namespace dg::artifact {

namespace {

using FilesPtr = std::shared_ptr<const drift::Files>;

class RemoteFiles final : public SourceFiles {
public:
    RemoteFiles(Access access, const Clock& clock, Logger& log)
        : m_access(std::move(access))
        , m_clock(clock)
        , m_log(log)
    {
    }
    Result<FilesPtr> get(const SourceReference& source, const std::stop_token& stop) override;

private:
    Result<drift::FileMap> fetch(const SourceReference& source, const std::stop_token& stop) const;
    Result<drift::FileMap> fromRegistry(const SourceReference& source, const std::string& digest, const Getter& getter) const;
    Result<drift::FileMap> fromGitLab(const SourceReference& source, const std::string& commit, const Getter& getter) const;

    Access m_access;
    const Clock& m_clock;
    Logger& m_log;
    std::map<std::string, Result<FilesPtr>> m_known; // errors too: the next Kustomization of this source asks nobody again
};

Result<FilesPtr> RemoteFiles::get(const SourceReference& source, const std::stop_token& stop)
{
    const auto key = source.kind + "/" + source.ns + "/" + source.name + "@" + source.revision;
    if (const auto found = m_known.find(key); found != m_known.end())
        return found->second;
    auto files = fetch(source, stop);
    Result<FilesPtr> out(FilesPtr{});
    if (files)
        out = FilesPtr(drift::memoryFiles(std::move(*files)));
    else
        out = tl::unexpected(files.error());
    if (!stop.stop_requested())
        m_known.emplace(key, out);
    return out;
}

Result<drift::FileMap> RemoteFiles::fetch(const SourceReference& source, const std::stop_token& stop) const
{
    if (source.kind != "OCIRepository" && source.kind != "GitRepository")
        return fail(ErrorCode::Unsupported, source.kind, "kind");
    if (source.revision.empty())
        return fail(ErrorCode::NotFound, source.kind + "/" + source.name, "revision");
    if (!source.beyond.empty())
        return fail(ErrorCode::Unsupported, source.kind + "/" + source.name, "spec." + source.beyond);
    const auto normal = flux::normaliseRevision(source.revision);
    const auto revision = flux::splitRevision(normal);
    if (revision.digest.empty())
        return fail(ErrorCode::Unsupported, source.revision, "revision");
    const Getter getter(m_access, m_clock, m_log, stop);
    auto files = source.kind == "OCIRepository"
        ? fromRegistry(source, std::string(revision.algorithm) + ":" + std::string(revision.digest), getter)
        : fromGitLab(source, std::string(revision.digest), getter);
    // What spec.ignore leaves out is decided where nothing lists the files: the build says so then.
    if (files && source.ignores)
        files->insert_or_assign(".sourceignore", std::string());
    return files;
}

Result<drift::FileMap> RemoteFiles::fromRegistry(const SourceReference& source, const std::string& digest, const Getter& getter) const
{
    if (!source.layerOperation.empty() && source.layerOperation != "extract")
        return fail(ErrorCode::Unsupported, source.kind + "/" + source.name, "layerOperation");
    const auto layer = pullLayer(source, digest, m_access, getter);
    if (!layer)
        return tl::unexpected(layer.error());
    auto files = unpack(*layer, false, source.url, m_access.limits);
    // Whoever pushed it has left out what these say.
    if (files)
        std::erase_if(*files, [](const auto& file) { return file.first == ".sourceignore" || file.first.ends_with("/.sourceignore"); });
    return files;
}

Result<drift::FileMap> RemoteFiles::fromGitLab(const SourceReference& source, const std::string& commit, const Getter& getter) const
{
    const auto project = gitLabProject(source.url, m_access.gitlab);
    if (!project)
        return fail(ErrorCode::Unsupported, source.url, "host");
    const auto archive = commitArchive(*project, source, commit, m_access, getter);
    if (!archive)
        return tl::unexpected(archive.error());
    return unpack(*archive, true, source.url, m_access.limits);
}

// "gitlab.example.com" or a whole URL.
std::string gitLabBase(const std::string& host)
{
    if (host.empty())
        return "https://gitlab.com";
    return host.find("://") == std::string::npos ? "https://" + host : host;
}

} // namespace

SourceReference sourceReference(const drift::Value& source, const std::string& revision)
{
    const auto text = [&](std::initializer_list<std::string_view> path) { return std::string(source.textAt(path)); };
    SourceReference out{text({"kind"}), text({"metadata", "namespace"}), text({"metadata", "name"}), text({"spec", "url"}), revision, false,
        {}, {}, false, {}, {}, {}};
    const auto* const insecure = source.at({"spec", "insecure"});
    out.insecure = insecure && insecure->text == "true";
    out.layerMediaType = text({"spec", "layerSelector", "mediaType"});
    out.layerOperation = text({"spec", "layerSelector", "operation"});
    out.ignores = !source.textAt({"spec", "ignore"}).empty();
    for (const char* const field : {"include", "sparseCheckout"}) {
        const auto* const list = source.at({"spec", field});
        if (list && !list->children.empty())
            out.beyond = field;
    }
    const auto* const submodules = source.at({"spec", "recurseSubmodules"});
    if (submodules && submodules->text == "true")
        out.beyond = "recurseSubmodules";
    return out;
}

Access accessFromEnvironment(const std::function<std::string(const char* name)>& variable)
{
    Access access;
    const auto token = variable("GITLAB_TOKEN");
    if (const auto host = variable("GITLAB_HOST"); !host.empty() || !token.empty())
        access.gitlab.push_back({gitLabBase(host), Secret(token)});
    auto folder = variable("DOCKER_CONFIG");
    if (folder.empty())
        folder = variable("HOME") + "/.docker";
    const auto own = variable("DRIFTGLASS_REGISTRY_HOST");
    const Login login{variable("DRIFTGLASS_REGISTRY_USER"), Secret(variable("DRIFTGLASS_REGISTRY_PASSWORD"))};
    access.registryLogin = [folder, own, login](const std::string& registry, const std::stop_token& stop) -> Result<std::optional<Login>> {
        if (!own.empty() && own == registry)
            return std::optional(login);
        return dockerLogin(folder + "/config.json", registry, stop);
    };
    return access;
}

std::unique_ptr<SourceFiles> remoteSourceFiles(Access access, const Clock& clock, Logger& log)
{
    return std::make_unique<RemoteFiles>(std::move(access), clock, log);
}

} // namespace dg::artifact
