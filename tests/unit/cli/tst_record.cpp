// SPDX-License-Identifier: Apache-2.0
// `record` against the demo cluster, and its metrics as Prometheus' own checker reads them.
#include "cli/cli.h"
#include "history/store.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <set>

using namespace dg;
using std::string;

class TestRecord : public QObject {
    Q_OBJECT

private:
    SystemClock m_clock;
    string m_out, m_err;
    std::function<void()> m_meanwhile; // called on the event loop once "recording" was said
    int run(const QStringList& words, std::stop_token stop = {})
    {
        m_out.clear();
        m_err.clear();
        cli::Streams streams;
        streams.out = [this](std::string_view text) { m_out += text; };
        streams.err = [this](std::string_view text) {
            m_err += text;
            if (m_meanwhile && text.find("recording") != string::npos)
                QTimer::singleShot(1500, this, std::exchange(m_meanwhile, {}));
        };
        cli::Environment environment;
        environment.clock = &m_clock;
        environment.variable = [](const char*) { return QString(); };
        environment.stop = std::move(stop);
        return cli::run(words, streams, environment);
    }
    quint16 portSaid() const
    {
        static const QRegularExpression said(QStringLiteral("127\\.0\\.0\\.1:(\\d+)/metrics"));
        return static_cast<quint16>(said.match(QString::fromStdString(m_err)).captured(1).toUInt());
    }
    // Asks without blocking the loop that answers.
    static QByteArray get(quint16 port, const QByteArray& request)
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        QByteArray answer;
        connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write(request); });
        connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
        QEventLoop loop;
        connect(&socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
        QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
        loop.exec();
        return answer;
    }

private Q_SLOTS:
    void aRecordingIsThereAfterIt();
    void metricsAreWhatPrometheusReads();
    void anInterruptionEndsItOrderly();
    void mistakesAreToldBeforeAnythingIsWritten();
};

void TestRecord::aRecordingIsThereAfterIt()
{
    QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("incident.sqlite"));
    const QStringList words{QStringLiteral("record"), QStringLiteral("--demo"), QStringLiteral("--for"), QStringLiteral("4s"),
        QStringLiteral("--output"), file};
    QCOMPARE(run(words), 0);
    auto store = history::Store::open(file.toStdString(), history::Store::Access::Read);
    QVERIFY(store.has_value());
    const auto clusters = (*store)->clusters();
    QCOMPARE(clusters->size(), 1U);
    QVERIFY(clusters->front().last.has_value());
    const auto then = (*store)->at({clusters->front().id, {}, 0, {}}, WallTime::max());
    std::set<flux::State> states;
    for (const auto& object : *then)
        states.insert(*object.row.state);
    QVERIFY(then->size() > 50);
    QVERIFY(states.size() >= 6);
    QVERIFY(!(*store)->driftEpisodes({clusters->front().id, {}, 0, {}}, {WallTime{}, WallTime::max()}, 10)->empty());
    for (const auto& object : *then) // a Receiver's path is its secret
        QVERIFY(object.row.message.find("/hook/c") == string::npos);
    QCOMPARE(run(words), 2); // never over another one
    QVERIFY(m_err.find("is there already") != string::npos);
}

void TestRecord::metricsAreWhatPrometheusReads()
{
    QTemporaryDir folder;
    QByteArray classic, open, missing, post;
    m_meanwhile = [&] {
        const auto port = portSaid();
        classic = get(port, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
        open = get(port, "GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: application/openmetrics-text;version=1.0.0\r\n\r\n");
        missing = get(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        post = get(port, "POST /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    };
    QCOMPARE(
        run({QStringLiteral("record"), QStringLiteral("--demo"), QStringLiteral("--for"), QStringLiteral("6s"), QStringLiteral("--output"),
            folder.filePath(QStringLiteral("h.sqlite")), QStringLiteral("--metrics"), QStringLiteral("127.0.0.1:0")}),
        0);
    QVERIFY(classic.startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4"));
    QVERIFY(missing.startsWith("HTTP/1.1 404"));
    QVERIFY(post.startsWith("HTTP/1.1 405"));
    const auto body = classic.mid(classic.indexOf("\r\n\r\n") + 4);
    QVERIFY(body.contains("driftglass_cluster_live{cluster=\"demo\"} 1\n"));
    QVERIFY(body.contains("driftglass_history_up 1\n"));
    QVERIFY(open.contains("application/openmetrics-text"));
    QVERIFY(open.endsWith("# EOF\n"));
    QVERIFY(open.contains("# TYPE driftglass_passes counter\n") && body.contains("# TYPE driftglass_passes_total counter\n"));
    // Each sample belongs to the family that was announced last.
    QByteArray family;
    for (const auto& line : body.split('\n')) {
        if (line.startsWith("# TYPE "))
            family = line.split(' ').at(2);
        else if (!line.isEmpty() && !line.startsWith('#'))
            QVERIFY2(line.startsWith(family), line.constData());
    }
    if (const auto promtool = QStandardPaths::findExecutable(QStringLiteral("promtool")); !promtool.isEmpty()) {
        QProcess check;
        check.start(promtool, {QStringLiteral("check"), QStringLiteral("metrics")});
        check.write(body);
        check.closeWriteChannel();
        QVERIFY(check.waitForFinished());
        QVERIFY2(check.exitCode() == 0, (check.readAllStandardError() + check.readAllStandardOutput()).constData());
    }
}

void TestRecord::anInterruptionEndsItOrderly()
{
    QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("h.sqlite"));
    std::stop_source stop;
    m_meanwhile = [&] { stop.request_stop(); };
    QCOMPARE(run({QStringLiteral("record"), QStringLiteral("--demo"), QStringLiteral("--history"), QStringLiteral("sqlite:") + file},
                 stop.get_token()),
        130);
    auto store = history::Store::open(file.toStdString(), history::Store::Access::Read);
    QVERIFY(store.has_value());
    QVERIFY((*store)->at({1, {}, 0, {}}, WallTime::max())->size() > 50);
}

void TestRecord::mistakesAreToldBeforeAnythingIsWritten()
{
    QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("h.sqlite"));
    QCOMPARE(
        run({QStringLiteral("record"), QStringLiteral("--demo"), QStringLiteral("--history"), QStringLiteral("postgresql://u:secret@h/d")}),
        2);
    QVERIFY(m_err.find("PGPASSWORD") != string::npos);
    QVERIFY(m_err.find("secret") == string::npos);
    QCOMPARE(run({QStringLiteral("record"), QStringLiteral("--demo"), QStringLiteral("--metrics"), QStringLiteral("nowhere"),
                 QStringLiteral("--output"), file}),
        2);
    QVERIFY(!QFile::exists(file));
    QVERIFY(m_err.find("nowhere") != string::npos);
    QCOMPARE(run({QStringLiteral("record"), QStringLiteral("--demo"), QStringLiteral("--history"), QStringLiteral("x"),
                 QStringLiteral("--output"), QStringLiteral("y")}),
        2);
}

QTEST_GUILESS_MAIN(TestRecord)
#include "tst_record.moc"
