// SPDX-License-Identifier: Apache-2.0
// Sources, as source-controller writes them (domain.md §3.3, §4.2).
#include "content_builder.h"

#include "provenance.h"

#include <cstring>

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

QString storedMessage(const QByteArray& kind, const QString& revision)
{
    if (kind == "OCIRepository")
        return "stored artifact for digest '%1'"_L1.arg(revision);
    if (kind == "HelmRepository")
        return "stored artifact: revision '%1'"_L1.arg(revision);
    return "stored artifact for revision '%1'"_L1.arg(revision);
}

QJsonObject specOf(const SourceText& text)
{
    QJsonObject spec{{"interval"_L1, QLatin1String(text.interval)}, {"timeout"_L1, "60s"_L1}, {"url"_L1, QLatin1String(text.url)}};
    const QByteArray kind = text.kind;
    if (kind == "OCIRepository") {
        spec["ref"_L1] = QJsonObject{{"tag"_L1, QLatin1String(text.ref)}};
        spec["provider"_L1] = "generic"_L1;
    } else if (kind == "GitRepository") {
        spec["ref"_L1] = QJsonObject{{"branch"_L1, QLatin1String(text.ref)}};
        spec["secretRef"_L1] = QJsonObject{{"name"_L1, QString::fromLatin1(QByteArray(text.name) + "-deploy-key")}};
    }
    if (text.suspended)
        spec["suspend"_L1] = true;
    return spec;
}

} // namespace

void ContentBuilder::add(const SourceText& text)
{
    const QByteArray kind = text.kind;
    const QByteArray state = text.stand.state;
    m_refs[kind + ' ' + text.ns + '/' + text.name] = text.ref;
    m_updated[kind + ' ' + text.ns + '/' + text.name] = text.updated;
    const auto rev = revision(kind, text.ns, text.name, text.ref);
    const qint64 generation = text.suspended ? 2 : 1;
    QJsonObject object{{"metadata"_L1, metadata(kind, text.ns, text.name, generation, 40 * 86400, text.parent)}, {"spec"_L1, specOf(text)}};
    QJsonObject artifact{{"revision"_L1, rev}, {"digest"_L1, "sha256:"_L1 + hex("tarball " + rev.toLatin1())},
        {"path"_L1,
            "%1/%2/%3/%4.tar.gz"_L1.arg(
                QString::fromLatin1(kind.toLower()), QLatin1String(text.ns), QLatin1String(text.name), rev.right(12))},
        {"url"_L1,
            "http://source-controller.flux-system.svc.cluster.local./%1/%2/%3/%4.tar.gz"_L1.arg(
                QString::fromLatin1(kind.toLower()), QLatin1String(text.ns), QLatin1String(text.name), rev.right(12))},
        {"lastUpdateTime"_L1, ago(text.updated)}, {"size"_L1, 4096 + static_cast<qint64>(qstrlen(text.name)) * 731}};
    const auto annotations = imageAnnotations(QLatin1String(text.url), rev, ago(text.updated + 200));
    if (kind == "OCIRepository" && !annotations.isEmpty()) {
        artifact["metadata"_L1] = annotations;
        m_annotated.insert(kind + ' ' + text.ns + '/' + text.name);
    }
    QJsonArray conditions;
    QJsonObject status{{"observedGeneration"_L1, generation}};
    const auto since = ago(text.updated);
    const auto reason = QString::fromLatin1(text.stand.reason);
    const auto message = QString::fromUtf8(text.stand.message);
    if (state == "unknown") {
        object["status"_L1] = QJsonObject{{"observedGeneration"_L1, -1}};
        put(kind, object);
        return;
    }
    if (state == "failed" || state == "stalled") {
        conditions.append(state == "stalled"
                ? makeCondition("Stalled", "True", reason, message, since, generation)
                : makeCondition("Reconciling", "True", "ProgressingWithRetry"_L1, "building artifact: retrying"_L1, since, generation));
        conditions.append(makeCondition("Ready", "False", reason, message, since, generation));
        conditions.append(makeCondition("FetchFailed", "True", reason, message, since, generation));
        if (state == "failed")
            status["observedGeneration"_L1] = generation - 1 > 0 ? generation - 1 : -1;
    } else {
        conditions.append(makeCondition("Ready", "True", "Succeeded"_L1, storedMessage(kind, rev), since, generation));
    }
    if (state != "stalled") { // what was stored once stays
        conditions.append(makeCondition("ArtifactInStorage", "True", "Succeeded"_L1, storedMessage(kind, rev), since, generation));
        status["artifact"_L1] = artifact;
    }
    status["conditions"_L1] = conditions;
    object["status"_L1] = status;
    put(kind, object);
}

void ContentBuilder::addOciHelmRepository(const char* ns, const char* name, const char* url, const char* parent)
{
    put("HelmRepository",
        {{"metadata"_L1, metadata("HelmRepository", ns, name, 1, 60 * 86400, parent)},
            {"spec"_L1,
                QJsonObject{
                    {"interval"_L1, "10m"_L1}, {"type"_L1, "oci"_L1}, {"url"_L1, QLatin1String(url)}, {"provider"_L1, "generic"_L1}}}});
}

void ContentBuilder::addExternalArtifact(const char* ns, const char* name, const char* generator, int updated)
{
    m_refs[QByteArray("ExternalArtifact ") + ns + '/' + name] = "latest";
    const auto rev = revision("ExternalArtifact", ns, name, "latest");
    auto meta = metadata("ExternalArtifact", ns, name, 1, 20 * 86400, {});
    meta["labels"_L1] = QJsonObject{
        {"app.kubernetes.io/managed-by"_L1, "source-watcher"_L1}, {"source.extensions.fluxcd.io/generator"_L1, hex(generator, 32)}};
    const auto condition = makeCondition("Ready", "True", "Succeeded"_L1, "Artifact is ready"_L1, ago(updated), 1);
    put("ExternalArtifact",
        {{"metadata"_L1, meta},
            {"spec"_L1,
                QJsonObject{{"sourceRef"_L1,
                    QJsonObject{{"apiVersion"_L1, "source.extensions.fluxcd.io/v1beta1"_L1}, {"kind"_L1, "ArtifactGenerator"_L1},
                        {"name"_L1, QLatin1String(generator)}, {"namespace"_L1, QLatin1String(ns)}}}}},
            {"status"_L1,
                QJsonObject{{"conditions"_L1, QJsonArray{condition}},
                    {"artifact"_L1,
                        QJsonObject{{"revision"_L1, rev}, {"digest"_L1, rev.mid(rev.indexOf(u'@') + 1)},
                            {"lastUpdateTime"_L1, ago(updated)},
                            {"path"_L1, "externalartifact/%1/%2.tar.gz"_L1.arg(QLatin1String(ns), QLatin1String(name))},
                            {"url"_L1, "http://source-watcher.flux-system.svc.cluster.local./%1.tar.gz"_L1.arg(QLatin1String(name))},
                            {"size"_L1, 20480}}}}}});
}

} // namespace dg::demo
