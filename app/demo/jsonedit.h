// SPDX-License-Identifier: Apache-2.0
// Small edits of Flux objects as JSON: times, conditions, status fields. Pure.
#pragma once

#include "base/clock.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace dg::demo {

[[nodiscard]] inline QString timeText(WallTime time)
{
    return QString::fromStdString(toRfc3339(time));
}

// The condition of that type; empty when there is none.
[[nodiscard]] QJsonObject condition(const QJsonObject& object, QLatin1String type);
// Adds or replaces; lastTransitionTime moves when status, reason or message changes, as Flux does it (domain.md §4.3).
// observedGeneration is the object's generation.
void setCondition(
    QJsonObject& object, QLatin1String type, QLatin1String status, const QString& reason, const QString& message, WallTime now);
void removeCondition(QJsonObject& object, QLatin1String type);
void setStatus(QJsonObject& object, QLatin1String key, const QJsonValue& value);
[[nodiscard]] QJsonValue statusField(const QJsonObject& object, QLatin1String key);
[[nodiscard]] QJsonValue specField(const QJsonObject& object, QLatin1String key);
[[nodiscard]] QString requestedAt(const QJsonObject& object);
[[nodiscard]] qint64 generation(const QJsonObject& object);

} // namespace dg::demo
