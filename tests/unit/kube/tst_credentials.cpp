// SPDX-License-Identifier: Apache-2.0
// With real child processes: small shell scripts in a folder of their own.
#include "kube/credentials.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <deque>
#include <mutex>

using namespace dg;
using namespace dg::kube;
using std::string;

namespace {

constexpr const char* V1 = "client.authentication.k8s.io/v1";

// Stands in for the I/O thread's queue: run() waits for the next posted task and runs it here.
class Queue {
public:
    Credentials::Post post()
    {
        return [state = m_state](std::function<void()> task) {
            const std::scoped_lock lock(state->mutex);
            state->tasks.push_back(std::move(task));
            state->ready.notify_one();
        };
    }
    bool runOne(std::chrono::seconds limit = std::chrono::seconds(60))
    {
        std::unique_lock lock(m_state->mutex);
        if (!m_state->ready.wait_for(lock, limit, [this] { return !m_state->tasks.empty(); }))
            return false;
        auto task = std::move(m_state->tasks.front());
        m_state->tasks.pop_front();
        lock.unlock();
        task();
        return true;
    }

private:
    struct State {
        std::mutex mutex;
        std::condition_variable ready;
        std::deque<std::function<void()>> tasks;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

string headers(Credentials& credentials)
{
    Credentials::Headers list;
    credentials.authorize(list);
    string out;
    for (const auto& [name, value] : list)
        out += name + ": " + value + "\n";
    return out;
}

string word(const Status& status)
{
    return status ? "ok" : errorWord(status.error().code);
}

} // namespace

class TestCredentials : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    ManualClock m_clock{*parseRfc3339("2026-01-01T00:00:00Z")};
    Logger m_log;
    Queue m_queue;

    string path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)).toStdString(); }
    void write(const char* name, const string& text) const
    {
        QFile file(m_dir.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(QByteArray::fromStdString(text));
    }
    string read(const char* name) const
    {
        QFile file(m_dir.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : string();
    }
    AuthSpec plugin(const string& script, const char* apiVersion = V1) const
    {
        write("plugin", "#!/bin/sh\nD='" + m_dir.path().toStdString() + "'\n" + script);
        QFile::setPermissions(m_dir.filePath(QStringLiteral("plugin")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        AuthSpec auth;
        auth.exec.emplace();
        auth.exec->apiVersion = apiVersion;
        auth.exec->command = path("plugin");
        auth.exec->interactiveMode = "Never";
        return auth;
    }
    static string credential(const string& status, const string& version = V1)
    {
        return "echo run >> $D/runs\ncat <<'END'\n{\"apiVersion\":\"" + version + "\",\"kind\":\"ExecCredential\",\"status\":{" + status
            + "}}\nEND\n";
    }
    static bool yes(const ExecSpec&) { return true; }
    // ensure() or refresh() to its end.
    Status finished(Credentials& credentials, bool refresh = false)
    {
        std::optional<Status> out;
        const auto done = [&out](const Status& status) { out = status; };
        if (refresh)
            credentials.refresh(m_queue.post(), done);
        else
            credentials.ensure(m_queue.post(), done);
        if (!out && !m_queue.runOne())
            return fail(ErrorCode::Internal, "nothing was posted");
        return out ? *out : Status(fail(ErrorCode::Internal, "done was not called"));
    }
    std::size_t runs() const
    {
        const auto text = read("runs");
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }

private Q_SLOTS:
    void init()
    {
        m_clock = ManualClock{*parseRfc3339("2026-01-01T00:00:00Z")};
        QFile::remove(m_dir.filePath(QStringLiteral("runs")));
    }

    void staticCredentialsNeedNoPlugin()
    {
        AuthSpec auth = plugin(credential("\"token\":\"never\""));
        auth.token = Secret("static");
        Credentials credentials(auth, m_clock, m_log, &yes);
        QCOMPARE(word(finished(credentials)), string("ok"));
        QCOMPARE(headers(credentials), string("Authorization: Bearer static\n"));
        QCOMPARE(word(finished(credentials, true)), string("unauthorized"));
        QCOMPARE(runs(), 0u);
    }

    void basicIsBase64()
    {
        AuthSpec auth;
        auth.username = "me";
        auth.password = Secret("pass:word");
        Credentials credentials(auth, m_clock, m_log, &yes);
        QCOMPARE(headers(credentials), "Authorization: Basic " + QByteArray("me:pass:word").toBase64().toStdString() + "\n");
    }

    void impersonationHeadersFollowKubernetes()
    {
        AuthSpec auth;
        auth.token = Secret("t");
        auth.impersonation = {"jane", "7", {"a", "b\r\nX: y"}, {{"Example.com/Scope", "v"}, {"plain", "w"}}};
        Credentials credentials(auth, m_clock, m_log, &yes);
        QCOMPARE(headers(credentials),
            string("Authorization: Bearer t\nImpersonate-User: jane\nImpersonate-Uid: 7\nImpersonate-Group: a\nImpersonate-Group: bX: y\n"
                   "Impersonate-Extra-example.com%2Fscope: v\nImpersonate-Extra-plain: w\n"));
    }

    void anExistingAuthorizationIsReplaced()
    {
        AuthSpec auth;
        auth.token = Secret("t");
        Credentials credentials(auth, m_clock, m_log, &yes);
        Credentials::Headers list{{"authorization", "old"}, {"Accept", "x"}};
        credentials.authorize(list);
        QCOMPARE(list, (Credentials::Headers{{"Accept", "x"}, {"Authorization", "Bearer t"}}));
    }

    void aTokenFileIsReadAgainAfterAMinuteAndTheOldTokenOutlivesTheFile()
    {
        write("token", "one\n");
        AuthSpec auth;
        auth.tokenFile = path("token");
        Credentials credentials(auth, m_clock, m_log, &yes);
        QCOMPARE(headers(credentials), string("Authorization: Bearer one\n"));
        write("token", "two\n");
        m_clock.advance(Millis{59'000});
        QCOMPARE(headers(credentials), string("Authorization: Bearer one\n"));
        m_clock.advance(Millis{1'000});
        QCOMPARE(headers(credentials), string("Authorization: Bearer two\n"));
        QFile::remove(QString::fromStdString(path("token")));
        m_clock.advance(Millis{60'000});
        QCOMPARE(headers(credentials), string("Authorization: Bearer two\n"));
        QCOMPARE(word(finished(credentials, true)), string("fileNotFound"));
        write("token", "three");
        QCOMPARE(word(finished(credentials, true)), string("ok"));
        QCOMPARE(headers(credentials), string("Authorization: Bearer three\n"));
    }

    void aTokenFileTakesOverFromAToken()
    {
        AuthSpec auth;
        auth.token = Secret("static");
        auth.tokenFile = path("later");
        Credentials credentials(auth, m_clock, m_log, &yes);
        QCOMPARE(headers(credentials), string("Authorization: Bearer static\n"));
        write("later", "file");
        m_clock.advance(Millis{60'000});
        QCOMPARE(headers(credentials), string("Authorization: Bearer file\n"));
    }

    void thePluginRunsOnceUntilItsCredentialExpires()
    {
        Credentials credentials(
            plugin(credential("\"token\":\"abc\",\"expirationTimestamp\":\"2026-01-01T01:00:00Z\"")), m_clock, m_log, &yes);
        QVERIFY(credentials.usesPlugin());
        QCOMPARE(headers(credentials), string());
        QCOMPARE(word(finished(credentials)), string("ok"));
        QCOMPARE(headers(credentials), string("Authorization: Bearer abc\n"));
        QCOMPARE(word(finished(credentials)), string("ok"));
        QCOMPARE(runs(), 1u);
        m_clock.advance(Millis{3'589'000}); // 11 s before the end
        QCOMPARE(word(finished(credentials)), string("ok"));
        QCOMPARE(runs(), 1u);
        m_clock.advance(Millis{1'000});
        QCOMPARE(word(finished(credentials)), string("ok"));
        QCOMPARE(runs(), 2u);
        QCOMPARE(word(finished(credentials, true)), string("ok")); // a 401 asks again at once
        QCOMPARE(runs(), 3u);
    }

    void oneRunServesAllWhoWait()
    {
        Credentials credentials(plugin(credential("\"token\":\"abc\"")), m_clock, m_log, &yes);
        int answers = 0;
        const auto done = [&answers](const Status& status) { answers += status ? 1 : 100; };
        credentials.ensure(m_queue.post(), done);
        credentials.ensure(m_queue.post(), done);
        credentials.refresh(m_queue.post(), done);
        QVERIFY(m_queue.runOne());
        QCOMPARE(answers, 3);
        QCOMPARE(runs(), 1u);
    }

    void thePluginIsToldWhatKubernetesPromises()
    {
        auto auth = plugin("printf '%s' \"$KUBERNETES_EXEC_INFO\" > $D/info\nprintf '%s|%s|%s|%s' \"$1\" \"$2\" \"$EXTRA\" \"$HOME\" > "
                           "$D/args\ncat > $D/stdin\n"
            + credential("\"token\":\"abc\""));
        auth.exec->args = {"a b", "$(touch x);*"};
        auth.exec->env = {{"EXTRA", "e=1"}};
        auth.exec->clusterInfoJson = "{\"server\":\"https://h\"}";
        {
            Credentials credentials(auth, m_clock, m_log, &yes);
            QCOMPARE(word(finished(credentials)), string("ok"));
            QCOMPARE(read("info"),
                string(
                    "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"spec\":{\"interactive\":false}}"));
            QCOMPARE(read("args"), "a b|$(touch x);*|e=1|" + qgetenv("HOME").toStdString());
            QCOMPARE(read("stdin"), string());
        }
        auth.exec->provideClusterInfo = true;
        Credentials credentials(auth, m_clock, m_log, &yes);
        QCOMPARE(word(finished(credentials)), string("ok"));
        QCOMPARE(read("info"),
            string("{\"apiVersion\":\"client.authentication.k8s.io/"
                   "v1\",\"kind\":\"ExecCredential\",\"spec\":{\"cluster\":{\"server\":\"https://h\"},\"interactive\":false}}"));
    }

    void theOlderApiVersionWorksToo()
    {
        const string version = "client.authentication.k8s.io/v1beta1";
        Credentials credentials(plugin(credential("\"token\":\"beta\"", version), version.c_str()), m_clock, m_log, &yes);
        QCOMPARE(word(finished(credentials)), string("ok"));
        QCOMPARE(headers(credentials), string("Authorization: Bearer beta\n"));
    }

    void badAnswers_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const string& script, const char* outcome, const char* detail) {
            QTest::newRow(name) << QString::fromStdString(script) << QString::fromLatin1(outcome) << QString::fromLatin1(detail);
        };
        row("exit code", "echo 'please log in' >&2\nexit 3\n", "pluginFailed", "exit code 3\nplease log in");
        row("killed", "kill -TERM $$\n", "pluginFailed", "exit code 143");
        row("silent", "exit 0\n", "pluginBadAnswer", "no output");
        row("garbage", "echo hello; echo why >&2\n", "pluginBadAnswer", "not JSON, or not of the ExecCredential shape\nwhy");
        row("truncated",
            "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"a'\n",
            "pluginBadAnswer", "not JSON, or not of the ExecCredential shape");
        row("two documents", credential("\"token\":\"a\"") + "echo '{}'\n", "pluginBadAnswer",
            "not JSON, or not of the ExecCredential shape");
        row("wrong version", credential("\"token\":\"a\"", "client.authentication.k8s.io/v1beta1"), "pluginBadAnswer",
            "another apiVersion than the one asked for");
        row("wrong kind", "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"Pod\",\"status\":{\"token\":\"a\"}}'\n",
            "pluginBadAnswer", "kind is not ExecCredential");
        row("no status", "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\"}'\n", "pluginBadAnswer",
            "no status");
        row("empty status", credential(""), "pluginBadAnswer", "neither a token nor a client certificate");
        row("certificate without key", credential("\"clientCertificateData\":\"x\""), "pluginBadAnswer",
            "a client certificate without its key, or a key without its certificate");
        row("expired", credential("\"token\":\"a\",\"expirationTimestamp\":\"2025-12-31T23:59:59Z\""), "pluginBadAnswer",
            "the credential has already expired");
        row("odd time", credential("\"token\":\"a\",\"expirationTimestamp\":\"tomorrow\""), "pluginBadAnswer",
            "expirationTimestamp is not a time");
        row("second header line", credential("\"token\":\"a\\r\\nX: y\""), "pluginBadAnswer", "the token holds control characters");
        row("number as token", credential("\"token\":7"), "pluginBadAnswer", "not JSON, or not of the ExecCredential shape");
        row("no end of output", "yes 0123456789012345678901234567890123456789012345678901234567890123456789\n", "pluginBadAnswer",
            "more than 1048576 bytes");
    }
    void badAnswers()
    {
        QFETCH(QString, script);
        QFETCH(QString, outcome);
        QFETCH(QString, detail);
        Credentials credentials(plugin(script.toStdString()), m_clock, m_log, &yes);
        const auto status = finished(credentials);
        QCOMPARE(QString::fromStdString(word(status)), outcome);
        QCOMPARE(status.error().subject, path("plugin"));
        QCOMPARE(QString::fromStdString(status.error().detail), detail);
        QCOMPARE(headers(credentials), string());
    }

    void muchOnStandardErrorIsNoFault()
    {
        Credentials credentials(plugin("yes noise | head -c 3000000 >&2\n" + credential("\"token\":\"abc\"")), m_clock, m_log, &yes);
        QCOMPARE(word(finished(credentials)), string("ok"));
    }

    void aHelperLeftBehindDoesNotHoldTheAnswer()
    {
        // The background sleep keeps both pipes open for longer than the test may take.
        Credentials credentials(plugin("sleep 300 &\necho $! > $D/helper\n" + credential("\"token\":\"abc\"")), m_clock, m_log, &yes);
        QCOMPARE(word(finished(credentials)), string("ok"));
        QCOMPARE(headers(credentials), string("Authorization: Bearer abc\n"));
        (void)std::system(("kill " + read("helper")).c_str());
    }

    void aMissingPluginSaysHowToGetIt()
    {
        auto auth = plugin("");
        auth.exec->command = path("absent");
        auth.exec->installHint = "get it from the shop\n";
        Credentials byPath(auth, m_clock, m_log, &yes);
        const auto status = finished(byPath);
        QCOMPARE(word(status), string("pluginMissing"));
        QCOMPARE(status.error().detail, string("get it from the shop"));
        auth.exec->command = "driftglass-no-such-plugin";
        Credentials byName(auth, m_clock, m_log, &yes);
        QCOMPARE(word(finished(byName)), string("pluginMissing"));
    }

    void aPluginThatNeedsATerminalIsRefusedWithoutAsking()
    {
        auto auth = plugin(credential("\"token\":\"abc\""));
        auth.exec->interactiveMode = "Always";
        bool asked = false;
        Credentials credentials(auth, m_clock, m_log, [&asked](const ExecSpec&) { return asked = true; });
        const auto status = finished(credentials);
        QCOMPARE(word(status), string("pluginRefused"));
        QVERIFY(!status.error().detail.empty());
        QVERIFY(!asked);
        QCOMPARE(runs(), 0u);
    }

    void nothingRunsWithoutConsentAndTheQuestionComesOnce()
    {
        int asked = 0;
        Credentials refused(plugin(credential("\"token\":\"abc\"")), m_clock, m_log, [&asked](const ExecSpec&) {
            ++asked;
            return false;
        });
        QCOMPARE(word(finished(refused)), string("pluginRefused"));
        QCOMPARE(word(finished(refused)), string("pluginRefused"));
        QCOMPARE(asked, 1);
        Credentials mute(plugin(credential("\"token\":\"abc\"")), m_clock, m_log, nullptr);
        QCOMPARE(word(finished(mute)), string("pluginRefused"));
        QCOMPARE(runs(), 0u);
        Credentials allowed(plugin(credential("\"token\":\"abc\"")), m_clock, m_log, [&asked](const ExecSpec&) {
            ++asked;
            return true;
        });
        QCOMPARE(word(finished(allowed)), string("ok"));
        QCOMPARE(word(finished(allowed, true)), string("ok"));
        QCOMPARE(asked, 2);
    }

    void aClientCertificateComesOutAndItsChangeIsCounted()
    {
        Credentials credentials(plugin("cat $D/cert\n"), m_clock, m_log, &yes);
        const auto put = [this](const string& cert) {
            write("cert",
                "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"clientCertificateData\":\""
                    + cert + "\",\"clientKeyData\":\"K\\nL\"}}");
        };
        QVERIFY(!credentials.clientCertificate());
        put("A");
        QCOMPARE(word(finished(credentials)), string("ok"));
        QCOMPARE(credentials.certificateChanges(), 1u);
        QCOMPARE(credentials.clientCertificate()->certPem, string("A"));
        QVERIFY(credentials.clientCertificate()->keyPem.sameAs(Secret("K\nL")));
        QCOMPARE(headers(credentials), string());
        QCOMPARE(word(finished(credentials, true)), string("ok"));
        QCOMPARE(credentials.certificateChanges(), 1u);
        put("B");
        QCOMPARE(word(finished(credentials, true)), string("ok"));
        QCOMPARE(credentials.certificateChanges(), 2u);
    }

    void theDestructorDoesNotWaitAndKillsThePluginWithItsChildren()
    {
        // Both ends of the fifo are held by the plugin's children: reading it ends when they are dead.
        QCOMPARE(std::system(("mkfifo '" + path("alive") + "'").c_str()), 0);
        auto auth = plugin("exec 9>$D/alive\necho started >&9\nsleep 300 &\nsleep 300\n");
        auto credentials = std::make_unique<Credentials>(auth, m_clock, m_log, &yes);
        bool answered = false;
        credentials->ensure(m_queue.post(), [&answered](const Status&) { answered = true; });
        QFile alive(m_dir.filePath(QStringLiteral("alive")));
        QVERIFY(alive.open(QIODevice::ReadOnly | QIODevice::Unbuffered)); // returns when the plugin has opened its end
        QCOMPARE(alive.readLine(), QByteArray("started\n"));
        credentials.reset();
        QCOMPARE(alive.readAll(), QByteArray()); // the end of the fifo: nobody holds it any more
        QVERIFY(!answered);
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
