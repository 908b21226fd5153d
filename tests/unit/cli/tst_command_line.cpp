// SPDX-License-Identifier: Apache-2.0
// What a person or a script sees: text, JSON and exit codes, from arguments to streams; clusters are canned answers.
#include "cli/cli.h"
#include "flux/kinds.h"

#include "support/fault_server.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace dg;
using std::string;

namespace {

string object(const string& name, const string& condition, const string& spec = {})
{
    return "{\"apiVersion\":\"kustomize.toolkit.fluxcd.io/v1\",\"kind\":\"Kustomization\",\"metadata\":{\"name\":\"" + name
        + "\",\"namespace\":\"apps\",\"uid\":\"" + name + "\",\"resourceVersion\":\"1\",\"generation\":1},\"spec\":{" + spec
        + "\"sourceRef\":{\"kind\":\"GitRepository\",\"name\":\"git\"}},\"status\":{\"observedGeneration\":1,\"lastAppliedRevision\":"
          "\"main@sha1:0123456789\",\"conditions\":["
        + condition + "]}}";
}
string ready(const char* status, const char* reason = "R", const char* message = "m")
{
    return string("{\"type\":\"Ready\",\"status\":\"") + status + "\",\"reason\":\"" + reason + "\",\"message\":\"" + message
        + "\",\"observedGeneration\":1}";
}
string list(const string& items)
{
    return "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5\"},\"items\":[" + items + "]}";
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT

private:
    test::FaultServer m_server;
    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::map<string, QString> m_variables;
    string m_out, m_err;
    int m_width = 0;

    int run(const QStringList& arguments)
    {
        m_out.clear();
        m_err.clear();
        cli::Streams streams;
        streams.out = [this](std::string_view text) { m_out += text; };
        streams.err = [this](std::string_view text) { m_err += text; };
        streams.width = m_width;
        streams.outIsTerminal = m_width > 0;
        cli::Environment environment;
        environment.clock = &m_clock;
        environment.variable = [this](const char* name) {
            const auto found = m_variables.find(name);
            return found == m_variables.end() ? QString() : found->second;
        };
        return cli::run(arguments, streams, environment);
    }
    int run(const char* words) { return run(QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts)); }
    int errorLines() const { return static_cast<int>(std::count(m_err.begin(), m_err.end(), '\n')); }

    void serve(const string& kustomizations, int status = 200)
    {
        const char* type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
        const string groups = "{\"kind\":\"APIGroupDiscoveryList\",\"apiVersion\":\"apidiscovery.k8s.io/"
                              "v2\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"kustomize.toolkit.fluxcd.io\"},"
                              "\"versions\":[{\"version\":\"v1\",\"freshness\":\"Current\",\"resources\":[{\"resource\":\"kustomizations\","
                              "\"responseKind\":{\"group\":\"\",\"version\":\"\","
                              "\"kind\":\"Kustomization\"},\"scope\":\"Namespaced\",\"singularResource\":\"x\",\"verbs\":[\"list\","
                              "\"watch\",\"patch\"]}]}]}]}";
        const string none = "{\"kind\":\"APIGroupDiscoveryList\",\"apiVersion\":\"apidiscovery.k8s.io/v2\",\"metadata\":{},\"items\":[]}";
        m_server.on("/version", [](test::Exchange& x) { x.reply(200, "application/json", "{\"gitVersion\":\"v1.36.3\"}"); });
        m_server.on("/api", [none, type](test::Exchange& x) { x.reply(200, type, none); });
        m_server.on("/apis", [=](test::Exchange& x) { x.reply(200, type, kustomizations.empty() ? none : groups); });
        m_server.on("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations", [=](test::Exchange& x) {
            x.reply(status, "application/json",
                status == 200 ? list(kustomizations)
                              : "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"no\",\"reason\":\"Forbidden\",\"code\":403}");
        });
    }

private Q_SLOTS:
    void init()
    {
        QFile file(m_dir.filePath(QStringLiteral("config")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("current-context: one\nclusters:\n- name: c\n  cluster: {server: '" + QByteArray::fromStdString(m_server.url())
            + "'}\nusers:\n- name: u\n  user: {token: t}\ncontexts:\n- name: one\n  context: {cluster: c, user: u}\n- name: broken\n  "
              "context: {cluster: none}\n");
        m_variables = {{"KUBECONFIG", file.fileName()}, {"HOME", m_dir.path()}};
        m_width = 0;
    }

    void mistakesAreOneSentenceAndExitTwo_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("says");
        const auto row
            = [](const char* words, const char* says) { QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(says); };
        row("statsu", "Did you mean status?");
        row("status --namespce a", "Did you mean --namespace?");
        row("status --wait", "There is no option --wait here");
        row("status --output xml", "table or json");
        row("status --namespace", "needs a value");
        row("status extra", "one word too many");
        row("status --demo --context a", "exclude each other");
        row("status --agent-id 7", "belong together");
        row("status --demo-size many", "needs a number");
        row("status --inventory=yes", "takes no value");
        row("status --filter state:bad", "There is no state \"bad\"");
        row("status --filter sate:ready", "Did you mean state?");
        row("status --context two", "There is no context \"two\"");
        row("status --context broken", "not defined");
        row("status --kubeconfig /nowhere/at/all", "/nowhere/at/all does not exist");
        row("reconcile", "needs an object");
        row("reconcile apps/a", "is not KIND/NAMESPACE/NAME");
        row("reconcile kustomizatoin/apps/a", "Did you mean Kustomization?");
        row("wait", "either an object");
        row("wait ks/apps/a --all", "either an object");
        row("wait --all --timeout soon", "90s, 5m, 1h or 7d");
        row("wait --all --filter drift:yes", "no answer there");
        row("owner", "owner needs a name");
        row("owner a b c", "one word too many");
        row("owner a --namespace b", "There is no option --namespace here");
        row("help statsu", "Did you mean status?");
    }
    void mistakesAreOneSentenceAndExitTwo()
    {
        QFETCH(QString, words);
        QFETCH(QString, says);
        QCOMPARE(run(words.split(QLatin1Char(' '))), 2);
        QVERIFY2(QString::fromStdString(m_err).contains(says), m_err.c_str());
        QVERIFY(errorLines() >= 1 && errorLines() <= 6);
        QCOMPARE(m_out, string());
    }

    void eachCommandHasHelpWithExamples()
    {
        for (const char* command : {"status", "reconcile", "wait", "contexts"}) {
            QCOMPARE(run({QLatin1String(command), QStringLiteral("--help")}), 0);
            const auto first = m_out;
            QCOMPARE(run({QStringLiteral("help"), QLatin1String(command)}), 0);
            QCOMPARE(m_out, first);
            QVERIFY(first.find("Examples:\n  driftglass " + string(command)) != string::npos);
        }
        QCOMPARE(run("--help"), 0);
        QVERIFY(m_out.find("Usage: driftglass") != string::npos);
        QCOMPARE(run("--version"), 0);
        QVERIFY(m_out.starts_with("driftglass "));
    }

    void whatBelongsToTheWindowIsNotACommand()
    {
        const auto is
            = [](const char* words) { return cli::isCommandLine(QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts)); };
        QVERIFY(!is("") && !is("--demo") && !is("--demo --view tree --size 1280x800") && !is("--context status"));
        QVERIFY(is("status") && is("--demo status") && is("--help") && is("--version") && is("statsu"));
    }

    void exitCodesFollowTheStates_data()
    {
        QTest::addColumn<QString>("items");
        QTest::addColumn<int>("exit");
        const auto row
            = [](const char* name, const string& items, int exit) { QTest::newRow(name) << QString::fromStdString(items) << exit; };
        row("ready", object("a", ready("True")), 0);
        row("suspended", object("a", ready("True"), "\"suspend\":true,"), 0);
        row("failed", object("a", ready("True")) + "," + object("b", ready("False", "BuildFailed")), 1);
        row("suspended hides no failure", object("a", ready("False", "BuildFailed"), "\"suspend\":true,"), 1);
        row("unknown", object("a", ""), 1);
        row("waiting", object("a", ready("False", "DependencyNotReady")), 1);
        row("reconciling for the first time", object("a", ready("Unknown", "Progressing")), 1);
        row("no Flux", "", 2);
    }
    void exitCodesFollowTheStates()
    {
        QFETCH(QString, items);
        QFETCH(int, exit);
        serve(items.toStdString());
        QCOMPARE(run("status"), exit);
    }

    void whatCannotBeReadIsNamedAndExitsTwo()
    {
        serve("x", 403);
        QCOMPARE(run("status --output json"), 2);
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
        QCOMPARE(json[QLatin1String("complete")].toBool(true), false);
        const auto missing = json[QLatin1String("missing")].toArray();
        QCOMPARE(missing.size(), 1);
        QCOMPARE(missing[0][QLatin1String("kind")].toString(), QStringLiteral("Kustomization"));
        QVERIFY(missing[0][QLatin1String("namespace")].isNull());
        QCOMPARE(missing[0][QLatin1String("reason")].toString(), QStringLiteral("forbidden"));
        QVERIFY(errorLines() >= 1 && errorLines() <= 6);
    }

    void jsonHasTheShapeOfTheContract()
    {
        serve(object("a", ready("True")) + ","
            + object("b", ready("False", "DependencyNotReady", "dependency 'apps/c' is not ready"), "\"dependsOn\":[{\"name\":\"c\"}],")
            + "," + object("c", ready("False", "BuildFailed", "line \\\"1\\\"\\nline 2")));
        QCOMPARE(run("status --output json"), 1);
        QJsonParseError parsed{};
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(m_out), &parsed).object();
        QCOMPARE(parsed.error, QJsonParseError::NoError);
        QCOMPARE(json[QLatin1String("apiVersion")].toString(), QStringLiteral("driftglass/v1"));
        QCOMPARE(json[QLatin1String("kind")].toString(), QStringLiteral("Status"));
        QCOMPARE(json[QLatin1String("cluster")][QLatin1String("context")].toString(), QStringLiteral("one"));
        QCOMPARE(json[QLatin1String("cluster")][QLatin1String("server")].toString().toStdString(), m_server.url());
        QVERIFY(parseRfc3339(json[QLatin1String("observedAt")].toString().toStdString()));
        QCOMPARE(json[QLatin1String("complete")].toBool(), true);
        QCOMPARE(json[QLatin1String("summary")][QLatin1String("total")].toInt(), 3);
        QCOMPARE(json[QLatin1String("summary")][QLatin1String("byState")].toObject().keys().size(), 9);
        QCOMPARE(json[QLatin1String("summary")][QLatin1String("byState")][QLatin1String("failed")].toInt(), 1);
        const auto items = json[QLatin1String("items")].toArray();
        QCOMPARE(items.size(), 3);
        for (const auto& item : items) {
            for (const char* field : {"kind", "apiVersion", "namespace", "name", "state", "suspended", "behind", "message", "revision",
                     "appliedRevision", "source", "lastReconciled", "lastVerdict", "rootCause", "inventory"})
                QVERIFY2(item.toObject().contains(QLatin1String(field)), field);
            QCOMPARE(item[QLatin1String("source")][QLatin1String("name")].toString(), QStringLiteral("git"));
            QVERIFY(item[QLatin1String("lastReconciled")].isNull());
            const auto name = item[QLatin1String("name")].toString();
            if (name == QLatin1String("c"))
                QCOMPARE(item[QLatin1String("message")].toString(), QStringLiteral("line \"1\"\nline 2"));
            if (name == QLatin1String("b")) {
                QCOMPARE(item[QLatin1String("state")].toString(), QStringLiteral("waiting"));
                QCOMPARE(item[QLatin1String("rootCause")][QLatin1String("name")].toString(), QStringLiteral("c"));
                QCOMPARE(item[QLatin1String("rootCause")][QLatin1String("reason")].toString(), QStringLiteral("BuildFailed"));
            } else {
                QVERIFY(item[QLatin1String("rootCause")].isNull());
            }
        }
    }

    void theTableShowsProblemsFirstAndFitsTheTerminal()
    {
        serve(object("good", ready("True")) + ","
            + object(
                "bad", ready("False", "BuildFailed", "a very long message that does not fit into the forty columns of this terminal")));
        m_width = 90;
        QCOMPARE(run("status"), 1);
        QVERIFY(m_out.find("\x1b[31m") != string::npos);
        QVERIFY(m_out.find("bad") < m_out.find("good"));
        for (const auto& line : QString::fromStdString(m_out)
                                    .remove(QStringLiteral("\x1b[31m"))
                                    .remove(QStringLiteral("\x1b[32m"))
                                    .remove(QStringLiteral("\x1b[0m"))
                                    .split(QLatin1Char('\n')))
            QVERIFY2(line.size() <= 90, qPrintable(line));
        m_variables["NO_COLOR"] = QStringLiteral("1");
        QCOMPARE(run("status"), 1);
        QVERIFY(m_out.find('\x1b') == string::npos);
        m_width = 0;
        QCOMPARE(run("status"), 1);
        QVERIFY(m_out.find("forty columns of this terminal") != string::npos);
    }

    void theFilterNarrowsItemsAndExitCode()
    {
        serve(object("good", ready("True")) + "," + object("bad", ready("False", "BuildFailed")));
        QCOMPARE(run("status --filter name:good"), 0);
        QVERIFY(m_out.find("bad") == string::npos);
        QCOMPARE(run("status --filter state:failed"), 1);
        QVERIFY(m_out.find("good") == string::npos);
        QCOMPARE(run("status --filter kind:hr"), 0);
    }

    void aServerThatIsNotThereMakesEveryKindMissing()
    {
        m_server.refuseConnections(true);
        QCOMPARE(run("status --output json"), 2);
        m_server.refuseConnections(false);
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
        QCOMPARE(json[QLatin1String("missing")].toArray().size(), static_cast<int>(dg::flux::KindCount));
        QCOMPARE(json[QLatin1String("missing")][0][QLatin1String("reason")].toString(), QStringLiteral("unreachable"));
        QVERIFY(errorLines() >= 1 && errorLines() <= 6);
    }

    void contextsAreListedWithTheirFaults()
    {
        QCOMPARE(run("contexts --output json"), 0);
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object();
        QCOMPARE(json[QLatin1String("kind")].toString(), QStringLiteral("Contexts"));
        const auto items = json[QLatin1String("items")].toArray();
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0][QLatin1String("current")].toBool(), true);
        QVERIFY(items[0][QLatin1String("problem")].isNull());
        QCOMPARE(items[1][QLatin1String("problem")][QLatin1String("reason")].toString(), QStringLiteral("badValue"));
        QCOMPARE(run("contexts"), 0);
        QVERIFY(m_out.find("* ") != string::npos || m_out.find("*  ") != string::npos);
        QVERIFY(m_out.find("token: t") == string::npos);
    }

    void anAgentWithoutATokenSaysWhereToPutIt()
    {
        QCOMPARE(run({QStringLiteral("status"), QStringLiteral("--agent-url"), QString::fromStdString(m_server.url()),
                     QStringLiteral("--agent-id"), QStringLiteral("7")}),
            2);
        QVERIFY(m_err.find("DRIFTGLASS_TOKEN") != string::npos);
        m_variables["DRIFTGLASS_TOKEN"] = QStringLiteral("glpat-canary");
        serve(object("a", ready("True")));
        QCOMPARE(run({QStringLiteral("status"), QStringLiteral("--agent-url"), QString::fromStdString(m_server.url()),
                     QStringLiteral("--agent-id"), QStringLiteral("7")}),
            0);
        QCOMPARE(m_server.seen().back().header("authorization"), string("Bearer pat:7:glpat-canary"));
        QVERIFY((m_out + m_err).find("glpat-canary") == string::npos);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
