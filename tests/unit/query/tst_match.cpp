// SPDX-License-Identifier: Apache-2.0
// One object against many queries: each field, negated and not, known and not known.
#include "query/match.h"

#include <QTest>

using namespace dg;
using namespace dg::query;

class TestMatch : public QObject {
    Q_OBJECT

private:
    StringPool m_pool;
    flux::FluxObject m_object;
    flux::Verdict m_verdict;
    std::string m_text;

    Candidate flux()
    {
        m_text = searchText(m_object, "ks", m_verdict);
        auto candidate = candidateOf(m_object, "ks", m_verdict, true, m_text);
        candidate.drift = driftOf(m_object, 3, 1);
        candidate.age = Millis{2 * 3600 * 1000};
        candidate.cluster = "Prod-EU-1";
        return candidate;
    }
    // An inventory entry whose record nobody has read.
    static Candidate entry()
    {
        Candidate candidate;
        candidate.text = "apps/api\x01netpol\x01networkpolicy";
        candidate.ns = "apps";
        candidate.name = "api";
        candidate.kindCode = "netpol";
        candidate.kind = "networkpolicy";
        candidate.owner = {"Kustomization", "flux-system", "payments"};
        return candidate;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto& info = flux::info(flux::Kind::Kustomization);
        m_object.kind = flux::Kind::Kustomization;
        m_object.key = {m_pool.intern(info.group), m_pool.intern(info.name), m_pool.intern("Team-A"), m_pool.intern("payments")};
        m_object.source = {m_pool.intern("GitRepository"), m_pool.intern("flux-system"), m_pool.intern("apps")};
        m_object.parent = {m_pool.intern("Kustomization"), m_pool.intern("flux-system"), m_pool.intern("root")};
        m_object.lastAppliedRevision = "main@sha1:ab12";
        m_object.labels = flux::Labels(std::make_shared<const std::string>("app=web\nexample.com/tier=Gold\n"));
        m_verdict.state = flux::State::Failed;
        m_verdict.message = "Health check failed: timeout";
    }

    void aFluxObject_data()
    {
        QTest::addColumn<bool>("matches");
        const auto rows = [](bool yes, std::initializer_list<const char*> queries) {
            for (const auto* query : queries)
                QTest::newRow(query) << yes;
        };
        rows(true,
            {"", "pay", "PAYMENTS", "team-a/pay", "ab12", "\"check failed\"", "kustomization", "pay*ts", "p?y", "he*out", "pay zzz,team",
                "-zzz", "kind:ks", "kind:kustomizations", "kind:Kustomization", "kind:k*", "-kind:hr,git", "ns:team-a", "ns:team-*",
                "ns:x,team-?", "name:ment", "name:pay*", "name:*ments", "-name:web", "state:failed", "state:fail*", "state:problem",
                "-state:ready", "source:apps", "source:flux-system/apps", "source:git/flux-system/apps", "source:GitRepository/*/apps",
                "-source:other", "owner:root", "owner:flux-system/root", "owner:ks/flux-system/root", "owner:r*", "label:app",
                "label:app=web", "label:app=w*", "label:example.com/tier=gold", "label:*/tier", "-label:other",
                "label:kustomize.toolkit.fluxcd.io/name=root", "label:kustomize.toolkit.fluxcd.io/namespace", "drift:yes", "drift:missing",
                "drift:orphaned,missing", "-drift:no", "-drift:field-changed", "suspended:no", "-suspended:yes", "behind:yes",
                "cluster:prod-eu-1", "cluster:prod-*", "-cluster:other", "age>1h", "age<3h", "-age>3h",
                "kind:ks ns:team-a state:failed pay"});
        rows(false,
            {"zzz", "pay zzz", "-pay", "zz*", "pay*main", "ts?ks", "kind:hr", "kind:deploy*", "ns:team", "ns:eam-a", "name:pay*x",
                "name:?ayment", "state:ready", "state:unknown", "-state:problem", "source:app", "source:hr/flux-system/apps",
                "source:x/apps", "source:payments", "owner:apps", "owner:hr/flux-system/root", "label:tier", "label:app=db", "-label:app",
                "drift:no", "drift:orphaned", "-drift:yes", "drift:field-changed", "by:kubectl", "-by:kubectl", "suspended:yes",
                "behind:no", "cluster:prod", "age>2h", "age<2h", "-age>1h"});
    }
    void aFluxObject()
    {
        QFETCH(bool, matches);
        const auto query = parse(QTest::currentDataTag());
        QVERIFY(!query.problem);
        QCOMPARE(query::matches(query, flux()), matches);
    }

    void aManagedObjectThatNobodyReadHasWhatItsInventorySays_data()
    {
        QTest::addColumn<bool>("matches");
        for (const auto* yes : {"api", "netpol", "networkpol", "kind:netpol", "kind:networkpolicies", "kind:NetworkPolicy", "kind:network*",
                 "owner:payments", "owner:ks/*/payments", "-owner:other", "-source:apps", "-state:failed", "ns:apps name:api"})
            QTest::newRow(yes) << true;
        for (const auto* no : {"kind:networkpolicys", "kind:ks", "owner:api", "source:apps", "state:failed", "state:problem", "label:app",
                 "-label:app", "age>1s", "-age>1s", "suspended:no", "-suspended:yes", "behind:no", "drift:yes", "drift:no", "-drift:yes",
                 "cluster:x", "-cluster:x"})
            QTest::newRow(no) << false;
    }
    void aManagedObjectThatNobodyReadHasWhatItsInventorySays()
    {
        QFETCH(bool, matches);
        QCOMPARE(query::matches(parse(QTest::currentDataTag()), entry()), matches);
    }

    void theLabelsOfEveryKindOfOwnerAreAsked()
    {
        const flux::Labels none;
        auto candidate = entry();
        candidate.labels = &none;
        for (const auto& [kind, label] :
            {std::pair("Kustomization", "kustomize.toolkit.fluxcd.io/name"), {"HelmRelease", "helm.toolkit.fluxcd.io/name"},
                {"ResourceSet", "resourceset.fluxcd.controlplane.io/name"}, {"FluxInstance", "fluxcd.controlplane.io/name"}}) {
            candidate.labelOwner = {kind, "flux-system", "shop"};
            QVERIFY2(matches(parse(std::string("label:") + label + "=shop"), candidate), kind);
            QVERIFY2(!matches(parse(std::string("label:") + label + "=payments"), candidate), kind);
        }
        candidate.labelOwner = {};
        QVERIFY(!matches(parse("label:*/name"), candidate));
    }

    void aSourceIsItsOwnSource()
    {
        flux::FluxObject git;
        const auto& info = flux::info(flux::Kind::GitRepository);
        git.kind = flux::Kind::GitRepository;
        git.key = {m_pool.intern(info.group), m_pool.intern(info.name), m_pool.intern("flux-system"), m_pool.intern("apps")};
        const auto text = searchText(git, "git", {});
        const auto candidate = candidateOf(git, "git", {}, false, text);
        QVERIFY(matches(parse("source:git/flux-system/apps"), candidate));
        QVERIFY(!matches(parse("source:other"), candidate));
        QVERIFY(!matches(parse("age>1s"), candidate)); // never fetched
    }

    void suspendedStandsBesideTheState()
    {
        auto candidate = flux();
        candidate.suspended = true;
        QVERIFY(matches(parse("state:suspended"), candidate) && matches(parse("state:failed"), candidate));
        QVERIFY(matches(parse("suspended:yes"), candidate));
    }

    void healthThatNobodyReadIsNoProblem()
    {
        auto candidate = entry();
        candidate.hasState = true;
        candidate.state = flux::State::Unknown;
        QVERIFY(!matches(parse("state:problem"), candidate) && matches(parse("state:unknown"), candidate));
        candidate.isFlux = true;
        QVERIFY(matches(parse("state:problem"), candidate));
    }
};

QTEST_GUILESS_MAIN(TestMatch)
#include "tst_match.moc"
