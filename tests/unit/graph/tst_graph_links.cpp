// SPDX-License-Identifier: Apache-2.0
// Nodes and edges from objects, circles, parts of a graph, text exports.
#include "graph/text_export.h"
#include "world.h"

#include <QtTest>

#include <algorithm>
#include <map>

using namespace dg;
using graph::NodeIndex;
using test::GraphWorld;

#define SAME(graph, text) QCOMPARE(QString::fromStdString(GraphWorld::draw(graph)), QStringLiteral(text))

namespace {

// Everything that can be reached from each node, by multiplying out: the oracle for circles and hops.
std::vector<std::vector<bool>> reachable(const graph::Graph& g, const std::function<bool(const graph::Edge&)>& counts)
{
    const auto n = g.nodes().size();
    std::vector<std::vector<bool>> reach(n, std::vector<bool>(n, false));
    for (const auto& edge : g.edges()) {
        if (counts(edge))
            reach[edge.from][edge.to] = true;
    }
    for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j)
                reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
        }
    }
    return reach;
}

} // namespace

class GraphLinks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sourcesDependenciesAndParentsAreEdges();
    void aReleaseHangsOnItsChartAndWithoutItOnTheRepository();
    void anAlertDependsOnItsProviderAndAGeneratorIsMadeOfItsSources();
    void whatIsNamedAndAbsentIsANodeOfItsOwn();
    void aKindThatCannotBeReadIsNotCalledMissing();
    void anApplierThatAppliesItsOwnSourceIsNoCircleOfDependencies();
    void dependenciesInARingAreMarked();
    void theOrderOfObjectsDoesNotMatter();
    void withoutBackEdgesThereIsNoCircle_data();
    void withoutBackEdgesThereIsNoCircle();
    void aNeighbourhoodHoldsWhatIsWithinTheHops_data();
    void aNeighbourhoodHoldsWhatIsWithinTheHops();
    void ofEquallyNearOnesTheWorstAreKept();
    void aNamespaceFoldsIntoOneNodeThatCounts();
    void thePathLeadsFromTheSourceAndNamesWhoWaits();
    void dotAndMermaidEscapeNames();
};

void GraphLinks::sourcesDependenciesAndParentsAreEdges()
{
    GraphWorld w;
    w.add("oci/apps");
    w.add("ks/infra", {"oci/apps", {}, ""});
    w.add("ks/web", {"oci/apps", {"ks/infra"}, ""});
    w.add("ks/policies", {"oci/apps", {}, "ks/infra"});
    SAME(w.build(),
        "apps -> infra (source)\napps -> policies (source, implied)\napps -> web (source)\ninfra -> web (depends on)\n"
        "infra -> policies (contains)\n");
}

void GraphLinks::aReleaseHangsOnItsChartAndWithoutItOnTheRepository()
{
    GraphWorld w;
    w.add("hrepo/charts");
    auto& release = w.add("hr/redis", {"chart/redis", {}, ""});
    release.chartSource = w.reference("hrepo/charts");
    SAME(w.build(), "charts -> redis (source)\n");
    auto& chart = w.add("chart/redis");
    chart.chartSource = w.reference("hrepo/charts");
    SAME(w.build(), "charts -> redis (source)\nredis -> redis (source)\n");
}

void GraphLinks::anAlertDependsOnItsProviderAndAGeneratorIsMadeOfItsSources()
{
    GraphWorld w;
    w.add("Provider/slack");
    w.add("Alert/all", {"Provider/slack", {}, ""});
    w.add("git/one");
    auto& generator = w.add("ArtifactGenerator/both");
    auto extras = std::make_shared<flux::Extras>();
    extras->covers = {w.reference("git/one"), w.reference("oci/two")};
    generator.extras = std::move(extras);
    SAME(w.build(), "one -> both (source)\ntwo? -> both (source)\nslack -> all (depends on)\n");
}

void GraphLinks::whatIsNamedAndAbsentIsANodeOfItsOwn()
{
    GraphWorld w;
    w.add("ks/web", {"git/gone", {"ks/never"}, ""});
    SAME(w.build(), "gone? -> web (source)\nnever? -> web (depends on)\n");
}

void GraphLinks::aKindThatCannotBeReadIsNotCalledMissing()
{
    GraphWorld w;
    w.add("ks/web", {"git/gone", {}, ""});
    w.snapshot.unreadableKinds = {"GitRepository"};
    const auto g = w.build();
    SAME(g, "gone~ -> web (source)\n");
    QCOMPARE(g.nodes()[0].state, flux::State::Unknown);
}

void GraphLinks::anApplierThatAppliesItsOwnSourceIsNoCircleOfDependencies()
{
    GraphWorld w;
    w.add("ks/flux-system", {"git/flux-system", {}, "ks/flux-system"});
    w.add("git/flux-system", {"", {}, "ks/flux-system"});
    const auto g = w.build();
    SAME(g, "flux-system -> flux-system (source)\nflux-system -> flux-system (contains, back)\n");
    QVERIFY(std::ranges::none_of(g.nodes(), &graph::Node::circle));
    QVERIFY(!graph::isDrawn(g.edges()[1]));
}

void GraphLinks::dependenciesInARingAreMarked()
{
    GraphWorld w;
    w.add("ks/a", {"", {"ks/c"}, ""});
    w.add("ks/b", {"", {"ks/a"}, ""});
    w.add("ks/c", {"", {"ks/b"}, ""});
    w.add("ks/d", {"", {"ks/c"}, ""});
    const auto g = w.build();
    QCOMPARE(std::ranges::count(g.edges(), true, &graph::Edge::back), 1);
    for (const auto& node : g.nodes())
        QCOMPARE(node.circle, node.key.name.view() != "d");
}

void GraphLinks::theOrderOfObjectsDoesNotMatter()
{
    GraphWorld w;
    w.add("oci/apps");
    w.add("ks/b", {"oci/apps", {"ks/a"}, "ks/root"});
    w.add("ks/a", {"oci/apps", {"ks/gone"}, ""});
    w.add("ks/root", {"git/root", {}, ""});
    const auto once = GraphWorld::draw(w.build());
    std::ranges::reverse(w.snapshot.items);
    QCOMPARE(GraphWorld::draw(w.build()), once);
}

void GraphLinks::withoutBackEdgesThereIsNoCircle_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 40; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void GraphLinks::withoutBackEdgesThereIsNoCircle()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    StringPool pool;
    const int nodes = 2 + static_cast<int>(random() % 25);
    const auto g = test::randomGraph(pool, random, nodes, nodes * static_cast<int>(1 + random() % 3));
    const auto forward = reachable(g, [](const graph::Edge& e) { return !e.back; });
    const auto needed = reachable(g, [](const graph::Edge& e) { return e.kind == graph::EdgeKind::DependsOn; });
    const auto all = reachable(g, [](const graph::Edge&) { return true; });
    for (NodeIndex i = 0; i < g.nodes().size(); ++i) {
        QVERIFY(!forward[i][i]);
        QCOMPARE(g.nodes()[i].circle, needed[i][i]);
        QCOMPARE(g.find(g.nodes()[i].key), i);
    }
    for (const auto& edge : g.edges()) {
        if (edge.back)
            QVERIFY(all[edge.to][edge.from]); // only what closes a circle is called back
    }
}

void GraphLinks::aNeighbourhoodHoldsWhatIsWithinTheHops_data()
{
    withoutBackEdgesThereIsNoCircle_data();
}

void GraphLinks::aNeighbourhoodHoldsWhatIsWithinTheHops()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    StringPool pool;
    const int nodes = 2 + static_cast<int>(random() % 25);
    const auto g = test::randomGraph(pool, random, nodes, nodes);
    const NodeIndex centre = random() % static_cast<unsigned>(nodes);
    // Oracle: distances by relaxing every edge until nothing changes.
    std::vector<int> far(g.nodes().size(), 1000);
    far[centre] = 0;
    for (int round = 0; round < nodes; ++round) {
        for (const auto& edge : g.edges()) {
            far[edge.from] = std::min(far[edge.from], far[edge.to] + 1);
            far[edge.to] = std::min(far[edge.to], far[edge.from] + 1);
        }
    }
    for (int hops = 0; hops < 5; ++hops) {
        auto part = graph::neighbourhood(g, centre, hops, 1000);
        QCOMPARE(part.left, std::size_t{0});
        QCOMPARE(part.nodes.front(), centre);
        std::ranges::sort(part.nodes);
        std::vector<NodeIndex> wanted;
        for (NodeIndex i = 0; i < g.nodes().size(); ++i) {
            if (far[i] <= hops)
                wanted.push_back(i);
        }
        QCOMPARE(part.nodes, wanted);
        const auto cut = graph::subgraph(g, part.nodes);
        QCOMPARE(cut.nodes().size(), wanted.size());
        const auto few = graph::neighbourhood(g, centre, hops, 3);
        QCOMPARE(few.nodes.size() + few.left >= std::min<std::size_t>(3, wanted.size()), true);
        QVERIFY(few.nodes.size() <= 3);
    }
}

void GraphLinks::ofEquallyNearOnesTheWorstAreKept()
{
    GraphWorld w;
    w.add("oci/apps");
    w.add("ks/a", {"oci/apps", {}, ""});
    w.add("ks/b", {"oci/apps", {}, ""}, flux::State::Failed);
    w.add("ks/c", {"oci/apps", {}, ""});
    const auto g = w.build();
    const auto part = graph::neighbourhood(g, g.find(w.key("oci/apps")), 1, 2);
    QCOMPARE(part.nodes.size(), std::size_t{2});
    QCOMPARE(part.nodes[1], g.find(w.key("ks/b")));
    QCOMPARE(part.left, std::size_t{2});
}

void GraphLinks::aNamespaceFoldsIntoOneNodeThatCounts()
{
    GraphWorld w;
    w.add("oci/apps");
    w.add("ks/root", {"oci/apps", {}, ""});
    w.add("ks/pay/api", {"oci/apps", {}, ""}, flux::State::Failed);
    w.add("ks/pay/web", {"oci/apps", {"ks/pay/api"}, ""}, flux::State::Waiting);
    w.add("ks/lone/one", {"oci/apps", {}, ""});
    const auto g = w.build();
    const auto folded = graph::collapse(g, {}, w.pool);
    SAME(folded, "flux-system -> pay (source)\nflux-system -> one (source)\n");
    const auto pay = std::ranges::find_if(folded.nodes(), [](const graph::Node& n) { return n.key.name.view() == "pay"; });
    QCOMPARE(pay->members, 2u);
    QCOMPARE(pay->problems, 2u);
    QCOMPARE(pay->state, flux::State::Failed);
    QCOMPARE(folded.edges().front().count, 2u);
    QCOMPARE(graph::collapse(g, {"pay"}, w.pool).nodes().size(), std::size_t{4});
}

void GraphLinks::thePathLeadsFromTheSourceAndNamesWhoWaits()
{
    GraphWorld w;
    w.add("oci/apps");
    w.add("ks/payments", {"oci/apps", {}, ""}, flux::State::Failed);
    w.add("ks/web", {"oci/apps", {"ks/payments"}, ""}, flux::State::Waiting);
    const auto g = w.build();
    const auto web = g.find(w.key("ks/web"));
    const auto payments = g.find(w.key("ks/payments"));
    QCOMPARE(graph::pathTo(g, web), (std::vector<NodeIndex>{g.find(w.key("oci/apps")), payments, web}));
    QCOMPARE(graph::mainSuccessor(g, payments), web);
    QCOMPARE(graph::mainSuccessor(g, web), graph::NoNode);
    QCOMPARE(graph::worst(g), payments);
}

void GraphLinks::dotAndMermaidEscapeNames()
{
    GraphWorld w;
    w.add("ks/a\"];evil[label=\"\\");
    w.add("ks/b", {"git/gone", {"ks/a\"];evil[label=\"\\"}, ""});
    const auto g = w.build();
    const auto dot = graph::toDot(g);
    QVERIFY(dot.find("label=\"a\\\"];evil[label=\\\"\\\\\\nks flux-system, ready\"") != std::string::npos);
    QCOMPARE(std::ranges::count(dot, '\n'), 9);
    const auto mermaid = graph::toMermaid(g);
    QVERIFY(mermaid.find("evil[") == std::string::npos);
    QVERIFY(mermaid.find("a#34;#93;#59;evil#91;label=#34;#92;") != std::string::npos);
    QVERIFY(mermaid.find("-.->|depends on|") != std::string::npos);
}

QTEST_APPLESS_MAIN(GraphLinks)
#include "tst_graph_links.moc"
