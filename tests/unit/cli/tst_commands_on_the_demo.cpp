// SPDX-License-Identifier: Apache-2.0
// The commands against the demo cluster: the whole way through HTTP, watches included.
#include "command_run.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <mutex>
#include <set>

using namespace dg;
using std::string;

class TestCommandsOnTheDemo : public QObject, private test::CommandRun {
    Q_OBJECT

private Q_SLOTS:
    void statusShowsEveryStateAndManagedObjectsOnDemand()
    {
        QCOMPARE(run("status --demo --output json"), 1);
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
        QVERIFY2(json[QLatin1String("summary")][QLatin1String("total")].toInt() >= 30, m_out.c_str());
        QCOMPARE(json[QLatin1String("summary")][QLatin1String("total")].toInt(), json[QLatin1String("items")].toArray().size());
        QVERIFY(json[QLatin1String("summary")][QLatin1String("suspended")].toInt() > 0);
        QCOMPARE(run("status --demo --inventory --output json"), 1);
        int owned = 0;
        const auto items = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object()[QLatin1String("items")].toArray();
        for (const auto& item : items)
            owned += item[QLatin1String("owner")].isObject() ? 1 : 0;
        QVERIFY(owned > 30);
    }

    void checksAreToldInEveryFormatAndAMuteIsCounted()
    {
        QCOMPARE(run("checks --demo --output json"), 1);
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
        QCOMPARE(json[QLatin1String("apiVersion")].toString(), QStringLiteral("driftglass/v1"));
        QCOMPARE(json[QLatin1String("kind")].toString(), QStringLiteral("Checks"));
        QJsonObject receiver;
        int fixSoon = 0;
        for (const auto& item : json[QLatin1String("items")].toArray()) {
            fixSoon += item[QLatin1String("verdict")].toString() == QLatin1String("fix-soon") ? 1 : 0;
            if (item[QLatin1String("check")].toString() == QLatin1String("receiver-open"))
                receiver = item.toObject();
        }
        QCOMPARE(fixSoon, json[QLatin1String("summary")][QLatin1String("fixSoon")].toInt());
        QCOMPARE(receiver[QLatin1String("verdict")].toString(), QStringLiteral("fix-soon"));
        QCOMPARE(receiver[QLatin1String("objects")][0][QLatin1String("name")].toString(), QStringLiteral("gitlab-docs"));
        QCOMPARE(receiver[QLatin1String("objects")][0][QLatin1String("fact")].toString(), QStringLiteral("path-matches"));
        QVERIFY(receiver[QLatin1String("fix")].toString().startsWith(QLatin1String("apiVersion: v1")));
        QCOMPARE(json[QLatin1String("complete")].toBool(true), false); // the demo forbids Buckets

        QCOMPARE(run("checks --demo"), 1);
        QVERIFY(m_out.find("receiver-open") != string::npos && m_out.find("need attention") != string::npos);
        QCOMPARE(run("checks --demo --output junit"), 1);
        QVERIFY(m_out.find("<failure type=") != string::npos && m_out.find("<error type=") != string::npos);
        QCOMPARE(run("checks --demo --output gitlab-codequality"), 1);
        const auto issues = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).array();
        QVERIFY(!issues.isEmpty());
        std::set<QString> fingerprints;
        for (const auto& issue : issues) {
            QVERIFY(fingerprints.insert(issue[QLatin1String("fingerprint")].toString()).second);
            QVERIFY(!issue[QLatin1String("description")].toString().isEmpty());
            QVERIFY(issue[QLatin1String("location")][QLatin1String("lines")][QLatin1String("begin")].toInt() == 1);
        }
        QCOMPARE(run("checks --demo --output sarif"), 2);

        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("config"))); // where the window has it
        QFile mutes(folder.filePath(QStringLiteral("config/checks.yaml")));
        QVERIFY(mutes.open(QIODevice::WriteOnly));
        mutes.write("mutes:\n  - check: receiver-open\n    reason: the network is closed\n");
        mutes.close();
        QCOMPARE(run(qPrintable(QStringLiteral("checks --demo --output json --profile ") + folder.path())), 1);
        const auto muted = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
        QCOMPARE(muted[QLatin1String("summary")][QLatin1String("fixSoon")].toInt(), fixSoon - 1);
        QCOMPARE(muted[QLatin1String("summary")][QLatin1String("accepted")].toInt(), 1);
        QVERIFY(m_out.find("the network is closed") != string::npos);
        QCOMPARE(run("checks --demo --mutes /no/such/file"), 2);
    }

    void aFilterNarrowsWhatTheChecksTell()
    {
        const auto told = [this](const char* arguments, int code) {
            QStringList names;
            if (run(arguments) != code)
                return QStringList{QStringLiteral("another exit code")};
            const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
            for (const auto& item : json[QLatin1String("items")].toArray()) {
                for (const auto& object : item[QLatin1String("objects")].toArray())
                    names << object[QLatin1String("kind")].toString() + QLatin1Char('/') + object[QLatin1String("namespace")].toString()
                            + QLatin1Char('/') + object[QLatin1String("name")].toString();
            }
            names.removeDuplicates();
            names.sort();
            return names;
        };
        const auto all = told("checks --demo --output json", 1);
        const auto receivers = told("checks --demo --output json --filter kind:receiver", 1);
        QCOMPARE(receivers, QStringList{QStringLiteral("Receiver/flux-system/gitlab-docs")});
        // The fix is for what is told.
        QVERIFY(m_out.find("gitlab-docs-token") != string::npos);
        const auto suspended = told("checks --demo --output json --filter suspended:yes", 1);
        QVERIFY(suspended.contains(QStringLiteral("Kustomization/flux-system/quotas")) && suspended.size() < all.size());
        QVERIFY(!suspended.contains(QStringLiteral("Receiver/flux-system/gitlab-docs")));
        const auto payments = told("checks --demo --output json --filter ns:payments,web", 1);
        for (const auto& name : payments)
            QVERIFY2(name.contains(QLatin1String("/payments/")) || name.contains(QLatin1String("/web/")), qPrintable(name));
        QVERIFY(payments.size() > 2);
        // Nothing matches: what may not be read could still hold it.
        QCOMPARE(told("checks --demo --output json --filter name:no-such-name", 2), QStringList());
        QCOMPARE(run("checks --demo --filter nonsense:x"), 2);
    }

    void driftIsToldInEveryFormatAndItsExitCodesAre()
    {
        QCOMPARE(run("drift --demo --output json"), 1);
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
        QCOMPARE(json[QLatin1String("kind")].toString(), QStringLiteral("Drift"));
        QStringList told;
        for (const auto& item : json[QLatin1String("items")].toArray()) {
            told << item[QLatin1String("confidence")].toString() + QLatin1Char(' ') + item[QLatin1String("finding")].toString()
                    + QLatin1Char(' ') + item[QLatin1String("object")][QLatin1String("name")].toString();
            QCOMPARE(item[QLatin1String("id")].toString().size(), 16);
        }
        QVERIFY2(told.contains(QLatin1String("certain field-changed podinfo")), m_out.c_str());
        QVERIFY(told.contains(QLatin1String("certain orphaned allow-legacy")));
        QVERIFY(told.contains(QLatin1String("certain helm-drifted redis-master")));
        QVERIFY(told.contains(QLatin1String("likely missing podinfo-theme")));
        QVERIFY(m_err.find("buckets") != string::npos); // the demo forbids one kind, and that is said

        QCOMPARE(run("drift --demo --fail-on none"), 2); // not whole
        QVERIFY(m_out.find("kubectl-edit") != string::npos);
        QCOMPARE(run("drift --demo --owner ks/flux-system/apps --filter drift:missing --output json"), 2); // likely only, and not whole
        QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object()[QLatin1String("items")].toArray().size(), 1);
        QCOMPARE(run("drift --demo --owner ks/flux-system/apps --filter drift:missing --fail-on likely"), 1);
        QCOMPARE(run("drift --demo --output markdown"), 1);
        QVERIFY(m_out.starts_with("### ") && m_out.find("\n|---|") != string::npos);
        QCOMPARE(run("drift --demo --output junit"), 1);
        QVERIFY(m_out.find("<failure message=") != string::npos);
        QCOMPARE(run("drift --demo --output sarif"), 1);
        const auto sarif = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
        QCOMPARE(sarif[QLatin1String("version")].toString(), QStringLiteral("2.1.0"));
        QVERIFY(!sarif[QLatin1String("runs")][0][QLatin1String("results")].toArray().isEmpty());
        QCOMPARE(run("drift --demo --baseline /no/such/file"), 2);
        QVERIFY(m_err.find("/no/such/file") != string::npos);
    }

    void aReportSaysTheSameInEveryFormat()
    {
        QTemporaryDir dir;
        const auto words = "report --demo --format html,csv,json,markdown,junit --output " + dir.path().toStdString() + "/new/folder";
        QCOMPARE(run(words.c_str()), 1);
        const auto stem = QString::fromStdString(m_out).section(QLatin1Char('\n'), 0, 0).section(QLatin1String(".html"), 0, 0);
        const auto read = [&stem](const char* suffix) {
            QFile file(stem + QLatin1String(suffix));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto bytes = read(".json");
        const auto json = QJsonDocument::fromJson(bytes).object();
        QCOMPARE(json[QLatin1String("kind")].toString(), QStringLiteral("Report"));
        QVERIFY2(!json[QLatin1String("askedBy")][QLatin1String("user")].toString().isEmpty(), bytes.left(600).constData());
        const auto data = json[QLatin1String("data")];
        const auto summary = data[QLatin1String("status")][QLatin1String("summary")].toObject();
        int sum = 0;
        const auto states = summary[QLatin1String("byState")].toObject();
        for (const auto& state : states)
            sum += state.toInt();
        QVERIFY(sum > 0);
        QCOMPARE(sum, summary[QLatin1String("total")].toInt());
        const auto items = data[QLatin1String("status")][QLatin1String("items")].toArray();
        QCOMPARE(items.size(), sum);

        // The hash is that of the data as they stand there, and every format has it.
        const auto at = bytes.indexOf(",\"data\":") + 8;
        const auto hash = QCryptographicHash::hash(bytes.mid(at, bytes.size() - at - 2), QCryptographicHash::Sha256).toHex();
        QCOMPARE(json[QLatin1String("sha256")].toString().toLatin1(), hash);
        for (const auto* suffix : {".html", ".csv", ".md", ".junit.xml"})
            QVERIFY2(read(suffix).contains(hash), suffix);

        const auto csv = read(".csv");
        QCOMPARE(csv.count("\r\nobject,"), sum);
        QCOMPARE(csv.count("\r\nfinding,"),
            data[QLatin1String("drift")][QLatin1String("items")].toArray().size()
                + data[QLatin1String("drift")][QLatin1String("expected")].toArray().size());
        QVERIFY(csv.contains("\r\nnot-read,")); // the demo forbids one kind
        int cases = 0, tests = 0;
        QXmlStreamReader xml(read(".junit.xml"));
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            cases += xml.name() == QLatin1String("testcase") ? 1 : 0;
            if (xml.name() == QLatin1String("testsuite"))
                tests += xml.attributes().value(QLatin1String("tests")).toInt();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(cases > sum);
        QCOMPARE(cases, tests);
    }

    void aReportIsNarrowedAndItsMistakesAreTold()
    {
        QTemporaryDir dir;
        const auto place = " --output " + dir.path().toStdString();
        QCOMPARE(run(("report --demo --format json --owner ks/flux-system/apps" + place).c_str()), 1);
        QFile file(QString::fromStdString(m_out).trimmed());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto json = QJsonDocument::fromJson(file.readAll()).object();
        const auto items = json[QLatin1String("data")][QLatin1String("status")][QLatin1String("items")].toArray();
        QVERIFY(items.size() >= 1 && items.size() < 30);
        QCOMPARE(
            json[QLatin1String("data")][QLatin1String("status")][QLatin1String("summary")][QLatin1String("total")].toInt(), items.size());
        QVERIFY(json[QLatin1String("scope")].toString().contains(QLatin1String("ks/flux-system/apps")));

        QCOMPARE(run("report --demo --format html"), 2);
        QVERIFY(m_err.find("--output FOLDER") != string::npos);
        QCOMPARE(run(("report --demo --format html,doc" + place).c_str()), 2);
        QVERIFY(m_err.find("\"doc\"") != string::npos);
        // A history that is not there is a gap, not an end.
        QCOMPARE(run(("report --demo --format csv --since 7d --history sqlite:/nowhere/history.sqlite" + place).c_str()), 1);
        QFile gap(QString::fromStdString(m_out).trimmed());
        QVERIFY(gap.open(QIODevice::ReadOnly));
        const auto csv = gap.readAll();
        QVERIFY(csv.contains("not-read,,,history,"));
        QVERIFY(csv.contains(",complete,"));
        QCOMPARE(run(("report --format html --since 7d --report change --compare a --compare b" + place).c_str()), 2);
        QVERIFY(m_err.find("two snapshots") != string::npos);
        QCOMPARE(run("report --demo --format html --output /proc/no/such"), 2);
        QVERIFY(m_err.find("/proc/no/such") != string::npos);
    }

    void aLongStatusIsWholeAndInOrder()
    {
        QCOMPARE(run("status --demo --demo-size 3000 --output json"), 1);
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
        const auto items = json[QLatin1String("items")].toArray();
        QVERIFY(items.size() > 3000);
        QCOMPARE(json[QLatin1String("summary")][QLatin1String("total")].toInt(), items.size());
        QStringList ready; // behind what is not, and in the order of the lists
        for (const auto& item : items) {
            if (item[QLatin1String("state")].toString() == QLatin1String("ready")
                && item[QLatin1String("kind")].toString() == QLatin1String("Kustomization"))
                ready << item[QLatin1String("namespace")].toString() + QLatin1Char('/') + item[QLatin1String("name")].toString();
            else
                QVERIFY(ready.isEmpty() || item[QLatin1String("state")].toString() == QLatin1String("ready"));
        }
        QVERIFY(ready.size() > 1000);
        const auto less = [](const QString& a, const QString& b) {
            return a.section(QLatin1Char('/'), 0, 0) == b.section(QLatin1Char('/'), 0, 0)
                ? a < b
                : a.section(QLatin1Char('/'), 0, 0) < b.section(QLatin1Char('/'), 0, 0);
        };
        QVERIFY(std::is_sorted(ready.begin(), ready.end(), less));
    }

    void reconcileOfWhatIsNotThereIsRefused()
    {
        QCOMPARE(run("reconcile ks/nowhere/nothing --demo"), 2);
        QVERIFY2(m_err.find("There is no Kustomization/nowhere/nothing") != string::npos, m_err.c_str());
    }

    void aReceiverIsCalledAndWhatItAsksIsFollowed()
    {
        QVERIFY2(run("reconcile Receiver/flux-system/gitlab-docs --trigger --wait --demo") == 0, m_err.c_str());
        QVERIFY2(m_out.find("Receiver/flux-system/gitlab-docs: Answered, 1 asked to reconcile") != std::string::npos, m_out.c_str());
        QVERIFY2(m_out.find("GitRepository/flux-system/docs: Reconciled") != std::string::npos, m_out.c_str());
        QCOMPARE(run("reconcile ks/apps/podinfo --trigger --demo"), 2); // no Receiver
        QCOMPARE(run("reconcile Receiver/flux-system/gitlab-docs --read-token --demo"), 2);
    }
    void reconcileIsAcceptedAndWaitSeesReadiness()
    {
        QCOMPARE(run("status --demo --filter kind:ks --output json"), 1);
        string name;
        const auto items = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object()[QLatin1String("items")].toArray();
        for (const auto& item : items) {
            if (item[QLatin1String("state")].toString() == QLatin1String("ready") && !item[QLatin1String("suspended")].toBool())
                name = "ks/" + item[QLatin1String("namespace")].toString().toStdString() + "/"
                    + item[QLatin1String("name")].toString().toStdString();
        }
        QVERIFY(!name.empty());
        QVERIFY2(run(("reconcile " + name + " --demo").c_str()) == 0, m_err.c_str());
        QVERIFY(m_out.find("accepted") != string::npos);
        QVERIFY2(run(("wait " + name + " --demo").c_str()) == 0, m_err.c_str());
        QCOMPARE(run("wait ks/nowhere/nothing --demo --timeout 1s"), 2);
    }
};

QTEST_GUILESS_MAIN(TestCommandsOnTheDemo)
#include "tst_commands_on_the_demo.moc"
