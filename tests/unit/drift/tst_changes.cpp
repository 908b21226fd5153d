// SPDX-License-Identifier: Apache-2.0
// What changed between two looks, as far as the facts of each tell.
#include "drift/changes.h"

#include <QTest>

using namespace dg;
using drift::Difference;

class TestChanges : public QObject {
    Q_OBJECT

private:
    StringPool m_pool;
    ObjectKey key(const char* kind, const char* name)
    {
        return {m_pool.intern("apps"), m_pool.intern(kind), m_pool.intern("shop"), m_pool.intern(name)};
    }
    flux::Reference owner(const char* name) { return {m_pool.intern("Kustomization"), m_pool.intern("apps"), m_pool.intern(name)}; }
    drift::ObjectFacts facts(const char* uid, const char* ownerName, int minute, std::vector<std::string> paths)
    {
        drift::ObjectFacts out;
        out.uid = uid;
        out.owner = owner(ownerName);
        out.fluxTime = *parseRfc3339("2026-11-26T12:00:00Z") + std::chrono::minutes(minute);
        out.fields = std::make_shared<flux::FieldSet>(std::move(paths));
        return out;
    }

private Q_SLOTS:
    void eachWayToDifferIsToldOnce()
    {
        drift::Facts before, after;
        const std::vector<std::string> paths{"spec.replicas", "spec.template"};
        before.objects = {{key("Deployment", "same"), facts("1", "shop", 0, paths)},
            {key("Deployment", "gone"), facts("2", "shop", 0, paths)}, {key("Deployment", "anew"), facts("3", "shop", 0, paths)},
            {key("Deployment", "moved"), facts("4", "shop", 0, paths)}, {key("Deployment", "again"), facts("5", "shop", 0, paths)}};
        after.objects = {{key("Deployment", "same"), facts("1", "shop", 0, paths)},
            {key("Deployment", "anew"), facts("33", "shop", 5, paths)}, {key("Deployment", "moved"), facts("4", "billing", 0, paths)},
            {key("Deployment", "again"), facts("5", "shop", 7, {"spec.paused", "spec.template"})},
            {key("Deployment", "new"), facts("6", "shop", 1, paths)}};
        const auto found = drift::differencesBetween(before, after);
        QStringList told;
        for (const auto& one : found)
            told << QLatin1String(drift::differenceWord(one.difference)) + QLatin1Char(' ') + QString::fromStdString(one.object.name.str());
        // By owner, then object.
        QCOMPARE(told.join(QLatin1Char('|')), QStringLiteral("owner-changed moved|applied again|replaced anew|removed gone|added new"));
        QCOMPARE(found[0].ownerBefore.name.str(), std::string("shop"));
        QCOMPARE(found[0].owner.name.str(), std::string("billing"));
        QCOMPARE(found[1].gained, std::vector<std::string>{"spec.paused"});
        QCOMPARE(found[1].lost, std::vector<std::string>{"spec.replicas"});
        QCOMPARE(*found[1].after - *found[1].before, std::chrono::minutes(7));
    }

    void aKindThatWasNotReadIsNotCalledRemoved()
    {
        drift::Facts before, after;
        before.objects
            = {{key("Deployment", "gone"), facts("1", "shop", 0, {})}, {key("StatefulSet", "unseen"), facts("2", "shop", 0, {})}};
        after.objects = {{key("StatefulSet", "unseen"), facts("2", "shop", 0, {})}}; // as it was remembered
        const auto found = drift::differencesBetween(before, after, [](const ObjectKey& one) { return one.kind.view() == "Deployment"; });
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[0].difference, Difference::Removed);
        QCOMPARE(found[1].difference, Difference::NotLookedAt);
    }
};

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
