// SPDX-License-Identifier: Apache-2.0
// Places and ways: what must hold for any graph, and what must hold from one layout to the next.
#include "../../../models/graph/layout_impl.h"
#include "world.h"

#include <QtTest>

#include <algorithm>
#include <map>

using namespace dg;
using graph::EdgeKind;
using graph::NodeIndex;
using test::GraphWorld;

namespace {

// The first rule that does not hold; empty when all do.
QString fault(const graph::Graph& g, const graph::Layout& l)
{
    const graph::Measures m;
    if (l.at.size() != g.nodes().size() || l.routes.size() != g.edges().size())
        return QStringLiteral("not all have a place");
    std::map<std::pair<int, int>, NodeIndex> taken;
    for (NodeIndex i = 0; i < g.nodes().size(); ++i) {
        const auto at = l.at[i];
        if (at.x < 0 || at.y < 0 || at.x + m.nodeWidth > l.width || at.y + m.nodeHeight > l.height)
            return QStringLiteral("node %1 stands outside").arg(i);
        if (at.y % (m.nodeHeight + m.rowGap) != 0)
            return QStringLiteral("node %1 stands between rows").arg(i);
        if (!taken.emplace(std::pair(at.x, at.y), i).second)
            return QStringLiteral("node %1 stands upon another").arg(i);
        const auto& column = l.columns[l.columnOf[i]];
        if (std::ranges::find(column, i) == column.end())
            return QStringLiteral("node %1 is not in its column").arg(i);
    }
    for (std::size_t i = 0; i < g.edges().size(); ++i) {
        const auto& edge = g.edges()[i];
        const auto& way = l.routes[i];
        if (way.empty() != !graph::isDrawn(edge))
            return QStringLiteral("edge %1 has the wrong way").arg(i);
        if (way.empty())
            continue;
        const auto left = edge.back ? edge.to : edge.from;
        const auto right = edge.back ? edge.from : edge.to;
        if (l.at[left].x >= l.at[right].x)
            return QStringLiteral("edge %1 does not lead to the right").arg(i);
        const auto first = edge.back ? way.back() : way.front();
        const auto last = edge.back ? way.front() : way.back();
        if (first.x != l.at[left].x + m.nodeWidth || std::abs(first.y - l.at[left].y - m.nodeHeight / 2) > 8)
            return QStringLiteral("edge %1 does not begin at its node").arg(i);
        if (last.x != l.at[right].x || std::abs(last.y - l.at[right].y - m.nodeHeight / 2) > 8)
            return QStringLiteral("edge %1 does not end at its node").arg(i);
        for (std::size_t k = 1; k < way.size(); ++k) {
            if (way[k].x != way[k - 1].x && way[k].y != way[k - 1].y)
                return QStringLiteral("edge %1 is not at right angles").arg(i);
            for (NodeIndex n = 0; n < g.nodes().size(); ++n) {
                if (n == edge.from || n == edge.to)
                    continue;
                const auto [x1, x2] = std::minmax(way[k - 1].x, way[k].x);
                const auto [y1, y2] = std::minmax(way[k - 1].y, way[k].y);
                if (x1 < l.at[n].x + m.nodeWidth && x2 > l.at[n].x && y1 < l.at[n].y + m.nodeHeight && y2 > l.at[n].y)
                    return QStringLiteral("edge %1 runs over node %2").arg(i).arg(n);
            }
        }
    }
    return {};
}

// The lowest node of each node's connected part, over the drawn edges.
std::vector<NodeIndex> partOf(const graph::Graph& g)
{
    std::vector<NodeIndex> part(g.nodes().size());
    for (NodeIndex i = 0; i < part.size(); ++i)
        part[i] = i;
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& edge : g.edges()) {
            if (graph::isDrawn(edge) && part[edge.from] != part[edge.to]) {
                part[edge.from] = part[edge.to] = std::min(part[edge.from], part[edge.to]);
                changed = true;
            }
        }
    }
    return part;
}

// What spread() makes as small as can be.
double cost(const std::vector<double>& places, const std::vector<double>& wishes, const std::vector<double>& weights)
{
    double sum = 0;
    for (std::size_t i = 0; i < places.size(); ++i)
        sum += weights[i] * (places[i] - wishes[i]) * (places[i] - wishes[i]);
    return sum;
}

} // namespace

class GraphLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingHasNoSize();
    void layersFollowTheLongestPath();
    void anyGraphKeepsTheRules_data();
    void anyGraphKeepsTheRules();
    void theSameGraphGivesTheSameLayout();
    void aLayoutSeededByItselfStays_data();
    void aLayoutSeededByItselfStays();
    void afterAChangeTheOrderOfWhatStaysIsKept_data();
    void afterAChangeTheOrderOfWhatStaysIsKept();
    void aNodeThatGoesMovesNoOther();
    void manyPartsStandInBands();
    void spreadIsTheBestPlace_data();
    void spreadIsTheBestPlace();
    void aCancelledLayoutEndsEarly();

private:
    int m_pairs = 0; // compared over all seeds
};

void GraphLayout::nothingHasNoSize()
{
    const auto l = graph::layOut({});
    QCOMPARE(l.width, 0);
    QVERIFY(l.columns.empty());
}

void GraphLayout::layersFollowTheLongestPath()
{
    GraphWorld w;
    w.add("oci/apps");
    w.add("ks/a", {"oci/apps", {}, ""});
    w.add("ks/b", {"oci/apps", {"ks/a"}, ""});
    w.add("ks/c", {"oci/apps", {"ks/b"}, ""});
    const auto g = w.build();
    const auto l = graph::layOut(g);
    QCOMPARE(fault(g, l), QString());
    QCOMPARE(l.columns.size(), std::size_t{4});
    int column = 0;
    for (const char* name : {"oci/apps", "ks/a", "ks/b", "ks/c"})
        QCOMPARE(l.seats[g.find(w.key(name))].column, column++);
    QCOMPARE(l.at[g.find(w.key("ks/a"))].x, 216); // design §5: 180 wide, 36 apart
}

void GraphLayout::anyGraphKeepsTheRules_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 60; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void GraphLayout::anyGraphKeepsTheRules()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    StringPool pool;
    const int nodes = 1 + static_cast<int>(random() % 60);
    const auto g = test::randomGraph(pool, random, nodes, static_cast<int>(random() % static_cast<unsigned>(nodes * 2)));
    QCOMPARE(fault(g, graph::layOut(g)), QString());
}

void GraphLayout::theSameGraphGivesTheSameLayout()
{
    std::mt19937 random(7);
    StringPool first, second; // other addresses
    const auto a = test::randomGraph(first, random, 80, 120);
    random.seed(7);
    (void)second.intern("something else");
    const auto b = test::randomGraph(second, random, 80, 120);
    const auto la = graph::layOut(a);
    const auto lb = graph::layOut(b);
    QCOMPARE(la.at == lb.at, true);
    QCOMPARE(la.routes == lb.routes, true);
}

void GraphLayout::aLayoutSeededByItselfStays_data()
{
    anyGraphKeepsTheRules_data();
}

void GraphLayout::aLayoutSeededByItselfStays()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    StringPool pool;
    const int nodes = 1 + static_cast<int>(random() % 60);
    const auto g = test::randomGraph(pool, random, nodes, nodes);
    const auto part = partOf(g);
    auto before = graph::layOut(g);
    for (int again = 0; again < 3; ++again) {
        const auto seats = graph::seatsOf(g, before);
        const auto after = graph::layOut(g, {.seats = &seats});
        QCOMPARE(fault(g, after), QString());
        for (NodeIndex i = 0; i < g.nodes().size(); ++i) {
            QCOMPARE(after.seats[i].column, before.seats[i].column);
            // A part is rigid; as a whole it may make room for a line of the part above.
            QCOMPARE(after.seats[i].row - after.seats[part[i]].row, before.seats[i].row - before.seats[part[i]].row);
            QVERIFY(std::abs(after.seats[i].row - before.seats[i].row) <= 1);
            QCOMPARE(after.seats[i].band, before.seats[i].band);
        }
        before = after;
    }
}

void GraphLayout::afterAChangeTheOrderOfWhatStaysIsKept_data()
{
    anyGraphKeepsTheRules_data();
}

// A few nodes and edges come and go: whoever keeps the layer keeps the order among those who do.
void GraphLayout::afterAChangeTheOrderOfWhatStaysIsKept()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    StringPool pool;
    const int nodes = 10 + static_cast<int>(random() % 50);
    auto g = test::randomGraph(pool, random, nodes, nodes);
    auto l = graph::layOut(g);
    for (int step = 0; step < 5; ++step) {
        std::vector<graph::Node> kept;
        std::vector<NodeIndex> place(g.nodes().size(), graph::NoNode);
        for (NodeIndex i = 0; i < g.nodes().size(); ++i) {
            if (random() % 12 == 0)
                continue;
            place[i] = static_cast<NodeIndex>(kept.size());
            kept.push_back(g.nodes()[i]);
        }
        graph::Node fresh = g.nodes().front();
        fresh.key.name = pool.intern("fresh" + std::to_string(step));
        kept.push_back(fresh);
        std::vector<graph::Edge> edges;
        for (auto edge : g.edges()) {
            edge.from = place[edge.from];
            edge.to = place[edge.to];
            edges.push_back(edge);
        }
        if (kept.size() > 1)
            edges.push_back({0, static_cast<NodeIndex>(kept.size() - 1), EdgeKind::Source, false, false, 1});
        const graph::Graph next(std::move(kept), std::move(edges));
        const auto seats = graph::seatsOf(g, l);
        const auto after = graph::layOut(next, {.seats = &seats});
        QCOMPARE(fault(next, after), QString());
        const auto partsBefore = partOf(g), partsAfter = partOf(next);
        for (NodeIndex a = 0; a < next.nodes().size(); ++a) {
            for (NodeIndex b = 0; b < next.nodes().size(); ++b) {
                const auto sa = seats.find(next.nodes()[a].key);
                const auto sb = seats.find(next.nodes()[b].key);
                if (sa == seats.end() || sb == seats.end() || sa->second.band != sb->second.band || sa->second.column != sb->second.column)
                    continue;
                const auto& na = after.seats[a];
                const auto& nb = after.seats[b];
                const bool stayed = na.column == sa->second.column && nb.column == sb->second.column && na.band == sa->second.band
                    && nb.band == sb->second.band;
                // Parts that join or part are stacked anew: the promise is for one connected part.
                const bool together = partsBefore[g.find(next.nodes()[a].key)] == partsBefore[g.find(next.nodes()[b].key)]
                    && partsAfter[a] == partsAfter[b];
                if (stayed && together && sa->second.row < sb->second.row) {
                    QVERIFY2(na.row < nb.row, qPrintable(QStringLiteral("step %1: %2 and %3").arg(step).arg(a).arg(b)));
                    ++m_pairs;
                }
            }
        }
        g = next;
        l = after;
    }
    QVERIFY(m_pairs > 0);
}

void GraphLayout::aNodeThatGoesMovesNoOther()
{
    GraphWorld w;
    w.add("oci/apps");
    for (const char* name : {"ks/a", "ks/b", "ks/c", "ks/d", "ks/e"})
        w.add(name, {"oci/apps", {}, ""});
    w.add("git/docs");
    w.add("ks/docs", {"git/docs", {}, ""});
    const auto before = w.build();
    const auto placed = graph::layOut(before);
    const auto seats = graph::seatsOf(before, placed);
    std::erase_if(w.snapshot.items, [](const graph::Item& item) { return item.object->key.name.view() == "c"; });
    const auto after = w.build();
    const auto again = graph::layOut(after, {.seats = &seats});
    for (NodeIndex i = 0; i < after.nodes().size(); ++i)
        QVERIFY(again.at[i] == placed.at[before.find(after.nodes()[i].key)]);
}

void GraphLayout::manyPartsStandInBands()
{
    GraphWorld w;
    for (int i = 0; i < 100; ++i) {
        const auto source = "oci/team" + std::to_string(i) + "/delivery";
        w.add(source);
        for (int k = 0; k < 9; ++k)
            w.add("ks/team" + std::to_string(i) + "/app" + std::to_string(k), {source.c_str(), {}, ""});
    }
    const auto g = w.build();
    const auto l = graph::layOut(g);
    QCOMPARE(fault(g, l), QString());
    QVERIFY(l.seats.back().band > 0);
    const double shape = static_cast<double>(l.width) / l.height;
    QVERIFY2(shape > 1 && shape < 3, qPrintable(QString::number(shape)));
}

void GraphLayout::spreadIsTheBestPlace_data()
{
    anyGraphKeepsTheRules_data();
}

void GraphLayout::spreadIsTheBestPlace()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto count = 1 + random() % 6;
    std::vector<double> wishes, weights, gaps;
    for (std::size_t i = 0; i < count; ++i) {
        wishes.push_back(static_cast<double>(random() % 10));
        weights.push_back(1 + static_cast<double>(random() % 3));
        gaps.push_back(i == 0 ? 0 : 1 + static_cast<double>(random() % 2));
    }
    const auto places = graph::spread(wishes, weights, gaps);
    for (std::size_t i = 1; i < count; ++i)
        QVERIFY(places[i] - places[i - 1] >= gaps[i] - 1e-9);
    // A convex problem: when no shift of a run of neighbours is better, nothing is.
    const double own = cost(places, wishes, weights);
    for (std::size_t first = 0; first < count; ++first) {
        for (std::size_t last = first; last < count; ++last) {
            for (const double by : {-0.01, 0.01}) {
                auto other = places;
                for (std::size_t i = first; i <= last; ++i)
                    other[i] += by;
                bool allowed = true;
                for (std::size_t i = 1; i < count; ++i)
                    allowed &= other[i] - other[i - 1] >= gaps[i] - 1e-9;
                if (allowed)
                    QVERIFY(cost(other, wishes, weights) >= own - 1e-9);
            }
        }
    }
}

void GraphLayout::aCancelledLayoutEndsEarly()
{
    std::mt19937 random(1);
    StringPool pool;
    const auto g = test::randomGraph(pool, random, 50, 60);
    QVERIFY(graph::layOut(g, {.cancelled = [] { return true; }}).at.empty());
}

QTEST_APPLESS_MAIN(GraphLayout)
#include "tst_graph_layout.moc"
