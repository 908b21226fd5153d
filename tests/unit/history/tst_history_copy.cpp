// SPDX-License-Identifier: Apache-2.0
// A history's rows on their way into a snapshot's file and out of it.
#include "past.h"

#include <QTest>

using namespace dg;
using namespace dg::test;
using history::Batch;
using history::Range;

namespace {

std::vector<std::string> linesOf(KeptStore& from, WallTime since)
{
    std::vector<std::string> lines;
    must(from.store->copyOut(from.cluster, since, [&lines](std::string_view line) -> Status {
        lines.emplace_back(line);
        return {};
    }));
    return lines;
}

std::string all(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
        text += line + "\n";
    return text;
}

// Everything a view asks for, in words.
QStringList seen(KeptStore& kept, Range range)
{
    QStringList out;
    const auto scope = kept.scope();
    for (const auto& entry : must(kept.store->entries(scope, range, 1000)))
        out << QStringLiteral("entry %1 %2 %3 %4 %5 %6")
                   .arg(static_cast<int>(entry.kind))
                   .arg(QString::fromStdString(toRfc3339(entry.at)), QString::fromStdString(entry.object.name),
                       QString::fromStdString(entry.reason), QString::fromStdString(entry.message),
                       QString::fromStdString(entry.revision + entry.who));
    for (const auto& object : must(kept.store->at(scope, range.to)))
        out << QStringLiteral("at %1 %2")
                   .arg(QString::fromStdString(object.object.name))
                   .arg(object.row.state ? static_cast<int>(*object.row.state) : -1);
    for (const auto& lane : must(kept.store->lanes(scope, range, range.to, 100)))
        out << QStringLiteral("lane %1").arg(QString::fromStdString(lane.object.name));
    for (const auto& trouble : must(kept.store->troubles(scope, range, 100)))
        out << QStringLiteral("trouble %1 %2")
                   .arg(QString::fromStdString(trouble.object.name), QString::fromStdString(trouble.trouble.message));
    for (const auto& day : must(kept.store->deliveriesPerDay(scope, range)))
        out << QStringLiteral("day %1").arg(QString::fromStdString(toRfc3339(day.day)));
    for (const auto& watched : must(kept.store->watched(kept.cluster, range)))
        out << QStringLiteral("watched %1").arg(QString::fromStdString(toRfc3339(watched.from)));
    return out;
}

void fill(KeptStore& kept)
{
    auto batch = kept.batch();
    batch.states.push_back({named("old"), state(at("01:00:00"), flux::State::Failed, "Old", "an old story")});
    batch.states.push_back({named("old"), state(at("02:00:00"), std::nullopt)}); // gone long before
    batch.states.push_back({named("web"), state(at("03:00:00"), flux::State::Ready, "ReconciliationSucceeded", "in force")});
    batch.states.push_back({named("web"), state(at("10:00:00"), flux::State::Failed, "BuildFailed", "no such file")});
    batch.troubles.push_back({named("web"), {at("10:00:00"), std::nullopt, flux::State::Failed, "BuildFailed", "no such file"}, true});
    history::PassRow pass;
    pass.at = at("09:30:00");
    pass.duration = Millis{4000};
    pass.revision = "latest@sha256:aaaa";
    pass.outcome = "ReconciliationSucceeded";
    batch.passes.push_back({named("web"), pass});
    history::DriftRow drift;
    drift.id = "f1";
    drift.path = "spec.replicas";
    drift.manager = "kubectl-edit";
    drift.opened = at("11:00:00");
    batch.drifts.push_back({named("shop", "Deployment"), named("web"), drift});
    batch.actions.push_back({named("web"), {at("11:30:00"), Millis{900}, "reconcile", "failed", "said no"}});
    batch.watched = history::Watched{at("03:00:00"), at("12:00:00")};
    must(kept.store->write(batch));
}

} // namespace

class HistoryCopy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsCopiedAnswersAsItsOrigin()
    {
        KeptStore from, to;
        fill(from);
        const auto lines = linesOf(from, at("00:00:00"));
        QVERIFY(lines.size() > 10);
        const auto copied = to.store->copyIn(to.cluster, lines);
        QVERIFY2(copied.has_value(), copied ? "" : copied.error().detail.c_str());
        const Range day{at("00:00:00"), at("12:00:00")};
        const auto expected = seen(from, day);
        QVERIFY(expected.size() > 8);
        QCOMPARE(seen(to, day), expected);
    }

    // From a time on: what was in force then too, and no word of what was before.
    void onlyTheTimeThatWasAskedForIsTold()
    {
        KeptStore from, to;
        fill(from);
        const auto lines = linesOf(from, at("09:00:00"));
        const auto text = all(lines);
        QVERIFY(text.find("an old story") == std::string::npos && text.find("\"old\"") == std::string::npos);
        QVERIFY(text.find("in force") != std::string::npos && text.find("no such file") != std::string::npos);
        QVERIFY(to.store->copyIn(to.cluster, lines));
        const Range late{at("09:00:00"), at("12:00:00")};
        QCOMPARE(seen(to, late), seen(from, late));
        QVERIFY((*to.store->at(to.scope(), at("09:15:00"))).size() == 1);
    }

    void damagedAndLaterLinesAreNoHarm()
    {
        KeptStore to;
        const std::vector<std::string> later{R"({"history":"weather","row":[1,"rain"]})", "{}", "nonsense"};
        QVERIFY(to.store->copyIn(to.cluster, later));
        const std::vector<std::string> wrong{R"({"history":"watch","row":[1,2,3]})"};
        const auto refused = to.store->copyIn(to.cluster, wrong);
        QVERIFY(!refused && refused.error().code == ErrorCode::BadSyntax);
        const std::vector<std::string> injected{R"({"history":"watch; DROP TABLE state","row":[1,2]})"};
        QVERIFY(to.store->copyIn(to.cluster, injected));
        QVERIFY(to.store->at(to.scope(), at("12:00:00")).has_value());
    }
};

QTEST_GUILESS_MAIN(HistoryCopy)
#include "tst_history_copy.moc"
