// SPDX-License-Identifier: Apache-2.0
// docker's config.json and its helper programs.
#include "artifact/docker_login.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace dg;
using namespace dg::artifact;
using std::string;

class TestDockerLogin : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    // ' stands for ".
    string config(const char* text)
    {
        QFile file(m_folder.filePath(QStringLiteral("config.json")));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(text).replace('\'', '"')) < 0)
            qFatal("cannot write");
        return file.fileName().toStdString();
    }
    void helper(const char* name, const char* script)
    {
        QFile file(m_folder.filePath(QLatin1String("docker-credential-") + QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray("#!/bin/sh\n") + script) < 0)
            qFatal("cannot write");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    static string login(const string& file, const char* registry)
    {
        const auto found = dockerLogin(file, registry, {});
        if (!found)
            return string(errorWord(found.error().code)) + " " + found.error().subject;
        return *found ? (*found)->user + ":" + string((*found)->password.reveal()) : "none";
    }

private Q_SLOTS:
    void initTestCase() { qputenv("PATH", m_folder.path().toUtf8() + ":" + qgetenv("PATH")); }

    void storedLoginsAreFoundByTheirHost()
    {
        const auto file = config(
            "{'auths':{'https://ghcr.io/v2/':{'auth':'YWRhOmE6Yg=='},'plain.io':{'username':'bob','password':'p'},"
            "'https://index.docker.io/v1/':{'auth':'aHViOnA='},'token.io':{'identitytoken':'t'},'empty.io':{},'odd.io':{'auth':'?'}}}");
        QCOMPARE(login(file, "ghcr.io"), string("ada:a:b")); // a password may hold a colon
        QCOMPARE(login(file, "plain.io"), string("bob:p"));
        QCOMPARE(login(file, "index.docker.io"), string("hub:p"));
        QCOMPARE(login(file, "token.io"), string("<token>:t"));
        for (const char* const none : {"ghcr.io.evil.example", "io", "empty.io", "odd.io", "ghcr.io:5000"})
            QCOMPARE(login(file, none), string("none"));
        QCOMPARE(login("/nonexistent/config.json", "ghcr.io"), string("none"));
    }

    void aBrokenFileIsSaid()
    {
        const auto file = config("{");
        QCOMPARE(login(file, "ghcr.io"), "badSyntax " + file);
    }

    void helperProgramsAreAsked()
    {
        helper("store",
            "read server; [ \"$1\" = get ] || exit 3\n"
            "[ \"$server\" = https://index.docker.io/v1/ ] && server=hub\n"
            "[ \"$server\" = none.io ] && { echo 'credentials not found in native keychain'; exit 1; }\n"
            "[ \"$server\" = broken.io ] && { echo locked >&2; exit 1; }\n"
            "[ \"$server\" = odd.io ] && { echo hello; exit 0; }\n"
            "printf '{\"ServerURL\":\"%s\",\"Username\":\"of-%s\",\"Secret\":\"s\"}' \"$server\" \"$server\"");
        helper("own", "printf '{\"Username\":\"own\",\"Secret\":\"o\"}'");
        const auto file = config("{'credsStore':'store','credHelpers':{'own.io':'own','gone.io':'gone','evil.io':'../../bin/sh'},"
                                 "'auths':{'none.io':{'auth':'YWRhOnA='}}}");
        QCOMPARE(login(file, "ghcr.io"), string("of-ghcr.io:s"));
        QCOMPARE(login(file, "index.docker.io"), string("of-hub:s"));
        QCOMPARE(login(file, "own.io"), string("own:o"));
        QCOMPARE(login(file, "none.io"), string("ada:p")); // the helper has none: what is stored counts
        QCOMPARE(login(file, "broken.io"), string("pluginFailed docker-credential-store"));
        QCOMPARE(login(file, "odd.io"), string("pluginBadAnswer docker-credential-store"));
        QCOMPARE(login(file, "gone.io"), string("pluginMissing docker-credential-gone"));
        QCOMPARE(login(file, "evil.io"), string("pluginMissing docker-credential-../../bin/sh"));
    }
};

QTEST_GUILESS_MAIN(TestDockerLogin)
#include "tst_docker_login.moc"
