// SPDX-License-Identifier: Apache-2.0
#include "content_builder.h"

#include <QCryptographicHash>

namespace dg::demo {

using namespace Qt::StringLiterals;

QJsonObject makeCondition(
    const char* type, const char* status, const QString& reason, const QString& message, const QString& since, qint64 observed)
{
    return {{"type"_L1, QLatin1String(type)}, {"status"_L1, QLatin1String(status)}, {"reason"_L1, reason}, {"message"_L1, message},
        {"lastTransitionTime"_L1, since}, {"observedGeneration"_L1, observed}};
}

QString ContentBuilder::hex(const QByteArray& what, int digits) const
{
    const auto hash = QCryptographicHash::hash(QByteArray::number(m_seed) + '/' + what, QCryptographicHash::Sha256).toHex();
    return QString::fromLatin1(hash.left(digits));
}

QString ContentBuilder::revision(
    const QByteArray& kind, const QByteArray& ns, const QByteArray& name, const QByteArray& ref, int back) const
{
    const auto what = kind + ' ' + ns + '/' + name + '@' + QByteArray::number(back);
    if (kind == "GitRepository")
        return QString::fromLatin1(ref) + "@sha1:"_L1 + hex(what, 40);
    if (kind == "OCIRepository" || kind == "ExternalArtifact")
        return QString::fromLatin1(ref) + "@sha256:"_L1 + hex(what);
    return "sha256:"_L1 + hex(what);
}

QJsonObject ContentBuilder::metadata(
    const QByteArray& kind, const QByteArray& ns, const QByteArray& name, qint64 generation, int age, const QByteArray& parent) const
{
    auto uid = hex(kind + ' ' + ns + '/' + name, 32);
    for (const int dash : {20, 16, 12, 8})
        uid.insert(dash, u'-');
    QJsonObject metadata{{"name"_L1, QString::fromLatin1(name)}, {"uid"_L1, uid}, {"creationTimestamp"_L1, ago(age)}};
    if (generation > 0)
        metadata["generation"_L1] = generation;
    if (!ns.isEmpty())
        metadata["namespace"_L1] = QString::fromLatin1(ns);
    if (resources()[resourceOfKind(kind)].isFlux() && kind != "ExternalArtifact")
        metadata["finalizers"_L1] = QJsonArray{"finalizers.fluxcd.io"_L1};
    if (!parent.isEmpty()) {
        const auto slash = parent.indexOf('/');
        metadata["labels"_L1] = QJsonObject{{"kustomize.toolkit.fluxcd.io/namespace"_L1, QString::fromLatin1(parent.left(slash))},
            {"kustomize.toolkit.fluxcd.io/name"_L1, QString::fromLatin1(parent.mid(slash + 1))}};
    }
    return metadata;
}

void ContentBuilder::put(const QByteArray& kind, QJsonObject object)
{
    m_store.put(resourceOfKind(kind), std::move(object));
}

void ContentBuilder::addNamespace(const char* name, const char* team)
{
    auto meta = metadata("Namespace", {}, name, 0, 90 * 86400, {});
    QJsonObject labels{{"kubernetes.io/metadata.name"_L1, QLatin1String(name)}};
    if (*team)
        labels["team"_L1] = QLatin1String(team);
    meta["labels"_L1] = labels;
    put("Namespace",
        {{"metadata"_L1, meta}, {"spec"_L1, QJsonObject{{"finalizers"_L1, QJsonArray{"kubernetes"_L1}}}},
            {"status"_L1, QJsonObject{{"phase"_L1, "Active"_L1}}}});
}

void ContentBuilder::addObject(const QByteArray& kind, const char* ns, const char* name, const QJsonObject& spec, const QJsonObject& status,
    const char* parent, int age)
{
    QJsonObject object{{"metadata"_L1, metadata(kind, ns, name, 1, age, parent)}, {"spec"_L1, spec}};
    if (!status.isEmpty())
        object["status"_L1] = status;
    put(kind, object);
}

QJsonArray ContentBuilder::inventoryEntries(const QByteArrayList& lines) const
{
    QJsonArray entries;
    for (const auto& line : lines) {
        const auto words = line.split(' ');
        if (words.contains("orphan"))
            continue;
        const auto& resource = resources()[resourceOfKind(words[0])];
        const auto slash = words[1].indexOf('/');
        const auto ns = words[1].left(slash) == "-" ? QByteArray() : words[1].left(slash);
        auto name = words[1].mid(slash + 1);
        name.replace(":", "__");
        entries.append(QJsonObject{{"id"_L1, QString::fromLatin1(ns + '_' + name + '_' + resource.group + '_' + resource.kind)},
            {"v"_L1, QLatin1String(resource.version)}});
    }
    return entries;
}

} // namespace dg::demo
