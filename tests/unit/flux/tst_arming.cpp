// SPDX-License-Identifier: Apache-2.0
// Whether a push reaches Flux at once (domain.md §2, §6.4), on objects as an API server gives them.
#include "flux/arming.h"
#include "flux/posture.h"
#include "sample.h"

#include <QtTest>

using namespace dg;
using namespace dg::flux;

namespace {

std::shared_ptr<const FluxObject> object(Kind kind, QByteArray text)
{
    text.replace('\'', '"');
    return sample::fluxObject(kind, text.toStdString());
}

std::shared_ptr<const FluxObject> repository(const char* url = "https://gitlab.example.com/shop/fleet.git", const char* meta = "")
{
    return object(Kind::GitRepository,
        QByteArray("{'metadata':{'name':'fleet','namespace':'flux-system','labels':{'team':'shop'}") + meta
            + "},'spec':{'interval':'10m','url':'" + url + "'},'status':{'lastHandledReconcileAt':'2026-07-01T10:00:00Z'}}");
}

std::shared_ptr<const FluxObject> receiver(
    const char* resources, const char* annotations = "", const char* status = "'status':'True','reason':'Succeeded'", const char* spec = "")
{
    return object(Kind::Receiver,
        QByteArray("{'metadata':{'name':'gitlab-fleet','namespace':'flux-system','generation':1,'annotations':{") + annotations
            + "}},'spec':{'type':'generic','resources':[" + resources + "]" + spec
            + "},'status':{'webhookPath':'/hook/ab','conditions':[{'type':'Ready','observedGeneration':1,'message':'no token'," + status
            + "}]}}");
}

const char* const Fleet = "{'kind':'GitRepository','name':'fleet'}";
const char* const ByAgent = "'agent.gitlab.com/id':'7','agent.gitlab.com/project':'shop/fleet'";

std::shared_ptr<const ControllerRecord> deployment(const char* app, int ready)
{
    auto record = std::make_shared<ControllerRecord>();
    record->app = app;
    record->ready = ready;
    record->key = {sample::pool().intern("controllers/apps"), sample::pool().intern("Deployment"), sample::pool().intern("flux-system"),
        sample::pool().intern(app)};
    return record;
}

Controllers controllers(bool notification, int ready = 1)
{
    Controllers out;
    for (const auto& record : {deployment("source-controller", 1), deployment("notification-controller", ready)}) {
        if (notification || record->app != "notification-controller")
            out.apply({record->key, store::RecordType::Controller, record, {}});
    }
    out.setReadable(true);
    return out;
}

struct World {
    std::vector<std::shared_ptr<const FluxObject>> receivers;
    Controllers running = controllers(true);
    AgentReach reach{"gitlab.example.com", "infra/agents", {"shop/fleet"}};
    bool read = true, served = true, reachKnown = false;
    [[nodiscard]] Arming of(const std::shared_ptr<const FluxObject>& source) const
    {
        return armingOf(*source, {receivers, read, served, &running, reachKnown ? &reach : nullptr});
    }
};

} // namespace

class TestArming : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAgentsReadyReceiverArmsItsRepository()
    {
        const auto arming = World{{receiver(Fleet, ByAgent)}}.of(repository());
        QCOMPARE(int(arming.push), int(Push::ArmedByAgent));
        QVERIFY(arming.armed() && arming.reasons.empty());
        QCOMPARE(arming.agentId, std::string("7"));
        QCOMPARE(arming.project, std::string("shop/fleet"));
        QCOMPARE(arming.receiver.name.str(), std::string("gitlab-fleet"));
        QCOMPARE(arming.interval->count(), 600'000);
    }

    void anotherReceiverArmsItToo()
    {
        QCOMPARE(int(World{{receiver(Fleet)}}.of(repository()).push), int(Push::ArmedByYou));
        // Of two the person's own is named.
        const auto both = World{{receiver(Fleet, ByAgent), receiver(Fleet)}}.of(repository());
        QCOMPARE(int(both.push), int(Push::ArmedByYou));
    }

    void aReceiverCoversByNameStarOrLabels()
    {
        const auto source = repository();
        QVERIFY(receives(*receiver("{'kind':'GitRepository','name':'*'}"), *source));
        QVERIFY(receives(*receiver("{'kind':'GitRepository','name':'*','matchLabels':{'team':'shop'}}"), *source));
        QVERIFY(!receives(*receiver("{'kind':'GitRepository','name':'*','matchLabels':{'team':'pay'}}"), *source));
        QVERIFY(!receives(*receiver("{'kind':'GitRepository','name':'*','matchLabels':{'team':'shop','stage':'prod'}}"), *source));
        QVERIFY(!receives(*receiver("{'kind':'GitRepository','name':'other'}"), *source));
        QVERIFY(!receives(*receiver("{'kind':'OCIRepository','name':'fleet'}"), *source));
        QVERIFY(!receives(*receiver("{'kind':'GitRepository','name':'fleet','namespace':'apps'}"), *source));
    }

    void withoutAReceiverTheIntervalDecides()
    {
        World world;
        const auto git = world.of(repository());
        QCOMPARE(int(git.push), int(Push::Polls));
        QVERIFY(git.reasons == std::vector{PushReason::NoReceiver});
        const auto oci
            = world.of(object(Kind::OCIRepository, "{'metadata':{'name':'web','namespace':'apps'},'spec':{'url':'oci://r/web'}}"));
        QVERIFY((oci.reasons == std::vector{PushReason::NoReceiver, PushReason::AgentSkipsOci}));
        const auto scp = world.of(repository("git@gitlab.example.com:shop/fleet.git"));
        QVERIFY((scp.reasons == std::vector{PushReason::NoReceiver, PushReason::UrlNotParsed}));
        world.reachKnown = true;
        const auto other = world.of(repository("https://github.com/shop/fleet"));
        QVERIFY((other.reasons == std::vector{PushReason::NoReceiver, PushReason::OtherHost}));
        QCOMPARE(other.detail, std::string("github.com"));
    }

    void aPrivateProjectOfAnotherPathIsNotTold()
    {
        World world{{receiver(Fleet, ByAgent)}};
        world.reachKnown = true;
        const auto hidden = world.of(repository());
        QCOMPARE(int(hidden.push), int(Push::Blocked));
        QVERIFY(hidden.reasons == std::vector{PushReason::ProjectNotReachable});
        QCOMPARE(hidden.detail, std::string("shop/fleet"));
        // Without a Receiver it is said too: the agent's would not help.
        const auto bare = World{{}, controllers(true), world.reach, true, true, true}.of(repository());
        QVERIFY((bare.reasons == std::vector{PushReason::NoReceiver, PushReason::ProjectNotReachable}));
        // Somebody's own Receiver is called by a web hook of the project: that the agent is not told does not matter.
        world.receivers = {receiver(Fleet)};
        QCOMPARE(int(world.of(repository()).push), int(Push::ArmedByYou));
        // A public project, its own, and one of which nothing is known.
        world.receivers = {receiver(Fleet, ByAgent)};
        world.reach.hiddenProjects = {"shop/other"};
        QCOMPARE(int(world.of(repository()).push), int(Push::ArmedByAgent));
    }

    void whatKeepsThePushFromArrivingIsNamed()
    {
        World world{{receiver(Fleet, ByAgent, "'status':'False','reason':'Failed'")}};
        const auto broken = world.of(repository());
        QCOMPARE(int(broken.push), int(Push::Blocked));
        QVERIFY(broken.reasons == std::vector{PushReason::ReceiverNotReady});
        QCOMPARE(broken.detail, std::string("no token"));
        world.receivers = {receiver(Fleet, "", "'status':'True','reason':'Succeeded'", ",'suspend':true")};
        QVERIFY(world.of(repository()).reasons == std::vector{PushReason::ReceiverSuspended});
        world.receivers = {receiver(Fleet)};
        world.running = controllers(false);
        QVERIFY(world.of(repository()).reasons == std::vector{PushReason::ControllerAbsent});
        world.running = controllers(true, 0);
        QCOMPARE(int(world.of(repository()).push), int(Push::Blocked));
        QVERIFY(world.of(repository()).reasons == std::vector{PushReason::ControllerNotReady});
    }

    void whatCannotBeReadIsNotGuessed()
    {
        World world;
        world.read = false;
        QCOMPARE(int(world.of(repository()).push), int(Push::CouldNotTell));
        world.served = false;
        const auto never = world.of(repository());
        QCOMPARE(int(never.push), int(Push::Polls));
        QCOMPARE(int(never.reasons.front()), int(PushReason::ReceiverNotServed));
        World blind{{receiver(Fleet)}};
        blind.running = Controllers();
        const auto armed = blind.of(repository());
        QCOMPARE(int(armed.push), int(Push::ArmedByYou));
        QVERIFY(armed.reasons == std::vector{PushReason::ControllersUnknown});
    }

    void theLastTriggerIsReadFromTheRequest()
    {
        World world;
        const auto person
            = world.of(repository("https://h/p", ",'annotations':{'reconcile.fluxcd.io/requestedAt':'2026-07-01T10:00:00Z'}"));
        QCOMPARE(int(person.trigger), int(TriggerForm::Person));
        QVERIFY(person.handled && person.triggered == parseRfc3339("2026-07-01T10:00:00Z"));
        const auto hook = world.of(repository(
            "https://h/p", ",'annotations':{'reconcile.fluxcd.io/requestedAt':'2026-07-01 12:00:00.123456789 +0200 CEST m=+5.000000001'}"));
        QCOMPARE(int(hook.trigger), int(TriggerForm::Receiver));
        QVERIFY(!hook.handled);
        QCOMPARE(toRfc3339(*hook.triggered), std::string("2026-07-01T10:00:00Z"));
        const auto odd = world.of(repository("https://h/p", ",'annotations':{'reconcile.fluxcd.io/requestedAt':'now please'}"));
        QVERIFY(!odd.triggered && odd.trigger == TriggerForm::None);
    }

    void addressesAreReadAsTheAgentReadsThem()
    {
        const auto https = repositoryAddress("https://user@gitlab.example.com:8443/shop/fleet.git");
        QCOMPARE(https->host, std::string("gitlab.example.com"));
        QCOMPARE(https->project, std::string("shop/fleet"));
        QCOMPARE(repositoryAddress("ssh://git@gitlab.example.com/shop/a/b")->project, std::string("shop/a/b"));
        QVERIFY(!repositoryAddress("git@gitlab.example.com:shop/fleet.git"));
    }

    void aPostureIsReadAndShared()
    {
        FluxDecoder decoder(Kind::OCIRepository, sample::pool());
        const std::string text = R"({"metadata":{"name":"a"},"spec":{"url":"oci://r/a","ref":{"tag":"latest"},"insecure":true,)"
                                 R"("verify":{"provider":"cosign"}}})";
        const auto first = std::static_pointer_cast<const FluxObject>(*sample::decodeWith(decoder, text));
        const auto second = std::static_pointer_cast<const FluxObject>(*sample::decodeWith(decoder, text));
        QCOMPARE(first->posture->tag, std::string("latest"));
        QVERIFY(first->posture->insecure && first->posture->verified);
        QCOMPARE(first->posture.get(), second->posture.get());
        const auto release = object(Kind::HelmRelease,
            "{'metadata':{'name':'r'},'spec':{'install':{'strategy':{'name':'RetryOnFailure'}},'upgrade':{'remediation':{'retries':0}}}}");
        QVERIFY(release->posture->retriesInstall && !release->posture->retriesUpgrade);
        const auto kustomization = object(Kind::Kustomization,
            "{'metadata':{'name':'k'},'spec':{'retryInterval':'2m','serviceAccountName':'deployer','decryption':{'provider':'sops',"
            "'secretRef':{'name':'age'}}}}");
        QCOMPARE(kustomization->posture->serviceAccount, std::string("deployer"));
        QCOMPARE(kustomization->posture->decryptionSecret.str(), std::string("age"));
        QCOMPARE(kustomization->posture->retryInterval->count(), 120'000);
        QVERIFY(!object(Kind::Kustomization, "{'metadata':{'name':'k'},'spec':{'prune':true}}")->posture);
    }
};

QTEST_GUILESS_MAIN(TestArming)
#include "tst_arming.moc"
