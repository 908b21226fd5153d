// SPDX-License-Identifier: Apache-2.0
// What `flux push artifact` writes on an image: the commit it was built of, from where, and when (domain.md §3.3).
#pragma once

#include <QCryptographicHash>
#include <QJsonObject>
#include <QString>

namespace dg::demo {

// The commit behind an image's revision: always the same one.
[[nodiscard]] inline QString originRevision(const QString& revision)
{
    const auto hash = QCryptographicHash::hash(revision.toLatin1(), QCryptographicHash::Sha1).toHex();
    return QStringLiteral("main@sha1:") + QString::fromLatin1(hash);
}

// Empty where the registry is not the demo's own: others push with other tools, which annotate nothing.
[[nodiscard]] inline QJsonObject imageAnnotations(const QString& url, const QString& revision, const QString& created)
{
    const auto registry = QStringLiteral("oci://registry.example.com/");
    if (!url.startsWith(registry))
        return {};
    return {{QStringLiteral("org.opencontainers.image.created"), created},
        {QStringLiteral("org.opencontainers.image.revision"), originRevision(revision)},
        {QStringLiteral("org.opencontainers.image.source"),
            QStringLiteral("https://gitlab.example.com/%1.git").arg(url.mid(registry.size()))}};
}

} // namespace dg::demo
