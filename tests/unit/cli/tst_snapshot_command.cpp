// SPDX-License-Identifier: Apache-2.0
// A snapshot of the demo answers the commands as the demo does.
#include "command_run.h"
#include "snapshot/file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace dg;
using std::string;

class TestSnapshotCommand : public QObject, private test::CommandRun {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    // What of each item does not depend on when it was asked.
    QStringList lines(const QStringList& fields) const
    {
        QStringList all;
        for (const auto& item : answer()[QLatin1String("items")].toArray()) {
            QStringList line;
            for (const auto& field : fields) {
                const auto value = item[field];
                line << (value.isObject() ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact))
                                          : value.toVariant().toString());
            }
            all << line.join(QLatin1Char(' '));
        }
        all.sort();
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(run(QStringLiteral("snapshot --demo --output ") + file("demo.dgsnap")), 2); // the demo forbids one kind
        QVERIFY2(m_err.find("Not read: Bucket") != string::npos, m_err.c_str());
        QVERIFY2(m_out.find("objects of") != string::npos, m_out.c_str());
    }

    void statusIsTheSame()
    {
        const QStringList fields{QStringLiteral("kind"), QStringLiteral("namespace"), QStringLiteral("name"), QStringLiteral("state"),
            QStringLiteral("suspended"), QStringLiteral("behind"), QStringLiteral("revision"), QStringLiteral("appliedRevision"),
            QStringLiteral("rootCause"), QStringLiteral("inventory"), QStringLiteral("owner")};
        QCOMPARE(run(QStringLiteral("status --demo --inventory --output json")), 1);
        const auto live = lines(fields);
        QCOMPARE(run(QStringLiteral("status --snapshot %1 --inventory --output json").arg(file("demo.dgsnap"))), 1);
        QCOMPARE(lines(fields), live);
        QVERIFY(live.size() > 100);
        const auto cluster = answer()[QLatin1String("cluster")].toObject();
        QCOMPARE(cluster[QLatin1String("name")].toString(), QStringLiteral("demo"));
        QCOMPARE(cluster[QLatin1String("snapshot")].toString(), QStringLiteral("demo.dgsnap"));
        const auto head = snapshot::readHead(file("demo.dgsnap").toStdString());
        QVERIFY(head);
        QCOMPARE(answer()[QLatin1String("observedAt")].toString().toStdString(), toRfc3339(head->observedAt));
        QCOMPARE(cluster[QLatin1String("server")].toString().toStdString(), head->server);
        QCOMPARE(run(QStringLiteral("status --snapshot ") + file("demo.dgsnap")), 1);
        QVERIFY2(m_out.find("Snapshot demo.dgsnap, taken ") != string::npos, m_out.c_str());
    }

    void driftIsTheSameAndItIsItsOwnBaseline()
    {
        const QStringList fields{QStringLiteral("id"), QStringLiteral("finding"), QStringLiteral("confidence"), QStringLiteral("manager")};
        QCOMPARE(run(QStringLiteral("drift --demo --output json")), 1);
        const auto live = lines(fields);
        QCOMPARE(run(QStringLiteral("drift --snapshot %1 --output json").arg(file("demo.dgsnap"))), 1);
        QCOMPARE(lines(fields), live);
        QVERIFY(live.size() > 5);
        QCOMPARE(run(QStringLiteral("drift --snapshot %1 --baseline %1 --output json").arg(file("demo.dgsnap"))), 1);
        QVERIFY(answer()[QLatin1String("baseline")].isString());
    }

    void aReportSaysWhatItIsOf()
    {
        QCOMPARE(
            run(QStringLiteral("report --snapshot %1 --format json,markdown --output %2").arg(file("demo.dgsnap"), file("reports"))), 1);
        QFile json(file("reports/driftglass-sync-demo.json")), markdown(file("reports/driftglass-sync-demo.md"));
        QVERIFY(json.open(QIODevice::ReadOnly) && markdown.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(json.readAll())[QLatin1String("cluster")][QLatin1String("snapshot")].toString(),
            QStringLiteral("demo.dgsnap"));
        QVERIFY(markdown.readAll().contains("demo.dgsnap"));
    }

    void previewWritesNothingAndPseudonymsHideNames()
    {
        QCOMPARE(run(QStringLiteral("snapshot --snapshot %1 --preview").arg(file("demo.dgsnap"))), 2);
        QVERIFY2(m_out.find("Kustomization") != string::npos && m_out.find("whole, redacted") != string::npos, m_out.c_str());
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("*.dgsnap")}).size(), 1);
        QCOMPARE(run(QStringLiteral("snapshot --snapshot %1 --pseudonyms --output %2").arg(file("demo.dgsnap"), file("other.dgsnap"))), 2);
        QCOMPARE(run(QStringLiteral("status --snapshot %1 --output json").arg(file("other.dgsnap"))), 1);
        QVERIFY(m_out.find("payments") == string::npos && m_out.find("storefront") == string::npos);
        const auto hidden = answer()[QLatin1String("summary")].toObject();
        QCOMPARE(run(QStringLiteral("status --snapshot %1 --output json").arg(file("demo.dgsnap"))), 1);
        QCOMPARE(hidden, answer()[QLatin1String("summary")].toObject());
    }

    void whatCannotBeOpenedIsSaidInAFewLines_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("said");
        QTest::newRow("not there") << QByteArray() << QStringLiteral("does not exist");
        QTest::newRow("foreign") << QByteArray("<html>") << QStringLiteral("not a snapshot of Driftglass");
        QTest::newRow("cut off") << QByteArray("cut") << QStringLiteral("damaged or was cut off");
    }
    void whatCannotBeOpenedIsSaidInAFewLines()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, said);
        QFile::remove(file("x"));
        if (!content.isEmpty()) {
            QFile good(file("demo.dgsnap")), bad(file("x"));
            QVERIFY(good.open(QIODevice::ReadOnly) && bad.open(QIODevice::WriteOnly));
            bad.write(content == "cut" ? good.readAll().chopped(2000) : content);
        }
        QCOMPARE(run(QStringLiteral("status --snapshot ") + file("x")), 2);
        QVERIFY2(QString::fromStdString(m_err).contains(said), m_err.c_str());
        QVERIFY(m_out.empty());
    }

    void usageIsTold()
    {
        QCOMPARE(run(QStringLiteral("snapshot --demo")), 2);
        QVERIFY2(m_err.find("--output FILE, or --preview") != string::npos, m_err.c_str());
        QCOMPARE(run(QStringLiteral("status --demo --snapshot x")), 2);
        QCOMPARE(run(QStringLiteral("drift --snapshot x --watch")), 2);
        QCOMPARE(run(QStringLiteral("reconcile --snapshot x ks/a/b")), 2);
        QCOMPARE(run(QStringLiteral("record --demo --output %1 --for 1s").arg(file("demo.dgsnap"))), 2);
        QVERIFY2(m_err.find("there already") != string::npos, m_err.c_str());
    }

    void aRecordingIsMadeAndOpened()
    {
        QCOMPARE(run(QStringLiteral("record --demo --output %1 --for 2s").arg(file("r.dgsnap"))), 0);
        QVERIFY2(m_err.find("demo: recording") != string::npos, m_err.c_str());
        const auto head = snapshot::readHead(file("r.dgsnap").toStdString());
        QVERIFY(head && head->recording);
        QCOMPARE(run(QStringLiteral("status --snapshot ") + file("r.dgsnap")), 1);
    }
};

QTEST_GUILESS_MAIN(TestSnapshotCommand)
#include "tst_snapshot_command.moc"
