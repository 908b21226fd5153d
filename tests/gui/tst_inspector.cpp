// SPDX-License-Identifier: Apache-2.0
#include "tree_fixture.h"

#include "flux/controllers.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/inspector.h"
#include "views/yaml.h"
#include "views/yaml_view.h"
#include "widgets/buttons.h"

#include <QAbstractButton>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <array>

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
    void withoutAnObjectTheClusterItselfIsShown();
    void agesFollowTheClustersClock();
    void anAlertShowsWhatItTellsOf();
    void aControllerThatIsDownIsTheCauseOfWhatNobodySaw();
    void yamlReadsAsTheSameValues_data();
    void aRevisionLeadsToItsCommitWhereThatIsKnown();
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

namespace {

std::shared_ptr<flux::FluxObject> commitSource(test::TreeFixture& content, Kind kind, const char* url, const char* origin)
{
    const std::string sha(40, 'a');
    const bool git = kind == Kind::GitRepository;
    auto made = content.object(kind, "delivery", git ? ("main@sha1:" + sha).c_str() : ("latest@sha256:" + std::string(64, 'd')).c_str(), 5);
    made->url = url;
    flux::Trail trail;
    trail.originRevision = git ? std::string() : "main@sha1:" + sha;
    trail.originSource = origin;
    made->trail = std::make_shared<flux::Trail>(trail);
    return made;
}

// Addresses of the links to commits, of the source itself.
QStringList commitLinks(const std::shared_ptr<flux::FluxObject>& source, test::TreeFixture& content, const char* gitlab)
{
    const std::array<store::Delta, 1> delta{{{source->key, store::RecordType::Flux, source, {}}}};
    content.model.tree().apply(delta);
    ManualClock clock(content.now);
    views::Inspector inspector(clock, content.pool);
    inspector.setTree(&content.model.tree());
    inspector.setGitLabs({*gitlab::parseHost(gitlab)});
    inspector.showObjects({source->key});
    QStringList opened;
    QObject::connect(&inspector, &views::Inspector::openRequested, [&](const QString& url) { opened << url; });
    for (auto* link : inspector.findChildren<widgets::LinkButton*>()) {
        if (link->accessibleName() == u"Fetched main@aaaaaaaa, opens the commit in GitLab"_qs
            || link->accessibleName() == u"Fetched latest@dddddddd, opens the commit in GitLab"_qs) {
            if (link->focusPolicy() & Qt::TabFocus)
                QTest::keyClick(link, Qt::Key_Return);
        }
    }
    return opened;
}

} // namespace

void TestInspector::aRevisionLeadsToItsCommitWhereThatIsKnown()
{
    test::TreeFixture content;
    content.fill();
    const auto links = [&](Kind kind, const char* url, const char* origin, const char* gitlab = "https://gitlab.example.com") {
        return commitLinks(commitSource(content, kind, url, origin), content, gitlab).join(u' ');
    };
    const auto page = u"https://gitlab.example.com/team/app/-/commit/"_qs + QString(40, u'a');
    QCOMPARE(links(Kind::GitRepository, "https://gitlab.example.com/team/app.git", ""), page);
    QCOMPARE(links(Kind::GitRepository, "ssh://git@gitlab.example.com/team/app", ""), page);
    QCOMPARE(links(Kind::OCIRepository, "oci://registry.example.com/team/app", ""), page);
    QCOMPARE(links(Kind::OCIRepository, "oci://ghcr.io/mirror/app/manifests", "https://gitlab.example.com/team/app"), page);
    QCOMPARE(links(Kind::GitRepository, "https://gitlab.example.com/git/team/app", "", "https://gitlab.example.com/git"),
        QString(page).replace(u".com/"_qs, u".com/git/"_qs));
    // Another host, and an image of which it is not known where its project ends.
    QCOMPARE(links(Kind::GitRepository, "https://github.com/team/app", ""), QString());
    QCOMPARE(links(Kind::OCIRepository, "oci://registry.example.com/team/app/manifests", ""), QString());
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

namespace {

void addController(test::TreeFixture& content, const char* name, const char* version, int ready)
{
    auto record = std::make_shared<flux::ControllerRecord>();
    record->key = {content.pool.intern("controllers/apps"), content.pool.intern("Deployment"), content.pool.intern("flux-system"),
        content.pool.intern(name)};
    record->app = name;
    record->image = "ghcr.io/fluxcd/x:v1.9.1";
    record->version = version;
    record->ready = ready;
    const std::array<store::Delta, 1> delta{{{record->key, store::RecordType::Controller, record, {}}}};
    content.model.tree().apply(delta);
}

} // namespace

void TestInspector::withoutAnObjectTheClusterItselfIsShown()
{
    test::TreeFixture content;
    content.fill();
    addController(content, "kustomize-controller", "v2.6.4", 0);
    addController(content, "source-controller", "v2.6.4", 1);
    content.model.tree().setControllersReadable(true);
    ManualClock clock(content.now);
    views::Inspector inspector(clock, content.pool);
    inspector.setTree(&content.model.tree());
    session::SessionStatus status;
    status.phase = session::ConnectionPhase::Live;
    status.serverVersion = "v1.36.3";
    status.user = "m.okafor";
    status.notServed = {flux::Kind::Bucket};
    status.clockSkew = std::chrono::hours{-2};
    inspector.setStatus(status);
    const auto words = inspector.clusterText();
    for (const auto* part : {"v1.36.3", "m.okafor", "v2.6.4", "out of support", "Bucket", "kustomize-controller", "0/1", "2 h behind"})
        QVERIFY2(words.contains(QLatin1String(part)), qPrintable(QLatin1String(part) + u": "_qs + words));
    content.model.tree().setControllersReadable(false);
    inspector.setStatus(status);
    QVERIFY(inspector.clusterText().contains(u"do not allow"_qs));
}

void TestInspector::agesFollowTheClustersClock()
{
    test::TreeFixture content;
    content.fill();
    // This machine is two days behind: without the server's Date every age would be "in the future".
    ManualClock clock(content.now - std::chrono::hours{48});
    views::Inspector inspector(clock, content.pool);
    inspector.setTree(&content.model.tree());
    inspector.showObjects({content.key(Kind::Kustomization, "flux-system", "payments")});
    QVERIFY(inspector.overviewText().contains(text::age(Millis{-1000})));
    session::SessionStatus status;
    status.clockSkew = std::chrono::hours{48};
    inspector.setStatus(status);
    inspector.refresh();
    QVERIFY2(!inspector.overviewText().contains(text::age(Millis{-1000})), qPrintable(inspector.overviewText()));
}

void TestInspector::anAlertShowsWhatItTellsOf()
{
    test::TreeFixture content;
    content.fill();
    auto alert = content.object(Kind::Alert, "on-call", "", 0);
    alert->apiVersion = "notification.toolkit.fluxcd.io/v1beta3";
    alert->source = content.reference(Kind::Provider, "flux-system", "slack");
    auto more = std::make_shared<flux::Extras>();
    more->covers = {content.reference(Kind::Kustomization, "web", "*"), content.reference(Kind::Kustomization, "flux-system", "payments")};
    alert->extras = more;
    content.add(alert);
    content.apply();
    ManualClock clock(content.now);
    views::Inspector inspector(clock, content.pool);
    inspector.setTree(&content.model.tree());
    inspector.showObjects({alert->key});
    const auto words = inspector.overviewText();
    for (const auto* part : {"Tells of", "all in web", "payments", "Provider  slack"})
        QVERIFY2(words.contains(QLatin1String(part)), qPrintable(QLatin1String(part) + u": "_qs + words));
}

void TestInspector::aControllerThatIsDownIsTheCauseOfWhatNobodySaw()
{
    test::TreeFixture content;
    content.fill();
    auto edited = content.object(Kind::Kustomization, "edited", "main@sha1:1", 5);
    edited->generation = 7;
    content.add(edited);
    content.apply();
    ManualClock clock(content.now);
    views::Inspector inspector(clock, content.pool);
    inspector.setTree(&content.model.tree());
    inspector.showObjects({edited->key});
    QVERIFY2(inspector.overviewText().contains(u"Cause not known"_qs), qPrintable(inspector.overviewText()));
    addController(content, "kustomize-controller", "v2.9.1", 0);
    content.model.tree().setControllersReadable(true);
    inspector.refresh();
    QVERIFY2(inspector.overviewText().contains(u"flux-system/kustomize-controller"_qs), qPrintable(inspector.overviewText()));
    QVERIFY(inspector.overviewText().contains(u"0 of 1 replicas ready"_qs));
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
