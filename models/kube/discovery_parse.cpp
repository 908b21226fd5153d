// SPDX-License-Identifier: Apache-2.0
#include "kube/discovery.h"
#include "json/json.h"

#include <algorithm>

namespace dg::kube {
namespace {

using Element = simdjson::simdjson_result<simdjson::dom::element>;

std::string text(Element value)
{
    std::string_view out;
    return value.get_string().get(out) == simdjson::SUCCESS ? std::string(out) : std::string();
}

std::string text(simdjson::dom::element value)
{
    return text(Element(std::move(value)));
}

template <class F> void each(Element value, F&& f)
{
    simdjson::dom::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return;
    for (const auto entry : array)
        f(entry);
}

std::vector<std::string> verbs(Element value)
{
    std::vector<std::string> out;
    each(value, [&](simdjson::dom::element verb) { out.push_back(text(verb)); });
    return out;
}

// Servers before aggregated discovery and after it disagree on nothing here: no kind or plural, no resource.
void add(Resource resource, Discovery& into)
{
    if (!resource.kind.empty() && !resource.plural.empty())
        into.resources.push_back(std::move(resource));
}

bool parse(simdjson::dom::parser& parser, std::string_view body, simdjson::dom::object& root)
{
    return parser.parse(body.data(), body.size()).get_object().get(root) == simdjson::SUCCESS;
}

} // namespace

const Resource* Discovery::find(std::string_view group, std::string_view kind) const
{
    const auto it = std::find_if(resources.begin(), resources.end(), [&](const Resource& r) { return r.group == group && r.kind == kind; });
    return it == resources.end() ? nullptr : &*it;
}

const Resource* Discovery::find(std::string_view group, std::string_view version, std::string_view kind) const
{
    const auto it = std::find_if(
        resources.begin(), resources.end(), [&](const Resource& r) { return r.group == group && r.version == version && r.kind == kind; });
    return it == resources.end() ? nullptr : &*it;
}

bool readAggregated(std::string_view body, Discovery& into)
{
    simdjson::dom::parser parser;
    simdjson::dom::object root;
    if (!parse(parser, body, root) || text(root["kind"]) != "APIGroupDiscoveryList")
        return false;
    each(root["items"], [&](simdjson::dom::element item) {
        const auto group = text(item["metadata"]["name"]); // absent for the core group
        each(item["versions"], [&](simdjson::dom::element served) {
            const auto version = text(served["version"]);
            if (version.empty())
                return;
            if (text(served["freshness"]) == "Stale")
                into.broken.push_back(group.empty() ? version : group + "/" + version);
            each(served["resources"], [&](simdjson::dom::element entry) {
                add({group, version, text(entry["responseKind"]["kind"]), text(entry["resource"]), text(entry["scope"]) != "Cluster",
                        verbs(entry["verbs"])},
                    into);
            });
        });
    });
    return true;
}

bool readGroups(std::string_view body, std::vector<GroupVersion>& into)
{
    simdjson::dom::parser parser;
    simdjson::dom::object root;
    if (!parse(parser, body, root))
        return false;
    const auto kind = text(root["kind"]);
    if (kind == "APIVersions") {
        each(root["versions"], [&](simdjson::dom::element version) { into.push_back({{}, text(version)}); });
        return true;
    }
    if (kind != "APIGroupList")
        return false;
    each(root["groups"], [&](simdjson::dom::element entry) {
        const auto group = text(entry["name"]);
        const auto preferred = text(entry["preferredVersion"]["version"]);
        if (!preferred.empty())
            into.push_back({group, preferred});
        each(entry["versions"], [&](simdjson::dom::element version) {
            if (auto word = text(version["version"]); !word.empty() && word != preferred)
                into.push_back({group, std::move(word)});
        });
    });
    return true;
}

bool readResources(std::string_view body, const GroupVersion& of, Discovery& into)
{
    simdjson::dom::parser parser;
    simdjson::dom::object root;
    if (!parse(parser, body, root) || text(root["kind"]) != "APIResourceList")
        return false;
    each(root["resources"], [&](simdjson::dom::element entry) {
        auto plural = text(entry["name"]);
        if (plural.find('/') != std::string::npos) // a subresource
            return;
        bool namespaced = false;
        if (entry["namespaced"].get_bool().get(namespaced) != simdjson::SUCCESS)
            namespaced = false;
        add({of.group, of.version, text(entry["kind"]), std::move(plural), namespaced, verbs(entry["verbs"])}, into);
    });
    return true;
}

} // namespace dg::kube
