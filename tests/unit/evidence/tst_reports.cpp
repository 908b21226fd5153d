// SPDX-License-Identifier: Apache-2.0
// Reports of what a test makes up: hostile words, exit codes, the same bytes for the same question.
#include "evidence/report.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifndef _WIN32
#include <csignal>
#include <sys/resource.h>
#endif

using namespace dg;
using evidence::Format;
using evidence::Topic;
using std::string;

namespace {

const string Formula = "=HYPERLINK(\"http://evil.example\",\"x\")";
const string Markup = "<script>alert(1)</script>";

// The cells of RFC 4180, over all records.
std::vector<string> cellsOf(const string& csv)
{
    std::vector<string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (c == '"' && quoted && i + 1 < csv.size() && csv[i + 1] == '"') {
            cells.back() += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\n')) {
            cells.emplace_back();
        } else if (quoted || c != '\r') {
            cells.back() += c;
        }
    }
    return cells;
}

} // namespace

class TestReports : public QObject {
    Q_OBJECT

private:
    StringPool m_pool;
    WallTime m_now = *parseRfc3339("2026-11-26T20:00:00Z");
    ObjectKey key(const string& kind, const string& name)
    {
        return {m_pool.intern("apps"), m_pool.intern(kind), m_pool.intern("shop"), m_pool.intern(name)};
    }
    evidence::ClusterReport cluster(bool whole = true)
    {
        evidence::ClusterReport out;
        out.name = "prod";
        session::OneShotResult read;
        read.fluxServed = true;
        read.user = Formula;
        read.groups = {"@group"};
        out.read = std::move(read);
        out.observedAt = m_now;
        if (!whole)
            out.missing.push_back({"+Kind", std::nullopt, {ErrorCode::Forbidden, "x", "-1+1"}});
        return out;
    }
    evidence::Question question(Topic topic)
    {
        evidence::Question out;
        out.topic = topic;
        out.scopeText = evidence::scopeText({}, QString::fromStdString(Formula), {});
        drift::Finding finding;
        finding.kind = drift::Kind::FieldChanged;
        finding.confidence = drift::Confidence::Certain;
        finding.object = key("Deployment", "web");
        finding.owner = {m_pool.intern("Kustomization"), m_pool.intern("flux-system"), m_pool.intern("shop")};
        finding.path = Formula;
        finding.manager = "@SUM(A1)";
        finding.detail = Markup;
        checks::Outcome outcome;
        outcome.id = checks::Id::SourceMoving;
        outcome.verdict = checks::Verdict::FixSoon;
        outcome.looked = 1;
        outcome.subjects = {{key("GitRepository", "a"), checks::Fact::MovingTag, Formula, {}, {}}};
        out.judged = evidence::Judged{{finding}, {}, {}, std::vector{outcome}};
        return out;
    }
    evidence::Report report(Topic topic, bool whole = true) { return evidence::answer(question(topic), cluster(whole), m_pool, m_now); }

private Q_SLOTS:
    void noCellOfAnyReportIsAFormula()
    {
        for (const auto topic : {Topic::Sync, Topic::Drift, Topic::Posture}) {
            const auto csv = evidence::bytesOf(report(topic, false), Format::Csv);
            QVERIFY(csv.has_value());
            const auto cells = cellsOf(*csv);
            bool seen = false;
            for (const auto& cell : cells) {
                QVERIFY2(cell.empty() || string("=+-@").find(cell.front()) == string::npos, cell.c_str());
                seen = seen || cell.find("HYPERLINK") != string::npos;
            }
            QVERIFY2(seen, csv->c_str());
        }
        QCOMPARE(cellsOf("a,\"b\"\"c,\r\nd\"\r\n,-x\r\n"), (std::vector<string>{"a", "b\"c,\r\nd", "", "-x", ""})); // the reader itself
    }

    void nothingOfAClusterIsMarkup()
    {
        for (const auto format : {Format::Html, Format::JUnit}) {
            const auto bytes = evidence::bytesOf(report(Topic::Drift), format);
            QVERIFY(bytes.has_value());
            QVERIFY(bytes->find(Markup) == string::npos);
        }
        QVERIFY(evidence::bytesOf(report(Topic::Drift), Format::Html)->find("HYPERLINK") != string::npos);
    }

    void theSameQuestionGivesTheSameBytes()
    {
        for (const auto topic : {Topic::Sync, Topic::Drift, Topic::Posture}) {
            for (const auto format : evidence::Formats) {
                const auto one = evidence::bytesOf(report(topic), format);
                QCOMPARE(one.has_value(), evidence::fits(topic, format) && format != Format::Pdf); // no printer here
                if (one)
                    QCOMPARE(*one, *evidence::bytesOf(report(topic), format));
            }
        }
    }

    void aFindingSaysMoreThanAGap()
    {
        QCOMPARE(report(Topic::Drift, false).exitCode(), 1);
        QCOMPARE(report(Topic::Posture, false).exitCode(), 1);
        auto none = question(Topic::Drift);
        none.judged->findings.clear();
        QCOMPARE(evidence::answer(none, cluster(false), m_pool, m_now).exitCode(), 2);
        QCOMPARE(evidence::answer(none, cluster(), m_pool, m_now).exitCode(), 0);
    }

    // Also what was judged already, as the window's is.
    void aPostureReportIsNarrowed()
    {
        auto asked = question(Topic::Posture);
        auto& outcome = asked.judged->outcomes->front();
        outcome.subjects.push_back({key("GitRepository", "b"), checks::Fact::MovingTag, {}, {}, {}});
        outcome.accepted = {{key("GitRepository", "c"), checks::Fact::MovingTag, {}, {}, {}}};
        outcome.acceptedBy = "first";
        checks::Mute mute;
        mute.check = checks::info(outcome.id).word;
        mute.object = "GitRepository/shop/c";
        mute.reason = "known";
        asked.mutes = {mute};
        const auto told = [&](const char* filter) {
            asked.scope.filter = evidence::Filter(filter);
            return evidence::answer(asked, cluster(), m_pool, m_now);
        };
        QCOMPARE(told("").outcomes.front().subjects.size(), std::size_t(2));
        auto narrow = told("name:b");
        QCOMPARE(narrow.outcomes.front().subjects.size(), std::size_t(1));
        QCOMPARE(narrow.outcomes.front().subjects.front().object.name.str(), string("b"));
        QVERIFY(narrow.outcomes.front().accepted.empty());
        QCOMPARE(narrow.exitCode(), 1);
        narrow = told("name:c"); // accepted, and by this mute's reason
        QVERIFY(narrow.outcomes.front().isAccepted());
        QCOMPARE(narrow.outcomes.front().acceptedBy, string("known"));
        QCOMPARE(told("ns:elsewhere").outcomes.front().verdict, checks::Verdict::Passed);
        asked.scope.ns = "elsewhere";
        QCOMPARE(told("").outcomes.front().verdict, checks::Verdict::Passed);
    }

    void aFileIsWholeOrNotThere()
    {
        QTemporaryDir dir;
        const auto path = dir.filePath(QStringLiteral("report.html"));
        QVERIFY(evidence::writeWhole(path, "first").has_value());
        const auto refused = evidence::writeWhole(dir.filePath(QStringLiteral("no/such/folder.html")), "x");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::FileUnwritable);
#ifndef _WIN32
        // No room: the system takes 4 kB of a file and then refuses, as a full disk does.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit little{4096, before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &little), 0);
        const auto full = evidence::writeWhole(path, string(1 << 20, 'x'));
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!full);
        QCOMPARE(full.error().code, ErrorCode::FileUnwritable);
        QFile kept(path);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("first"));
#endif
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{QStringLiteral("report.html")});
    }

    void twoClustersAlikeGetTwoFiles()
    {
        std::set<QString> used;
        QCOMPARE(evidence::fileStem(Topic::Drift, "prod/eu", used), QStringLiteral("driftglass-drift-prod-eu"));
        QCOMPARE(evidence::fileStem(Topic::Drift, "Prod:EU", used), QStringLiteral("driftglass-drift-Prod-EU-2"));
    }
};

QTEST_GUILESS_MAIN(TestReports)
#include "tst_reports.moc"
