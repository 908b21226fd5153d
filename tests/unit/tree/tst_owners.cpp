// SPDX-License-Identifier: Apache-2.0
// "Who owns this?" in one tree: by inventory, by label, by nobody; whole names before parts.
#include "world.h"

#include <QTest>

using namespace dg;
using test::World;

class TestOwners : public QObject {
    Q_OBJECT

private:
    // "Kind/ns/name < Kind/ns/name proof" a line.
    static QString ask(const tree::FleetTree& tree, const char* name, bool parts = false, std::size_t limit = 100)
    {
        const char* const proofs[] = {"inventory", "label", "nothing"};
        const auto answer = tree.owners(*query::parseObjectWords(name), parts, limit);
        QStringList lines;
        for (const auto& one : answer.found)
            lines << QString::fromStdString(one.object.toString() + " < " + one.owner.toString()) + QLatin1Char(' ')
                    + QLatin1String(proofs[one.proof]);
        if (answer.more > 0)
            lines << QStringLiteral("%1 more").arg(answer.more);
        return lines.join(QLatin1Char('\n'));
    }

private Q_SLOTS:
    void anInventoryNamesTheOwnerItsSourceAndPath()
    {
        World w;
        auto apps = w.delta({"ks/apps", "git/repo", "", "ready", {"Deployment/shop/web", "ConfigMap/shop/web"}});
        auto object = std::make_shared<flux::FluxObject>(*std::static_pointer_cast<const flux::FluxObject>(apps.record));
        object->path = "./apps";
        apps.record = object;
        w.apply({w.delta({"git/repo"}), apps, w.managed("Deployment/shop/web", flux::Health::Failed)});
        const auto answer = w.tree.owners(*query::parseObjectWords("deploy/shop/web"), false, 10);
        QCOMPARE(answer.found.size(), std::size_t{1});
        const auto& one = answer.found.front();
        QCOMPARE(one.object.toString(), std::string("Deployment/shop/web"));
        QCOMPARE(one.owner.toString(), std::string("Kustomization/flux/apps"));
        QCOMPARE(one.source.name.str(), std::string("repo"));
        QCOMPARE(one.path, std::string("./apps"));
        QCOMPARE(int(one.verdict.state), int(flux::State::Failed));
        QVERIFY(one.proof == tree::Ownership::Inventory && one.ownerExists && !one.isFlux);
        QCOMPARE(ask(w.tree, "web"),
            QStringLiteral("ConfigMap/shop/web < Kustomization/flux/apps inventory\n"
                           "Deployment/shop/web < Kustomization/flux/apps inventory"));
        QCOMPARE(ask(w.tree, "shop/we"), QString());
    }

    void wholeNamesComeFirstThenBeginnings()
    {
        World w;
        w.put({"ks/apps", "", "", "ready", {"ConfigMap/b/my-api", "ConfigMap/b/api-key", "ConfigMap/c/api", "ConfigMap/a/zzz"}});
        QCOMPARE(ask(w.tree, "api", true),
            QStringLiteral("ConfigMap/c/api < Kustomization/flux/apps inventory\n"
                           "ConfigMap/b/api-key < Kustomization/flux/apps inventory\n"
                           "ConfigMap/b/my-api < Kustomization/flux/apps inventory"));
        QCOMPARE(ask(w.tree, "api", true, 1), QStringLiteral("ConfigMap/c/api < Kustomization/flux/apps inventory\n2 more"));
        QCOMPARE(ask(w.tree, "api"), QStringLiteral("ConfigMap/c/api < Kustomization/flux/apps inventory"));
    }

    void inventoriesThatAreNotLaidOutAnswerAlike()
    {
        for (const auto* name : {"web", "pa*-3", "flux/part-1", "cm/part-2", "zz"}) {
            World a, b;
            for (auto* w : {&a, &b})
                w->apply({w->delta({"ks/one", "", "", "ready", {"Deployment/web", "ConfigMap/part-1", "ConfigMap/Part-3"}}),
                    w->delta({"ks/two", "", "", "ready", {"ConfigMap/part-2", "Deployment/webhook"}})});
            a.tree.expandAll();
            while (a.tree.prepare()) { }
            QCOMPARE(ask(a.tree, name, true), ask(b.tree, name, true));
        }
    }

    void whatTwoInventoriesListHasTwoOwners()
    {
        World w;
        w.apply({w.delta({"ks/a", "", "", "ready", {"ConfigMap/x"}}), w.delta({"hr/b", "", "", "ready", {"ConfigMap/x"}})});
        QCOMPARE(ask(w.tree, "cm/flux/x"),
            QStringLiteral("ConfigMap/flux/x < HelmRelease/flux/b inventory\nConfigMap/flux/x < Kustomization/flux/a inventory"));
    }

    void aFluxObjectIsOwnedByWhatAppliesIt()
    {
        World w;
        w.apply({w.delta({"git/repo"}), w.delta({"ks/root", "git/repo"}), w.delta({"ks/labelled", "git/repo", "ks/root"}),
            w.delta({"ks/gone", "git/repo", "ks/nowhere"})});
        auto root = w.delta({"ks/root", "git/repo"});
        auto object = std::make_shared<flux::FluxObject>(*std::static_pointer_cast<const flux::FluxObject>(root.record));
        object->inventory.add("flux_listed_kustomize.toolkit.fluxcd.io_Kustomization", "v1");
        root.record = object;
        w.apply({root, w.delta({"ks/listed", "git/repo", "ks/root"})});
        QCOMPARE(ask(w.tree, "listed"), QStringLiteral("Kustomization/flux/listed < Kustomization/flux/root inventory"));
        QCOMPARE(ask(w.tree, "labelled"), QStringLiteral("Kustomization/flux/labelled < Kustomization/flux/root label"));
        QCOMPARE(ask(w.tree, "gone"), QStringLiteral("Kustomization/flux/gone < Kustomization/flux/nowhere label"));
        QVERIFY(!w.tree.owners(*query::parseObjectWords("gone"), false, 1).found.front().ownerExists);
        QCOMPARE(ask(w.tree, "repo"), QStringLiteral("GitRepository/flux/repo < / nothing"));
    }

    void anObjectInNoInventoryIsKnownByItsLabels()
    {
        World w;
        auto stray = w.managed("Deployment/stray");
        auto object = std::make_shared<flux::ManagedObject>(*std::static_pointer_cast<const flux::ManagedObject>(stray.record));
        object->owner = w.ref("hr/shop");
        stray.record = object;
        w.apply({w.delta({"hr/shop"}), stray});
        QCOMPARE(ask(w.tree, "stray"), QStringLiteral("Deployment/flux/stray < HelmRelease/flux/shop label"));
        QVERIFY(!w.tree.owners(*query::parseObjectWords("stray"), false, 1).found.front().ownerKeepsInventory);
    }

    void aPodIsOwnedByTheOwnerOfItsWorkload()
    {
        World w;
        w.apply({w.delta({"ks/apps", "", "", "ready", {"Deployment/web"}}), w.managed("Deployment/web"),
            w.child({"ReplicaSet/web-1", "Deployment/web"}), w.child({"Pod/web-1-a", "ReplicaSet/web-1"}),
            w.child({"Pod/lost", "ReplicaSet/gone"})});
        QCOMPARE(ask(w.tree, "web-1-a"), QStringLiteral("Pod/flux/web-1-a < Kustomization/flux/apps inventory"));
        QCOMPARE(ask(w.tree, "po/flux/web-1-a"), QStringLiteral("Pod/flux/web-1-a < Kustomization/flux/apps inventory"));
        QCOMPARE(ask(w.tree, "lost"), QString());
    }

    void theFilterOffersWhatIsThere()
    {
        World w;
        w.tree.setClusterName("prod");
        w.apply({w.delta({"git/repo"}), w.delta({"ks/team/apps", "git/flux/repo", "", "ready", {"Deployment/shop/web"}})});
        const auto values = [&](query::Field field, const char* typed = "") {
            QStringList list;
            for (const auto& value : w.tree.filterValues(field, typed))
                list << QString::fromStdString(value);
            return list.join(QLatin1Char(' '));
        };
        QCOMPARE(values(query::Field::Kind), QStringLiteral("deploy git ks"));
        QCOMPARE(values(query::Field::Namespace), QStringLiteral("flux shop team"));
        QCOMPARE(values(query::Field::Namespace, "o"), QStringLiteral("shop"));
        QCOMPARE(values(query::Field::Source), QStringLiteral("git/flux/repo"));
        QCOMPARE(values(query::Field::Owner), QStringLiteral("ks/team/apps"));
        QCOMPARE(values(query::Field::Cluster), QStringLiteral("prod"));
    }

    void aFilterByWhatChangesFollowsIt()
    {
        World w;
        const auto shown = [&] {
            QStringList names;
            for (int i = 0; i < w.tree.rowCount(); ++i) {
                if (w.tree.row(i).match)
                    names << QString::fromStdString(std::string(w.tree.row(i).name));
            }
            return names.join(QLatin1Char(' '));
        };
        const auto labelled = [&](const char* labels, bool managed) {
            auto delta = managed ? w.managed("Deployment/web") : w.delta({"ks/a", "git/repo", "", "ready", {"Deployment/web"}});
            if (managed) {
                auto object = std::make_shared<flux::ManagedObject>(*std::static_pointer_cast<const flux::ManagedObject>(delta.record));
                object->labels = flux::Labels(std::make_shared<const std::string>(labels));
                delta.record = object;
            } else {
                auto object = std::make_shared<flux::FluxObject>(*std::static_pointer_cast<const flux::FluxObject>(delta.record));
                object->labels = flux::Labels(std::make_shared<const std::string>(labels));
                object->lastReconciled = *parseRfc3339("2026-11-23T14:00:00Z");
                delta.record = object;
            }
            return delta;
        };
        w.watch({"Deployment"});
        w.tree.setNow(*parseRfc3339("2026-11-23T14:10:00Z"));
        w.apply({w.delta({"git/repo"}), labelled("tier=x\n", false), labelled("app=web\n", true)});
        w.tree.setFilter("label:app=web");
        QCOMPARE(shown(), QStringLiteral("web"));
        w.apply({labelled("app=db\n", true)}); // the same health: only the label says that something is new
        QCOMPARE(shown(), QString());
        w.apply({labelled("app=web\n", true)});
        QCOMPARE(shown(), QStringLiteral("web"));
        w.tree.setFilter("label:tier=y");
        QCOMPARE(shown(), QString());
        w.apply({labelled("tier=y\n", false)});
        QCOMPARE(shown(), QStringLiteral("a"));
        w.tree.setFilter("drift:missing");
        QCOMPARE(shown(), QString());
        w.apply({w.gone("Deployment/web")});
        QCOMPARE(shown(), QStringLiteral("a web"));
        w.tree.setFilter("age>15m");
        QCOMPARE(shown(), QString());
        w.tree.tick(*parseRfc3339("2026-11-23T14:16:00Z"));
        QCOMPARE(shown(), QStringLiteral("a"));
        w.tree.setFilter("cluster:prod");
        QCOMPARE(shown(), QString());
        w.tree.setClusterName("prod");
        QCOMPARE(shown(), QStringLiteral("repo a web"));
        QCOMPARE(w.mirror.fault, std::string());
    }
};

QTEST_GUILESS_MAIN(TestOwners)
#include "tst_owners.moc"
