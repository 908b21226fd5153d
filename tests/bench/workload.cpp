// SPDX-License-Identifier: Apache-2.0
#include "workload.h"

#include <array>
#include <stdexcept>

#include <zlib.h>

namespace dg::bench {
namespace {

// splitmix64: every object has its own stream, so that one can be made without the others.
class Random {
public:
    Random(std::uint64_t seed, std::size_t index)
        : m_state(seed * 0x9e3779b97f4a7c15ull + index * 0xbf58476d1ce4e5b9ull)
    {
    }
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    std::string hex(std::size_t digits)
    {
        std::string out;
        for (std::uint64_t bits = 0; out.size() < digits; bits >>= 4) {
            if (out.size() % 16 == 0)
                bits = next();
            out += "0123456789abcdef"[bits & 15];
        }
        return out;
    }

private:
    std::uint64_t m_state;
};

std::string padded(std::size_t value, std::size_t digits)
{
    auto out = std::to_string(value);
    return out.size() < digits ? std::string(digits - out.size(), '0') + out : out;
}

struct Applied {
    const char* word;
    const char* group;
    const char* kind;
};
constexpr std::array Kinds{Applied{"config", "", "ConfigMap"}, Applied{"web", "apps", "Deployment"}, Applied{"web", "", "Service"},
    Applied{"runner", "", "ServiceAccount"}, Applied{"allow", "networking.k8s.io", "NetworkPolicy"},
    Applied{"reader", "rbac.authorization.k8s.io", "RoleBinding"}, Applied{"login", "", "Secret"}, Applied{"nightly", "batch", "CronJob"}};

std::string time(std::size_t index)
{
    return "2026-11-23T10:" + padded(index / 60 % 60, 2) + ":" + padded(index % 60, 2) + "Z";
}

// What a person's or a controller's server-side apply leaves behind.
std::string managedFields(std::size_t index)
{
    const auto when = time(index);
    return R"([{"apiVersion":"kustomize.toolkit.fluxcd.io/v1","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:annotations":{"f:reconcile.fluxcd.io/requestedAt":{}}}},"manager":"flux","operation":"Apply","time":")"
        + when
        + R"("},{"apiVersion":"kustomize.toolkit.fluxcd.io/v1","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{"f:app.kubernetes.io/managed-by":{},"f:app.kubernetes.io/part-of":{},"f:team":{}}},"f:spec":{"f:commonMetadata":{"f:labels":{"f:team":{}}},"f:dependsOn":{},"f:force":{},"f:healthChecks":{},"f:interval":{},"f:path":{},"f:postBuild":{"f:substitute":{"f:cluster":{},"f:environment":{}},"f:substituteFrom":{}},"f:prune":{},"f:retryInterval":{},"f:serviceAccountName":{},"f:sourceRef":{"f:kind":{},"f:name":{},"f:namespace":{}},"f:targetNamespace":{},"f:timeout":{},"f:wait":{}}},"manager":"kustomize-controller","operation":"Apply","time":")"
        + when
        + R"("},{"apiVersion":"kustomize.toolkit.fluxcd.io/v1","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:finalizers":{".":{},"v:\"finalizers.fluxcd.io\"":{}}},"f:status":{"f:conditions":{".":{},"k:{\"type\":\"Healthy\"}":{".":{},"f:lastTransitionTime":{},"f:message":{},"f:observedGeneration":{},"f:reason":{},"f:status":{},"f:type":{}},"k:{\"type\":\"Ready\"}":{".":{},"f:lastTransitionTime":{},"f:message":{},"f:observedGeneration":{},"f:reason":{},"f:status":{},"f:type":{}}},"f:history":{},"f:inventory":{".":{},"f:entries":{}},"f:lastAppliedOriginRevision":{},"f:lastAppliedRevision":{},"f:lastAttemptedRevision":{},"f:lastHandledReconcileAt":{},"f:observedGeneration":{}}},"manager":"gotk-kustomize-controller","operation":"Update","subresource":"status","time":")"
        + when + R"("}])";
}

std::string conditions(std::size_t index, const std::string& revision)
{
    const auto when = time(index);
    const std::string tail = R"(,"observedGeneration":3,"lastTransitionTime":")" + when + R"(",)";
    std::string healthy = R"({"type":"Healthy")" + tail;
    std::string ready = R"({"type":"Ready")" + tail;
    if (isFailed(index)) {
        healthy += R"("status":"Unknown","reason":"Unknown","message":"health checks were not run"})";
        ready
            += R"("status":"False","reason":"BuildFailed","message":"kustomize build failed: accumulating resources: accumulation err='accumulating resources from '../base': read /tmp/base: no such file or directory'"})";
    } else {
        healthy += R"("status":"True","reason":"Succeeded","message":"Health check passed in 1.204815162s"})";
        ready += R"("status":"True","reason":"ReconciliationSucceeded","message":"Applied revision: )" + revision + R"("})";
    }
    return "[" + ready + "," + healthy + "]";
}

std::string inventory(const Shape& shape, std::size_t index, Random& random)
{
    const auto ns = namespaceOf(shape, index);
    std::string out = R"({"entries":[)";
    for (std::size_t i = 0; i < shape.inventory; ++i) {
        const auto& kind = Kinds[random.next() % Kinds.size()];
        out += i ? "," : "";
        out += R"({"id":")" + ns + "_app-" + padded(index, 5) + "-" + kind.word + "-" + padded(i, 3) + "_" + kind.group + "_" + kind.kind
            + R"(","v":"v1"})";
    }
    return out + "]}";
}

List joined(std::string_view kind, std::string_view apiVersion, std::size_t count, const std::string& about, auto&& make)
{
    List list;
    list.json = R"({"apiVersion":")" + std::string(apiVersion) + R"(","items":[)";
    list.items.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string object = make(i);
        if (i == 0)
            list.json.reserve(count * (object.size() + object.size() / 16) + 4096);
        list.json += i ? "," : "";
        list.items.emplace_back(list.json.size(), object.size());
        list.json += object;
    }
    list.json += R"(],"kind":")" + std::string(kind) + R"(","metadata":)" + about + "}\n";
    return list;
}

constexpr const char* About = R"({"continue":"","resourceVersion":"1000020001"})";

} // namespace

bool isFailed(std::size_t index)
{
    return index % 50 == 7;
}

std::string namespaceOf(const Shape& shape, std::size_t index)
{
    return "team-" + padded(index % shape.namespaces, 3);
}

std::string kustomization(const Shape& shape, std::size_t index)
{
    Random random(shape.seed, index);
    const auto ns = namespaceOf(shape, index);
    const auto name = "app-" + padded(index, 5);
    const auto revision = "main@sha1:" + random.hex(40);
    const auto digest = "sha256:" + random.hex(64);
    const auto uid = random.hex(8) + "-" + random.hex(4) + "-4" + random.hex(3) + "-a" + random.hex(3) + "-" + random.hex(12);
    std::string out;
    out.reserve(8192);
    out += R"({"apiVersion":"kustomize.toolkit.fluxcd.io/v1","kind":"Kustomization","metadata":{"annotations":{"reconcile.fluxcd.io/requestedAt":"00000000000000000000"},)";
    out += R"("creationTimestamp":"2026-05-04T08:00:00Z","finalizers":["finalizers.fluxcd.io"],"generation":3,"labels":{"app.kubernetes.io/managed-by":"flux","app.kubernetes.io/part-of":")"
        + ns + R"(","team":")" + ns + R"("},)";
    out += R"("managedFields":)" + managedFields(index);
    out += R"(,"name":")" + name + R"(","namespace":")" + ns + R"(","resourceVersion":")" + padded(1'000'000'000 + index, VersionDigits)
        + R"(","uid":")" + uid + R"("},)";
    out += R"("spec":{"commonMetadata":{"labels":{"team":")" + ns + R"("}},"force":false,"interval":"10m0s","path":"./apps/)" + name
        + R"(","postBuild":{"substitute":{"cluster":"production-west","environment":"production"},"substituteFrom":[{"kind":"ConfigMap","name":"cluster-settings"}]},"prune":true,"retryInterval":"2m0s",)";
    out += R"("serviceAccountName":"flux-)" + ns + R"(","sourceRef":{"kind":"OCIRepository","name":"delivery","namespace":")" + ns
        + R"("},"targetNamespace":")" + ns + R"(","timeout":"5m0s","wait":)" + (random.next() % 2 ? "true" : "false") + "},";
    out += R"("status":{"conditions":)" + conditions(index, revision);
    out += R"(,"history":[{"digest":")" + digest + R"(","firstReconciled":"2026-11-23T08:00:00Z","lastReconciled":")" + time(index)
        + R"(","lastReconciledDuration":"1.204s","lastReconciledStatus":"ReconciliationSucceeded","metadata":{"revision":")" + revision
        + R"("},"totalReconciliations":12}])";
    out += R"(,"inventory":)" + inventory(shape, index, random);
    out += R"(,"lastAppliedOriginRevision":")" + revision + R"(","lastAppliedRevision":")" + revision + R"(","lastAttemptedRevision":")"
        + revision + R"(","observedGeneration":3}})";
    return out;
}

List kustomizations(const Shape& shape)
{
    return joined("KustomizationList", "kustomize.toolkit.fluxcd.io/v1", shape.objects, About,
        [&](std::size_t i) { return kustomization(shape, i); });
}

List sources(const Shape& shape)
{
    return joined("OCIRepositoryList", "source.toolkit.fluxcd.io/v1", shape.namespaces, About, [&](std::size_t i) {
        Random random(shape.seed + 1, i);
        const auto ns = namespaceOf(shape, i);
        const auto digest = "sha256:" + random.hex(64);
        return R"({"apiVersion":"source.toolkit.fluxcd.io/v1","kind":"OCIRepository","metadata":{"creationTimestamp":"2026-05-04T08:00:00Z","finalizers":["finalizers.fluxcd.io"],"generation":1,"name":"delivery","namespace":")"
            + ns + R"(","resourceVersion":")" + padded(900'000'000 + i, VersionDigits) + R"(","uid":")" + random.hex(8) + "-0000-4000-a000-"
            + random.hex(12) + R"("},"spec":{"interval":"5m0s","ref":{"tag":"latest"},"timeout":"60s","url":"oci://registry.example.com/)"
            + ns + R"("},"status":{"artifact":{"digest":")" + digest + R"(","lastUpdateTime":"2026-11-23T10:00:00Z","path":"ocirepository/)"
            + ns + R"(/delivery/a.tar.gz","revision":"latest@)" + digest
            + R"(","size":4096,"url":"http://source-controller/a.tar.gz"},"conditions":[{"type":"Ready","status":"True","reason":"Succeeded","message":"stored artifact for digest 'latest@)"
            + digest
            + R"('","lastTransitionTime":"2026-11-23T10:00:00Z","observedGeneration":1},{"type":"ArtifactInStorage","status":"True","reason":"Succeeded","message":"stored artifact","lastTransitionTime":"2026-11-23T10:00:00Z","observedGeneration":1}],"observedGeneration":1}})";
    });
}

std::string emptyList(std::string_view apiVersion, std::string_view kind)
{
    return joined(std::string(kind) + "List", apiVersion, 0, About, [](std::size_t) { return std::string(); }).json;
}

std::string gzipFast(std::string_view plain)
{
    z_stream stream{};
    if (deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("deflateInit2");
    std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int done = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (done != Z_STREAM_END)
        throw std::runtime_error("deflate");
    out.shrink_to_fit();
    return out;
}

} // namespace dg::bench
