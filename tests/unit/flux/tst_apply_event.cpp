// SPDX-License-Identifier: Apache-2.0
// What Flux's controllers say of a pass, as Events have it.
#include "flux/apply_event.h"

#include <QtTest>

using namespace dg;

class TestApplyEvent : public QObject {
    Q_OBJECT

private:
    StringPool m_pool;
    std::shared_ptr<const flux::ApplyEvent> read(const std::string& text)
    {
        const simdjson::padded_string padded(text);
        json::Parser parser;
        json::Document document;
        json::Object object;
        if (parser.iterate(padded).get(document) || document.get_object().get(object))
            return nullptr;
        const auto record = flux::ApplyEventDecoder(m_pool).decode(object);
        return record ? std::static_pointer_cast<const flux::ApplyEvent>(*record) : nullptr;
    }

private Q_SLOTS:
    void theLinesNameTheObjects()
    {
        const auto objects
            = flux::appliedObjects("Namespace/apps created\nDeployment/apps/web configured\r\nClusterRole/system:auth:x configured\n");
        QCOMPARE(objects.size(), std::size_t{3});
        QVERIFY((objects[0] == flux::AppliedObject{"Namespace", "", "apps", true}));
        QVERIFY((objects[1] == flux::AppliedObject{"Deployment", "apps", "web", false}));
        QVERIFY((objects[2] == flux::AppliedObject{"ClusterRole", "", "system:auth:x", false}));
    }
    void otherWordsNameNothing()
    {
        for (const auto* message : {"", "Reconciliation finished in 1.2s, next run in 10m0s", "Health check passed in 3s",
                 "ConfigMap/apps/c deleted", "ConfigMap/apps/c unchanged", "see http://x/y configured by hand", "/apps/c configured",
                 "ConfigMap/ configured", "configured"})
            QVERIFY2(flux::appliedObjects(message).empty(), message);
        // What Helm's correction puts in front of its lines.
        QCOMPARE(
            flux::appliedObjects("Cluster state of release a/b.v1 has been corrected:\nConfigMap/a/c configured").size(), std::size_t{1});
    }
    void anEventSaysWhoWhenAndWhichRevision()
    {
        const auto event = read(
            R"({"kind":"Event","apiVersion":"v1","metadata":{"name":"apps.1","namespace":"flux-system","uid":"u","resourceVersion":"7",)"
            R"("creationTimestamp":"2026-11-26T09:00:00Z","annotations":{"kustomize.toolkit.fluxcd.io/revision":"main@sha1:abc"}},)"
            R"("involvedObject":{"kind":"Kustomization","namespace":"flux-system","name":"apps","apiVersion":"kustomize.toolkit.fluxcd.io/v1"},)"
            R"("reason":"Progressing","message":"ConfigMap/a/c configured","firstTimestamp":"2026-11-26T09:10:00Z",)"
            R"("lastTimestamp":"2026-11-26T09:20:00Z","count":2})");
        QVERIFY(event);
        QCOMPARE(event->applier.toString(), std::string("Kustomization/flux-system/apps"));
        QCOMPARE(event->applier.group.str(), std::string("kustomize.toolkit.fluxcd.io"));
        QCOMPARE(event->revision, std::string("main@sha1:abc"));
        QVERIFY(event->last == parseRfc3339("2026-11-26T09:20:00Z"));
        QCOMPARE(event->objects.size(), std::size_t{1});
        QVERIFY(event->key.kind.view() == "Event" && event->key.name.view() == "apps.1" && event->uid == "u");
    }
    void itsTimesAreTakenInTheOrderOfTheirWorth()
    {
        const auto at = [this](const std::string& times) {
            const auto event = read(R"({"metadata":{"name":"e","creationTimestamp":"2026-11-26T09:00:00Z"})" + times + "}");
            return event && event->last ? toRfc3339(*event->last) : std::string();
        };
        QCOMPARE(at(""), std::string("2026-11-26T09:00:00Z"));
        QCOMPARE(at(R"(,"firstTimestamp":"2026-11-26T09:01:00Z")"), std::string("2026-11-26T09:01:00Z"));
        QCOMPARE(at(R"(,"firstTimestamp":"2026-11-26T09:01:00Z","eventTime":"2026-11-26T09:02:00Z")"), std::string("2026-11-26T09:02:00Z"));
        QCOMPARE(
            at(R"(,"eventTime":"2026-11-26T09:02:00Z","series":{"count":3,"lastObservedTime":"2026-11-26T09:03:00Z"},"lastTimestamp":null)"),
            std::string("2026-11-26T09:03:00Z"));
    }
    void whatIsNoEventIsAnError()
    {
        QVERIFY(!read("{}"));
        QVERIFY(!read(R"({"metadata":[]})"));
    }
};

QTEST_GUILESS_MAIN(TestApplyEvent)
#include "tst_apply_event.moc"
