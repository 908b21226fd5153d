// SPDX-License-Identifier: Apache-2.0
// The delivery report over a real history: outcomes, lead times, what Flux said, its scope, and what it says without a history.
#include "evidence/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace dg;
using evidence::Format;
using evidence::Topic;
using std::string;

namespace {

const history::ObjectRow Payments{0, "kustomize.toolkit.fluxcd.io", "Kustomization", "shop", "payments"};
const history::ObjectRow Search{0, "helm.toolkit.fluxcd.io", "HelmRelease", "web", "search"};

} // namespace

class TestDeliveryReport : public QObject {
    Q_OBJECT

private:
    StringPool m_pool;
    WallTime m_now = *parseRfc3339("2026-11-26T20:00:00Z");
    QTemporaryDir m_dir;
    std::unique_ptr<history::Store> m_store;

    WallTime ago(int minutes) const { return m_now - Millis(std::chrono::minutes(minutes)); }
    // Fetched so many minutes ago; committed a minute before, applied a minute later.
    delivery::Run run(const string& revision, int minutes, std::optional<int> healthyAfter) const
    {
        delivery::Run out;
        out.revision = "main@sha1:" + revision;
        out.committed = ago(minutes + 1);
        out.fetched = ago(minutes);
        out.applied = ago(minutes - 1);
        if (healthyAfter)
            out.healthy = ago(minutes - *healthyAfter);
        return out;
    }
    evidence::ClusterReport cluster() const
    {
        evidence::ClusterReport out;
        out.name = "prod";
        session::OneShotResult read;
        read.fluxServed = true;
        out.read = std::move(read);
        out.observedAt = m_now;
        return out;
    }
    evidence::Question question(const string& filter = {}) const
    {
        evidence::Question out;
        out.topic = Topic::Delivery;
        out.scope.filter = evidence::Filter(filter);
        out.scopeText = evidence::scopeText({}, QString::fromStdString(filter), {});
        out.period = evidence::readPeriod(*m_store, {"prod", "prod", {}}, {m_now - evidence::DeliveryPeriod, m_now}, {});
        return out;
    }
    evidence::Report report(const evidence::Question& question) { return evidence::answer(question, cluster(), m_pool, m_now); }
    static QJsonObject json(const evidence::Report& report)
    {
        const auto bytes = evidence::bytesOf(report, Format::Json);
        return QJsonDocument::fromJson(QByteArray::fromStdString(bytes.value_or(string()))).object();
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto store = history::Store::open(m_dir.filePath(QStringLiteral("h.sqlite")).toStdString(), history::Store::Access::Write);
        QVERIFY(store.has_value());
        m_store = std::move(*store);
        history::Batch batch;
        batch.cluster = *m_store->cluster({"prod", "prod", "https://prod.example"});
        auto failed = run("3333333333", 600, std::nullopt);
        failed.failed = true;
        for (const auto& one : {run("0000000000", 60 * 24 * 8, 2), run("1111111111", 2000, 2), run("2222222222", 1000, 4), failed,
                 run("4444444444", 60, std::nullopt)})
            batch.deliveries.push_back({Payments, one});
        batch.deliveries.push_back({Search, run("5555555555", 300, std::nullopt)}); // a newer one came
        batch.deliveries.push_back({Search, run("6666666666", 200, 9)});
        batch.troubles.push_back({Payments, {ago(598), ago(500), flux::State::Failed, "HealthCheckFailed", "web is not ready"}, true});
        batch.troubles.push_back({Payments, {ago(59), std::nullopt, flux::State::Waiting, "DependencyNotReady", "of another"}, true});
        batch.watched = history::Watched{m_now - std::chrono::days(30), m_now};
        QVERIFY(m_store->write(batch).has_value());
    }

    void outcomesAndLeadTimesAddUp()
    {
        const auto made = report(question());
        QVERIFY(made.complete());
        QCOMPARE(made.exitCode(), 0); // a failure of the past calls for nobody now
        const auto delivery = json(made)[QLatin1String("data")][QLatin1String("delivery")];
        const auto summary = delivery[QLatin1String("summary")];
        QCOMPARE(summary[QLatin1String("applications")].toInt(), 2);
        QCOMPARE(summary[QLatin1String("deliveries")].toInt(), 6); // one is older than seven days
        const auto outcomes = summary[QLatin1String("byOutcome")];
        QCOMPARE(outcomes[QLatin1String("healthy")].toInt(), 3);
        QCOMPARE(outcomes[QLatin1String("failed")].toInt(), 1);
        QCOMPARE(outcomes[QLatin1String("under-way")].toInt(), 1);
        QCOMPARE(outcomes[QLatin1String("replaced")].toInt(), 1);
        QCOMPARE(summary[QLatin1String("leadP50Seconds")].toInt(), 300); // of 180, 300 and 600
        QCOMPARE(summary[QLatin1String("leadP95Seconds")].toInt(), 600);
        const auto payments = delivery[QLatin1String("applications")][0];
        QCOMPARE(payments[QLatin1String("application")][QLatin1String("name")].toString(), QStringLiteral("payments"));
        QCOMPARE(payments[QLatin1String("clock")].toString(), QStringLiteral("commit"));
        QCOMPARE(payments[QLatin1String("leadP95Seconds")].toInt(), 300);
        QVERIFY(delivery[QLatin1String("applications")][1][QLatin1String("leadP50Seconds")].isNull()); // of one delivery there is none
        const auto newest = payments[QLatin1String("items")][0];
        QCOMPARE(newest[QLatin1String("outcome")].toString(), QStringLiteral("under-way"));
        QVERIFY(newest[QLatin1String("leadSeconds")].isNull() && newest[QLatin1String("healthy")].isNull());
        const auto second = payments[QLatin1String("items")][2];
        QCOMPARE(second[QLatin1String("committed")].toString(), QStringLiteral("2026-11-26T03:19:00Z"));
        QCOMPARE(second[QLatin1String("phaseSeconds")][QLatin1String("waitForFetch")].toInt(), 60);
        QCOMPARE(delivery[QLatin1String("unwatchedSeconds")].toInt(), 0);
    }

    void everyFormatThatFitsSaysIt()
    {
        const auto made = report(question());
        for (const auto format : {Format::Html, Format::Markdown, Format::Csv}) {
            const auto bytes = evidence::bytesOf(made, format);
            QVERIFY(bytes.has_value());
            QVERIFY2(bytes->find(made.dataHash) != string::npos, evidence::formatWord(format));
            if (format == Format::Csv)
                continue;
            for (const auto* words : {"Delivery report", "3 deliveries became healthy, 1 failed, 1 are under way, 1 were replaced",
                     "Half took at most 5 min", "web is not ready"})
                QVERIFY2(bytes->find(words) != string::npos, words);
            QVERIFY(bytes->find("of another") == string::npos); // the trouble of what is under way is no failure's
        }
        const auto csv = *evidence::bytesOf(made, Format::Csv);
        const auto lines = QByteArray::fromStdString(csv).split('\n');
        QVERIFY(lines.front().endsWith(",committed,built,fetched,applied,healthy,leadSeconds,clock\r"));
        const auto commas = lines.front().count(',');
        int records = 0;
        for (const auto& line : lines) {
            if (!line.startsWith("delivery,"))
                continue;
            ++records;
            QCOMPARE(line.count(','), commas);
        }
        QCOMPARE(records, 6);
        QVERIFY(csv.find(",300,commit\r\n") != string::npos);
        for (const auto format : {Format::JUnit, Format::Sarif, Format::CodeQuality})
            QCOMPARE(evidence::bytesOf(made, format).error().code, ErrorCode::Unsupported);
    }

    void itIsNarrowedByFilterAndOwner()
    {
        const auto filtered = json(report(question("ns:web")))[QLatin1String("data")][QLatin1String("delivery")];
        QCOMPARE(filtered[QLatin1String("summary")][QLatin1String("deliveries")].toInt(), 2);
        auto owned = question();
        owned.scope.owner = ObjectKey{
            m_pool.intern("kustomize.toolkit.fluxcd.io"), m_pool.intern("Kustomization"), m_pool.intern("shop"), m_pool.intern("payments")};
        const auto payments = json(report(owned))[QLatin1String("data")][QLatin1String("delivery")];
        QCOMPARE(payments[QLatin1String("summary")][QLatin1String("deliveries")].toInt(), 4);
        QCOMPARE(payments[QLatin1String("summary")][QLatin1String("applications")].toInt(), 1);
    }

    // So is what the other reports tell of a time.
    void theHistoryBesideIsNarrowedToo()
    {
        auto sync = question("name:search");
        sync.topic = Topic::Sync;
        const auto told = json(report(sync))[QLatin1String("data")][QLatin1String("history")];
        QCOMPARE(told[QLatin1String("troubles")].toArray().size(), 0);
        QCOMPARE(told[QLatin1String("deliveries")].toArray().size(), 2);
    }

    void withoutAHistoryItIsAGap()
    {
        auto none = question();
        none.period = Result<evidence::Period>(fail(ErrorCode::NotFound, "history"));
        for (int i = 0; i < 2; ++i) {
            const auto made = report(none);
            QVERIFY(!made.complete());
            QCOMPARE(made.exitCode(), 2);
            QVERIFY(json(made)[QLatin1String("data")][QLatin1String("delivery")].isNull());
            QVERIFY(evidence::bytesOf(made, Format::Html)->find("nothing is known of deliveries") != string::npos);
            none.period.reset(); // nobody looked: the same
        }
    }
};

QTEST_GUILESS_MAIN(TestDeliveryReport)
#include "tst_delivery_report.moc"
