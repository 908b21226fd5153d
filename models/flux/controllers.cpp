// SPDX-License-Identifier: Apache-2.0
#include "flux/controllers.h"

#include "fields.h"

#include <algorithm>
#include <charconv>

namespace dg::flux {

using namespace fields;

namespace {

constexpr int NewestMinor = 9; // of Flux 2; domain.md §3.1
constexpr int SupportedMinors = 3;

bool readTemplate(json::Value& value, ControllerRecord& to)
{
    const auto container = [&](json::Value& element) {
        return eachField(element, [&](std::string_view key, json::Value& part) -> bool {
            if (key == "image" && to.image.empty())
                readString(part, to.image);
            else if (key == "args")
                return eachElement(part, [&](json::Value& argument) {
                    constexpr std::string_view Option = "--watch-label-selector=";
                    if (const auto text = textOf(argument); text && text->starts_with(Option))
                        to.shard.assign(text->substr(Option.size()));
                    return true;
                });
            return true;
        });
    };
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key != "spec")
            return true;
        return eachField(part,
            [&](std::string_view inner, json::Value& field) -> bool { return inner != "containers" || eachElement(field, container); });
    });
}

bool readContainerStatus(json::Value& value, ControllerRecord& to)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "restartCount") {
            to.restarts += numberOf(part).value_or(0);
        } else if (key == "image" && to.image.empty()) {
            readString(part, to.image);
        } else if (key == "state") {
            return eachField(part, [&](std::string_view state, json::Value& detail) -> bool {
                return state != "waiting" || eachField(detail, [&](std::string_view inner, json::Value& field) {
                    if (inner == "reason")
                        readString(field, to.waiting);
                });
            });
        }
        return true;
    });
}

bool readSpec(json::Value& value, ControllerRecord& to)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "replicas")
            readInt(part, to.wanted);
        else if (key == "template")
            return readTemplate(part, to);
        return true;
    });
}

bool readStatus(json::Value& value, ControllerRecord& to)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "readyReplicas")
            readInt(part, to.ready);
        else if (key == "containerStatuses")
            return eachElement(part, [&](json::Value& element) { return readContainerStatus(element, to); });
        return true;
    });
}

// "ghcr.io/fluxcd/source-controller:v1.9.1@sha256:…" -> "v1.9.1"
std::string tagOf(std::string_view image)
{
    image = image.substr(0, image.find('@'));
    const auto colon = image.rfind(':');
    return colon == std::string_view::npos || image.find('/', colon) != std::string_view::npos ? std::string()
                                                                                               : std::string(image.substr(colon + 1));
}

} // namespace

std::string controllerPodSelector()
{
    std::string names;
    std::string_view last;
    for (const auto& kind : kinds()) {
        if (kind.controller.empty() || kind.controller == last || names.find(kind.controller) != std::string::npos)
            continue;
        last = kind.controller;
        names.append(names.empty() ? "" : ",").append(kind.controller);
    }
    return "app in (" + names + ")";
}

ControllerDecoder::ControllerDecoder(bool pods, StringPool& pool)
    : m_pods(pods)
    , m_pool(pool)
{
}

Result<store::RecordPtr> ControllerDecoder::decode(json::Object& object)
{
    auto record = std::make_shared<ControllerRecord>();
    record->pod = m_pods;
    Metadata metadata;
    const bool whole = eachIn(object, [&](std::string_view key, json::Value& value) -> bool {
        if (key == "metadata")
            return readMetadata(value, metadata, m_pool);
        if (key == "spec")
            return m_pods || readSpec(value, *record);
        return key != "status" || readStatus(value, *record);
    });
    if (!whole)
        return fail(ErrorCode::BadSyntax);
    if (metadata.name.empty())
        return fail(ErrorCode::BadValue, "metadata.name");
    record->key = {m_pool.intern(m_pods ? "controllers/" : "controllers/apps"), m_pool.intern(m_pods ? "Pod" : "Deployment"), metadata.ns,
        metadata.name};
    record->uid = std::move(metadata.uid);
    record->resourceVersion = std::move(metadata.resourceVersion);
    std::shared_ptr<const std::string> none;
    labelsOf(metadata, none).forEach([&](std::string_view key, std::string_view value) {
        if (key == "app" && m_pods)
            record->app = value;
        else if (key == "app.kubernetes.io/version")
            record->version = value;
        else if (key == "app.kubernetes.io/instance")
            record->instance = value;
    });
    if (!m_pods)
        record->app = record->key.name.str();
    return store::RecordPtr(std::move(record));
}

void Controllers::apply(const store::Delta& delta)
{
    if (delta.type != store::RecordType::Controller)
        return;
    auto& into = delta.key.kind.view() == "Pod" ? m_pods : m_deployments;
    const auto name = delta.key.ns.str() + "/" + delta.key.name.str();
    if (delta.record)
        into[name] = std::static_pointer_cast<const ControllerRecord>(delta.record);
    else
        into.erase(name);
}

std::vector<Controller> Controllers::list() const
{
    std::vector<Controller> all;
    for (const auto& [name, record] : m_deployments) {
        Controller one{record->app, record->key.ns.str(), record->image, tagOf(record->image), record->version, record->shard,
            record->wanted, record->ready, 0, {}};
        for (const auto& [podName, pod] : m_pods) {
            if (pod->app != record->app || pod->key.ns != record->key.ns)
                continue;
            one.restarts += pod->restarts;
            if (!pod->waiting.empty())
                one.waiting = pod->waiting;
        }
        all.push_back(std::move(one));
    }
    std::ranges::sort(all, [](const Controller& a, const Controller& b) { return std::tie(a.name, a.ns) < std::tie(b.name, b.ns); });
    return all;
}

std::optional<Controllers::Trouble> Controllers::troubleWith(std::string_view controller) const
{
    if (!m_readable || m_deployments.empty())
        return std::nullopt;
    Trouble trouble;
    bool found = false;
    for (const auto& one : list()) {
        trouble.ns = trouble.ns.empty() ? one.ns : trouble.ns;
        // A sharded or renamed copy ("source-controller-shard1") does the same work.
        if (!one.name.starts_with(controller))
            continue;
        if (one.ready > 0)
            return std::nullopt;
        found = true;
        trouble.ns = one.ns;
        trouble.message = std::to_string(one.ready) + " of " + std::to_string(one.wanted) + " replicas ready";
        if (!one.waiting.empty())
            trouble.message += ", " + one.waiting;
    }
    trouble.absent = !found;
    if (!found && controller == "flux-operator") // lives in a namespace and under labels of its own
        return std::nullopt;
    return trouble;
}

std::string Controllers::distribution() const
{
    std::map<std::string, int> count;
    for (const auto& [name, record] : m_deployments) {
        if (!record->version.empty())
            ++count[record->version];
    }
    const auto most = std::ranges::max_element(count, {}, &std::pair<const std::string, int>::second);
    return most == count.end() ? std::string() : most->first;
}

Support supportOf(std::string_view distribution)
{
    if (distribution.starts_with('v'))
        distribution.remove_prefix(1);
    int major = 0, minor = 0;
    const auto* const end = distribution.data() + distribution.size();
    const auto [dot, bad] = std::from_chars(distribution.data(), end, major);
    if (bad != std::errc{} || dot == end || *dot != '.' || std::from_chars(dot + 1, end, minor).ec != std::errc{})
        return Support::NotKnown;
    if (major < 2 || (major == 2 && minor <= NewestMinor - SupportedMinors))
        return Support::OutOfSupport;
    return Support::Supported;
}

} // namespace dg::flux
