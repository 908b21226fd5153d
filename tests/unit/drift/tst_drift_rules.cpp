// SPDX-License-Identifier: Apache-2.0
#include "drift/rules.h"

#include <QtTest>

using namespace dg;
using namespace dg::drift;

namespace {

StringPool& pool()
{
    static StringPool atoms;
    return atoms;
}

Finding finding(const char* kind, const char* path, const char* manager, const char* group = "")
{
    Finding out;
    out.object = {pool().intern(group), pool().intern(kind), pool().intern("apps"), pool().intern("web")};
    out.path = path;
    out.manager = manager;
    out.evidence = Evidence::KubectlOwnsField;
    return out;
}

} // namespace

class TestRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRuleFits_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("manager");
        QTest::addColumn<bool>("fitting");
        QTest::newRow("the same") << "spec.replicas"
                                  << "Deployment"
                                  << "k9s" << true;
        QTest::newRow("with its group") << "spec.replicas"
                                        << "Deployment.apps"
                                        << "k9s" << true;
        QTest::newRow("another group") << "spec.replicas"
                                       << "Deployment.example.com"
                                       << "k9s" << false;
        QTest::newRow("above it") << "spec"
                                  << ""
                                  << "" << true;
        QTest::newRow("the beginning of a word is not above it") << "spec.rep"
                                                                 << ""
                                                                 << "" << false;
        QTest::newRow("any text") << "*.replicas"
                                  << "Deploy*"
                                  << "k*" << true;
        QTest::newRow("another manager") << ""
                                         << ""
                                         << "helm" << false;
    }
    void aRuleFits()
    {
        QFETCH(QString, path);
        QFETCH(QString, kind);
        QFETCH(QString, manager);
        QFETCH(bool, fitting);
        Rule rule;
        rule.path = path.toStdString();
        rule.kind = kind.toStdString();
        rule.manager = manager.toStdString();
        QCOMPARE(fits(rule, finding("Deployment", "spec.replicas", "k9s", "apps")), fitting);
    }
    void everyBuiltInRuleHasAnIdAndAReason()
    {
        QVERIFY(builtInRules().size() > 20);
        for (const auto& rule : builtInRules())
            QVERIFY2(!rule.id.empty() && !rule.reason.empty(), rule.id.c_str());
    }
    void controllersAreExpectedUntilTheyTakeWhatFluxOwned()
    {
        const RuleSet rules;
        auto one = finding("ServiceAccount", "secrets", "kube-controller-manager");
        QCOMPARE(QString::fromUtf8(rules.match(one).data()), u"service-account-tokens"_qs);
        one.evidence = Evidence::FluxLostField;
        QVERIFY(rules.match(one).empty());
    }
    void aPersonsRuleHoldsInItsClusterOnly()
    {
        Rule rule;
        rule.id = "mine";
        rule.cluster = "prod";
        rule.path = "data";
        QCOMPARE(RuleSet({rule}, "prod").match(finding("ConfigMap", "data.x", "curl")), std::string_view("mine"));
        QVERIFY(RuleSet({rule}, "test").match(finding("ConfigMap", "data.x", "curl")).empty());
    }
    void rulesSurviveTheirFile()
    {
        std::vector<Rule> rules(2);
        rules[0] = {"a", "prod", "field-changed", "Deployment.apps", "apps", "web", "metadata.labels[\"a.b/c\"]", "k*", "scale",
            "because: \"so\"", "ann", "2026-11-26T10:00:00Z"};
        rules[1].id = "b";
        rules[1].manager = "helm";
        const auto read = parseRules(writeRules(rules), "rules.yaml");
        QVERIFY(read);
        QVERIFY(*read == rules);
        QCOMPARE(parseRules(writeRules({}), "rules.yaml")->size(), 0u);
    }
    void whatIsNotUnderstoodIsAnErrorWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("line");
        QTest::newRow("unknown word") << QByteArray("rules:\n  - id: a\n    pathh: x\n") << 3;
        QTest::newRow("everything") << QByteArray("rules:\n  - reason: because\n") << 2;
        QTest::newRow("no such finding") << QByteArray("rules:\n  - finding: fieldchanged\n    path: x\n") << 2;
        QTest::newRow("no list") << QByteArray("rules: yes\n") << 1;
        QTest::newRow("twice") << QByteArray("rules:\n  - {id: a, path: x}\n  - {id: a, path: y}\n") << 3;
        QTest::newRow("an alias") << QByteArray("rules:\n  - &a {id: a, path: x}\n  - *a\n") << 3;
    }
    void whatIsNotUnderstoodIsAnErrorWithItsLine()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(int, line);
        const auto read = parseRules(yaml.toStdString(), "rules.yaml");
        QVERIFY(!read);
        QCOMPARE(read.error().subject, std::string("rules.yaml"));
        QCOMPARE(read.error().line, line);
    }
    void theProposedRuleFitsItsFindingAndTheSameElsewhere()
    {
        auto one = finding("Deployment", "spec.template.spec.containers[name=web].image", "k9s", "apps");
        const auto rule = ruleFor(one);
        QCOMPARE(rule.path, std::string("spec.template.spec.containers[*].image"));
        QVERIFY(fits(rule, one));
        one.path = "spec.template.spec.containers[name=other].image";
        QVERIFY(fits(rule, one));
        one.path = "spec.template.spec.containers[name=other].args";
        QVERIFY(!fits(rule, one));
        auto label = finding("ConfigMap", "metadata.labels[\"a.b/c\"]", "k9s");
        QVERIFY(fits(ruleFor(label), label));
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_drift_rules.moc"
