// SPDX-License-Identifier: Apache-2.0
// Helm's storage driver (pkg/storage/driver/util.go): JSON with `manifest`, gzip, base64, and base64 again by Kubernetes.
#include "stored_release.h"

#include "apiserver/gzip.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

// What the manifest says where the live object says something else.
struct Difference {
    const char* object; // "Kind ns/name"
    const char* field; // image, replicas, or a key of data
    const char* value;
};
constexpr std::array Differences{
    Difference{"StatefulSet redis/redis-master", "image", "registry.example.com/redis/redis-master:2.13.2"},
    Difference{"ConfigMap redis/redis-configuration", "log-level", "notice"},
    Difference{"Secret redis/redis-auth", "password", "Y2hhbmdlLW1lLW5vdw=="},
    Difference{
        "Deployment ingress-nginx/ingress-nginx-controller", "image", "registry.example.com/ingress-nginx/ingress-nginx-controller:2.13.3"},
    Difference{"StatefulSet web/cache-master", "replicas", "2"},
};

QJsonObject withImage(QJsonObject spec, const QString& image)
{
    auto pod = spec["template"_L1].toObject();
    auto podSpec = pod["spec"_L1].toObject();
    auto containers = podSpec["containers"_L1].toArray();
    auto first = containers.first().toObject();
    first["image"_L1] = image;
    containers[0] = first;
    podSpec["containers"_L1] = containers;
    pod["spec"_L1] = podSpec;
    spec["template"_L1] = pod;
    return spec;
}

void putValue(QJsonObject& manifest, const Difference& difference)
{
    const auto field = QLatin1String(difference.field);
    auto spec = manifest["spec"_L1].toObject();
    if (field == "image"_L1) {
        manifest["spec"_L1] = withImage(spec, QLatin1String(difference.value));
    } else if (field == "replicas"_L1) {
        spec[field] = QByteArray(difference.value).toInt();
        manifest["spec"_L1] = spec;
    } else {
        auto data = manifest["data"_L1].toObject();
        data[field] = QLatin1String(difference.value);
        manifest["data"_L1] = data;
    }
}

// As a chart would have rendered it: without what the server and Flux added.
QJsonObject manifestOf(const Resource& resource, QJsonObject live)
{
    const auto metadata = live["metadata"_L1].toObject();
    auto labels = metadata["labels"_L1].toObject();
    for (const auto& label : labels.keys()) {
        if (label.startsWith("helm.toolkit.fluxcd.io/"_L1))
            labels.remove(label);
    }
    QJsonObject kept{{"name"_L1, metadata["name"_L1]}, {"labels"_L1, labels}};
    if (resource.namespaced)
        kept["namespace"_L1] = metadata["namespace"_L1];
    live["metadata"_L1] = kept;
    live["apiVersion"_L1] = QString::fromLatin1(resource.apiVersion());
    live["kind"_L1] = QLatin1String(resource.kind);
    live.remove("status"_L1);
    if (auto spec = live["spec"_L1].toObject(); spec.contains("clusterIP"_L1)) {
        spec.remove("clusterIP"_L1);
        live["spec"_L1] = spec;
    }
    const auto name
        = QByteArray(resource.kind) + ' ' + metadata["namespace"_L1].toString().toUtf8() + '/' + metadata["name"_L1].toString().toUtf8();
    for (const auto& difference : Differences) {
        if (name == difference.object)
            putValue(live, difference);
    }
    return live;
}

QByteArray manifestsOf(const Store& store, const QJsonArray& entries)
{
    QByteArray text;
    for (const auto& entry : entries) {
        const auto parts = entry.toObject()["id"_L1].toString().toUtf8().split('_'); // ns, name, group, kind
        if (parts.size() < 4)
            continue;
        const auto resource = resourceOfKind(parts.last());
        auto name = parts.mid(1, parts.size() - 3).join('_');
        name.replace("__", ":");
        const auto live = store.json(resource, parts.first(), name);
        if (!live.isEmpty())
            text += "---\n" + QJsonDocument(manifestOf(resources()[resource], live)).toJson(QJsonDocument::Compact) + '\n';
    }
    return text;
}

} // namespace

void storeRelease(Store& store, const QByteArray& ns, const QByteArray& name)
{
    const auto release = store.json(resourceOfKind("HelmRelease"), ns, name);
    const auto status = release["status"_L1].toObject();
    const auto history = status["history"_L1].toArray();
    const auto entries = status["inventory"_L1].toObject()["entries"_L1].toArray();
    if (history.isEmpty() || entries.isEmpty())
        return;
    const auto version = history.first().toObject()["version"_L1].toInteger();
    const QJsonObject stored{{"name"_L1, QString::fromUtf8(name)}, {"namespace"_L1, QString::fromUtf8(ns)}, {"version"_L1, version},
        {"manifest"_L1, QString::fromUtf8(manifestsOf(store, entries))}};
    const auto packed = Gzip().add(QJsonDocument(stored).toJson(QJsonDocument::Compact), true).toBase64().toBase64();
    const auto number = QString::number(version);
    store.put(resourceOfKind("Secret"),
        {{"metadata"_L1,
             QJsonObject{{"name"_L1, "sh.helm.release.v1.%1.v%2"_L1.arg(QString::fromUtf8(name), number)},
                 {"namespace"_L1, QString::fromUtf8(ns)},
                 {"labels"_L1,
                     QJsonObject{{"name"_L1, QString::fromUtf8(name)}, {"owner"_L1, "helm"_L1}, {"status"_L1, "deployed"_L1},
                         {"version"_L1, number}}}}},
            {"type"_L1, "helm.sh/release.v1"_L1}, {"data"_L1, QJsonObject{{"release"_L1, QString::fromLatin1(packed)}}}});
}

bool mayReadSecrets(const QByteArray& ns)
{
    return ns == "redis" || ns == "ingress-nginx" || ns == "cert-manager" || ns == "web";
}

} // namespace dg::demo
