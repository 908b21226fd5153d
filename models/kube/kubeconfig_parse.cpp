// SPDX-License-Identifier: Apache-2.0
// One kubeconfig file: from the YAML tree to values. Unknown fields are ignored, as client-go does.
#include "kube/kubeconfig.h"

#include "kube/yaml.h"

#include <array>
#include <unordered_set>

namespace dg::kube {

namespace {

struct Bad { // thrown by the readers below, caught in parseKubeconfig
    ErrorCode code;
    std::string detail;
    int line;
};

std::string inQuotes(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

// What one map of the file holds, read field by field; a value of the wrong shape names itself.
class Fields {
public:
    Fields(const YamlNode& map, std::string what)
        : m_map(map)
        , m_what(std::move(what))
    {
        if (map.type != YamlNode::Type::Map && map.type != YamlNode::Type::Null)
            throw Bad{ErrorCode::BadValue, m_what + " is not a map", map.line};
    }
    [[nodiscard]] const YamlNode* node(std::string_view key) const
    {
        const auto* found = m_map.find(key);
        return found && found->type != YamlNode::Type::Null ? found : nullptr;
    }
    [[nodiscard]] std::string text(std::string_view key) const
    {
        const auto* found = node(key);
        if (!found)
            return {};
        if (found->type != YamlNode::Type::Scalar)
            throw Bad{ErrorCode::BadValue, field(key) + " is not text", found->line};
        return found->scalar;
    }
    [[nodiscard]] Secret secret(std::string_view key) const
    {
        auto value = text(key);
        return Secret::take(value);
    }
    [[nodiscard]] bool flag(std::string_view key) const
    {
        const auto* found = node(key);
        if (!found)
            return false;
        static constexpr std::array<std::string_view, 9> yes{"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"};
        static constexpr std::array<std::string_view, 9> no{"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"};
        if (found->type == YamlNode::Type::Scalar && found->plain) {
            for (std::size_t i = 0; i < yes.size(); ++i) {
                if (found->scalar == yes[i])
                    return true;
                if (found->scalar == no[i])
                    return false;
            }
        }
        throw Bad{ErrorCode::BadValue, field(key) + " is neither true nor false", found->line};
    }
    [[nodiscard]] const std::vector<YamlNode>& list(std::string_view key) const
    {
        static const std::vector<YamlNode> none;
        const auto* found = node(key);
        if (!found)
            return none;
        if (found->type != YamlNode::Type::Sequence)
            throw Bad{ErrorCode::BadValue, field(key) + " is not a list", found->line};
        return found->children;
    }
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const
    {
        std::vector<std::string> out;
        for (const auto& child : list(key)) {
            if (child.type == YamlNode::Type::Map || child.type == YamlNode::Type::Sequence)
                throw Bad{ErrorCode::BadValue, "an element of " + field(key) + " is not text", child.line};
            out.push_back(child.scalar);
        }
        return out;
    }
    [[nodiscard]] std::string field(std::string_view key) const
    {
        return m_what.empty() ? std::string(key) : m_what + ": " + std::string(key);
    }
    [[nodiscard]] int line() const { return m_map.line; }

private:
    const YamlNode& m_map;
    std::string m_what;
};

ExecSpec readExec(const YamlNode& node, const std::string& what, const std::string& file)
{
    const Fields fields(node, what + ": exec");
    ExecSpec exec;
    exec.apiVersion = fields.text("apiVersion");
    exec.command = fields.text("command");
    exec.args = fields.texts("args");
    for (const auto& entry : fields.list("env")) {
        const Fields pair(entry, what + ": exec: env");
        exec.env.emplace_back(pair.text("name"), pair.text("value"));
    }
    exec.installHint = fields.text("installHint");
    exec.provideClusterInfo = fields.flag("provideClusterInfo");
    exec.interactiveMode = fields.text("interactiveMode");
    exec.definedIn = file;
    return exec;
}

KubeCluster readCluster(const Fields& fields)
{
    KubeCluster out;
    out.server = fields.text("server");
    out.tlsServerName = fields.text("tls-server-name");
    out.caFile = fields.text("certificate-authority");
    out.caData = fields.text("certificate-authority-data");
    out.proxyUrl = fields.text("proxy-url");
    out.insecureSkipTlsVerify = fields.flag("insecure-skip-tls-verify");
    out.disableCompression = fields.flag("disable-compression");
    for (const auto& entry : fields.list("extensions")) {
        const Fields extension(entry, fields.field("extensions"));
        if (extension.text("name") != "client.authentication.k8s.io/exec")
            continue;
        if (const auto* config = extension.node("extension"))
            out.execConfigJson = toJson(*config);
    }
    return out;
}

KubeUser readUser(const Fields& fields, const std::string& what, const std::string& file)
{
    KubeUser out;
    out.certFile = fields.text("client-certificate");
    out.certData = fields.text("client-certificate-data");
    out.keyFile = fields.text("client-key");
    out.keyData = fields.secret("client-key-data");
    out.token = fields.secret("token");
    out.tokenFile = fields.text("tokenFile");
    out.username = fields.text("username");
    out.password = fields.secret("password");
    out.impersonation.user = fields.text("as");
    out.impersonation.uid = fields.text("as-uid");
    out.impersonation.groups = fields.texts("as-groups");
    if (const auto* extra = fields.node("as-user-extra")) {
        const Fields map(*extra, fields.field("as-user-extra"));
        for (const auto& key : extra->keys) {
            for (auto& value : map.texts(key))
                out.impersonation.extra.emplace_back(key, std::move(value));
        }
    }
    if (const auto* provider = fields.node("auth-provider")) {
        out.authProvider = Fields(*provider, what + ": auth-provider").text("name");
        if (out.authProvider.empty())
            out.authProvider = "unnamed";
    }
    if (const auto* exec = fields.node("exec"))
        out.exec = readExec(*exec, what, file);
    return out;
}

KubeContext readContext(const Fields& fields)
{
    KubeContext out;
    out.cluster = fields.text("cluster");
    out.user = fields.text("user");
    out.ns = fields.text("namespace");
    return out;
}

// The three lists have one shape: [{name: N, SINGULAR: {…}}]. client-go refuses a name that stands twice in one file.
template <class T, class Read>
void readNamed(
    std::vector<T>& out, const Fields& root, const std::string& plural, const std::string& singular, const std::string& file, Read read)
{
    std::unordered_set<std::string> names;
    for (const auto& entry : root.list(plural)) {
        const Fields outer(entry, "an entry of " + plural);
        auto name = outer.text("name");
        if (!names.insert(name).second)
            throw Bad{ErrorCode::BadValue, singular + " " + inQuotes(name) + " stands twice", entry.line};
        const auto what = singular + " " + inQuotes(name);
        const YamlNode empty;
        const auto* inner = outer.node(singular);
        T value = read(Fields(inner ? *inner : empty, what), what);
        value.name = std::move(name);
        value.origin = {file, entry.line};
        out.push_back(std::move(value));
    }
}

} // namespace

Result<Kubeconfig> parseKubeconfig(std::string_view text, const std::string& file)
{
    if (text.size() > MaxKubeconfigBytes)
        return fail(ErrorCode::FileTooLarge, file, "more than 8 MB");
    auto tree = parseYaml(text);
    if (!tree) {
        auto error = tree.error();
        error.subject = file;
        return tl::unexpected(std::move(error));
    }
    Kubeconfig config;
    config.files = {file};
    try {
        if (tree->type != YamlNode::Type::Map && tree->type != YamlNode::Type::Null)
            throw Bad{ErrorCode::BadValue, "not a kubeconfig: no map at the top", tree->line};
        const Fields root(*tree, {});
        if (const auto* kind = root.node("kind"); kind && kind->scalar != "Config")
            throw Bad{ErrorCode::BadValue, "not a kubeconfig: kind is " + inQuotes(root.text("kind")), kind->line};
        if (const auto* version = root.node("apiVersion"); version && version->scalar != "v1")
            throw Bad{ErrorCode::Unsupported, "apiVersion " + inQuotes(root.text("apiVersion")), version->line};
        readNamed(config.clusters, root, "clusters", "cluster", file, [](const Fields& f, const std::string&) { return readCluster(f); });
        readNamed(
            config.users, root, "users", "user", file, [&](const Fields& f, const std::string& what) { return readUser(f, what, file); });
        readNamed(config.contexts, root, "contexts", "context", file, [](const Fields& f, const std::string&) { return readContext(f); });
        config.currentContext = root.text("current-context");
    } catch (const Bad& bad) {
        return fail(bad.code, file, bad.detail, bad.line);
    }
    for (const auto& cluster : config.clusters) {
        if (!cluster.caData.empty() && !cluster.caFile.empty())
            config.warnings.push_back(
                {WarningKind::DataOverFile, "cluster " + cluster.name + ": certificate-authority", cluster.origin, {}});
    }
    for (const auto& user : config.users) {
        if (!user.certData.empty() && !user.certFile.empty())
            config.warnings.push_back({WarningKind::DataOverFile, "user " + user.name + ": client-certificate", user.origin, {}});
        if (!user.keyData.empty() && !user.keyFile.empty())
            config.warnings.push_back({WarningKind::DataOverFile, "user " + user.name + ": client-key", user.origin, {}});
    }
    return config;
}

} // namespace dg::kube
