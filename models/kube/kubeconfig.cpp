// SPDX-License-Identifier: Apache-2.0
// Which files, and how they merge (client-go's tools/clientcmd/loader.go).
#include "kube/kubeconfig.h"

#include "kubeconfig_file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <unordered_map>

namespace dg::kube {

namespace {

#ifdef _WIN32
constexpr char ListSeparator = ';';
#else
constexpr char ListSeparator = ':';
#endif

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

template <class T> const T* findNamed(const std::vector<T>& list, std::string_view name)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const T& entry) { return entry.name == name; });
    return found == list.end() ? nullptr : &*found;
}

// The first file that defines a name wins with the whole entry.
template <class T> class Merger {
public:
    explicit Merger(const char* what)
        : m_what(what)
    {
    }
    void add(std::vector<T>& into, std::vector<T>&& from, std::vector<KubeconfigWarning>& warnings)
    {
        for (auto& entry : from) {
            const auto [at, fresh] = m_index.try_emplace(entry.name, into.size());
            if (fresh)
                into.push_back(std::move(entry));
            else
                warnings.push_back({WarningKind::Shadowed, m_what + " " + entry.name, entry.origin, into[at->second].origin.file});
        }
    }

private:
    std::string m_what;
    std::unordered_map<std::string, std::size_t> m_index;
};

} // namespace

const KubeCluster* Kubeconfig::cluster(std::string_view name) const
{
    return findNamed(clusters, name);
}
const KubeUser* Kubeconfig::user(std::string_view name) const
{
    return findNamed(users, name);
}
const KubeContext* Kubeconfig::context(std::string_view name) const
{
    return findNamed(contexts, name);
}

KubeconfigSources KubeconfigSources::fromEnvironment(std::optional<std::string> explicitFile)
{
    KubeconfigSources sources;
    sources.explicitFile = std::move(explicitFile);
    sources.list = environment("KUBECONFIG");
#ifdef _WIN32
    // client-go's homedir: of HOME, HOMEDRIVE+HOMEPATH and USERPROFILE the first that holds .kube/config, else the first.
    for (const auto& candidate : {environment("HOME"), environment("HOMEDRIVE") + environment("HOMEPATH"), environment("USERPROFILE")}) {
        std::error_code ignored;
        if (candidate.empty())
            continue;
        if (std::filesystem::exists(std::filesystem::path(candidate) / ".kube" / "config", ignored)) {
            sources.home = candidate;
            break;
        }
        if (sources.home.empty())
            sources.home = candidate;
    }
#else
    sources.home = environment("HOME");
#endif
    return sources;
}

std::vector<std::string> kubeconfigFiles(const KubeconfigSources& sources)
{
    if (sources.explicitFile)
        return {*sources.explicitFile};
    std::vector<std::string> files;
    std::string_view rest = sources.list;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(ListSeparator), rest.size());
        const std::string file(rest.substr(0, end));
        if (!file.empty() && std::find(files.begin(), files.end(), file) == files.end())
            files.push_back(file);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (sources.list.empty() && !sources.home.empty())
        files.push_back((std::filesystem::path(sources.home) / ".kube" / "config").string());
    return files;
}

Kubeconfig loadKubeconfig(const KubeconfigSources& sources)
{
    Kubeconfig merged;
    Merger<KubeCluster> clusters("cluster");
    Merger<KubeUser> users("user");
    Merger<KubeContext> contexts("context");
    for (const auto& file : kubeconfigFiles(sources)) {
        const auto text = readWholeFile(file, MaxKubeconfigBytes);
        if (!text) {
            if (text.error().code != ErrorCode::FileNotFound || sources.explicitFile)
                merged.problems.push_back(text.error());
            continue;
        }
        // Relative paths count from the folder of the file, wherever the program stands.
        std::error_code ignored;
        const auto absolute = std::filesystem::absolute(file, ignored);
        auto one = parseKubeconfig(*text, ignored ? file : absolute.lexically_normal().string());
        if (!one) {
            merged.problems.push_back(one.error());
            continue;
        }
        merged.files.push_back(one->files.front());
        clusters.add(merged.clusters, std::move(one->clusters), merged.warnings);
        users.add(merged.users, std::move(one->users), merged.warnings);
        contexts.add(merged.contexts, std::move(one->contexts), merged.warnings);
        merged.warnings.insert(merged.warnings.end(), one->warnings.begin(), one->warnings.end());
        if (merged.currentContext.empty())
            merged.currentContext = std::move(one->currentContext);
    }
    return merged;
}

} // namespace dg::kube
