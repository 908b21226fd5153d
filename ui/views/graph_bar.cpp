// SPDX-License-Identifier: Apache-2.0
// The bar of the graph page: what is shown, what the lines mean, zoom, export.
#include "graph_page_impl.h"
#include "graph_text.h"
#include "theme/theme.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>

#include <cmath>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int MostHops = 5;
constexpr int NameWidth = 150; // px of the name in "Around NAME"

QString hopsWord(int hops)
{
    return hops == 1 ? GraphPage::tr("1 hop") : GraphPage::tr("%n hops", nullptr, hops);
}

} // namespace

void GraphPage::buildBar()
{
    Impl& d = *m_impl;
    d.bar = new Surface(Color::Base, this, Qt::BottomEdge);
    d.bar->setFixedHeight(metric::FilterBar);
    auto* row = new QHBoxLayout(d.bar);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    d.segments = new widgets::SegmentedBar(tr("What is shown"), d.bar);
    d.segments->setObjectName(QStringLiteral("graphScope"));
    d.segments->setSegments({tr("All"), tr("Around an object")});
    row->addWidget(d.segments);
    connect(d.segments, &widgets::SegmentedBar::currentChanged, this, [this](int index) { index == 0 ? showAll() : showAround(); });

    d.hops = new widgets::Button(QString(), {}, d.bar);
    d.hops->setObjectName(QStringLiteral("graphHops"));
    d.hops->setHint(tr("How far the neighbourhood reaches ( [ and ] )"));
    auto* menu = new QMenu(d.hops);
    auto* group = new QActionGroup(menu);
    for (int hops = 1; hops <= MostHops; ++hops) {
        QAction* action = menu->addAction(hopsWord(hops));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, hops] { setHops(hops); });
    }
    d.hops->setMenu(menu);
    row->addWidget(d.hops);
    row->addSpacing(metric::Gap);
    d.legend = new GraphLegend(d.bar);
    row->addWidget(d.legend, 1);
    row->addStretch(0);
    d.count = new widgets::PlainLabel({}, FontRole::Body, Color::Text2, d.bar);
    d.count->setObjectName(QStringLiteral("graphCount"));
    row->addWidget(d.count);

    d.fold = new widgets::ToolButton(QStringLiteral("action-group"), tr("Fold namespaces"), QKeySequence(Qt::Key_G), d.bar);
    d.fold->setObjectName(QStringLiteral("graphFold"));
    d.fold->setCheckable(true);
    connect(d.fold, &QAbstractButton::clicked, this, [this](bool on) { setFolded(on); });
    row->addWidget(d.fold);
    auto* fit = new widgets::ToolButton(QStringLiteral("action-fit"), tr("Show the whole graph"), QKeySequence(Qt::Key_0), d.bar);
    fit->setObjectName(QStringLiteral("graphFit"));
    connect(fit, &QAbstractButton::clicked, this, [this] { m_impl->canvas->fit(); });
    row->addWidget(fit);
    d.zoom = new widgets::PlainLabel({}, FontRole::Body, Color::Text1, d.bar);
    d.zoom->setElideMode(Qt::ElideNone);
    d.zoom->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    d.zoom->setFixedWidth(d.zoom->fontMetrics().horizontalAdvance(QStringLiteral("100 %")) + 2);
    row->addWidget(d.zoom);

    d.exportButton = new widgets::Button(tr("Export"), QStringLiteral("action-export"), d.bar);
    d.exportButton->setObjectName(QStringLiteral("graphExport"));
    d.exportButton->setHint(tr("Save what is shown as a file (E)"));
    auto* formats = new QMenu(d.exportButton);
    const std::pair<GraphFormat, QString> entries[] = {{GraphFormat::Svg, tr("SVG drawing")}, {GraphFormat::Png, tr("PNG picture")},
        {GraphFormat::Dot, tr("DOT for Graphviz")}, {GraphFormat::Mermaid, tr("Mermaid flowchart")}};
    for (const auto& [format, word] : entries)
        connect(formats->addAction(word), &QAction::triggered, this, [this, f = format] { Q_EMIT exportRequested(f); });
    d.exportButton->setMenu(formats);
    row->addWidget(d.exportButton);
}

void GraphPage::refreshBar()
{
    Impl& d = *m_impl;
    // In a neighbourhood the name is its centre's; otherwise whose neighbourhood would be shown.
    const auto* scene = d.canvas ? d.canvas->scene() : nullptr;
    QString name;
    if (scene) {
        const auto node = d.scope.around ? scene->graph().find(d.scope.centre) : d.canvas->current();
        if (node != graph::NoNode && scene->graph().nodes()[node].type != graph::NodeType::Group)
            name = nodeName(scene->graph().nodes()[node]);
    }
    name = d.segments->fontMetrics().elidedText(name, Qt::ElideMiddle, NameWidth);
    //: %1 is an object's name: its neighbourhood
    d.segments->setWord(1, name.isEmpty() ? tr("Around an object") : tr("Around %1").arg(name));
    d.segments->setCurrent(d.scope.around ? 1 : 0);
    d.hops->setText(hopsWord(d.scope.hops));
    d.hops->menu()->actions().at(d.scope.hops - 1)->setChecked(true);
    d.hops->setVisible(d.scope.around);
    d.fold->setChecked(d.scope.folded && !d.scope.around);
    if (scene && d.scope.around && d.left > 0) //: numbers: the nearest 400 of 5,000 objects are drawn
        d.count->setText(tr("Nearest %1 of %2")
                             .arg(QLocale().toString(static_cast<qulonglong>(scene->graph().nodes().size())),
                                 QLocale().toString(static_cast<qulonglong>(d.total))));
    else
        d.count->clear();
    d.zoom->setText(QStringLiteral("%1 %").arg(std::lround((d.canvas ? d.canvas->zoom() : 1) * 100)));
}

} // namespace dg::views
