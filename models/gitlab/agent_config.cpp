// SPDX-License-Identifier: Apache-2.0
#include "gitlab/agent_config.h"

#include "flux/kinds.h"
#include "kube/yaml.h"
#include "json/quote.h"

#include <algorithm>

namespace dg::gitlab {

namespace {

void readIds(const kube::YamlNode* list, std::vector<std::string>& into)
{
    if (!list || list->type != kube::YamlNode::Type::Sequence)
        return;
    for (const auto& item : list->children) {
        const auto* id = item.find("id");
        if (id && id->type == kube::YamlNode::Type::Scalar && !id->scalar.empty())
            into.push_back(id->scalar);
    }
}

} // namespace

Result<AgentConfig> readAgentConfig(std::string_view yaml)
{
    const auto root = kube::parseYaml(yaml);
    if (!root)
        return tl::unexpected(root.error());
    AgentConfig out;
    if (root->type != kube::YamlNode::Type::Map && root->type != kube::YamlNode::Type::Null)
        return fail(ErrorCode::BadValue, {}, "no map at the top", root->line);
    if (const auto* flux = root->find("flux")) {
        const auto* url = flux->find("webhook_receiver_url");
        if (url && url->type == kube::YamlNode::Type::Scalar)
            out.webhookReceiverUrl = url->scalar;
    }
    const auto* access = root->find("user_access");
    if (!access || access->type != kube::YamlNode::Type::Map)
        return out;
    out.userAccess = true;
    if (const auto* as = access->find("access_as")) {
        if (as->find("user"))
            out.accessAs = AccessAs::User;
        else if (as->find("agent"))
            out.accessAs = AccessAs::Agent;
    }
    readIds(access->find("projects"), out.projects);
    readIds(access->find("groups"), out.groups);
    return out;
}

std::string userAccessYaml(const std::vector<std::string>& projects, const std::vector<std::string>& groups, AccessAs as)
{
    std::string out = "user_access:\n  access_as:\n";
    out += as == AccessAs::User ? "    user: {}\n" : "    agent: {}\n";
    const auto list = [&](const char* key, const std::vector<std::string>& ids) {
        if (ids.empty())
            return;
        out += std::string("  ") + key + ":\n";
        for (const auto& id : ids)
            out += "    - id: " + json::quote(id) + "\n";
    };
    list("projects", projects);
    list("groups", groups);
    return out;
}

std::string readRightsYaml(const std::string& subjectKind, const std::string& subjectName, const std::string& ns)
{
    std::vector<std::string_view> groups;
    for (const auto& kind : flux::kinds()) {
        if (std::find(groups.begin(), groups.end(), kind.group) == groups.end())
            groups.push_back(kind.group);
    }
    std::string out = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: driftglass-view\nrules:\n"
                      "  - apiGroups:\n";
    for (const auto group : groups)
        out += "      - " + std::string(group) + "\n";
    out += "    resources: [\"*\"]\n    verbs: [get, list, watch]\n"
           "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: driftglass-view\n"
           "roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: driftglass-view\nsubjects:\n"
           "  - kind: ";
    out += subjectKind + "\n";
    if (subjectKind != "ServiceAccount")
        out += "    apiGroup: rbac.authorization.k8s.io\n";
    out += "    name: " + json::quote(subjectName) + "\n";
    if (!ns.empty())
        out += "    namespace: " + json::quote(ns) + "\n";
    return out;
}

} // namespace dg::gitlab
