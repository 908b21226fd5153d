// SPDX-License-Identifier: Apache-2.0
// Every kind beyond sources and appliers: its layout (domain.md §3.3, §3.6-3.8), how it is suspended, its state.
#include "flux/reconcile.h"
#include "flux/state.h"
#include "sample.h"

#include <QtTest>

#include <set>

using namespace dg;
using namespace dg::flux;

namespace {

std::shared_ptr<const FluxObject> object(Kind kind, const char* apiVersion, const char* body, const char* meta = "")
{
    QByteArray text = QByteArray(R"({"apiVersion":")") + apiVersion + R"(","metadata":{"name":"x","namespace":"apps","generation":1)" + meta
        + R"(})" + body + "}";
    text.replace('\'', '"');
    return sample::fluxObject(kind, text.toStdString());
}

const char* const Ready = ",'status':{'conditions':[{'type':'Ready','status':'True','reason':'Succeeded','observedGeneration':1}]}";

std::string text(const Reference& reference)
{
    return reference.kind.str() + "/" + reference.ns.str() + "/" + reference.name.str();
}

} // namespace

class TestEveryKind : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableNamesEachKindOnceWithVersionsAndWords()
    {
        std::set<std::string_view> names, codes, plurals;
        for (const auto& entry : kinds()) {
            QCOMPARE(std::string(info(entry.kind).name), std::string(entry.name)); // the table is in the enum's order
            QVERIFY(names.insert(entry.name).second && codes.insert(entry.code).second && plurals.insert(entry.plural).second);
            QVERIFY(!entry.versions.empty() && isFluxGroup(entry.group));
            for (const auto word : {entry.name, entry.code, entry.plural})
                QCOMPARE(int(kindFromWord(word)), int(entry.kind));
        }
        QCOMPARE(names.size(), KindCount);
        QCOMPARE(int(kindFromWord("imgauto")), int(Kind::ImageUpdateAutomation));
        QVERIFY(!isFluxGroup("apps") && !isFluxGroup("kustomize.config.k8s.io") && isFluxGroup("fluxcd.controlplane.io"));
    }

    void imageAutomation()
    {
        const auto repository = object(Kind::ImageRepository, "image.toolkit.fluxcd.io/v1",
            ",'spec':{'image':'registry.example.com/web','secretRef':{'name':'pull'}},'status':{'lastScanResult':{'scanTime':"
            "'2026-01-02T03:04:05Z','tagCount':12,'latestTags':['a']}}");
        QCOMPARE(repository->extras->image, std::string("registry.example.com/web"));
        QCOMPARE(*repository->extras->tagCount, 12);
        QVERIFY(repository->extras->lastRun == parseRfc3339("2026-01-02T03:04:05Z"));
        QCOMPARE(repository->secretName.str(), std::string("pull"));

        const auto policy = object(Kind::ImagePolicy, "image.toolkit.fluxcd.io/v1",
            ",'spec':{'imageRepositoryRef':{'name':'web','namespace':'images'}},'status':{'latestRef':{'name':'registry.example.com/web',"
            "'tag':'1.2.3','digest':'sha256:ab'}}");
        QCOMPARE(text(policy->source), std::string("ImageRepository/images/web"));
        QCOMPARE(policy->revision(), std::string("1.2.3"));
        QCOMPARE(policy->extras->image, std::string("registry.example.com/web:1.2.3@sha256:ab"));
        // v1beta2 had one string, up to 2.8 beside the new field.
        const auto older
            = object(Kind::ImagePolicy, "image.toolkit.fluxcd.io/v1beta2", ",'status':{'latestImage':'registry:5000/web:2.0'}");
        QCOMPARE(older->revision(), std::string("2.0"));

        const auto automation = object(Kind::ImageUpdateAutomation, "image.toolkit.fluxcd.io/v1",
            ",'spec':{'sourceRef':{'kind':'GitRepository','name':'repo'},'update':{'path':'./deploy'}},'status':{'lastPushCommit':"
            "'5428df5600000000000000000000000000000000','lastPushTime':'2026-01-02T03:04:05Z','lastAutomationRunTime':'2026-01-02T04:04:"
            "05Z'}");
        QCOMPARE(text(automation->source), std::string("GitRepository/apps/repo"));
        QCOMPARE(automation->revision(), std::string("sha1:5428df5600000000000000000000000000000000"));
        QCOMPARE(automation->path, std::string("./deploy"));
        QVERIFY(automation->extras->lastPush && automation->extras->lastRun);
    }

    void notifications()
    {
        const auto alert = object(Kind::Alert, "notification.toolkit.fluxcd.io/v1beta3",
            ",'spec':{'providerRef':{'name':'slack'},'eventSources':[{'kind':'Kustomization','name':'*','namespace':'web'},"
            "{'kind':'HelmRelease','name':'redis'}]}");
        QCOMPARE(text(alert->source), std::string("Provider/apps/slack"));
        QCOMPARE(alert->extras->covers.size(), std::size_t(2));
        QCOMPARE(text(alert->extras->covers[0]), std::string("Kustomization/web/*"));
        QCOMPARE(text(alert->extras->covers[1]), std::string("HelmRelease/apps/redis"));
        // A Provider's address may hold a secret (a Slack webhook does): it is not kept anywhere.
        const auto provider = object(Kind::Provider, "notification.toolkit.fluxcd.io/v1beta3",
            ",'spec':{'type':'slack','channel':'on-call','address':'https://hooks.example.com/T0/secret'}");
        QCOMPARE(provider->extras->type, std::string("slack"));
        QCOMPARE(provider->extras->channel, std::string("on-call"));
        QVERIFY(provider->url.empty() && provider->path.empty());
        const auto receiver = object(Kind::Receiver, "notification.toolkit.fluxcd.io/v1",
            ",'spec':{'type':'gitlab','resources':[{'kind':'GitRepository','matchLabels':{'a':'b'}}]},'status':{'webhookPath':'/hook/1'}");
        QCOMPARE(text(receiver->extras->covers.at(0)), std::string("GitRepository/apps/*"));
    }

    void fluxOperator()
    {
        const auto report = object(Kind::FluxReport, "fluxcd.controlplane.io/v1",
            ",'spec':{'distribution':{'version':'v2.9.1','status':'Installed'},'operator':{'version':'v0.30.0'},'components':[{'name':"
            "'helm-controller','ready':false,'status':'InProgress','image':'ghcr.io/fluxcd/helm-controller:v1.6.1'}]}");
        QCOMPARE(report->revision(), std::string("v2.9.1"));
        QCOMPARE(report->extras->operatorVersion, std::string("v0.30.0"));
        QCOMPARE(report->extras->components.at(0).name, std::string("helm-controller"));
        QVERIFY(!report->extras->components.at(0).ready);
        const auto instance = object(Kind::FluxInstance, "fluxcd.controlplane.io/v1",
            ",'spec':{'distribution':{'version':'2.x'}},'status':{'components':[{'name':'source-controller','repository':"
            "'ghcr.io/fluxcd/source-controller','tag':'v1.9.1'}],'inventory':{'entries':[{'id':'_flux-system__Namespace','v':'v1'}]}}");
        QCOMPARE(instance->extras->components.at(0).image, std::string("ghcr.io/fluxcd/source-controller:v1.9.1"));
        QCOMPARE(instance->inventory.size(), std::size_t(1));
        const auto set = object(Kind::ResourceSet, "fluxcd.controlplane.io/v1",
            ",'spec':{'dependsOn':[{'apiVersion':'kustomize.toolkit.fluxcd.io/"
            "v1','kind':'Kustomization','name':'base','namespace':'infra'}]}");
        QCOMPARE(text(set->dependsOn.at(0)), std::string("Kustomization/infra/base"));
    }

    void anArtifactGeneratorsInventoryNamesItsArtifacts()
    {
        const auto generator = object(Kind::ArtifactGenerator, "source.extensions.fluxcd.io/v1beta1",
            ",'spec':{'sources':[{'alias':'a','kind':'OCIRepository','name':'apps'}]},'status':{'inventory':[{'name':'config','namespace':"
            "'apps','digest':'sha256:x'}]}");
        QCOMPARE(text(generator->extras->covers.at(0)), std::string("OCIRepository/apps/apps"));
        std::string entry;
        generator->inventory.forEach([&](const InventoryEntry& e) { entry = std::string(e.kind) + "/" + std::string(e.name); });
        QCOMPARE(entry, std::string("ExternalArtifact/config"));
        QVERIFY(generator->inventory.mayHoldFlux());
    }

    void healthChecksOfAKustomization()
    {
        const auto ks = object(Kind::Kustomization, "kustomize.toolkit.fluxcd.io/v1",
            ",'spec':{'wait':true,'healthChecks':[{'apiVersion':'apps/v1','kind':'Deployment','name':'api','namespace':'web'}],"
            "'healthCheckExprs':[{'kind':'X','current':'true'},{'kind':'Y','current':'true'}]}");
        QVERIFY(ks->wait);
        QCOMPARE(text(ks->healthChecks.at(0)), std::string("Deployment/web/api"));
        QCOMPARE(ks->healthCheckExprs, std::size_t(2));
    }

    void whoAppliedItIsReadFromTheOperatorsLabelsToo()
    {
        const auto bySet = object(Kind::Kustomization, "kustomize.toolkit.fluxcd.io/v1", "",
            ",'labels':{'resourceset.fluxcd.controlplane.io/name':'apps','resourceset.fluxcd.controlplane.io/namespace':'flux-system'}");
        QCOMPARE(text(bySet->parent), std::string("ResourceSet/flux-system/apps"));
        const auto byInstance = object(Kind::Kustomization, "kustomize.toolkit.fluxcd.io/v1", "",
            ",'labels':{'fluxcd.controlplane.io/name':'flux','fluxcd.controlplane.io/namespace':'flux-system'}");
        QCOMPARE(text(byInstance->parent), std::string("FluxInstance/flux-system/flux"));
    }

    void suspendedByAnnotationWhereThereIsNoSuspendField()
    {
        const auto set = object(Kind::ResourceSet, "fluxcd.controlplane.io/v1", Ready,
            ",'annotations':{'fluxcd.controlplane.io/reconcile':'disabled','fluxcd.controlplane.io/suspendedBy':'m.okafor'}");
        QVERIFY(evaluate(*set).suspended);
        QCOMPARE(int(evaluate(*set).state), int(State::Ready));
        QCOMPARE(set->suspendedBy, std::string("m.okafor"));
        const auto generator = object(Kind::ArtifactGenerator, "source.extensions.fluxcd.io/v1beta1", Ready,
            ",'annotations':{'source.extensions.fluxcd.io/reconcile':'disabled'}");
        QVERIFY(evaluate(*generator).suspended);
        const auto enabled = object(
            Kind::ResourceSet, "fluxcd.controlplane.io/v1", Ready, ",'annotations':{'fluxcd.controlplane.io/reconcile':'enabled'}");
        QVERIFY(!evaluate(*enabled).suspended);
    }

    void kindsWithoutStatusAreReadyAndSaySo()
    {
        for (const auto kind : {Kind::Alert, Kind::Provider}) {
            const auto verdict = evaluate(*object(kind, "notification.toolkit.fluxcd.io/v1beta3", ",'spec':{'suspend':true}"));
            QCOMPARE(int(verdict.state), int(State::Ready));
            QCOMPARE(int(verdict.note), int(Note::NoStatus));
            QVERIFY(verdict.suspended);
            // A leftover condition of an older version says nothing in v1beta3 …
            const char* const failed = ",'status':{'conditions':[{'type':'Ready','status':'False','reason':'ValidationFailed'}]}";
            QCOMPARE(int(evaluate(*object(kind, "notification.toolkit.fluxcd.io/v1beta3", failed)).state), int(State::Ready));
            // … but where the older version is served, it is the verdict.
            QCOMPARE(int(evaluate(*object(kind, "notification.toolkit.fluxcd.io/v1beta2", failed)).state), int(State::Failed));
            QCOMPARE(int(evaluate(*object(kind, "notification.toolkit.fluxcd.io/v1beta2", "")).note), int(Note::NoStatus));
        }
        QCOMPARE(int(evaluate(*object(Kind::Receiver, "notification.toolkit.fluxcd.io/v1", "")).state), int(State::Unknown));
    }

    void anImagePolicyWaitsForItsRepository()
    {
        const auto policy = object(Kind::ImagePolicy, "image.toolkit.fluxcd.io/v1",
            ",'spec':{'imageRepositoryRef':{'name':'web'}},'status':{'conditions':[{'type':'Ready','status':'False','reason':"
            "'DependencyNotReady','message':'not scanned yet','observedGeneration':1}]}");
        const auto verdict = evaluate(*policy);
        QCOMPARE(int(verdict.state), int(State::Waiting));
        QCOMPARE(text(verdict.waitsFor), std::string("ImageRepository/apps/web"));
    }

    void whatIsHeldByAFinalizerSaysByWhichAndSinceWhen()
    {
        const auto held = object(Kind::HelmRelease, "helm.toolkit.fluxcd.io/v2", Ready,
            ",'deletionTimestamp':'2026-01-02T03:04:05Z','finalizers':['finalizers.fluxcd.io','example.com/hold']");
        const auto verdict = evaluate(*held);
        QCOMPARE(int(verdict.state), int(State::Terminating));
        QCOMPARE(verdict.heldBy, std::string("finalizers.fluxcd.io, example.com/hold"));
        QVERIFY(verdict.since == parseRfc3339("2026-01-02T03:04:05Z"));
    }

    void onlyWhatAControllerAnswersCanBeReconciled()
    {
        for (const auto& entry : kinds()) {
            const auto made = object(entry.kind, "x/v1", "");
            const bool never = entry.kind == Kind::Alert || entry.kind == Kind::Provider || entry.kind == Kind::ExternalArtifact;
            QVERIFY2(canReconcile(*made) != never, std::string(entry.name).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestEveryKind)
#include "tst_every_kind.moc"
