// SPDX-License-Identifier: Apache-2.0
// The parts of a TimelinePage and its keys.
#include "filter_suggestions.h"
#include "theme/theme.h"
#include "timeline_page_impl.h"
#include "timeline_paint.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QMenu>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using items::TimelineMeasure;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int PanelHeight = 176; // design §6
constexpr double ZoomKey = 1.5;

std::vector<TimelineLegend::Entry> laneLegend()
{
    const auto entry = [](const QString& word, LegendMark mark) {
        return TimelineLegend::Entry{word,
            [mark](QPainter* painter, const QRectF& box) { drawLegendMark(painter, theme::of(nullptr), box.adjusted(0, 0, 0, -1), mark); }};
    };
    return {entry(TimelinePage::tr("Ready"), LegendMark::Ready), entry(TimelinePage::tr("Reconciling"), LegendMark::Reconciling),
        entry(TimelinePage::tr("Drifted"), LegendMark::Drifted), entry(TimelinePage::tr("Waiting"), LegendMark::Waiting),
        entry(TimelinePage::tr("Failed"), LegendMark::Failed), entry(TimelinePage::tr("Other"), LegendMark::Neutral),
        entry(TimelinePage::tr("Suspended"), LegendMark::Suspended), entry(TimelinePage::tr("No data"), LegendMark::NoData)};
}

QStringList spanWords()
{
    return {TimelinePage::tr("1 h"), TimelinePage::tr("6 h"), TimelinePage::tr("24 h"), TimelinePage::tr("7 d"), TimelinePage::tr("30 d")};
}

} // namespace

void TimelinePage::buildBar()
{
    Impl& d = *m_impl;
    d.bar = new Surface(Color::Base, this, Qt::BottomEdge);
    d.bar->setFixedHeight(metric::FilterBar);
    auto* row = new QHBoxLayout(d.bar);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    d.spans = new widgets::SegmentedBar(tr("How long"), d.bar);
    d.spans->setObjectName(QStringLiteral("timelineSpans"));
    d.spans->setSegments(spanWords());
    row->addWidget(d.spans);
    d.rangeWords = makeLabel(d.bar, FontRole::BodyStrong, Color::Text1);
    d.rangeWords->setObjectName(QStringLiteral("timelineRange"));
    row->addWidget(d.rangeWords);
    d.field = new widgets::FilterField(tr("Filter objects and events"), QStringLiteral("/"), d.bar);
    d.field->setObjectName(QStringLiteral("timelineFilter"));
    d.field->setAccessibleName(tr("Filter by words, kind:, ns: and name:, as in the tree"));
    d.field->setPreferredWidth(280);
    row->addWidget(d.field);
    d.only = new widgets::Button({}, QStringLiteral("action-close"), d.bar);
    d.only->setObjectName(QStringLiteral("timelineOnly"));
    d.only->setHint(tr("Show all objects again"));
    d.only->hide();
    row->addWidget(d.only);
    row->addStretch(1);
    d.since = makeLabel(d.bar, FontRole::Body, Color::Text2);
    d.since->setObjectName(QStringLiteral("timelineSince"));
    row->addWidget(d.since);
    auto* kept = new widgets::ToolButton(QStringLiteral("action-views"), tr("Kept times"), QKeySequence(Qt::Key_K), d.bar);
    kept->setObjectName(QStringLiteral("timelineRangesButton"));
    d.ranges = new TimelineRanges(kept, [this] {
        const auto shown = m_impl->desk.shown();
        return SavedRange{shown.from, shown.to, m_impl->filter.trimmed()};
    });
    row->addWidget(kept);
    auto* changes = new widgets::ToolButton(QStringLiteral("merge-request"), tr("What changed"), QKeySequence(Qt::Key_C), d.bar);
    changes->setObjectName(QStringLiteral("timelineChangesButton"));
    auto* rewind = new widgets::ToolButton(QStringLiteral("view-timeline"), tr("Rewind the tree"), QKeySequence(Qt::Key_W), d.bar);
    rewind->setObjectName(QStringLiteral("timelineRewindButton"));
    row->addWidget(changes);
    row->addWidget(rewind);
    d.exporting = new widgets::Button(tr("Export"), QStringLiteral("action-export"), d.bar);
    d.exporting->setObjectName(QStringLiteral("timelineExport"));
    d.exporting->setHint(tr("Export what is shown (E)"));
    row->addWidget(d.exporting);
    connect(
        d.spans, &widgets::SegmentedBar::currentChanged, this, [this](int index) { m_impl->desk.setLast(items::TimelineSpans[index]); });
    connect(d.field, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_impl->filter = words;
        scopeChanged();
    });
    connect(d.field, &QLineEdit::editingFinished, this, &TimelinePage::showFilterProblem);
    d.field->setSuggest(
        [](const QString& text, int cursor) { return suggestionsFor(nullptr, text, cursor, &items::TimelineFilter::knows); });
    connect(d.field, &widgets::FilterField::downPressed, this, &TimelinePage::focusList);
    connect(d.field, &widgets::FilterField::escaped, this, &TimelinePage::focusList);
    connect(d.ranges, &TimelineRanges::changed, this, &TimelinePage::savedRangesChanged);
    connect(d.ranges, &TimelineRanges::chosen, this, [this](const SavedRange& range) {
        setFilter(range.filter);
        showPage(TimelineCharts);
        m_impl->desk.setFixed({range.from, range.to});
    });
    connect(d.only, &QAbstractButton::clicked, this, [this] { showObject(std::nullopt); });
    connect(changes, &QAbstractButton::clicked, this, &TimelinePage::openChanges);
    connect(rewind, &QAbstractButton::clicked, this, [this] { openRewind(); });
    connect(d.exporting, &QAbstractButton::clicked, this, &TimelinePage::openExport);
}

void TimelinePage::buildPanels()
{
    Impl& d = *m_impl;
    static constexpr TimelineMeasure first[] = {TimelineMeasure::Duration, TimelineMeasure::Lag, TimelineMeasure::Drift};
    auto* frame = new QWidget(d.charts);
    frame->setFixedHeight(PanelHeight);
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (int i = 0; i < 3; ++i) {
        auto* panel = d.panels[static_cast<std::size_t>(i)] = new TimelinePanel(first[i], i + 1, frame);
        panel->setLines(i == 0 ? Qt::Edges(Qt::TopEdge) : Qt::TopEdge | Qt::LeftEdge);
        row->addWidget(panel, 1);
        connect(panel, &TimelinePanel::kindChanged, this, &TimelinePage::wantMeasures);
        connect(panel, &TimelinePanel::tableToggled, this, &TimelinePage::toggleTables);
        connect(panel, &TimelinePanel::objectActivated, this, [this](const auto& object) { Q_EMIT selectRequested(keyOf(object)); });
        connect(panel, &TimelinePanel::runActivated, this,
            [this](const auto& object, const QString& revision) { Q_EMIT runRequested(keyOf(object), revision); });
        connect(&panel->chart(), &TimelineChart::brushed, this, [this](const auto& range) { m_impl->desk.setFixed(range); });
        connect(&panel->chart(), &TimelineChart::zoomed, this, [this](double factor, const auto& at) { m_impl->desk.zoom(factor, at); });
    }
    d.panels[2]->hide();
    static_cast<QVBoxLayout*>(d.charts->layout())->addWidget(frame);
}

void TimelinePage::buildFilterError(QVBoxLayout* column)
{
    Impl& d = *m_impl;
    d.filterErrorStrip = new Surface(Color::Base, this);
    d.filterErrorStrip->hide();
    auto* strip = new QHBoxLayout(d.filterErrorStrip);
    strip->setContentsMargins(metric::Panel, 0, metric::Panel, metric::Gap);
    d.filterError = makeLabel(d.filterErrorStrip, FontRole::Small, Color::Failed, {}, true);
    d.filterError->setObjectName(QStringLiteral("timelineFilterError"));
    strip->addWidget(d.filterError);
    column->addWidget(d.filterErrorStrip);
}

void TimelinePage::buildBody()
{
    Impl& d = *m_impl;
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(d.bar);
    buildFilterError(outer);
    d.notice = new widgets::Banner(this);
    d.notice->hide();
    connect(d.notice, &widgets::Banner::linkActivated, d.notice, &QWidget::hide);
    outer->addWidget(d.notice);
    d.bodies = new QStackedWidget(this);
    outer->addWidget(d.bodies, 1);
    d.charts = new Surface(Color::Base, d.bodies);
    auto* column = new QVBoxLayout(d.charts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metric::Panel, metric::Gap, 20, 4);
    head->addWidget(makeLabel(d.charts, FontRole::BodyBold, Color::Text1, tr("States")));
    head->setSpacing(metric::Gap);
    d.lanesHint = makeLabel(d.charts, FontRole::Body, Color::Text2);
    d.lanesHint->setObjectName(QStringLiteral("timelineLanesHint"));
    head->addWidget(d.lanesHint);
    auto* legend = new TimelineLegend(d.charts);
    legend->setEntries(laneLegend());
    head->addWidget(legend, 1);
    d.lanesTableButton
        = new widgets::ToolButton(QStringLiteral("view-tree"), tr("The states as a table"), QKeySequence(Qt::Key_T), d.charts);
    d.lanesTableButton->setObjectName(QStringLiteral("timelineLanesTableButton"));
    d.lanesTableButton->setCheckable(true);
    head->addWidget(d.lanesTableButton);
    column->addLayout(head);
    d.lanes = new TimelineLanes(d.lanesModel, d.charts);
    d.axis = new TimelineAxis(*d.lanes, d.charts);
    d.lanesTable = new PlainTable(tr("States as a table"), d.charts);
    d.lanesTable->setObjectName(QStringLiteral("timelineLanesTable"));
    d.lanesTable->hide();
    column->addWidget(d.lanes);
    column->addWidget(d.axis);
    column->addWidget(d.lanesTable);
    buildPanels();
    d.events = new TimelineEvents(d.entriesModel, d.charts);
    column->addWidget(d.events, 1);
    d.bodies->addWidget(d.charts);
    d.rewind = new TimelineRewind(d.desk, d.bodies);
    d.changes = new TimelineChangesList(d.desk, d.bodies);
    d.bodies->addWidget(d.rewind);
    d.bodies->addWidget(d.changes);
    auto* empty = new Surface(Color::Base, d.bodies);
    empty->setFocusPolicy(Qt::TabFocus);
    auto* words = new QVBoxLayout(empty);
    words->setContentsMargins(metric::DialogPadding, metric::DialogPadding * 2, metric::DialogPadding, metric::DialogPadding);
    d.empty = makeLabel(empty, FontRole::BodyBold, Color::Text1, {}, true);
    d.empty->setObjectName(QStringLiteral("timelineEmpty"));
    words->addWidget(d.empty);
    words->addStretch(1);
    d.bodies->addWidget(empty);

    const auto select = [this](const history::ObjectRow& object) { Q_EMIT selectRequested(keyOf(object)); };
    connect(d.lanes, &QAbstractItemView::activated, this,
        [this, select](const QModelIndex& index) { select(m_impl->lanesModel.lane(index.row()).object); });
    connect(d.lanesTable, &QAbstractItemView::activated, this, [this, select](const QModelIndex& index) {
        const auto& objects = m_impl->lanesTableObjects;
        if (const auto row = static_cast<std::size_t>(index.row()); row < objects.size())
            select(objects[row]);
    });
    connect(d.lanesTableButton, &QAbstractButton::clicked, this, &TimelinePage::toggleTables);
    connect(d.lanes, &TimelineLanes::rowsShown, this, &TimelinePage::drawLanes);
    connect(d.events, &QAbstractItemView::activated, this,
        [this, select](const QModelIndex& index) { select(m_impl->entriesModel.entry(index.row()).object); });
    connect(d.rewind, &TimelineRewind::objectActivated, this, select);
    connect(d.changes, &TimelineChangesList::objectActivated, this, select);
    connect(d.rewind, &TimelineRewind::backRequested, this, &TimelinePage::stepBack);
    connect(d.changes, &TimelineChangesList::backRequested, this, &TimelinePage::stepBack);
    connect(d.changes, &TimelineChangesList::copyRequested, this, &TimelinePage::copyRequested);
    connect(d.lanes, &TimelineLanes::brushed, this, [this](const auto& range) { m_impl->desk.setFixed(range); });
    connect(d.lanes, &TimelineLanes::zoomed, this, [this](double factor, const auto& around) { m_impl->desk.zoom(factor, around); });
    connect(d.lanes, &TimelineLanes::moved, this, [this](double part) { m_impl->desk.move(part); });
    connect(d.lanes, &TimelineLanes::timePicked, this, [this](WallTime time) { openRewind(time); });
}

void TimelinePage::buildKeys()
{
    const auto onKey = [this](const QKeySequence& keys, auto run) {
        auto* action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, run);
    };
    onKey(Qt::Key_T, [this] { toggleTables(!m_impl->lanesTableButton->isChecked()); });
    onKey(Qt::Key_C, [this] { openChanges(); });
    onKey(Qt::Key_W, [this] { isRewound() ? (void)stepBack() : openRewind(); });
    onKey(Qt::Key_K, [this] { m_impl->ranges->open(); });
    onKey(Qt::Key_E, [this] { openExport(); });
    onKey(Qt::Key_Plus, [this] { m_impl->desk.zoom(1 / ZoomKey, std::nullopt); });
    onKey(Qt::Key_Equal, [this] { m_impl->desk.zoom(1 / ZoomKey, std::nullopt); });
    onKey(Qt::Key_Minus, [this] { m_impl->desk.zoom(ZoomKey, std::nullopt); });
    for (int i = 0; i < 5; ++i)
        onKey(static_cast<Qt::Key>(Qt::Key_1 + i), [this, i] { m_impl->desk.setLast(items::TimelineSpans[i]); });
    for (int i = 0; i < 3; ++i) {
        onKey(Qt::ALT | Qt::SHIFT | static_cast<Qt::Key>(Qt::Key_1 + i),
            [this, i] { m_impl->panels[static_cast<std::size_t>(i)]->openKinds(); });
    }
    onKey(Qt::Key_O, [this] {
        const auto with = std::ranges::find_if(
            m_impl->panels, [](const auto* panel) { return panel->isVisible() && !panel->sheet().chart.dots.empty(); });
        if (with != m_impl->panels.end())
            (*with)->openOutliers();
    });
}

} // namespace dg::views
