// SPDX-License-Identifier: Apache-2.0
#include "tree_fixture.h"

#include "theme/theme.h"
#include "views/inspector.h"
#include "views/yaml.h"
#include "views/yaml_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace dg;
using flux::Kind;

class TestInspector : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<ObjectKey>("dg::ObjectKey");
        m_theme.install(*qApp, theme::Mode::Light);
    }
    void aWaitingObjectNamesWhomItWaitsFor();
    void aFailedObjectShowsItsReasonAndRevisions();
    void theYamlIsAskedForOnlyWhenItsTabIsOpen();
    void theValuesOfASecretAreNeverAskedFor();
    void severalObjectsAreCounted();
    void yamlReadsAsTheSameValues_data();
    void yamlReadsAsTheSameValues();
    void managedFieldsAndSecretsStayOut();

private:
    theme::Theme m_theme;
};

void TestInspector::aWaitingObjectNamesWhomItWaitsFor()
{
    test::TreeFixture content;
    content.fill();
    ManualClock clock(content.now);
    views::Inspector inspector(clock, content.pool);
    inspector.setTree(&content.model.tree());
    inspector.showObjects({content.key(Kind::Kustomization, "flux-system", "web")});
    const QString words = inspector.overviewText();
    QVERIFY2(words.contains(u"Waits for"_qs) && words.contains(u"payments"_qs), qPrintable(words));
}

void TestInspector::aFailedObjectShowsItsReasonAndRevisions()
{
    test::TreeFixture content;
    content.fill();
    ManualClock clock(content.now);
    views::Inspector inspector(clock, content.pool);
    inspector.setTree(&content.model.tree());
    inspector.showObjects({content.key(Kind::Kustomization, "flux-system", "payments")});
    const QString words = inspector.overviewText();
    QVERIFY2(words.contains(u"HealthCheckFailed"_qs), qPrintable(words));
    QVERIFY2(words.contains(u"latest@91be07aa"_qs) && words.contains(u"latest@4f1c9e2a"_qs), qPrintable(words));
    QVERIFY2(words.contains(u"Needed by  web"_qs), qPrintable(words));
}

void TestInspector::theYamlIsAskedForOnlyWhenItsTabIsOpen()
{
    test::TreeFixture content;
    content.fill();
    ManualClock clock(content.now);
    views::Inspector inspector(clock, content.pool);
    QSignalSpy wanted(&inspector, &views::Inspector::yamlWanted);
    const auto key = content.key(Kind::Kustomization, "flux-system", "payments");
    inspector.setTree(&content.model.tree());
    inspector.showObjects({key});
    QCOMPARE(wanted.count(), 0);
    inspector.setCurrentTab(views::Inspector::YamlTab);
    inspector.refresh();
    QCOMPARE(wanted.count(), 1);
    inspector.setYaml(key, std::string(R"({"kind":"Kustomization","spec":{"prune":true}})"));
    auto* yaml = inspector.findChild<views::YamlView*>();
    QCOMPARE(yaml->text(), u"kind: Kustomization\nspec:\n  prune: true\n"_qs);
    inspector.setYaml(key, fail(ErrorCode::Forbidden, "get kustomizations"));
    QVERIFY(yaml->text().contains(u"no right"_qs));
}

void TestInspector::theValuesOfASecretAreNeverAskedFor()
{
    test::TreeFixture content;
    content.fill();
    ManualClock clock(content.now);
    views::Inspector inspector(clock, content.pool);
    QSignalSpy wanted(&inspector, &views::Inspector::yamlWanted);
    inspector.setTree(&content.model.tree());
    inspector.setCurrentTab(views::Inspector::YamlTab);
    inspector.showObjects(
        {{Atom{}, content.pool.intern("Secret"), content.pool.intern("payments"), content.pool.intern("api-credentials")}});
    QCOMPARE(wanted.count(), 0);
    QCOMPARE(inspector.findChild<views::YamlView*>()->text(), u"Values of Secrets are not read."_qs);
}

void TestInspector::severalObjectsAreCounted()
{
    test::TreeFixture content;
    content.fill();
    ManualClock clock(content.now);
    views::Inspector inspector(clock, content.pool);
    inspector.setTree(&content.model.tree());
    inspector.showObjects(
        {content.key(Kind::Kustomization, "flux-system", "payments"), content.key(Kind::Kustomization, "flux-system", "web")});
    QSignalSpy asked(&inspector, &views::Inspector::reconcileRequested);
    auto* button = inspector.findChild<QAbstractButton*>(u"inspectorReconcileSeveral"_qs);
    QVERIFY(button);
    button->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(inspector.objects().size(), std::size_t{2});
}

void TestInspector::yamlReadsAsTheSameValues_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("yaml");
    QTest::newRow("a word that YAML 1.1 reads as a boolean") << QByteArray(R"({"a":"yes"})") << u"a: \"yes\"\n"_qs;
    QTest::newRow("a number in a string") << QByteArray(R"({"a":"010"})") << u"a: \"010\"\n"_qs;
    QTest::newRow("a number") << QByteArray(R"({"a":10})") << u"a: 10\n"_qs;
    QTest::newRow("a colon") << QByteArray(R"({"a":"b: c"})") << u"a: \"b: c\"\n"_qs;
    QTest::newRow("a URL stays plain") << QByteArray(R"({"a":"https://x.y/z"})") << u"a: https://x.y/z\n"_qs;
    QTest::newRow("empty things") << QByteArray(R"({"a":{},"b":[],"c":"","d":null})") << u"a: {}\nb: []\nc: \"\"\nd: null\n"_qs;
    QTest::newRow("a list of maps") << QByteArray(R"({"a":[{"b":1,"c":2},{"b":3}]})") << u"a:\n- b: 1\n  c: 2\n- b: 3\n"_qs;
    QTest::newRow("several lines") << QByteArray(R"({"a":"x\ny\n"})") << u"a: |\n  x\n  y\n"_qs;
    QTest::newRow("several lines without an end") << QByteArray(R"({"a":"x\ny"})") << u"a: |-\n  x\n  y\n"_qs;
    QTest::newRow("a control character") << QByteArray(R"({"a":"x\u001b"})") << u"a: \"x\\u001b\"\n"_qs;
    QTest::newRow("a list in a list") << QByteArray(R"({"a":[["b"]]})") << u"a:\n-\n  - b\n"_qs;
}

void TestInspector::yamlReadsAsTheSameValues()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, yaml);
    QCOMPARE(views::objectToYaml(std::string_view(json.constData(), static_cast<std::size_t>(json.size()))), yaml);
}

void TestInspector::managedFieldsAndSecretsStayOut()
{
    const std::string json = R"({"kind":"ConfigMap","metadata":{"name":"x","managedFields":[{"manager":"m"}]}})";
    QVERIFY(!views::objectToYaml(json).contains(u"managedFields"_qs));
    QVERIFY(views::objectToYaml(json, {true}).contains(u"managedFields"_qs));
    QVERIFY(!views::objectToYaml(R"({"kind":"Secret","data":{"a":"aGlkZGVu"}})").contains(u"aGlkZGVu"_qs));
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
