// SPDX-License-Identifier: Apache-2.0
#include "items/checks_watch.h"
#include "items/overview_desk.h"
#include "parts.h"
#include "snapshot_bar.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QBoxLayout>
#include <QPainter>
#include <QStyleOptionFrame>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int GoWidth = 232;

// Looks like a field, opens the palette.
class GoButton final : public QAbstractButton {
public:
    explicit GoButton(QWidget* parent)
        : QAbstractButton(parent)
    {
        setObjectName(QStringLiteral("goTo"));
        setText(MainWindow::tr("Go to or run"));
        setAccessibleName(text());
        setFixedSize(GoWidth, metric::ControlHeight);
        setFocusPolicy(Qt::TabFocus);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, metric::Gap, 0);
        row->addStretch(1);
        row->addWidget(new widgets::KeyCap(MainWindow::tr("Ctrl K"), this));
    }
    QSize sizeHint() const override { return {GoWidth, metric::ControlHeight}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const theme::Theme& theme = theme::of(this);
        theme::drawBox(&painter, QRectF(rect()), theme.color(Color::Base), theme.color(Color::Control), 1, metric::Radius);
        if (hasFocus())
            theme::drawFocusRing(&painter, QRectF(rect()), theme.color(Color::Accent), metric::Radius);
        widgets::drawIcon(
            &painter, theme, QRect(metric::Gap, 0, metric::Icon, height()), QStringLiteral("action-search"), theme.color(Color::Text2));
        painter.setFont(theme.font(FontRole::Body));
        painter.setPen(theme.color(Color::Text3));
        painter.drawText(
            rect().adjusted(metric::Gap + metric::Icon + metric::IconText, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeading, text());
    }
};

} // namespace

void MainWindow::buildLayout()
{
    Parts& p = *m_parts;
    auto* root = new QWidget(this);
    auto* column = new QVBoxLayout(root);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* middle = new QHBoxLayout;
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    column->addLayout(middle, 1);
    p.rail = new Rail(m_services.clusters(), root);
    middle->addWidget(p.rail);

    p.centre = new QStackedWidget(root);
    auto* right = new QWidget(p.centre);
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    p.centre->addWidget(right);
    p.overviewDesk = new items::OverviewDesk(m_services.clusters(), m_services.pool(), m_services.clock(), this);
    p.overview = new views::OverviewPage(*p.overviewDesk, p.centre);
    p.centre->addWidget(p.overview);
    middle->addWidget(p.centre, 1);

    auto* toolRow = new views::Surface(Color::Window, right, Qt::BottomEdge);
    toolRow->setFixedHeight(metric::ToolRow);
    auto* tools = new QHBoxLayout(toolRow);
    tools->setContentsMargins(0, 0, metric::Panel, 0);
    tools->setSpacing(metric::Gap);
    p.views = new QTabBar(toolRow);
    p.views->setObjectName(QStringLiteral("views"));
    p.views->setAccessibleName(QStringLiteral("Views"));
    // Qt tells a screen reader the chosen tab's word as the bar's name; the name of the part stands on its frame.
    auto* viewsFrame = new QWidget(toolRow);
    viewsFrame->setAccessibleName(QStringLiteral("Views")); // a fixed name: contracts.md §3
    auto* viewsRow = new QHBoxLayout(viewsFrame);
    viewsRow->setContentsMargins(0, 0, 0, 0);
    viewsRow->addWidget(p.views);
    p.views->setDocumentMode(true);
    p.views->setDrawBase(false);
    p.views->setExpanding(false);
    p.views->setProperty("toolRow", true);
    p.views->addTab(theme::of(this).icon(QStringLiteral("view-tree")), tr("Tree"));
    p.views->addTab(theme::of(this).icon(QStringLiteral("view-graph")), tr("Graph"));
    p.views->addTab(theme::of(this).icon(QStringLiteral("view-delivery")), tr("Delivery"));
    p.views->addTab(theme::of(this).icon(QStringLiteral("view-drift")), tr("Drift"));
    p.driftCount = new widgets::CountPill(p.views);
    p.driftCount->setObjectName(QStringLiteral("driftCount"));
    p.driftCount->setDrift(true);
    p.views->setTabButton(DriftTab, QTabBar::RightSide, p.driftCount);
    p.views->addTab(theme::of(this).icon(QStringLiteral("view-timeline")), tr("Timeline"));
    p.views->addTab(theme::of(this).icon(QStringLiteral("view-checks")), tr("Checks"));
    p.checksCount = new widgets::CountPill(p.views);
    p.checksCount->setObjectName(QStringLiteral("checksCount"));
    p.views->setTabButton(ChecksTab, QTabBar::RightSide, p.checksCount);
    p.go = new GoButton(toolRow);
    auto* reports = new widgets::ToolButton(
        QStringLiteral("action-report"), tr("Export a report"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), toolRow);
    reports->setObjectName(QStringLiteral("openExport"));
    connect(reports, &QAbstractButton::clicked, this, &MainWindow::openExport);
    auto* settings
        = new widgets::ToolButton(QStringLiteral("action-settings"), tr("Settings"), QKeySequence(Qt::CTRL | Qt::Key_Comma), toolRow);
    settings->setObjectName(QStringLiteral("openSettings"));
    tools->addWidget(viewsFrame, 0, Qt::AlignBottom);
    tools->addStretch(1);
    tools->addWidget(p.go);
    tools->addWidget(reports);
    tools->addWidget(settings);
    rightColumn->addWidget(toolRow);
    p.snapshotBar = new SnapshotBar(m_services, right);
    rightColumn->addWidget(p.snapshotBar);

    p.horizontal = new QSplitter(Qt::Horizontal, right);
    p.horizontal->setChildrenCollapsible(false);
    p.vertical = new QSplitter(Qt::Vertical, p.horizontal);
    p.vertical->setChildrenCollapsible(false);
    p.pages = new QStackedWidget(p.vertical);
    p.tree = new views::TreePage(m_services.clock(), p.pages);
    p.graph = new views::GraphPage(m_services.pool(), p.pages);
    p.pages->addWidget(p.tree);
    p.pages->addWidget(p.graph);
    p.delivery = new views::DeliveryPage(m_services.clock(), m_services.pool(), p.pages);
    p.pages->addWidget(p.delivery);
    p.drift = new views::DriftPage(m_services.clock(), m_services.pool(), p.pages);
    p.pages->addWidget(p.drift);
    p.timeline = new views::TimelinePage(m_services.clock(), m_services.pool(), p.pages);
    p.pages->addWidget(p.timeline);
    p.checks = new views::ChecksPage(p.pages);
    p.checksWatch = new items::ChecksWatch(m_services.pool(), m_services.clock(), this);
    p.pages->addWidget(p.checks);
    p.activity = new views::ActivityDock(p.vertical);
    p.vertical->addWidget(p.pages);
    p.vertical->addWidget(p.activity);
    p.vertical->setStretchFactor(0, 1);
    p.vertical->setStretchFactor(1, 0);
    const int rows = 4;
    p.vertical->setSizes({1000, metric::DockTitle + rows * metric::Row});
    p.inspector = new views::Inspector(m_services.clock(), m_services.pool(), p.horizontal);
    p.horizontal->addWidget(p.vertical);
    p.horizontal->addWidget(p.inspector);
    p.horizontal->setStretchFactor(0, 1);
    p.horizontal->setStretchFactor(1, 0);
    rightColumn->addWidget(p.horizontal, 1);

    p.status = new StatusBar(m_services.clock(), root);
    column->addWidget(p.status);
    setCentralWidget(root);
    p.palette = new Palette(root);

    connect(p.views, &QTabBar::currentChanged, this, &MainWindow::pageChanged);
    connect(p.go, &QAbstractButton::clicked, this, &MainWindow::openPalette);
    connect(p.activity, &views::ActivityDock::collapsedChanged, this,
        [this](bool collapsed) { m_parts->activity->setMaximumHeight(collapsed ? metric::DockTitle : QWIDGETSIZE_MAX); });
}

} // namespace dg::window
