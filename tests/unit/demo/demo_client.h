// SPDX-License-Identifier: Apache-2.0
// A small HTTP client for the demo's tests: QNetworkAccessManager for answers and watches, a raw socket for the odd ones.
#pragma once

#include "demo/demo_cluster.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <memory>
#include <utility>
#include <vector>

namespace dg::demo::test {

using namespace Qt::StringLiterals;

inline const QByteArray Kustomizations = "/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations";
inline const QByteArray HelmReleases = "/apis/helm.toolkit.fluxcd.io/v2/helmreleases";
inline const QByteArray SourceGroup = "/apis/source.toolkit.fluxcd.io/v1/";
inline const QByteArray MetadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
inline const QByteArray MetadataOne = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
constexpr int Patience = 30'000; // ms; only reached when something is wrong

struct Answer {
    int status = 0;
    QByteArray body;
    QByteArray contentType;
    QByteArray encoding;
    QByteArray date;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QJsonArray items() const { return json()["items"_L1].toArray(); }
};

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

// The events of a watch, as they come.
class Watch {
public:
    explicit Watch(QNetworkReply* reply)
        : m_reply(reply)
    {
    }
    ~Watch() { m_reply->abort(); }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    // Reads on until an event satisfies; empty when the stream ended or patience did.
    template <class Predicate> QJsonObject until(Predicate wanted)
    {
        QJsonObject found;
        (void)QTest::qWaitFor(
            [&] {
                while (m_reply->canReadLine()) {
                    const auto event = QJsonDocument::fromJson(m_reply->readLine()).object();
                    types.append(event["type"_L1].toString());
                    if (wanted(event)) {
                        found = event;
                        return true;
                    }
                }
                return m_reply->isFinished();
            },
            Patience);
        return found;
    }
    QStringList types;

private:
    std::unique_ptr<QNetworkReply> m_reply;
};

class Client {
public:
    explicit Client(const DemoCluster& cluster)
        : m_base(QByteArray::fromStdString(cluster.baseUrl()))
        , m_token(QByteArray::fromStdString(std::string(cluster.token().reveal())))
    {
    }
    [[nodiscard]] QNetworkRequest request(const QByteArray& path, const Headers& headers) const
    {
        QNetworkRequest request(QUrl::fromEncoded(m_base + path));
        request.setRawHeader("Authorization", "Bearer " + m_token);
        for (const auto& [name, value] : headers)
            request.setRawHeader(name, value);
        return request;
    }
    Answer get(const QByteArray& path, const Headers& headers = {}) { return finish(m_network.get(request(path, headers))); }
    Answer send(const QByteArray& method, const QByteArray& path, const QByteArray& body, const QByteArray& type)
    {
        return finish(m_network.sendCustomRequest(request(path, {{"Content-Type", type}}), method, body));
    }
    Answer patch(const QByteArray& path, const QByteArray& body)
    {
        return send("PATCH", path + "?fieldManager=driftglass", body, "application/merge-patch+json");
    }
    Answer ask(const QByteArray& path, const QByteArray& token)
    {
        return patch(path, R"({"metadata":{"annotations":{"reconcile.fluxcd.io/requestedAt":")" + token + "\"}}}");
    }
    std::unique_ptr<Watch> watch(const QByteArray& path, const Headers& headers = {})
    {
        return std::make_unique<Watch>(m_network.get(request(path, headers)));
    }
    void setToken(const QByteArray& token) { m_token = token; }
    [[nodiscard]] const QByteArray& token() const { return m_token; }
    [[nodiscard]] quint16 port() const { return static_cast<quint16>(QUrl::fromEncoded(m_base).port()); }

private:
    Answer finish(QNetworkReply* reply)
    {
        const std::unique_ptr<QNetworkReply> owner(reply);
        Answer answer;
        if (!QTest::qWaitFor([reply] { return reply->isFinished(); }, Patience))
            return answer;
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.body = reply->readAll();
        answer.contentType = reply->rawHeader("Content-Type");
        answer.encoding = reply->rawHeader("Content-Encoding");
        answer.date = reply->rawHeader("Date");
        return answer;
    }
    QNetworkAccessManager m_network;
    QByteArray m_base;
    QByteArray m_token;
};

inline QJsonObject conditionOf(const QJsonObject& object, const QString& type)
{
    const auto conditions = object["status"_L1].toObject()["conditions"_L1].toArray();
    for (const auto& entry : conditions)
        if (entry.toObject()["type"_L1].toString() == type)
            return entry.toObject();
    return {};
}

// "/apis/g/v/kustomizations" and "ns/name" -> the object's path.
inline QByteArray onePath(const QByteArray& collection, const QByteArray& nsName)
{
    const auto cut = collection.lastIndexOf('/');
    const auto slash = nsName.indexOf('/');
    return collection.left(cut) + "/namespaces/" + nsName.left(slash) + collection.mid(cut) + '/' + nsName.mid(slash + 1);
}

inline QString nsNameOf(const QJsonObject& object)
{
    const auto metadata = object["metadata"_L1].toObject();
    return metadata["namespace"_L1].toString() + u'/' + metadata["name"_L1].toString();
}

} // namespace dg::demo::test
