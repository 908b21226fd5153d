// SPDX-License-Identifier: Apache-2.0
// The time limit and the search for the program; the rest of a run is seen by tst_credentials.
#include "kube/exec_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace dg;
using namespace dg::kube;
using std::string;

class TestExecProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTimeLimitKillsTheWholeGroup()
    {
        std::promise<Result<ExecOutput>> promise;
        ExecCommand command;
        command.command = "/bin/sh";
        command.args = {"-c", "echo waiting for you >&2; sleep 300 & sleep 300"};
        command.timeout = Millis{300};
        const auto run = ExecRun::start(command, [&promise](Result<ExecOutput> output) { promise.set_value(std::move(output)); });
        const auto output = promise.get_future().get(); // the test's own limit would end a hang
        QVERIFY(!output);
        QVERIFY(output.error().code == ErrorCode::PluginTimeout);
        QCOMPARE(output.error().detail, string("waiting for you\n"));
    }

    void cancelBeforeTheStartOrLaterEndsInCancelled()
    {
        std::promise<Result<ExecOutput>> promise;
        ExecCommand command;
        command.command = "/bin/sh";
        command.args = {"-c", "sleep 300"};
        const auto run = ExecRun::start(command, [&promise](Result<ExecOutput> output) { promise.set_value(std::move(output)); });
        run->cancel();
        const auto output = promise.get_future().get();
        QVERIFY(!output);
        QVERIFY(output.error().code == ErrorCode::Cancelled);
    }

    void theSearchSkipsRelativeFoldersAndFilesThatDoNotRun()
    {
        QTemporaryDir dir;
        const auto make = [&dir](const char* name, bool executable) {
            QFile file(dir.filePath(QString::fromLatin1(name)));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("cannot write");
            file.setPermissions(executable ? QFile::ReadOwner | QFile::ExeOwner : QFile::ReadOwner);
        };
        make("runs", true);
        make("text", false);
        const auto folder = dir.path().toStdString();
        QCOMPARE(findExecutable("runs", "/nowhere:" + folder), folder + "/runs");
        QCOMPARE(findExecutable("text", folder), string());
        QCOMPARE(findExecutable(folder + "/runs", {}), folder + "/runs");
        QCOMPARE(findExecutable(folder, "/"), string()); // a folder
        const auto before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(dir.path()));
        QCOMPARE(findExecutable("runs", ":.:./"), string());
        QVERIFY(QDir::setCurrent(before));
    }
};

QTEST_GUILESS_MAIN(TestExecProcess)
#include "tst_exec_process.moc"
