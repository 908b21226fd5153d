// SPDX-License-Identifier: Apache-2.0
// `report` of every kind, in every format that fits, against the demo. The schemas of JUnit, SARIF and Code Quality are checked as far
// as this program writes them: an own subset of each.
#include "command_run.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace dg;
using std::string;

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject object(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

// What is wrong with a JUnit file: elements where they belong, counts that add up. Empty: nothing.
QString junitProblem(const QByteArray& bytes)
{
    QXmlStreamReader xml(bytes);
    QStringList path;
    int tests = 0, cases = 0, failures = 0, failed = 0, errors = 0, broken = 0;
    static const QHash<QString, QSet<QString>> inside{{QString(), {QStringLiteral("testsuites")}},
        {QStringLiteral("testsuites"), {QStringLiteral("testsuite")}},
        {QStringLiteral("testsuite"), {QStringLiteral("properties"), QStringLiteral("testcase")}},
        {QStringLiteral("properties"), {QStringLiteral("property")}},
        {QStringLiteral("testcase"),
            {QStringLiteral("failure"), QStringLiteral("error"), QStringLiteral("skipped"), QStringLiteral("system-out")}}};
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement)
            path.removeLast();
        if (token != QXmlStreamReader::StartElement)
            continue;
        const auto name = xml.name().toString();
        if (!inside.value(path.isEmpty() ? QString() : path.last()).contains(name))
            return name + QLatin1String(" in ") + path.join(QLatin1Char('/'));
        path << name;
        const auto of = [&xml](const char* key) { return xml.attributes().value(QLatin1String(key)); };
        if (name == QLatin1String("testsuite")) {
            tests += of("tests").toInt();
            failures += of("failures").toInt();
            errors += of("errors").toInt();
            if (of("name").isEmpty() || of("timestamp").isEmpty())
                return QStringLiteral("a suite without name or time");
        }
        cases += name == QLatin1String("testcase") ? 1 : 0;
        failed += name == QLatin1String("failure") ? 1 : 0;
        broken += name == QLatin1String("error") ? 1 : 0;
        if (name == QLatin1String("testcase") && (of("name").isEmpty() || of("classname").isEmpty()))
            return QStringLiteral("a case without name or class");
    }
    if (xml.hasError())
        return xml.errorString();
    if (tests != cases || failures != failed || errors != broken)
        return QStringLiteral("counts: %1/%2 %3/%4 %5/%6").arg(tests).arg(cases).arg(failures).arg(failed).arg(errors).arg(broken);
    return {};
}

// The same of SARIF 2.1.0.
QString sarifProblem(const QByteArray& bytes)
{
    const auto sarif = object(bytes);
    if (sarif[QLatin1String("version")] != QLatin1String("2.1.0")
        || !sarif[QLatin1String("$schema")].toString().contains(QLatin1String("sarif-2.1.0")))
        return QStringLiteral("version");
    const auto runs = sarif[QLatin1String("runs")].toArray();
    for (const auto& run : runs) {
        const auto driver = run[QLatin1String("tool")][QLatin1String("driver")];
        QSet<QString> rules;
        const auto declared = driver[QLatin1String("rules")].toArray();
        for (const auto& rule : declared) {
            if (rule[QLatin1String("shortDescription")][QLatin1String("text")].toString().isEmpty())
                return QStringLiteral("a rule without words");
            rules << rule[QLatin1String("id")].toString();
        }
        if (driver[QLatin1String("name")].toString().isEmpty() || rules.size() != declared.size())
            return QStringLiteral("driver");
        QSet<QString> prints;
        const auto results = run[QLatin1String("results")].toArray();
        for (const auto& result : results) {
            static const QSet<QString> levels{
                QStringLiteral("none"), QStringLiteral("note"), QStringLiteral("warning"), QStringLiteral("error")};
            if (!rules.contains(result[QLatin1String("ruleId")].toString()) || !levels.contains(result[QLatin1String("level")].toString())
                || result[QLatin1String("message")][QLatin1String("text")].toString().isEmpty()
                || !result[QLatin1String("locations")][0][QLatin1String("logicalLocations")][0].isObject())
                return QString::fromUtf8(QJsonDocument(result.toObject()).toJson());
            prints << result[QLatin1String("partialFingerprints")][QLatin1String("driftglass/v1")].toString();
        }
        if (prints.size() != results.size())
            return QStringLiteral("fingerprints twice");
    }
    return runs.isEmpty() ? QStringLiteral("no runs") : QString();
}

// The same of GitLab's Code Quality.
QString qualityProblem(const QByteArray& bytes)
{
    static const QSet<QString> severities{
        QStringLiteral("info"), QStringLiteral("minor"), QStringLiteral("major"), QStringLiteral("critical"), QStringLiteral("blocker")};
    const auto issues = QJsonDocument::fromJson(bytes).array();
    QSet<QString> prints;
    for (const auto& issue : issues) {
        if (issue[QLatin1String("description")].toString().isEmpty() || issue[QLatin1String("check_name")].toString().isEmpty()
            || !severities.contains(issue[QLatin1String("severity")].toString())
            || issue[QLatin1String("location")][QLatin1String("path")].toString().isEmpty()
            || issue[QLatin1String("location")][QLatin1String("lines")][QLatin1String("begin")].toInt() < 1)
            return QString::fromUtf8(QJsonDocument(issue.toObject()).toJson());
        prints << issue[QLatin1String("fingerprint")].toString();
    }
    return issues.isEmpty() || prints.size() != issues.size() ? QStringLiteral("fingerprints") : QString();
}

} // namespace

class TestReportCommand : public QObject, private test::CommandRun {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    string place(const char* name) { return " --output " + m_dir.filePath(QLatin1String(name)).toStdString(); }
    QByteArray written(const char* folder, const char* topic, const char* suffix)
    {
        return contents(m_dir.filePath(
            QStringLiteral("%1/driftglass-%2-demo.%3").arg(QLatin1String(folder), QLatin1String(topic), QLatin1String(suffix))));
    }

private Q_SLOTS:
    void findingsReportsSayTheSameInEveryFormat_data()
    {
        QTest::addColumn<QByteArray>("topic");
        QTest::addColumn<QByteArray>("record"); // of the CSV: one for each of the JSON's findings
        QTest::newRow("drift") << QByteArray("drift") << QByteArray("finding");
        QTest::newRow("posture") << QByteArray("posture") << QByteArray("check");
    }

    void findingsReportsSayTheSameInEveryFormat()
    {
        QFETCH(QByteArray, topic);
        QFETCH(QByteArray, record);
        const auto* name = topic.constData();
        QCOMPARE(
            run(string("report --demo --report ") + name + " --format html,csv,json,markdown,junit,sarif,codequality" + place("findings")),
            1);
        const auto bytes = written("findings", name, "json");
        const auto json = object(bytes);
        QCOMPARE(json[QLatin1String("report")].toString(), QString::fromLatin1(topic));
        const auto at = bytes.indexOf(",\"data\":") + 8;
        const auto hash = QCryptographicHash::hash(bytes.mid(at, bytes.size() - at - 2), QCryptographicHash::Sha256).toHex();
        QCOMPARE(json[QLatin1String("sha256")].toString().toLatin1(), hash);
        for (const auto* suffix : {"html", "csv", "md", "junit.xml"})
            QVERIFY2(written("findings", name, suffix).contains(hash), suffix);
        const auto data = json[QLatin1String("data")];
        int findings = 0;
        if (topic == "drift") {
            findings = static_cast<int>(data[QLatin1String("drift")][QLatin1String("items")].toArray().size()
                + data[QLatin1String("drift")][QLatin1String("expected")].toArray().size());
        } else {
            const auto items = data[QLatin1String("checks")][QLatin1String("items")].toArray();
            for (const auto& item : items) {
                if (item[QLatin1String("verdict")] == QLatin1String("not-applicable"))
                    continue;
                qsizetype objects = 0;
                for (const auto* key : {"objects", "unclear", "acceptedObjects"})
                    objects += item[QLatin1String(key)].toArray().size();
                findings += static_cast<int>(std::max<qsizetype>(objects, 1));
            }
        }
        QVERIFY(findings > 5);
        QCOMPARE(written("findings", name, "csv").count("\r\n" + record + ","), findings);
        QCOMPARE(junitProblem(written("findings", name, "junit.xml")), QString());
        QCOMPARE(sarifProblem(written("findings", name, "sarif")), QString());
        QCOMPARE(qualityProblem(written("findings", name, "codequality.json")), QString());
    }

    void theSyncReportsJUnitFitsItsSchema()
    {
        QCOMPARE(run("report --demo --format junit" + place("sync")), 1);
        QCOMPARE(junitProblem(written("sync", "sync", "junit.xml")), QString());
        auto broken = written("sync", "sync", "junit.xml");
        QVERIFY(!junitProblem(broken.replace("failures=\"", "failures=\"1")).isEmpty()); // the check can fail
    }

    void aChangeReportComparesTwoSnapshotsOrOneWithNow()
    {
        const auto snapshot = m_dir.filePath(QStringLiteral("before.dgsnap")).toStdString();
        QVERIFY2(run("snapshot --demo --output " + snapshot) != 1, m_err.c_str());
        const string change = "report --report change --format html,csv,json,markdown --compare " + snapshot;
        QCOMPARE(run(change + " --compare " + snapshot + place("same")), 0);
        auto json = object(written("same", "change", "json"));
        QCOMPARE(json[QLatin1String("data")][QLatin1String("change")][QLatin1String("items")].toArray().size(), 0);
        QCOMPARE(json[QLatin1String("data")][QLatin1String("change")][QLatin1String("before")][QLatin1String("snapshot")].toString(),
            QStringLiteral("before.dgsnap"));
        QVERIFY(json[QLatin1String("askedBy")][QLatin1String("user")].isNull());
        QVERIFY(written("same", "change", "html").contains("Nothing in this scope changed."));

        // Another demo has other uids: everything was made anew. It forbids one kind, so not everything could be read.
        QCOMPARE(run(change + " --demo --demo-seed 2" + place("live")), 2);
        json = object(written("live", "change", "json"));
        const auto items = json[QLatin1String("data")][QLatin1String("change")][QLatin1String("items")].toArray();
        QVERIFY(items.size() > 20);
        QCOMPARE(written("live", "change", "csv").count("\r\nchange,"), items.size());
        int sum = 0;
        const auto summary = json[QLatin1String("data")][QLatin1String("change")][QLatin1String("summary")].toObject();
        for (const auto& number : summary)
            sum += number.toInt();
        QCOMPARE(sum, items.size());
        QVERIFY(json[QLatin1String("data")][QLatin1String("drift")].isObject());

        QVERIFY(run(change + " --compare " + snapshot + " --owner ks/flux-system/apps" + place("narrow")) == 0);
    }

    void aPostureReportIsNarrowedByTheFilter()
    {
        QCOMPARE(run("report --demo --report posture --format json --filter kind:GitRepository" + place("filtered")), 1);
        const auto items = object(written("filtered", "posture", "json"))[QLatin1String("data")][QLatin1String("checks")];
        int objects = 0;
        const auto all = items[QLatin1String("items")].toArray();
        for (const auto& item : all) {
            const auto of = item[QLatin1String("objects")].toArray();
            for (const auto& one : of) {
                ++objects;
                QCOMPARE(one[QLatin1String("kind")].toString(), QStringLiteral("GitRepository"));
            }
        }
        QVERIFY(objects > 0);
    }

    // Nothing was recorded of this demo: said, and not taken for "no deliveries".
    void aDeliveryReportNeedsAHistory()
    {
        QCOMPARE(run("report --demo --report delivery --format json,csv,markdown" + place("delivery") + " --profile "
                     + m_dir.filePath(QStringLiteral("profile")).toStdString()),
            2);
        const auto json = object(written("delivery", "delivery", "json"));
        QCOMPARE(json[QLatin1String("complete")].toBool(true), false);
        QVERIFY(json[QLatin1String("data")][QLatin1String("delivery")].isNull());
        QVERIFY(written("delivery", "delivery", "csv").contains("\r\nnot-read,,,history,"));
    }

    void whatDoesNotGoTogetherIsTold_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("told");
        QTest::newRow("unknown report") << QStringLiteral("--report weather --format html") << QStringLiteral("\"weather\"");
        QTest::newRow("sync as SARIF") << QStringLiteral("--format sarif") << QStringLiteral("no sarif of a sync report");
        QTest::newRow("change as JUnit") << QStringLiteral("--report change --compare x --format junit")
                                         << QStringLiteral("no junit of a change");
        QTest::newRow("change without") << QStringLiteral("--report change --format html") << QStringLiteral("--compare SNAPSHOT");
        QTest::newRow("compare without") << QStringLiteral("--compare x --format html") << QStringLiteral("--report change");
        QTest::newRow("posture by owner") << QStringLiteral("--report posture --owner ks/a/b --format html")
                                          << QStringLiteral("--namespace and --filter alone");
        QTest::newRow("delivery as SARIF") << QStringLiteral("--report delivery --format html,sarif")
                                           << QStringLiteral("no sarif of a delivery report");
        QTest::newRow("delivery as JUnit") << QStringLiteral("--report delivery --format junit")
                                           << QStringLiteral("no junit of a delivery report");
        QTest::newRow("delivery since a snapshot")
            << QStringLiteral("--report delivery --baseline x --format html") << QStringLiteral("not compared with a snapshot");
        QTest::newRow("paper") << QStringLiteral("--format html --paper a5") << QStringLiteral("--paper is a4 or letter");
        QTest::newRow("no snapshot") << QStringLiteral("--report change --compare /no/such --format html") << QStringLiteral("/no/such");
    }

    void whatDoesNotGoTogetherIsTold()
    {
        QFETCH(QString, words);
        QFETCH(QString, told);
        QCOMPARE(run("report --demo " + words.toStdString() + place("never")), 2);
        QVERIFY2(QString::fromStdString(m_err).contains(told), m_err.c_str());
        QVERIFY(!QDir(m_dir.filePath(QStringLiteral("never"))).exists());
    }
};

QTEST_GUILESS_MAIN(TestReportCommand)
#include "tst_report_command.moc"
