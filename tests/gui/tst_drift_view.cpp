// SPDX-License-Identifier: Apache-2.0
// The Drift view in the real window, fed with findings by hand: groups, filter, keys, the diff, copies, rules, the tree's marks.
#include "../../ui/views/drift_copy.h"
#include "../../ui/views/drift_diff.h"
#include "../../ui/views/drift_diff_view.h"
#include "../../ui/views/drift_list.h"
#include "../../ui/views/drift_owners.h"
#include "../../ui/views/drift_people.h"
#include "../../ui/views/drift_timeline.h"
#include "../../ui/window/tray.h"
#include "window_fixture.h"

#include "text/drift_words.h"
#include "theme/theme.h"
#include "views/drift_page.h"
#include "views/tree_page.h"
#include "views/tree_text.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/tree_view.h"
#include "window/main_window.h"
#include "window/screenshot.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QRandomGenerator>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace dg;
using drift::Change;
using drift::Confidence;
using drift::Evidence;
using drift::Finding;
using drift::Kind;
using Grouping = items::DriftListModel::Grouping;

namespace {

constexpr auto Podinfo = R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"podinfo","namespace":"apps","annotations":{
"example.com/hotfix":"m.okafor","example.com/team":"apps"},"managedFields":[{"manager":"x"}]},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"podinfo"}},
"template":{"metadata":{"labels":{"app":"podinfo"}},"spec":{"containers":[{"name":"podinfod","image":"reg.example.com/podinfo:6.7.1-debug",
"imagePullPolicy":"IfNotPresent","env":[{"name":"LOG_LEVEL","value":"debug"},{"name":"UI_COLOR","value":"#34577c"}],
"ports":[{"containerPort":9898,"name":"http","protocol":"TCP"}]}],"dnsPolicy":"ClusterFirst"}}}})";

struct Findings {
    StringPool& pool;
    WallTime now;

    ObjectKey key(const char* group, const char* kind, const char* ns, const char* name)
    {
        return {pool.intern(group), pool.intern(kind), pool.intern(ns), pool.intern(name)};
    }
    flux::Reference owner(const char* name, const char* kind = "Kustomization")
    {
        return {pool.intern(kind), pool.intern("flux-system"), pool.intern(name)};
    }
    Finding field(const ObjectKey& object, const flux::Reference& by, const char* path, const char* manager, int minutes,
        Change change = Change::Changed)
    {
        Finding f;
        f.kind = Kind::FieldChanged;
        f.change = change;
        f.confidence = Confidence::Certain;
        f.evidence = Evidence::FluxLostField;
        f.object = object;
        f.owner = by;
        f.path = path;
        f.manager = manager;
        f.operation = flux::Operation::Update;
        f.time = now - std::chrono::minutes(minutes);
        f.since = f.time;
        return f;
    }
    // The mock-up's content.
    std::vector<Finding> all(bool exact = false)
    {
        std::vector<Finding> out;
        const auto podinfo = key("apps", "Deployment", "apps", "podinfo");
        out.push_back(field(podinfo, owner("apps"), "metadata.annotations[\"example.com/hotfix\"]", "kubectl-edit", 11, Change::Added));
        out.push_back(field(podinfo, owner("apps"), "spec.template.spec.containers[name=podinfod].image", "kubectl-edit", 11));
        out.push_back(
            field(podinfo, owner("apps"), "spec.template.spec.containers[name=podinfod].env[name=LOG_LEVEL].value", "kubectl-edit", 11));
        if (exact) {
            for (auto& f : out)
                f.evidence = Evidence::DryRun;
            out[1].desired = "reg.example.com/podinfo:6.7.0";
            out[2].desired = "info";
        }
        Finding gone = field(key("", "ConfigMap", "apps", "podinfo-theme"), owner("apps"), "", "", 7);
        gone.kind = Kind::Missing;
        gone.change = Change::None;
        gone.evidence = Evidence::NotInCluster;
        gone.operation.reset();
        out.push_back(gone);
        out.push_back(
            field(key("apps", "StatefulSet", "redis", "redis-master"), owner("infrastructure"), "spec.replicas", "helm", 2 * 24 * 60));
        out.push_back(field(key("", "Service", "ingress-nginx", "controller"), owner("infrastructure"), "metadata.annotations[\"a.b/c\"]",
            "kubectl-edit", 300));
        Finding orphan
            = field(key("networking.k8s.io", "NetworkPolicy", "payments", "allow-legacy"), owner("payments"), "", "", 3 * 24 * 60);
        orphan.kind = Kind::Orphaned;
        orphan.change = Change::None;
        orphan.evidence = Evidence::NotInInventory;
        orphan.confidence = Confidence::Likely;
        out.push_back(orphan);
        Finding expected = field(key("apps", "Deployment", "web", "storefront"), owner("web"), "spec.replicas", "hpa", 4);
        expected.ignoredBy = "hpa";
        expected.desired = "3";
        expected.live = "7";
        out.push_back(expected);
        return out;
    }
    std::vector<Finding> episodes()
    {
        std::vector<Finding> out;
        for (const int hours : {3, 9, 17}) {
            Finding f = field(key("apps", "Deployment", "apps", "podinfo"), owner("apps"), "spec.replicas", "kubectl-scale", hours * 60);
            f.kind = Kind::Corrected;
            f.until = *f.time + std::chrono::minutes(25);
            out.push_back(f);
        }
        return out;
    }
    static drift::Summary summary()
    {
        drift::Summary s;
        s.objects = 5;
        s.watched = 110;
        s.notMonitored = 36;
        s.elsewhere = 2;
        return s;
    }
};

struct Opened {
    test::FakeServices services;
    items::ClusterModel& cluster;
    Findings make;
    window::MainWindow window;
    views::DriftPage* page;
    views::DriftList* list;
    views::DriftDiffView* diff;

    explicit Opened(QSize size = {1280, 800})
        : cluster(services.addCluster("prod-eu-1"))
        , make{services.strings, services.manual.wall()}
        , window((services.feed(cluster), services))
        , page(window.findChild<views::DriftPage*>())
        , list(window.findChild<views::DriftList*>())
        , diff(window.findChild<views::DriftDiffView*>())
    {
        feedOwnership();
        window.resize(size);
        window.show();
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
        window.showView(QStringLiteral("drift"));
    }
    // Who wrote what on the Deployment.
    void feedOwnership()
    {
        auto object = std::make_shared<flux::ManagedObject>();
        object->key = make.key("apps", "Deployment", "apps", "podinfo");
        object->owner = make.owner("apps");
        object->health = flux::Health::Current;
        auto ownership = std::make_shared<flux::Ownership>();
        const auto entry = [&](const char* manager, flux::Operation operation, const char* subresource, int fields, int minutes) {
            std::vector<std::string> paths;
            for (int i = 0; i < fields; ++i)
                paths.push_back("spec.f" + std::to_string(100 + i));
            ownership->managers.push_back({services.strings.intern(manager), operation, services.strings.intern(subresource),
                make.now - std::chrono::minutes(minutes), std::make_shared<flux::FieldSet>(std::move(paths))});
        };
        entry("kustomize-controller", flux::Operation::Apply, "", 41, 12);
        entry("kubectl-edit", flux::Operation::Update, "", 3, 11);
        entry("hpa", flux::Operation::Update, "scale", 1, 2);
        object->ownership = ownership;
        const store::Delta delta{object->key, store::RecordType::Managed, object, {}};
        cluster.tree().apply({&delta, 1});
    }
    void give(bool exact = false) { cluster.showDrift(make.all(exact), make.episodes(), Findings::summary()); }
    void answer() { page->setObject(page->current(), std::string(Podinfo)); }
    void choosePodinfo(bool exact = false)
    {
        give(exact);
        QVERIFY(page->select(make.key("apps", "Deployment", "apps", "podinfo")));
        answer();
    }
    template <class T = QLabel> T* find(const char* name) { return window.findChild<T*>(QLatin1String(name)); }
    // The rows as text.
    QStringList rows() const
    {
        QStringList out;
        for (int i = 0; i < page->model().rowCount(); ++i) {
            const auto text = list->textOf(page->model().row(i));
            out << (page->model().row(i).group ? QStringLiteral("= ") : QStringLiteral("  ")) + text.name + QStringLiteral(" | ")
                    + text.second;
        }
        return out;
    }
    QString copied() { return services.board.text(); }
    void trigger(const char* name) { window.findChild<QAction*>(QLatin1String(name))->trigger(); }
};

} // namespace

class TestDriftView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<ObjectKey>("dg::ObjectKey");
        m_theme.install(*qApp, theme::Mode::Light);
    }
    void altAndFourOpensItAndTheTabCounts();
    void findingsStandByApplierAndTheExpectedFoldedAtTheEnd();
    void theyGroupByObjectManagerFieldAndTime();
    void theFilterIsTheTreesLanguage();
    void leftAndRightFoldAGroup();
    void aFindingThatComesLeavesTheChosenOneChosen();
    void untilAPersonChoosesTheFirstThatCountsIsShown();
    void theFactsSayWhoWhenHowAndWhatHappensNext();
    void whereGitIsNotReadItIsSaid();
    void aComparedFindingSaysWhenAndWhetherAPassCameSince();
    void anExactFindingShowsBothSidesAndItsWords();
    void unknownListsAreMatchedByTheirKeys();
    void aFieldThatWasTakenAwayHasItsLine();
    void f7WalksTheHunks();
    void moreContextShowsMoreLines();
    void ctrlFFindsInTheDifferences();
    void aSecretShowsKeysOnlyAndIsNeverFetched();
    void theOwnersTableCountsFieldsAndJudges();
    void thePeoplePaneFiltersByAHand();
    void theTimeLineCountsEpisodesOfADay();
    void acceptingShowsWhatElseTheRuleFits();
    void reconcileGoesToTheOwnerAndSaysWhyNot();
    void copiesAreTextCommandAndPatch();
    void noDriftSaysWhatIsWatched();
    void whatIsNotWatchedIsShownInTheTree();
    void theTreeShowsDiamondsAndCountsThemUp();
    void theTreesFilterKnowsDriftAndBy();
    void theRailSaysDrifted();
    void theTrayCountsDriftedObjects();
    void everyControlHasAName();
    void twentyThousandFindingsStayQuick();
    void theModelKeepsItsPromises();
    void picturesAreWritten();

private:
    theme::Theme m_theme;
};

void TestDriftView::altAndFourOpensItAndTheTabCounts()
{
    Opened o;
    o.give();
    QTest::keyClick(&o.window, Qt::Key_1, Qt::AltModifier);
    QVERIFY(!o.page->isVisible());
    QTest::keyClick(&o.window, Qt::Key_4, Qt::AltModifier);
    QVERIFY(o.page->isVisible());
    QCOMPARE(QApplication::focusWidget(), o.list);
    QCOMPARE(o.find<widgets::CountPill>("driftCount")->count(), 5);
    QVERIFY(o.find<widgets::CountPill>("driftCount")->isVisible());
}

void TestDriftView::findingsStandByApplierAndTheExpectedFoldedAtTheEnd()
{
    Opened o;
    o.give();
    const QStringList expected{u"= apps | 2 objects, correction is due"_qs, u"  podinfo | 3 fields by kubectl-edit"_qs,
        u"  podinfo-theme | Deleted, nobody recorded"_qs, u"= infrastructure | 2 objects, corrected in 8 min"_qs,
        u"  controller | 1 annotation by kubectl-edit"_qs, u"  redis-master | 1 field by helm"_qs,
        u"= payments | 1 object, correction is due"_qs, u"  allow-legacy | In no inventory"_qs, u"= Expected | 1 object, not counted"_qs};
    QCOMPARE(o.rows(), expected);
    QTest::keyClick(o.list, Qt::Key_End);
    QTest::keyClick(o.list, Qt::Key_Right);
    QCOMPARE(o.rows().last(), u"  storefront | replicas 3 to 7 by hpa"_qs);
}

void TestDriftView::theyGroupByObjectManagerFieldAndTime()
{
    Opened o;
    o.give();
    const auto by = [&](int index) { o.find<widgets::Button>("driftGroupBy")->menu()->actions().at(index)->trigger(); };
    by(1);
    QVERIFY(o.rows().contains(u"= podinfo | 3 findings"_qs));
    QVERIFY(o.rows().contains(u"  spec.template.spec.containers[name=podinfod].image | 1 field by kubectl-edit"_qs));
    by(2);
    QVERIFY(o.rows().contains(u"= kubectl-edit | 2 objects"_qs));
    QVERIFY(o.rows().contains(u"= Nobody recorded | 2 objects"_qs));
    by(3);
    QVERIFY(o.rows().contains(u"= spec.replicas | 1 object"_qs));
    by(4);
    QCOMPARE(o.rows().first(), u"= Last hour | 2 objects"_qs);
    QCOMPARE(o.rows().at(1), u"  podinfo-theme | Deleted, nobody recorded"_qs); // the newest first
    QCOMPARE(o.find<widgets::Button>("driftGroupBy")->text(), u"By time"_qs);
}

void TestDriftView::theFilterIsTheTreesLanguage()
{
    Opened o;
    o.give();
    o.page->setFilter(u"by:kubectl-edit age<1h"_qs);
    QCOMPARE(o.rows(), (QStringList{u"= apps | 1 object, correction is due"_qs, u"  podinfo | 3 fields by kubectl-edit"_qs}));
    o.page->setFilter(u"drift:missing"_qs);
    QCOMPARE(o.rows().size(), 2);
    o.page->setFilter(u"drift:yes -kind:deploy ns:redis,payments"_qs);
    QCOMPARE(o.rows().size(), 4);
    o.page->setFilter(u"owner:infrastructure replicas"_qs);
    QCOMPARE(o.rows().size(), 2);
    o.page->setFilter(u"nothing-of-the-kind"_qs);
    QCOMPARE(o.rows().size(), 0);
    o.page->focusList();
    o.page->setFilter(u"colour:red name"_qs);
    QVERIFY(o.find<QLineEdit>("driftFilter")->property("accessibleName").isValid());
    QVERIFY(o.page->model().filterProblem());
}

void TestDriftView::leftAndRightFoldAGroup()
{
    Opened o;
    o.give();
    const auto before = o.page->model().rowCount();
    o.list->setFocus();
    o.list->setCurrentIndex(o.page->model().index(1));
    QTest::keyClick(o.list, Qt::Key_Left); // to the group
    QCOMPARE(o.list->currentIndex().row(), 0);
    QTest::keyClick(o.list, Qt::Key_Left);
    QCOMPARE(o.page->model().rowCount(), before - 2);
    QTest::keyClick(o.list, Qt::Key_Right);
    QCOMPARE(o.page->model().rowCount(), before);
}

// Findings come one after another: what is only listed may be the first.
void TestDriftView::untilAPersonChoosesTheFirstThatCountsIsShown()
{
    Opened o;
    auto lag = o.make.field(o.make.key("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", "a"), {}, "", "", 5);
    lag.kind = Kind::RevisionLag;
    o.cluster.showDrift({lag}, {}, Findings::summary());
    QCOMPARE(o.page->current(), lag.object);
    auto more = o.make.all();
    more.insert(more.begin(), lag);
    o.cluster.showDrift(more, {}, Findings::summary());
    QVERIFY(!(o.page->current() == lag.object));
}

void TestDriftView::aFindingThatComesLeavesTheChosenOneChosen()
{
    Opened o;
    o.give();
    const auto redis = o.make.key("apps", "StatefulSet", "redis", "redis-master");
    QVERIFY(o.page->select(redis));
    auto more = o.make.all();
    more.insert(more.begin(), o.make.field(o.make.key("", "Service", "apps", "aaa"), o.make.owner("aaa"), "spec.type", "kubectl-patch", 1));
    o.cluster.showDrift(more, {}, Findings::summary());
    QCOMPARE(o.page->current(), redis);
    QCOMPARE(o.page->model().row(o.list->currentIndex().row()).object, redis);
    // And when it goes, another one is chosen.
    std::erase_if(more, [&](const Finding& f) { return f.object == redis; });
    o.cluster.showDrift(more, {}, Findings::summary());
    QVERIFY(o.page->current() != redis && !o.page->current().empty());
}

void TestDriftView::theFactsSayWhoWhenHowAndWhatHappensNext()
{
    Opened o;
    o.choosePodinfo();
    QCOMPARE(o.find("driftTitle")->text(), u"podinfo"_qs);
    QCOMPARE(o.find("driftBy")->text(), u"kubectl-edit"_qs);
    QVERIFY2(o.find("driftAt")->text().endsWith(u", 11 min ago"_qs), qPrintable(o.find("driftAt")->text()));
    QCOMPARE(o.find("driftHow")->text(), u"From field ownership, certain"_qs);
    QCOMPARE(o.find("driftNext")->text(), u"Flux's next pass is due"_qs);
    QVERIFY(o.page->select(o.make.key("networking.k8s.io", "NetworkPolicy", "payments", "allow-legacy")));
    QCOMPARE(o.find("driftBy")->text(), u"Unknown"_qs);
    QCOMPARE(o.find("driftNext")->text(), u"Stays: no owner removes it"_qs);
}

void TestDriftView::whereGitIsNotReadItIsSaid()
{
    Opened o;
    o.choosePodinfo();
    QCOMPARE(o.diff->diff().hunks.size(), std::size_t{2});
    QVERIFY(!o.diff->diff().gitKnown);
    QCOMPARE(o.find("driftMessage")->text(), u"Not read: the read-only engine knows who changed the field, not what Git says."_qs);
    QVERIFY(o.find<QPushButton>("driftCompare")->isVisible());
    QVERIFY(!o.diff->plainText().contains(u"exact"_qs));
    QVERIFY2(o.diff->plainText().contains(u"+        image: reg.example.com/podinfo:6.7.1-debug"_qs), qPrintable(o.diff->plainText()));
    QVERIFY(!o.diff->plainText().contains(u"\n-"_qs));
    o.find<QPushButton>("driftCompare")->click();
    auto* object = o.find<QRadioButton>("compareObject");
    QVERIFY(object && object->isChecked());
    QCOMPARE(object->text(), u"Only Deployment apps/podinfo"_qs);
    QCOMPARE(o.find<QRadioButton>("compareOwner")->text(), u"Everything that Kustomization flux-system/apps applied"_qs);
}

void TestDriftView::aComparedFindingSaysWhenAndWhetherAPassCameSince()
{
    Opened o;
    auto findings = o.make.all(true);
    for (auto& f : findings) {
        if (drift::isExact(f.evidence))
            f.comparedAt = o.make.now - std::chrono::minutes(3);
    }
    o.cluster.showDrift(findings, {}, Findings::summary());
    QVERIFY(o.page->select(o.make.key("apps", "Deployment", "apps", "podinfo")));
    const QString when = text::clockOrDay(o.make.now - std::chrono::minutes(3), o.make.now);
    QCOMPARE(o.find("driftHow")->text(), u"Dry run, exact, "_qs + when);
    QVERIFY(o.find("driftHow")->accessibleDescription().endsWith(u"Exact, compared at %1."_qs.arg(when)));
    QVERIFY(o.rows().contains(u"  podinfo | 3 fields by kubectl-edit, exact"_qs));
    for (auto& f : findings)
        f.beforeLastPass = f.comparedAt.has_value();
    o.cluster.showDrift(findings, {}, Findings::summary());
    QVERIFY(o.find("driftHow")->accessibleDescription().endsWith(u"Exact, compared at %1, before the last pass."_qs.arg(when)));
    QVERIFY(o.rows().contains(u"  podinfo | 3 fields by kubectl-edit, exact before the last pass"_qs));
}

void TestDriftView::anExactFindingShowsBothSidesAndItsWords()
{
    Opened o;
    o.choosePodinfo(true);
    QVERIFY(o.diff->diff().gitKnown);
    QVERIFY(!o.find<QPushButton>("driftCompare")->isVisible());
    QCOMPARE(o.find("driftDiffering")->text(), u"3 fields differ"_qs);
    QCOMPARE(o.find("driftHow")->text(), u"Dry run, exact"_qs);
    const auto& hunks = o.diff->diff().hunks;
    QCOMPARE(hunks.size(), std::size_t{2});
    QCOMPARE(hunks[0].path, u"metadata.annotations"_qs);
    QCOMPARE(hunks[0].note, u"kubectl-edit, field added, exact"_qs);
    QCOMPARE(hunks[1].path, u"spec.template.spec.containers[name=podinfod]"_qs);
    QCOMPARE(hunks[1].note, u"kubectl-edit, 2 fields changed, exact"_qs);
    int changed = 0, added = 0;
    for (const auto& line : o.diff->diff().lines) {
        changed += line.sign == views::DiffLine::Changed;
        added += line.sign == views::DiffLine::Added;
        if (line.right.contains(u"6.7.1-debug"_qs)) {
            QCOMPARE(line.left.mid(line.leftFrom, line.leftTo - line.leftFrom), u"6.7.0"_qs);
            QCOMPARE(line.right.mid(line.rightFrom, line.rightTo - line.rightFrom), u"6.7.1-debug"_qs);
        }
    }
    QCOMPARE(changed, 2);
    QCOMPARE(added, 1);
    o.find<widgets::SegmentedBar>("driftPanes")->findChildren<QAbstractButton*>().at(1)->click();
    QVERIFY(!o.diff->twoPanes());
}

void TestDriftView::unknownListsAreMatchedByTheirKeys()
{
    // An element that only Git has, one that only the cluster has, and one in another place.
    StringPool pool;
    Findings make{pool, WallTime{std::chrono::hours{500000}}};
    const auto live = QJsonDocument::fromJson(
        R"({"spec":{"containers":[{"name":"b","image":"b:1"},{"name":"a","image":"a:1"}],"finalizers":["x","y"]}})")
                          .object();
    auto gone = make.field(
        make.key("apps", "Deployment", "apps", "w"), make.owner("apps"), "spec.containers[name=c].image", "m", 1, Change::Removed);
    gone.desired = "c:1";
    auto set = make.field(gone.object, gone.owner, "spec.finalizers[=\"y\"]", "m", 1, Change::Added);
    set.evidence = gone.evidence = Evidence::DryRun;
    const auto diff = views::makeDiff(live, {gone, set});
    QStringList differing;
    for (const auto& line : diff.lines) {
        if (line.sign != views::DiffLine::Same)
            differing << (line.sign == views::DiffLine::Removed ? u"-"_qs : u"+"_qs) + line.left.trimmed() + line.right.trimmed();
    }
    QCOMPARE(differing, (QStringList{u"-- image: c:1"_qs, u"-name: c"_qs, u"+- \"y\""_qs}));
    QCOMPARE(views::jsonPointer(live, "spec.containers[name=a].image"), u"/spec/containers/1/image"_qs);
}

void TestDriftView::aFieldThatWasTakenAwayHasItsLine()
{
    Opened o;
    auto findings = o.make.all();
    findings.push_back(o.make.field(findings.front().object, findings.front().owner,
        "spec.template.spec.containers[name=podinfod].resources", "", 11, Change::Removed));
    o.cluster.showDrift(findings, {}, Findings::summary());
    QVERIFY(o.page->select(findings.front().object));
    o.answer();
    QVERIFY2(o.diff->plainText().contains(u"-        resources:"_qs), qPrintable(o.diff->plainText()));
    QCOMPARE(o.find("driftBy")->text(), u"Several managers"_qs);
}

void TestDriftView::f7WalksTheHunks()
{
    Opened o;
    o.choosePodinfo(true);
    o.list->setFocus();
    QCOMPARE(o.diff->currentHunk(), 0);
    QTest::keyClick(&o.window, Qt::Key_F7);
    QCOMPARE(o.diff->currentHunk(), 1);
    QVERIFY(o.diff->accessibleDescription().contains(u"Hunk 2 of 2"_qs));
    QVERIFY(o.diff->accessibleDescription().contains(u"6.7.1-debug"_qs));
    QTest::keyClick(&o.window, Qt::Key_F7);
    QCOMPARE(o.diff->currentHunk(), 0);
    QTest::keyClick(&o.window, Qt::Key_F7, Qt::ShiftModifier);
    QCOMPARE(o.diff->currentHunk(), 1);
}

void TestDriftView::moreContextShowsMoreLines()
{
    Opened o;
    o.choosePodinfo(true);
    const int hidden = o.diff->hiddenLines();
    QVERIFY(hidden > 0);
    o.diff->setFocus();
    QTest::keyClick(o.diff, Qt::Key_Plus);
    QVERIFY(o.diff->hiddenLines() < hidden);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(o.diff, Qt::Key_Plus);
    QCOMPARE(o.diff->hiddenLines(), 0);
    QTest::keyClick(o.diff, Qt::Key_Minus);
}

void TestDriftView::ctrlFFindsInTheDifferences()
{
    Opened o;
    o.choosePodinfo(true);
    o.diff->setFocus();
    QTest::keyClick(&o.window, Qt::Key_F, Qt::ControlModifier);
    auto* find = o.find<QLineEdit>("driftFind");
    QCOMPARE(QApplication::focusWidget(), find);
    QTest::keyClicks(find, u"log_level"_qs);
    QCOMPARE(o.diff->find(u"log_level"_qs), 1);
    QTest::keyClick(find, Qt::Key_Escape);
    QVERIFY(find->text().isEmpty() && !find->isVisible());
}

void TestDriftView::aSecretShowsKeysOnlyAndIsNeverFetched()
{
    Opened o;
    bool asked = false;
    connect(o.page, &views::DriftPage::objectWanted, o.page, [&](const ObjectKey& key) { asked = asked || key.kind.view() == "Secret"; });
    const auto secret = o.make.key("", "Secret", "apps", "token");
    auto finding = o.make.field(secret, o.make.owner("apps"), "data.password", "kubectl-edit", 3);
    o.cluster.showDrift({finding}, {}, Findings::summary());
    QVERIFY(o.page->select(secret));
    QVERIFY(!asked);
    QVERIFY(o.diff->plainText().contains(u"password: (a Secret's value is not read)"_qs));
    o.page->setObject(secret, std::string(R"({"kind":"Secret","data":{"password":"aHVudGVyMg=="}})"));
    QVERIFY(!o.diff->plainText().contains(u"aHVudGVyMg"_qs));
    o.trigger("driftCopyText");
    QVERIFY(o.copied().contains(u"data.password"_qs) && !o.copied().contains(u"aHVudGVyMg"_qs));
}

void TestDriftView::theOwnersTableCountsFieldsAndJudges()
{
    Opened o;
    o.choosePodinfo();
    const auto* model = o.find<QTableView>("driftOwners")->model();
    QStringList lines;
    for (int row = 0; row < model->rowCount(); ++row) {
        QStringList cells;
        for (const int column : {0, 1, 2, 4})
            cells << model->index(row, column).data().toString();
        lines << cells.join(u" | "_qs);
    }
    QCOMPARE(lines,
        (QStringList{u"kustomize-controller | Apply | 41 | Flux"_qs, u"kubectl-edit | Update | 3 | Drift, Flux will undo it"_qs,
            u"hpa | Update, scale | 1 | Fields of its own"_qs}));
    // Below the differences, in a very wide window the right third beside them.
    const auto* table = o.find<QTableView>("driftOwners");
    const auto* diff = o.page->findChild<views::DriftDiffView*>();
    const auto left = [&](const QWidget* widget) { return widget->mapTo(&o.window, QPoint()).x(); };
    QVERIFY(left(table) == left(diff));
    o.window.resize(2560, 1440);
    QVERIFY(QTest::qWaitFor([&] { return left(table) >= left(diff) + diff->width(); }));
    QVERIFY(std::abs(2 * table->width() - diff->width()) < 40);
    if (const auto to = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !to.isEmpty())
        o.window.grab().save(to + u"/drift-2560.png"_qs);
    o.window.resize(1280, 800);
    QVERIFY(QTest::qWaitFor([&] { return left(table) == left(diff); }));
}

void TestDriftView::thePeoplePaneFiltersByAHand()
{
    Opened o;
    o.give();
    QTest::keyClick(&o.window, Qt::Key_P, Qt::AltModifier);
    auto* people = o.find<views::DriftPeople>("driftPeople");
    QVERIFY(people->isVisible());
    int row = -1;
    for (int i = 0; i < people->model()->rowCount(); ++i) {
        if (people->sentence(i).startsWith(u"kubectl-edit"_qs))
            row = i;
    }
    QVERIFY(row >= 0);
    QVERIFY2(people->sentence(row).startsWith(u"kubectl-edit, 4 changes in 2 namespaces since "_qs), qPrintable(people->sentence(row)));
    people->setCurrentIndex(people->model()->index(row, 0));
    QTest::keyClick(people, Qt::Key_Return);
    QCOMPARE(o.page->filter(), u"by:kubectl-edit"_qs);
    QVERIFY(o.list->isVisible());
    QCOMPARE(o.page->model().shown(), std::size_t{4});
}

void TestDriftView::theTimeLineCountsEpisodesOfADay()
{
    Opened o;
    auto episodes = o.make.episodes();
    auto old = episodes.front();
    old.time = o.make.now - std::chrono::hours{40};
    old.until = *old.time + std::chrono::minutes{5};
    episodes.insert(episodes.begin(), old);
    o.cluster.showDrift(o.make.all(), episodes, Findings::summary());
    auto* line = o.find<views::DriftTimeline>("driftTimeline");
    QCOMPARE(line->episodeCount(), 3);
    QCOMPARE(line->accessibleName(), u"Last 24 hours: 3 corrections, 7 open findings"_qs);
    // Of one that nobody watched only its end is known.
    auto told = o.make.episodes().front();
    told.time = told.since = std::nullopt;
    o.cluster.showDrift(o.make.all(), {told}, Findings::summary());
    QCOMPARE(line->episodeCount(), 1);
}

void TestDriftView::acceptingShowsWhatElseTheRuleFits()
{
    Opened o;
    auto findings = o.make.all();
    findings.push_back(o.make.field(
        o.make.key("apps", "StatefulSet", "redis", "redis-replicas"), o.make.owner("infrastructure"), "spec.replicas", "helm", 5));
    findings.push_back(
        o.make.field(o.make.key("apps", "StatefulSet", "other", "db"), o.make.owner("infrastructure"), "spec.replicas", "helm", 5));
    o.cluster.showDrift(findings, {}, Findings::summary());
    QVERIFY(o.page->select(o.make.key("apps", "StatefulSet", "redis", "redis-master")));
    QTest::keyClick(&o.window, Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    auto* dialog = o.find<QDialog>("acceptRule");
    QVERIFY(dialog);
    const auto sum = [&] { return dialog->findChild<QLabel*>(u"acceptSum"_qs)->text(); };
    QCOMPARE(sum(), u"It fits 1 other finding too."_qs);
    QTest::mouseClick(dialog->findChild<QCheckBox*>(u"acceptNamespace"_qs), Qt::LeftButton, {}, {8, 8});
    QCOMPARE(sum(), u"It fits 2 other findings too."_qs);
    dialog->findChild<QLineEdit*>(u"acceptReason"_qs)->setText(u"scaled by the chart"_qs);
    dialog->findChild<QPushButton*>(u"acceptGo"_qs)->click();
    QCOMPARE(o.services.rules.size(), std::size_t{1});
    const auto& rule = o.services.rules.front();
    QCOMPARE(rule.path, std::string("spec.replicas"));
    QCOMPARE(rule.kind, std::string("StatefulSet.apps"));
    QCOMPARE(rule.manager, std::string("helm"));
    QVERIFY(rule.ns.empty() && !rule.id.empty() && !rule.since.empty());
    QCOMPARE(rule.reason, std::string("scaled by the chart"));
}

void TestDriftView::reconcileGoesToTheOwnerAndSaysWhyNot()
{
    Opened o;
    o.choosePodinfo();
    auto* button = o.find<QPushButton>("driftReconcile");
    QCOMPARE(button->text(), u"Reconcile apps"_qs);
    QVERIFY(button->isEnabled());
    ObjectKey asked;
    connect(o.page, &views::DriftPage::reconcileRequested, o.page, [&](const ObjectKey& key) { asked = key; });
    button->click();
    QCOMPARE(asked, o.services.content.key(flux::Kind::Kustomization, "flux-system", "apps"));
    auto orphan = o.make.field(o.make.key("", "ConfigMap", "apps", "left"), o.make.owner("long-gone"), "", "", 5);
    orphan.kind = Kind::Orphaned;
    orphan.evidence = Evidence::OwnerAbsent;
    o.cluster.showDrift({orphan}, {}, Findings::summary());
    QVERIFY(o.page->select(orphan.object));
    QVERIFY(!button->isEnabled());
    QCOMPARE(button->toolTip(), u"Its owner is not there"_qs);
}

void TestDriftView::copiesAreTextCommandAndPatch()
{
    Opened o;
    o.choosePodinfo();
    o.trigger("driftCopyText");
    QVERIFY2(o.copied().startsWith(u"**Drift:** `Deployment apps/podinfo`, applied by `Kustomization flux-system/apps`, in `prod-eu-1`"_qs),
        qPrintable(o.copied()));
    QVERIFY(o.copied().contains(u"| `spec.template.spec.containers[name=podinfod].image` | Field changed (changed) | `kubectl-edit` |"_qs));
    QVERIFY(o.copied().contains(u"```diff\n"_qs));
    o.trigger("driftCopyKubectl");
    QCOMPARE(o.copied(), u"kubectl get deployment.apps podinfo --namespace apps --output yaml --show-managed-fields"_qs);
    o.trigger("driftCopyPatch");
    const auto patch = QJsonDocument::fromJson(o.copied().toUtf8()).array();
    QCOMPARE(patch.size(), 3);
    QCOMPARE(patch.at(0).toObject().value(u"op"_qs).toString(), u"add"_qs);
    QCOMPARE(patch.at(0).toObject().value(u"path"_qs).toString(), u"/metadata/annotations/example.com~1hotfix"_qs);
    QCOMPARE(patch.at(1).toObject().value(u"path"_qs).toString(), u"/spec/template/spec/containers/0/image"_qs);
    QCOMPARE(patch.at(1).toObject().value(u"value"_qs).toString(), u"reg.example.com/podinfo:6.7.1-debug"_qs);
    o.choosePodinfo(true);
    o.trigger("driftCopyKubectl");
    QVERIFY2(
        o.copied().startsWith(
            u"kubectl patch deployment.apps podinfo --namespace apps --type=json --patch '[{\"op\":\"remove\",\"path\":\"/metadata/annotations/example.com~1hotfix\"}"_qs),
        qPrintable(o.copied()));
    o.diff->setFocus();
    QTest::keyClick(o.diff, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(o.copied().contains(u"-        image: reg.example.com/podinfo:6.7.0"_qs));
}

void TestDriftView::noDriftSaysWhatIsWatched()
{
    Opened o;
    QCOMPARE(o.find("driftEmpty")->text(), u"The objects are being read."_qs);
    o.cluster.showDrift({}, {}, Findings::summary());
    o.page->setReading(true);
    QCOMPARE(o.find("driftEmpty")->text(), u"No drift."_qs);
    QCOMPARE(o.find<QPushButton>("driftEmptyShow")->text(), u"Show the 38"_qs);
    QVERIFY(o.find<QPushButton>("driftEmptyShow")->isVisible());
    o.give();
    QVERIFY(o.list->isVisible());
}

void TestDriftView::whatIsNotWatchedIsShownInTheTree()
{
    Opened o;
    o.give();
    QCOMPARE(o.find("driftFooter")->text(), u"38 objects are not watched for drift."_qs);
    o.find<QAbstractButton>("driftShowThem")->click();
    QCOMPARE(o.window.findChild<QTabBar*>(u"views"_qs)->currentIndex(), 0);
    QCOMPARE(o.window.findChild<views::TreePage*>()->filter(), u"drift:not-watched"_qs);
    bool found = false;
    const auto& tree = o.cluster.tree();
    for (int i = 0; i < tree.rowCount(); ++i) {
        const auto row = tree.row(i);
        if (row.type == tree::RowType::Managed) {
            QCOMPARE(row.mark, tree::ManagedMark::NotWatched);
            found = true;
        }
    }
    QVERIFY(found);
}

void TestDriftView::theTreeShowsDiamondsAndCountsThemUp()
{
    Opened o;
    const auto apps = o.services.content.key(flux::Kind::Kustomization, "flux-system", "apps");
    const auto row = [&](const ObjectKey& key) { return o.cluster.tree().row(o.cluster.tree().indexOf(key)); };
    QCOMPARE(row(apps).below.drifted, 0U);
    o.give();
    QCOMPARE(row(apps).below.drifted, 1U); // the missing one is counted as missing
    QVERIFY(row(o.make.key("apps", "Deployment", "apps", "podinfo")).drift);
    QCOMPARE(row(o.make.key("apps", "Deployment", "apps", "podinfo")).drift->findings, 3U);
    const auto source = o.services.content.key(flux::Kind::OCIRepository, "flux-system", "apps");
    QVERIFY(row(source).below.drifted >= 1U);
    auto* view = o.window.findChild<widgets::TreeView*>();
    const auto sentence = view->rowSentence(o.cluster.tree().indexOf(o.make.key("apps", "Deployment", "apps", "podinfo")));
    QVERIFY2(sentence.contains(u"drifted 3"_qs), qPrintable(sentence));
    o.cluster.showDrift({}, {}, {});
    QCOMPARE(row(apps).below.drifted, 0U);
    QVERIFY(!row(o.make.key("apps", "Deployment", "apps", "podinfo")).drift);
}

void TestDriftView::theTreesFilterKnowsDriftAndBy()
{
    Opened o;
    o.give();
    auto& tree = o.cluster.tree();
    const auto shown = [&](const char* query) {
        tree.setFilter(query);
        QStringList names;
        for (int i = 0; i < tree.rowCount(); ++i) {
            if (tree.row(i).match && tree.row(i).type == tree::RowType::Managed)
                names << text::qs(tree.row(i).name);
        }
        return names;
    };
    QCOMPARE(shown("by:kubectl-edit"), QStringList{u"podinfo"_qs});
    QCOMPARE(shown("drift:field-changed"), QStringList{u"podinfo"_qs});
    QCOMPARE(shown("by:kubectl*"), QStringList{u"podinfo"_qs});
    QVERIFY(shown("by:helm").isEmpty()); // no inventory here lists it
    QVERIFY(shown("drift:yes").contains(u"podinfo"_qs));
    QVERIFY(!shown("-drift:yes").contains(u"podinfo"_qs));
    tree.setFilter("");
    const auto values = tree.filterValues(query::Field::By, "");
    QVERIFY(std::ranges::find(values, "kubectl-edit") != values.end());
}

void TestDriftView::theRailSaysDrifted()
{
    Opened o;
    o.give();
    QVERIFY(o.cluster.summary().drifted > 0);
    tree::RollUp sum;
    sum.drifted = o.cluster.summary().drifted;
    QCOMPARE(views::sumUp(sum), QString::number(sum.drifted) + u" drifted"_qs);
}

void TestDriftView::theTrayCountsDriftedObjects()
{
    Opened o;
    auto* tray = o.window.findChild<window::Tray*>();
    QVERIFY(tray);
    QCOMPARE(tray->drifted(), 0);
    o.give();
    QCOMPARE(tray->drifted(), 5);
    QVERIFY2(tray->words().startsWith(o.cluster.name() + u": "_qs), qPrintable(tray->words()));
    const auto badge = [&](int drifted, int size) {
        const QImage picture = window::Tray::icon(drifted, m_theme).pixmap(size, size).toImage();
        int inked = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                inked += picture.pixelColor(x, y).rgb() == m_theme.color(theme::Color::DriftMark).rgb() ? 1 : 0;
        }
        return inked;
    };
    if (const auto to = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !to.isEmpty())
        for (const int drifted : {3, 42, 500})
            for (const int size : {16, 22, 24, 32, 48, 64})
                window::Tray::icon(drifted, m_theme).pixmap(size, size).save(u"%1/tray-%2-%3.png"_qs.arg(to).arg(drifted).arg(size));
    for (const int size : {16, 22, 24, 32, 48, 64}) {
        QVERIFY2(badge(3, size) > size, qPrintable(QString::number(size)));
        QVERIFY2(badge(0, size) == 0, qPrintable(QString::number(size)));
    }
    QVERIFY(badge(500, 64) > badge(3, 64)); // "99+" is wider
    o.cluster.showDrift({}, {}, {});
    QCOMPARE(tray->drifted(), 0);
}

void TestDriftView::everyControlHasAName()
{
    Opened o;
    o.choosePodinfo(true);
    for (auto* widget : o.page->findChildren<QWidget*>()) {
        const bool control = widget->focusPolicy() != Qt::NoFocus && widget->isVisible()
            && (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) || qobject_cast<QAbstractItemView*>(widget)
                || qobject_cast<views::DriftDiffView*>(widget));
        if (!control)
            continue;
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        const QString name = !widget->accessibleName().isEmpty() ? widget->accessibleName() : button ? button->text() : QString();
        QVERIFY2(!name.isEmpty(), qPrintable(QLatin1String(widget->metaObject()->className()) + u" "_qs + widget->objectName()));
    }
    const auto sentence = o.page->model().index(1).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(sentence.startsWith(u"Deployment apps/podinfo, Drifted, 3 fields by kubectl-edit, 11 min ago"_qs), qPrintable(sentence));
}

void TestDriftView::twentyThousandFindingsStayQuick()
{
    Opened o;
    std::vector<Finding> many;
    for (int i = 0; i < 20000; ++i) {
        const auto name = "object-" + std::to_string(i);
        const auto owner = "owner-" + std::to_string(i % 50);
        many.push_back(o.make.field(o.make.key("apps", "Deployment", "apps", name.c_str()), o.make.owner(owner.c_str()), "spec.replicas",
            i % 3 ? "kubectl-edit" : "helm", i % 5000));
    }
    QElapsedTimer timer;
    timer.start();
    o.page->setFindings(many, {}, Findings::summary());
    QCoreApplication::processEvents();
    const auto given = timer.restart();
    QCOMPARE(o.page->model().rowCount(), 20050);
    for (int i = 0; i < 50; ++i) {
        QTest::keyClick(o.list, Qt::Key_PageDown);
        QCoreApplication::processEvents();
    }
    const auto scrolled = timer.restart();
    o.page->setFilter(u"object-1999"_qs);
    QCoreApplication::processEvents();
    const auto filtered = timer.restart();
    QCOMPARE(o.page->model().shown(), std::size_t{11});
    qInfo("20,000 findings: given in %lld ms, 50 pages in %lld ms, filtered in %lld ms", given, scrolled, filtered);
    QVERIFY2(scrolled / 50 < 50, qPrintable(QString::number(scrolled)));
    QVERIFY2(filtered < 1000, qPrintable(QString::number(filtered)));
}

// Random findings, groupings, folds and filters: a mirror that only follows the signals has the same rows.
void TestDriftView::theModelKeepsItsPromises()
{
    StringPool pool;
    Findings make{pool, WallTime{std::chrono::hours{500000}}};
    items::DriftListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<std::uint64_t> mirror;
    connect(&model, &QAbstractItemModel::rowsRemoved, &model,
        [&](const QModelIndex&, int first, int last) { mirror.erase(mirror.begin() + first, mirror.begin() + last + 1); });
    connect(&model, &QAbstractItemModel::rowsInserted, &model, [&](const QModelIndex&, int first, int last) {
        for (int i = first; i <= last; ++i)
            mirror.insert(mirror.begin() + i, model.row(i).id);
    });
    connect(&model, &QAbstractItemModel::modelReset, &model, [] { QFAIL("nothing is reset"); });
    QRandomGenerator random(7);
    model.setNow(make.now);
    std::vector<Finding> findings;
    for (int step = 0; step < 400; ++step) {
        switch (random.bounded(6)) {
        case 0:
            model.setGrouping(static_cast<Grouping>(random.bounded(5)));
            break;
        case 1:
            model.setFilter(random.bounded(2) ? "by:m1" : "");
            break;
        case 2:
            if (model.rowCount() > 0)
                model.setExpanded(random.bounded(model.rowCount()), random.bounded(2) == 0);
            break;
        case 3:
            if (!findings.empty())
                findings.erase(findings.begin() + random.bounded(static_cast<int>(findings.size())));
            model.setFindings(findings);
            break;
        default: {
            const auto name = "o" + std::to_string(random.bounded(20)), owner = "k" + std::to_string(random.bounded(4));
            const auto path = "spec.f" + std::to_string(random.bounded(3)), manager = "m" + std::to_string(random.bounded(3));
            auto finding = make.field(make.key("apps", "Deployment", "apps", name.c_str()), make.owner(owner.c_str()), path.c_str(),
                manager.c_str(), random.bounded(20000));
            if (random.bounded(5) == 0)
                finding.ignoredBy = "rule";
            findings.push_back(finding);
            model.setFindings(findings);
        }
        }
        QCOMPARE(static_cast<int>(mirror.size()), model.rowCount());
        std::size_t covered = 0;
        for (int i = 0; i < model.rowCount(); ++i) {
            QCOMPARE(mirror[static_cast<std::size_t>(i)], model.row(i).id);
            covered += model.row(i).group ? model.row(i).findings.size() : 0;
        }
        QCOMPARE(covered, model.shown());
    }
}

void TestDriftView::picturesAreWritten()
{
    const QString folder = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
    if (folder.isEmpty())
        QSKIP("DRIFTGLASS_TEST_SHOTS is not set");
    QDir().mkpath(folder);
    for (const auto mode : {theme::Mode::Light, theme::Mode::Dark}) {
        m_theme.setMode(mode);
        const QString theme = mode == theme::Mode::Light ? u"light"_qs : u"dark"_qs;
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
            for (const bool exact : {true, false}) {
                Opened o(size);
                o.choosePodinfo(exact);
                o.list->setFocus();
                const QString path
                    = QStringLiteral("%1/drift-%2-%3-%4.png").arg(folder, exact ? u"exact"_qs : u"watched"_qs, theme).arg(size.width());
                QVERIFY(window::saveScreenshot(o.window, size, path));
            }
        }
    }
    m_theme.setMode(theme::Mode::Light);
}

QTEST_MAIN(TestDriftView)
#include "tst_drift_view.moc"
