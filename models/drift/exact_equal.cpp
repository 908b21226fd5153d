// SPDX-License-Identifier: Apache-2.0
// Sources: Kubernetes' API types (listMapKey, omitempty), apimachinery/pkg/api/resource (quantities).
#include "exact_equal.h"

#include "base/clock.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <set>

namespace dg::drift {

namespace {

template <std::size_t N> bool isIn(const std::string_view (&words)[N], std::string_view text)
{
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

// As a decimal number and a power of two or ten; no rounding matters at what people write.
bool readQuantity(std::string_view text, long double& to)
{
    struct Suffix {
        std::string_view text;
        long double factor;
    };
    static constexpr std::array<Suffix, 15> Suffixes{
        {{"", 1}, {"n", 1e-9L}, {"u", 1e-6L}, {"m", 1e-3L}, {"k", 1e3L}, {"M", 1e6L}, {"G", 1e9L}, {"T", 1e12L}, {"P", 1e15L}, {"E", 1e18L},
            {"Ki", 1024.L}, {"Mi", 1048576.L}, {"Gi", 1073741824.L}, {"Ti", 1099511627776.L}, {"Pi", 1125899906842624.L}}};
    double number = 0;
    const bool plus = text.starts_with('+');
    if (plus)
        text.remove_prefix(1);
    if (text.empty() || !(std::isdigit(static_cast<unsigned char>(text.front())) || text.front() == '-' || text.front() == '.'))
        return false;
    // Digits and a point first: "1e3" is an exponent, "1E" a suffix.
    std::size_t end = text.front() == '-' ? 1 : 0;
    while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) || text[end] == '.'))
        ++end;
    if (end + 1 < text.size() && (text[end] == 'e' || text[end] == 'E')
        && (std::isdigit(static_cast<unsigned char>(text[end + 1])) || text[end + 1] == '-' || text[end + 1] == '+'))
        end = text.size();
    const auto [stop, error] = std::from_chars(text.data(), text.data() + end, number);
    if (error != std::errc() || stop != text.data() + end)
        return false;
    for (const auto& suffix : Suffixes) {
        if (suffix.text == text.substr(end)) {
            to = static_cast<long double>(number) * suffix.factor;
            return true;
        }
    }
    return text.substr(end) == "Ei" && (to = static_cast<long double>(number) * 1152921504606846976.L, true);
}

bool isQuantityField(std::string_view path)
{
    static constexpr std::string_view Maps[]{"limits", "requests", "capacity", "allocatable", "hard", "used", "podFixed", "default",
        "defaultRequest", "max", "min", "maxLimitRequestRatio", "allocatedResources", "resources"};
    static constexpr std::string_view Fields[]{
        "sizeLimit", "storage", "divisor", "averageValue", "value", "cpu", "memory", "maxSize", "minSize"};
    const auto name = lastName(path);
    if (isIn(Fields, name) && (name != "value" || path.find("metrics") != std::string_view::npos))
        return true;
    // The map that holds it: its last name, or what stands before a name in brackets.
    auto above = path.substr(0, path.size() - std::min(path.size(), name.size()));
    if (path.ends_with("\"]"))
        above = path.substr(0, path.rfind("[\""));
    while (above.ends_with('.'))
        above.remove_suffix(1);
    return isIn(Maps, lastName(above));
}

bool isDurationField(std::string_view path)
{
    auto name = std::string(lastName(path));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name.ends_with("interval") || name.ends_with("timeout") || name.ends_with("duration") || name.ends_with("period")
        || name == "renewbefore" || name.ends_with("age") || name.ends_with("delay");
}

bool isIntOrString(std::string_view path)
{
    static constexpr std::string_view Fields[]{"targetPort", "port", "maxSurge", "maxUnavailable", "minAvailable"};
    return isIn(Fields, lastName(path));
}

bool isExactText(std::string_view path)
{
    return flux::covers("data", path) || flux::covers("metadata", path) || path.find(".labels[") != std::string_view::npos
        || path.find(".annotations[") != std::string_view::npos;
}

bool allMapsWithUniqueNames(const Value& list)
{
    std::set<std::string_view> names;
    return std::all_of(list.children.begin(), list.children.end(), [&](const Value& element) {
        const auto name = element.textAt({"name"});
        return !name.empty() && names.insert(name).second;
    });
}

// List-map keys of Kubernetes' types, by the field's name.
std::vector<std::string> knownKeys(std::string_view name, const Value& list, std::string_view path)
{
    struct Known {
        std::string_view field;
        const char* key;
    };
    static constexpr std::array<Known, 16> Lists{{{"containers", "name"}, {"initContainers", "name"}, {"ephemeralContainers", "name"},
        {"env", "name"}, {"volumes", "name"}, {"volumeMounts", "mountPath"}, {"volumeDevices", "devicePath"}, {"imagePullSecrets", "name"},
        {"hostAliases", "ip"}, {"resourceClaims", "name"}, {"schedulingGates", "name"}, {"secrets", "name"}, {"webhooks", "name"},
        {"conditions", "type"}, {"ownerReferences", "uid"}, {"matchConditions", "name"}}};
    if (name == "ports" && !list.children.empty()) {
        if (list.children.front().find("containerPort"))
            return {"containerPort", "protocol"};
        if (path == "spec.ports") // of a Service; a NetworkPolicy's are atomic
            return {"port", "protocol"};
        return {};
    }
    if (name == "topologySpreadConstraints")
        return {"topologyKey", "whenUnsatisfiable"};
    for (const auto& known : Lists) {
        if (known.field == name)
            return {known.key};
    }
    return {};
}

} // namespace

std::string_view lastName(std::string_view path)
{
    if (path.ends_with("\"]")) {
        const auto from = path.rfind("[\"");
        return from == std::string_view::npos ? path : path.substr(from + 2, path.size() - from - 4);
    }
    if (path.ends_with(']')) // an element: its list's name
        path = path.substr(0, std::min(path.rfind('['), path.size()));
    const auto dot = path.find_last_of(".]");
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

bool isBuiltIn(std::string_view group)
{
    static constexpr std::string_view Groups[]{"", "apps", "batch", "autoscaling", "policy", "extensions", "networking.k8s.io",
        "rbac.authorization.k8s.io", "storage.k8s.io", "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io",
        "coordination.k8s.io", "discovery.k8s.io", "flowcontrol.apiserver.k8s.io", "scheduling.k8s.io", "node.k8s.io",
        "certificates.k8s.io", "events.k8s.io", "authentication.k8s.io", "resource.k8s.io"};
    return isIn(Groups, group);
}

bool isEmpty(const Value& value)
{
    switch (value.type) {
    case Value::Type::Null:
        return true;
    case Value::Type::String:
        return value.text.empty();
    case Value::Type::Map:
        return std::all_of(value.children.begin(), value.children.end(), isEmpty);
    case Value::Type::List:
        return value.children.empty();
    default:
        return false;
    }
}

bool sameQuantity(std::string_view a, std::string_view b)
{
    long double left = 0, right = 0;
    if (!readQuantity(a, left) || !readQuantity(b, right))
        return false;
    return left == right || std::fabs(left - right) <= 1e-12L * std::max(std::fabs(left), std::fabs(right));
}

bool sameScalar(const Value& desired, const Value& live, std::string_view path)
{
    using Type = Value::Type;
    if (desired.type == live.type && desired.text == live.text)
        return true;
    if (desired.type == Type::Number && live.type == Type::Number) {
        double a = 0, b = 0;
        const auto read = [](const std::string& text, double& to) {
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
            return error == std::errc() && end == text.data() + text.size();
        };
        return read(desired.text, a) && read(live.text, b) && a == b;
    }
    const auto isText = [](const Value& value) { return value.type == Type::String || value.type == Type::Number; };
    if (!isText(desired) || !isText(live) || isExactText(path))
        return false;
    if (isQuantityField(path))
        return sameQuantity(desired.text, live.text);
    if (isIntOrString(path))
        return desired.text == live.text;
    if (desired.isString() && live.isString() && isDurationField(path)) {
        const auto a = parseGoDuration(desired.text), b = parseGoDuration(live.text);
        return a && b && *a == *b;
    }
    return false;
}

bool leftOutWhenZero(std::string_view path, bool builtIn)
{
    // Pointers in the Go types: false or 0 is kept, and says something.
    static constexpr std::string_view Kept[]{"automountServiceAccountToken", "allowPrivilegeEscalation", "enableServiceLinks",
        "readOnlyRootFilesystem", "runAsNonRoot", "privileged", "shareProcessNamespace", "hostUsers", "suspend", "optional", "replicas",
        "terminationGracePeriodSeconds", "runAsUser", "runAsGroup", "fsGroup", "backoffLimit", "ttlSecondsAfterFinished",
        "successfulJobsHistoryLimit", "failedJobsHistoryLimit", "revisionHistoryLimit", "progressDeadlineSeconds",
        "allocateLoadBalancerNodePorts", "minReplicas", "parallelism", "completions", "maxSurge", "maxUnavailable", "minAvailable",
        "immutable"};
    return builtIn && !isIn(Kept, lastName(path));
}

bool isFreeMap(std::string_view path)
{
    static constexpr std::string_view Maps[]{"labels", "annotations", "data", "binaryData", "stringData", "nodeSelector", "matchLabels",
        "limits", "requests", "hard", "parameters", "selector", "capacity", "options", "overhead"};
    return isIn(Maps, lastName(path));
}

ListShape shapeOf(const Value& desired, const Value& live, const std::string& path, const flux::Ownership* ownership, bool builtIn)
{
    using Kind = ListShape::Kind;
    bool owned = false;
    if (ownership) {
        const auto below = path + '[';
        for (const auto& entry : ownership->managers) {
            const auto& paths = entry.fields->paths();
            owned = owned || entry.fields->contains(path);
            const auto first = std::lower_bound(paths.begin(), paths.end(), below);
            if (first == paths.end() || !first->starts_with(below))
                continue;
            const auto segments = flux::pathSegments(std::string_view(*first).substr(path.size()));
            if (segments.empty() || !segments.front().element)
                continue;
            const auto& text = segments.front().text;
            if (text.starts_with('='))
                return {Kind::Set, {}};
            ListShape shape{Kind::Keyed, {}};
            for (std::size_t at = 0; at < text.size();) {
                const auto comma = std::min(text.find(',', at), text.size());
                const auto equals = text.find('=', at);
                if (equals < comma)
                    shape.keys.push_back(text.substr(at, equals - at));
                at = comma + 1;
            }
            if (!shape.keys.empty())
                return shape;
        }
    }
    const auto name = lastName(path);
    if (path == "metadata.finalizers")
        return {Kind::Set, {}};
    if (builtIn) {
        const auto& from = desired.children.empty() ? live : desired;
        if (auto keys = knownKeys(name, from, path); !keys.empty())
            return {Kind::Keyed, std::move(keys)};
    }
    if (owned)
        return {};
    if (!desired.children.empty() && allMapsWithUniqueNames(desired) && allMapsWithUniqueNames(live))
        return {Kind::Guessed, {"name"}};
    return {};
}

std::string elementKey(const Value& element, const std::vector<std::string>& keys)
{
    std::string out;
    for (const auto& key : keys) {
        const auto* value = element.find(key);
        std::string_view text;
        if (value && !value->isMap() && !value->isList() && value->type != Value::Type::Null)
            text = value->text;
        else if (key == "protocol")
            text = "TCP"; // Kubernetes' default
        else
            return {};
        out.append(out.empty() ? "" : ",").append(key).append("=").append(text);
    }
    return out;
}

} // namespace dg::drift
