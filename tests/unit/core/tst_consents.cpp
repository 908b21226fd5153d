// SPDX-License-Identifier: Apache-2.0
// May this credential plugin run? Asked on a cluster's thread, answered in the window, remembered by the program's content.
#include "core/consents.h"
#include "core/settings_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace dg;
using namespace dg::core;

namespace {

void writeProgram(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qFatal("cannot write %s", qPrintable(path));
    file.write(text);
}

} // namespace

class ConsentsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<SettingsStore>(m_folder->filePath(QStringLiteral("driftglass.ini")));
        writeProgram(m_folder->filePath(QStringLiteral("plugin")), "one");
        m_spec.command = m_folder->filePath(QStringLiteral("plugin")).toStdString();
        m_spec.args = {"get-token", "--agent", "7"};
        m_spec.definedIn = "/home/ada/.kube/config";
    }

    void theQuestionShowsPathAndArgumentsAndTheAnswerReachesTheWaitingThread()
    {
        Consents consents(*m_store);
        window::ConsentQuestion seen;
        connect(&consents, &Consents::asked, this, [&](const window::ConsentQuestion& question) { seen = question; });
        std::atomic<int> answer{-1};
        std::thread io([&] { answer = consents.ask(1, QStringLiteral("prod"), m_spec); });
        QTRY_VERIFY(seen.id != 0);
        QCOMPARE(seen.cluster, QStringLiteral("prod"));
        QCOMPARE(seen.program, m_folder->filePath(QStringLiteral("plugin")));
        QCOMPARE(seen.arguments.size(), 3);
        QCOMPARE(answer.load(), -1); // it waits
        consents.answer(seen.id, window::Consent::AllowOnce);
        io.join();
        QCOMPARE(answer.load(), 1);
    }

    void allowAlwaysIsRememberedUntilTheProgramChanges()
    {
        m_store->allowPlugin(m_spec);
        QVERIFY(SettingsStore(m_folder->filePath(QStringLiteral("driftglass.ini"))).pluginAllowed(m_spec));
        auto other = m_spec;
        other.args.push_back("--write");
        QVERIFY(!m_store->pluginAllowed(other));
        writeProgram(m_folder->filePath(QStringLiteral("plugin")), "two");
        QVERIFY(!m_store->pluginAllowed(m_spec));
    }

    void closingTheClusterDeniesWhatIsOpenAndWhatStillComes()
    {
        Consents consents(*m_store);
        quint64 asked = 0, withdrawn = 0;
        connect(&consents, &Consents::asked, this, [&](const window::ConsentQuestion& question) { asked = question.id; });
        connect(&consents, &Consents::withdrawn, this, [&](quint64 id) { withdrawn = id; });
        std::atomic<int> answer{-1};
        std::thread io([&] { answer = consents.ask(5, QStringLiteral("prod"), m_spec); });
        QTRY_VERIFY(asked != 0);
        consents.close(5);
        io.join();
        QCOMPARE(answer.load(), 0);
        QCOMPARE(withdrawn, asked);
        QVERIFY(!consents.ask(5, QStringLiteral("prod"), m_spec)); // at once, nobody is asked
    }

    void settingsAndOpenClustersComeBackAndTheFileIsPrivate()
    {
        window::Settings settings;
        settings.theme = QStringLiteral("dark");
        settings.language = window::Language::Japanese;
        settings.comfortable = true;
        settings.inspectorShown = false;
        window::ReportSettings report;
        report.topic = evidence::Topic::Delivery;
        report.formats = {evidence::Format::Csv};
        report.paper = report::Paper::Letter;
        report.folder = QStringLiteral("/srv/reports");
        report.repeat = window::ReportSettings::Repeat::Weekly;
        report.filter = QStringLiteral("ns:payments \"a b\"");
        report.owner = QStringLiteral("Kustomization/apps/payments");
        report.sinceHours = 24 * 30;
        report.last = 1'700'000'000;
        settings.reports.insert(QStringLiteral("prod"), report);
        m_store->save(settings);
        m_store->setClusters({{QStringLiteral("prod"), {}}, {QStringLiteral("edge"), QStringLiteral("/tmp/other")}});
        SettingsStore again(m_folder->filePath(QStringLiteral("driftglass.ini")));
        const auto loaded = again.load();
        QCOMPARE(loaded.theme, QStringLiteral("dark"));
        QVERIFY(loaded.language == window::Language::Japanese);
        QVERIFY(loaded.comfortable);
        QVERIFY(!loaded.inspectorShown);
        QVERIFY(loaded.reports.value(QStringLiteral("prod")) == report);
        const auto clusters = again.clusters();
        QCOMPARE(clusters.size(), std::size_t{2});
        QCOMPARE(clusters[1].file, QStringLiteral("/tmp/other"));
        const auto permissions = QFile::permissions(m_folder->filePath(QStringLiteral("driftglass.ini")));
        QVERIFY(!(permissions & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SettingsStore> m_store;
    kube::ExecSpec m_spec;
};

QTEST_GUILESS_MAIN(ConsentsTest)
#include "tst_consents.moc"
