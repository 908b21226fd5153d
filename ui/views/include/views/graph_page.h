// SPDX-License-Identifier: Apache-2.0
// The graph of one cluster: bar, canvas, path row. Sleeps while it is hidden. What is chosen here is chosen in the tree
// and the other way round: the window carries it.
#pragma once

#include "base/object_key.h"
#include "base/result.h"

#include <QByteArray>
#include <QWidget>

#include <memory>
#include <set>
#include <string>

namespace dg::tree {
class FleetTree;
}

namespace dg::views {

struct GraphAnswer;
enum class GraphFormat : unsigned char { Svg, Png, Dot, Mermaid };

class GraphPage final : public QWidget {
    Q_OBJECT
public:
    explicit GraphPage(StringPool& pool, QWidget* parent = nullptr);
    ~GraphPage() override;

    // Null: no cluster. The tree must live until the next call.
    void setTree(const tree::FleetTree* tree, const QString& clusterName);
    // Whether the first state is complete, and the kinds that cannot be read ("Bucket").
    void setReading(bool complete, std::set<std::string, std::less<>> unreadableKinds);
    void treeChanged(); // after each frame of deltas; looked at a little later
    void setCurrent(const ObjectKey& key); // chosen elsewhere; empty: nothing is
    [[nodiscard]] ObjectKey current() const;
    [[nodiscard]] bool isSettled() const; // what the tree holds is drawn
    void focusCanvas();

    // Everything that is drawn now, whole. Fails only for a picture too large.
    [[nodiscard]] Result<QByteArray> exported(GraphFormat format) const;
    [[nodiscard]] QString suggestedFile(GraphFormat format) const; // "driftglass-graph-prod-eu-1.svg"
    void showNotice(const QString& sentence, bool failed); // in a banner, until the next

    // For keys and tests.
    void showAll();
    void showAround();
    void setHops(int hops);
    void setFolded(bool folded);

Q_SIGNALS:
    void objectChosen(const dg::ObjectKey& key); // by the user
    void objectActivated(const dg::ObjectKey& key); // Enter, double click
    void contextMenuRequested(const QPoint& globalPosition);
    void exportRequested(dg::views::GraphFormat format);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildBar();
    void look();
    void makeScene(bool likeBefore);
    void currentChanged();
    void refreshBar();
    void refreshPath();
    void take(GraphAnswer& answer);
    void placeCurrent(bool bringIntoView);
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
