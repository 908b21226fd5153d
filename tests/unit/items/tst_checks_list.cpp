// SPDX-License-Identifier: Apache-2.0
// The rows of the checks: groups, order, filter, and signals that a mirror can follow.
#include "items/checks_list_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <map>
#include <random>

using namespace dg;
using namespace dg::checks;
using items::ChecksListModel;

namespace {

Outcome outcome(Id id, Verdict verdict)
{
    Outcome out;
    out.id = id;
    out.verdict = verdict;
    out.looked = 3;
    if (verdict == Verdict::FixSoon || verdict == Verdict::Consider)
        out.subjects.push_back({});
    return out;
}

QStringList told(const ChecksListModel& model)
{
    QStringList out;
    for (int i = 0; i < model.rowCount(); ++i) {
        const auto& row = model.row(i);
        out << (row.isGroup ? QStringLiteral("%1:%2").arg(int(row.group)).arg(row.checks) : QLatin1String(info(row.id).word));
    }
    return out;
}

} // namespace

class TestChecksList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsStandInOrderWithTheirCounts()
    {
        ChecksListModel model;
        const QAbstractItemModelTester tester(&model);
        auto accepted = outcome(Id::Wait, Verdict::Consider);
        accepted.accepted = std::move(accepted.subjects);
        accepted.subjects.clear();
        model.setOutcomes({outcome(Id::ReceiverOpen, Verdict::Passed), outcome(Id::PlainSecrets, Verdict::FixSoon),
            outcome(Id::Prune, Verdict::Consider), accepted, outcome(Id::Timeout, Verdict::CouldNotTell),
            outcome(Id::UserAccess, Verdict::NotApplicable), outcome(Id::SourceMoving, Verdict::Consider)});
        QCOMPARE(told(model).join(QLatin1Char(' ')),
            QStringLiteral("0:1 plain-secrets 1:2 source-moving prune 2:1 timeout 3:1 wait 4:1 receiver-open"));
        QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
        QVERIFY(model.flags(model.index(1)) & Qt::ItemIsSelectable);
        QCOMPARE(model.rowOf(Id::UserAccess), -1);
    }
    void theFilterLooksForEveryWord()
    {
        ChecksListModel model;
        model.setWords([](const ChecksListModel::Row&) { return QString(); },
            [](const Outcome& one) { return QStringLiteral("check ") + QLatin1String(info(one.id).word); });
        model.setOutcomes({outcome(Id::Prune, Verdict::Passed), outcome(Id::Wait, Verdict::Passed)});
        model.setFilter(QStringLiteral("CHECK prune"));
        QCOMPARE(told(model), (QStringList{QStringLiteral("4:1"), QStringLiteral("prune")}));
        model.setFilter(QStringLiteral("prune wait"));
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 3);
    }
    // Random verdicts: a mirror that only listens has the same rows, and nothing is ever reset.
    void aMirrorThatOnlyListensHasTheSameRows()
    {
        ChecksListModel model;
        const QAbstractItemModelTester tester(&model);
        std::vector<int> mirror; // ids of rows: groups negative
        const auto idOf = [&](int i) { return model.row(i).isGroup ? -1 - int(model.row(i).group) : int(model.row(i).id); };
        connect(&model, &QAbstractItemModel::modelReset, this, [] { QFAIL("the rows were reset"); });
        connect(&model, &QAbstractItemModel::rowsRemoved, this,
            [&](const QModelIndex&, int first, int last) { mirror.erase(mirror.begin() + first, mirror.begin() + last + 1); });
        connect(&model, &QAbstractItemModel::rowsInserted, this, [&](const QModelIndex&, int first, int last) {
            for (int i = first; i <= last; ++i)
                mirror.insert(mirror.begin() + i, idOf(i));
        });
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            std::vector<Outcome> outcomes;
            std::map<int, int> expected; // by group
            for (const auto& check : table()) {
                const auto verdict = static_cast<Verdict>(random() % 5);
                outcomes.push_back(outcome(check.id, verdict));
                if (verdict != Verdict::NotApplicable)
                    ++expected[verdict == Verdict::Passed ? 4 : int(verdict)];
            }
            model.setOutcomes(std::move(outcomes));
            QCOMPARE(int(mirror.size()), model.rowCount());
            for (int i = 0; i < model.rowCount(); ++i) {
                QCOMPARE(mirror[std::size_t(i)], idOf(i));
                if (model.row(i).isGroup)
                    QCOMPARE(model.row(i).checks, expected[int(model.row(i).group)]);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestChecksList)
#include "tst_checks_list.moc"
