// SPDX-License-Identifier: Apache-2.0
#include "snapshot/pseudonyms.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace dg;
using namespace dg::snapshot;

namespace {

constexpr auto Applier
    = R"({"apiVersion":"kustomize.toolkit.fluxcd.io/v1","kind":"Kustomization","metadata":{"name":"payments","namespace":"shop"},
    "spec":{"sourceRef":{"kind":"OCIRepository","name":"delivery","namespace":"flux-system"},"targetNamespace":"shop"},
    "status":{"inventory":{"entries":[{"id":"shop_ledger_apps_Deployment","v":"v1"}]},
    "conditions":[{"type":"Ready","status":"False","reason":"HealthCheckFailed","message":"Deployment/shop/ledger is not ready: pod ledger-7d9f-x2 of payments."}]}})";
constexpr auto Source = R"({"kind":"OCIRepository","metadata":{"name":"delivery","namespace":"flux-system"},
    "spec":{"url":"oci://registry.acme.corp:5000/shop-team/delivery"},
    "status":{"artifact":{"revision":"latest@sha256:4b0a"}}})";
constexpr auto Managed = R"({"metadata":{"name":"ledger","namespace":"shop","labels":{"kustomize.toolkit.fluxcd.io/name":"payments"},
    "managedFields":[{"manager":"kustomize-controller","fieldsV1":{"f:spec":{"f:containers":{"k:{\"name\":\"ledger\"}":{}}}}}]}})";

Pseudonyms& learnt(Pseudonyms& names)
{
    Head head;
    head.cluster = "acme-prod";
    head.server = "https://k8s.acme.corp";
    head.user = "gitlab:user:alice";
    names.learn(head);
    for (const auto* json : {Applier, Source, Managed})
        names.learnObject(json);
    return names;
}

QJsonObject told(Pseudonyms& names, const char* json)
{
    const auto line = names.toldLine(json);
    return line ? QJsonDocument::fromJson(QByteArray::fromStdString(*line)).object() : QJsonObject();
}

} // namespace

class TestPseudonyms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noNameIsLeftAndTheSameNameIsTheSameEverywhere()
    {
        Pseudonyms names;
        learnt(names);
        QByteArray all;
        for (const auto* json : {Applier, Source, Managed})
            all += QByteArray::fromStdString(names.toldLine(json).value_or(std::string("!")));
        for (const auto* name : {"payments", "shop", "ledger", "delivery", "acme", "registry"})
            QVERIFY2(!all.contains(name), (QByteArray(name) + ": " + all).constData());
        const auto applier = told(names, Applier), managed = told(names, Managed), source = told(names, Source);
        const auto metadata
            = [](const QJsonObject& object, const char* key) { return object[QLatin1String("metadata")][QLatin1String(key)].toString(); };
        QCOMPARE(metadata(applier, "namespace"), metadata(managed, "namespace"));
        QCOMPARE(managed[QLatin1String("metadata")][QLatin1String("labels")][QLatin1String("kustomize.toolkit.fluxcd.io/name")].toString(),
            metadata(applier, "name"));
        QCOMPARE(applier[QLatin1String("spec")][QLatin1String("sourceRef")][QLatin1String("name")].toString(), metadata(source, "name"));
        QCOMPARE(applier[QLatin1String("status")][QLatin1String("inventory")][QLatin1String("entries")][0][QLatin1String("id")].toString(),
            metadata(managed, "namespace") + QLatin1Char('_') + metadata(managed, "name") + QLatin1String("_apps_Deployment"));
        const auto message = applier[QLatin1String("status")][QLatin1String("conditions")][0][QLatin1String("message")].toString();
        QVERIFY2(
            message.startsWith(
                QStringLiteral("Deployment/%1/%2 is not ready: pod %2-").arg(metadata(managed, "namespace"), metadata(managed, "name"))),
            qPrintable(message));
        QVERIFY(message.endsWith(metadata(applier, "name") + QLatin1Char('.')));
    }

    void wordsOfKubernetesStay()
    {
        Pseudonyms names;
        learnt(names);
        const auto applier = told(names, Applier), source = told(names, Source), managed = told(names, Managed);
        QCOMPARE(applier[QLatin1String("apiVersion")].toString(), QStringLiteral("kustomize.toolkit.fluxcd.io/v1"));
        QCOMPARE(applier[QLatin1String("spec")][QLatin1String("sourceRef")][QLatin1String("namespace")].toString(),
            QStringLiteral("flux-system"));
        QCOMPARE(applier[QLatin1String("status")][QLatin1String("conditions")][0][QLatin1String("reason")].toString(),
            QStringLiteral("HealthCheckFailed"));
        QCOMPARE(source[QLatin1String("status")][QLatin1String("artifact")][QLatin1String("revision")].toString(),
            QStringLiteral("latest@sha256:4b0a"));
        QVERIFY(source[QLatin1String("spec")][QLatin1String("url")].toString().startsWith(QLatin1String("oci://host")));
        QCOMPARE(managed[QLatin1String("metadata")][QLatin1String("managedFields")][0][QLatin1String("manager")].toString(),
            QStringLiteral("kustomize-controller"));
    }

    // A word of Kubernetes that is also somebody's name.
    void aNameThatIsAWordToo()
    {
        Pseudonyms names;
        names.learnObject(R"({"metadata":{"name":"apps","namespace":"status"}})");
        const auto object = told(names,
            R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"apps","namespace":"status"},"status":{"phase":"apps"}})");
        QCOMPARE(object[QLatin1String("apiVersion")].toString(), QStringLiteral("apps/v1"));
        QVERIFY(object.contains(QLatin1String("status")));
        QCOMPARE(object[QLatin1String("metadata")][QLatin1String("name")].toString(), QStringLiteral("name1"));
        QCOMPARE(object[QLatin1String("metadata")][QLatin1String("namespace")].toString(), QStringLiteral("ns1"));
        const auto entry = told(names, R"({"id":"status_apps_apps_Deployment"})"); // namespace, name, group, kind
        QCOMPARE(entry[QLatin1String("id")].toString(), QStringLiteral("ns1_name1_apps_Deployment"));
    }

    void peopleAndHostsOfTheHead()
    {
        Pseudonyms names;
        learnt(names);
        Head head;
        head.cluster = "acme-prod";
        head.server = "https://k8s.acme.corp";
        head.user = "gitlab:user:alice";
        const auto other = names.told(head);
        QVERIFY(other.pseudonyms);
        for (const auto& text : {other.cluster, other.server, other.user})
            QVERIFY2(text.find("acme") == std::string::npos && text.find("alice") == std::string::npos, text.c_str());
    }
};

QTEST_GUILESS_MAIN(TestPseudonyms)
#include "tst_pseudonyms.moc"
