// SPDX-License-Identifier: Apache-2.0
// A cluster model with its session running against the demo's API server: threads, requests and watches as in the window.
#include "demo/demo_cluster.h"
#include "items/cluster_model.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace dg;

namespace {

constexpr int Patience = 40'000; // ms; only a failure waits that long

struct Opened {
    explicit Opened(const demo::DemoCluster& demo, session::SessionOptions options = {})
    {
        kube::ConnectionSpec spec;
        spec.name = "test";
        spec.endpoint.baseUrl = demo.baseUrl();
        spec.auth.token = demo.token();
        model = std::make_unique<items::ClusterModel>(std::make_unique<session::ClusterSession>(std::move(spec), std::move(options), pool,
                                                          clock, log, [](const kube::ExecSpec&) { return false; }),
            pool, clock);
    }
    [[nodiscard]] bool load()
    {
        model->start();
        return QTest::qWaitFor(
            [this] { return model->status().complete && model->scheduler().backlog() == 0 && model->summary().total >= 30; }, Patience);
    }
    StringPool pool;
    SystemClock clock;
    Logger log;
    std::unique_ptr<items::ClusterModel> model;
};

} // namespace

class ClusterModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRunningClusterFillsItsTreeAndCountsWhatCannotBeRead();
    void aReconcileGivesAnActionToItsEnd();
    void aClusterNobodyLooksAtStillMovesItsSummary();
    void nothingIsSaidWhenNothingChanged();
    void driftIsJudgedBesideTheTreeAndRememberedInItsFile();
    void closingWhileLoadingIsQuiet();

private:
    std::unique_ptr<demo::DemoCluster> m_demo;
};

void ClusterModelTest::initTestCase()
{
    demo::DemoOptions options;
    options.alive = false;
    options.timeFactor = 10; // a pass takes tenths of a second
    m_demo = std::make_unique<demo::DemoCluster>(options);
    QVERIFY(m_demo->start());
}

void ClusterModelTest::aRunningClusterFillsItsTreeAndCountsWhatCannotBeRead()
{
    Opened opened(*m_demo);
    QVERIFY(opened.load());
    auto& model = *opened.model;
    QVERIFY(model.treeModel().rowCount() > 0);
    QCOMPARE(model.status().phase, session::ConnectionPhase::Live);
    // The demo refuses Buckets: one row, counted with the problems.
    int notices = 0;
    for (int i = 0; i < model.tree().rowCount(); ++i)
        notices += model.tree().row(i).type == tree::RowType::Notice;
    QCOMPARE(notices, 1);
    int problems = notices;
    for (std::size_t i = 0; i < flux::StateCount; ++i) {
        if (flux::isProblem(static_cast<flux::State>(i)))
            problems += static_cast<int>(model.summary().byState[i]);
    }
    QCOMPARE(model.problemCount(), problems);
}

void ClusterModelTest::aReconcileGivesAnActionToItsEnd()
{
    Opened opened(*m_demo);
    QVERIFY(opened.load());
    auto& model = *opened.model;
    ObjectKey ready;
    model.tree().forEachFlux([&](const flux::FluxObject& object, const flux::Verdict& verdict, bool) {
        if (object.kind == flux::Kind::Kustomization && verdict.state == flux::State::Ready && !object.suspended)
            ready = object.key;
    });
    QVERIFY(!ready.empty());
    QSignalSpy changed(&model, &items::ClusterModel::actionsChanged);
    const auto ids
        = model.reconcile(std::vector{ready, ObjectKey{{}, opened.pool.intern("ConfigMap"), {}, opened.pool.intern("x")}}, false);
    QCOMPARE(ids.size(), std::size_t{1}); // a ConfigMap cannot be reconciled
    const auto ended = [&] {
        return std::ranges::any_of(
            model.actions(), [&](const session::Action& action) { return action.id == ids.front() && action.done(); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(ended(), Patience);
    QCOMPARE(model.actions().front().outcome, session::ActionOutcome::Ready);
    QVERIFY(changed.count() >= 2); // it began and ended
    QCOMPARE(model.runningActions(), 0);
}

void ClusterModelTest::aClusterNobodyLooksAtStillMovesItsSummary()
{
    Opened opened(*m_demo);
    opened.model->setVisible(false);
    QVERIFY(!opened.model->isVisible());
    QSignalSpy summary(opened.model.get(), &items::ClusterModel::summaryChanged);
    QVERIFY(opened.load());
    QVERIFY(summary.count() >= 1);
}

void ClusterModelTest::nothingIsSaidWhenNothingChanged()
{
    Opened opened(*m_demo);
    QVERIFY(opened.load());
    auto& model = *opened.model;
    QSignalSpy summary(&model, &items::ClusterModel::summaryChanged);
    tree::Summary before = model.summary();
    connect(&model, &items::ClusterModel::summaryChanged, this, [&] {
        const auto& after = model.summary();
        QVERIFY(after.total != before.total || after.byState != before.byState || after.managed != before.managed
            || after.missing != before.missing || after.suspended != before.suspended || after.behind != before.behind);
        before = after;
    });
    QSignalSpy status(&model, &items::ClusterModel::statusChanged);
    model.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(status.count() > 0 && model.status().phase == session::ConnectionPhase::Live, Patience);
}

void ClusterModelTest::driftIsJudgedBesideTheTreeAndRememberedInItsFile()
{
    const QTemporaryDir folder;
    const auto file = (folder.path() + QStringLiteral("/c.dgsnap")).toStdString();
    session::SessionOptions options;
    options.keepOwnership = true;
    {
        Opened opened(*m_demo, options);
        opened.model->watchDrift({}, file);
        QVERIFY(opened.load());
        const auto& drift = *opened.model->drift();
        // A field by kubectl, an orphan, what Helm says; and, looked up by name, what is missing.
        QTRY_VERIFY_WITH_TIMEOUT(drift.summary().certain >= 3, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(drift.summary().byKind[static_cast<std::size_t>(drift::Kind::Missing)] >= 1, Patience);
        const auto edited = std::ranges::find(drift.findings(), "kubectl-edit", &drift::Finding::manager);
        QVERIFY(edited != drift.findings().end());
        QVERIFY(drift.countOf(edited->object) >= 1);
    }
    QFile remembered(QString::fromStdString(file));
    QVERIFY(remembered.open(QIODevice::ReadOnly));
    const auto bytes = remembered.readAll();
    StringPool pool;
    const auto facts = drift::readFacts({bytes.constData(), static_cast<std::size_t>(bytes.size())}, pool, file);
    QVERIFY(facts);
    QVERIFY(facts->objects.size() > 50);
}

void ClusterModelTest::closingWhileLoadingIsQuiet()
{
    for (int i = 0; i < 5; ++i) {
        Opened opened(*m_demo);
        bool called = false;
        opened.model->start();
        if (i > 0)
            QTRY_VERIFY_WITH_TIMEOUT(!opened.model->status().streams.empty(), Patience);
        opened.model->fetchObject(
            {opened.pool.intern("apps"), opened.pool.intern("Deployment"), opened.pool.intern("x"), opened.pool.intern("y")},
            [&](Result<std::string>) { called = true; });
        opened.model.reset();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }
}

QTEST_GUILESS_MAIN(ClusterModelTest)
#include "tst_cluster_model.moc"
