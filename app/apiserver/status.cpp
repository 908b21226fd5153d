// SPDX-License-Identifier: Apache-2.0
#include "apiserver/status.h"

#include <QJsonDocument>

namespace dg::apiserver {

using namespace Qt::StringLiterals;

QByteArray statusBody(int code, const char* reason, const QByteArray& message, const QJsonObject& details)
{
    QJsonObject status{{"kind"_L1, "Status"_L1}, {"apiVersion"_L1, "v1"_L1}, {"metadata"_L1, QJsonObject()}, {"status"_L1, "Failure"_L1},
        {"message"_L1, QString::fromUtf8(message)}, {"reason"_L1, QLatin1String(reason)}, {"code"_L1, code}};
    if (!details.isEmpty())
        status["details"_L1] = details;
    return QJsonDocument(status).toJson(QJsonDocument::Compact);
}

HttpResponse failure(int code, const char* reason, const QByteArray& message, const QJsonObject& details)
{
    HttpResponse response;
    response.status = code;
    response.body = statusBody(code, reason, message, details);
    return response;
}

} // namespace dg::apiserver
