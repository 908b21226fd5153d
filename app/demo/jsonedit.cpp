// SPDX-License-Identifier: Apache-2.0
#include "jsonedit.h"

namespace dg::demo {

using namespace Qt::StringLiterals;

QJsonObject condition(const QJsonObject& object, QLatin1String type)
{
    const auto conditions = statusField(object, "conditions"_L1).toArray();
    for (const auto& entry : conditions)
        if (entry.toObject()["type"_L1].toString() == type)
            return entry.toObject();
    return {};
}

void setCondition(
    QJsonObject& object, QLatin1String type, QLatin1String status, const QString& reason, const QString& message, WallTime now)
{
    auto conditions = statusField(object, "conditions"_L1).toArray();
    QJsonObject made{{"type"_L1, type}, {"status"_L1, status}, {"reason"_L1, reason}, {"message"_L1, message},
        {"observedGeneration"_L1, generation(object)}, {"lastTransitionTime"_L1, timeText(now)}};
    for (qsizetype i = 0; i < conditions.size(); ++i) {
        const auto old = conditions[i].toObject();
        if (old["type"_L1].toString() != type)
            continue;
        if (old["status"_L1] == made["status"_L1] && old["reason"_L1] == made["reason"_L1] && old["message"_L1] == made["message"_L1])
            made["lastTransitionTime"_L1] = old["lastTransitionTime"_L1];
        conditions[i] = made;
        setStatus(object, "conditions"_L1, conditions);
        return;
    }
    conditions.append(made);
    setStatus(object, "conditions"_L1, conditions);
}

void removeCondition(QJsonObject& object, QLatin1String type)
{
    auto conditions = statusField(object, "conditions"_L1).toArray();
    for (qsizetype i = conditions.size() - 1; i >= 0; --i)
        if (conditions[i].toObject()["type"_L1].toString() == type)
            conditions.removeAt(i);
    setStatus(object, "conditions"_L1, conditions);
}

void setStatus(QJsonObject& object, QLatin1String key, const QJsonValue& value)
{
    auto status = object["status"_L1].toObject();
    status[key] = value;
    object["status"_L1] = status;
}

QJsonValue statusField(const QJsonObject& object, QLatin1String key)
{
    return object["status"_L1].toObject()[key];
}
QJsonValue specField(const QJsonObject& object, QLatin1String key)
{
    return object["spec"_L1].toObject()[key];
}
QString requestedAt(const QJsonObject& object)
{
    return object["metadata"_L1].toObject()["annotations"_L1].toObject()["reconcile.fluxcd.io/requestedAt"_L1].toString();
}
qint64 generation(const QJsonObject& object)
{
    return object["metadata"_L1].toObject()["generation"_L1].toInteger();
}

} // namespace dg::demo
