// SPDX-License-Identifier: Apache-2.0
// notification-controller's receiver behind the service proxy, for Receivers of type generic (domain.md §6.4).

#include "apiserver/status.h"
#include "jsonedit.h"
#include "server.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace dg::demo {

using namespace Qt::StringLiterals;

HttpResponse DemoSite::callService(const HttpRequest& request, const QByteArray& path)
{
    if (request.method != "POST")
        return failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    const auto receivers = resourceOfKind("Receiver");
    for (const auto& stored : m_store.list(receivers, {})) {
        const auto receiver = m_store.json(receivers, stored->ns, stored->name);
        if (statusField(receiver, "webhookPath"_L1).toString().toUtf8() != path)
            continue;
        for (const auto& covered : specField(receiver, "resources"_L1).toArray()) {
            const auto reference = covered.toObject();
            const auto kind = resourceOfKind(reference["kind"_L1].toString().toUtf8());
            const auto ns = reference["namespace"_L1].toString(QString::fromUtf8(stored->ns)).toUtf8();
            const auto name = reference["name"_L1].toString().toUtf8();
            auto object = m_store.json(kind, ns, name);
            if (object.isEmpty())
                continue;
            const QJsonObject asked{{"reconcile.fluxcd.io/requestedAt"_L1, timeText(now()) + " Receiver"_L1}};
            const QJsonObject patch{{"metadata"_L1, QJsonObject{{"annotations"_L1, asked}}}};
            m_store.put(kind, mergedObject(std::move(object), patch, "notification-controller", resources()[kind].apiVersion(), now()));
            m_simulation.patched(kind, ns, name);
        }
        return {};
    }
    return failure(404, "NotFound", "the server could not find the requested resource");
}

} // namespace dg::demo
