// SPDX-License-Identifier: Apache-2.0
#include "text/filter.h"
#include "text/timeline_words.h"
#include "text/words.h"
#include "timeline_page_impl.h"

#include <QLabel>

#include <algorithm>

namespace dg::views {

using items::TimelineMeasure;

namespace {
constexpr int WideFrom = 1500, LanesAtLeast = 3, LanesShare = 3; // of the page's height a third for lanes
constexpr std::size_t MostEntries = 50'000;
constexpr std::size_t MostTableLanes = 500;
} // namespace

TimelinePage::TimelinePage(const Clock& clock, StringPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>(clock, pool))
{
    setObjectName(QStringLiteral("timelinePage"));
    Impl& d = *m_impl;
    d.lanesModel.setWords([](const history::Lane& lane) { return text::laneSentence(lane); });
    buildBar();
    buildBody();
    buildKeys();
    connect(&d.desk, &items::TimelineDesk::changed, this, &TimelinePage::picture);
    connect(&d.desk, &items::TimelineDesk::rangeChanged, this, &TimelinePage::rangeMoved);
    connect(&d.desk, &items::TimelineDesk::lanesRead, this, [this] {
        m_impl->lanesModel.fill(m_impl->desk.picture().lanes);
        drawLanes(); // scrolled on meanwhile
    });
    connect(&d.entriesModel, &items::TimelineEntriesModel::moreWanted, this,
        [this] { m_impl->desk.wantEntries(std::min(MostEntries, m_impl->entriesModel.entries().size() * 2)); });
    rangeMoved();
    picture();
}

TimelinePage::~TimelinePage()
{
    m_impl->field->disconnect(this); // it loses the focus once this is a mere widget
    delete m_impl->bodies; // what looks at the models goes before them
}

items::TimelineDesk& TimelinePage::desk()
{
    return m_impl->desk;
}

void TimelinePage::setHistory(items::HistoryDesk* history, const std::string& identity)
{
    m_impl->object.reset();
    m_impl->desk.setHistory(history, identity);
    scopeChanged(); // the filter stays
}

void TimelinePage::setSkew(Millis skew)
{
    m_impl->desk.setSkew(skew);
}

void TimelinePage::setShared(bool shared)
{
    m_impl->shared = shared;
    picture();
}

ObjectKey TimelinePage::keyOf(const history::ObjectRow& object) const
{
    auto& pool = m_impl->pool;
    return {pool.intern(object.group), pool.intern(object.kind), pool.intern(object.ns), pool.intern(object.name)};
}

void TimelinePage::showObject(const std::optional<history::ObjectRow>& object)
{
    Impl& d = *m_impl;
    d.object = object;
    showPage(TimelineCharts);
    scopeChanged();
}

void TimelinePage::setFilter(const QString& words)
{
    m_impl->field->setText(words);
}

void TimelinePage::setSavedRanges(std::vector<SavedRange> ranges)
{
    m_impl->ranges->setRanges(std::move(ranges));
}

void TimelinePage::scopeChanged()
{
    Impl& d = *m_impl;
    d.keepOrder = false;
    d.only->setVisible(d.object.has_value());
    if (d.object) {
        //: %1 an object: nothing else is shown
        d.only->setText(tr("Only %1").arg(text::cleanLine(d.object->name)));
        d.only->setAccessibleName(tr("Only %1, show all again").arg(text::objectLine(*d.object)));
    }
    const auto filter = std::make_shared<const items::TimelineFilter>(d.filter.toStdString());
    showFilterProblem();
    d.desk.setScope(d.object, filter->empty() ? nullptr : filter);
}

// A word that may still become right is left alone while somebody types it.
void TimelinePage::showFilterProblem()
{
    Impl& d = *m_impl;
    const items::TimelineFilter filter(d.filter.toStdString());
    QString sentence;
    if (const auto& problem = filter.problem(); problem && !(problem->unfinished && d.field->hasFocus()))
        sentence = text::filterProblem(*problem);
    else if (const auto field = filter.unknownField(); !field.empty()) //: %1 a field of the filter language
        sentence = tr("The history does not know the field %1: it finds objects by words, kind, ns and name. The rest of the filter holds.")
                       .arg(QLatin1String(field.data(), static_cast<qsizetype>(field.size())));
    d.filterError->setText(sentence);
    d.filterErrorStrip->setVisible(!sentence.isEmpty());
    d.field->setError(sentence);
}

void TimelinePage::wantMeasures()
{
    std::array<bool, items::TimelineMeasureCount> wanted{};
    for (auto* panel : m_impl->panels) {
        if (!panel->isHidden())
            wanted[static_cast<std::size_t>(panel->kind())] = true;
    }
    m_impl->desk.setWanted(wanted);
}

void TimelinePage::rangeMoved()
{
    Impl& d = *m_impl;
    const auto& range = d.desk.range();
    d.spans->setCurrent(range.span());
    d.rangeWords->setText(range.span() >= 0 ? QString() : text::rangeText(d.desk.shown(), d.desk.now()));
    d.keepOrder = false;
}

void TimelinePage::picture()
{
    Impl& d = *m_impl;
    const auto& picture = d.desk.picture();
    const auto& question = picture.question;
    const auto& error = d.desk.error();
    QString words;
    if (error)
        words = text::errorSentence(*error);
    else if (!d.desk.hasHistory())
        words = tr("No history is kept of this cluster.");
    else if (!question.scope.cluster.empty() && !picture.known)
        words = d.object ? tr("Nothing is kept of %1.").arg(text::objectLine(*d.object)) //: %1 an object
                         : tr("Nothing is kept of this cluster yet. What happens from now on is.");
    d.empty->setText(words);
    if (!words.isEmpty())
        showPage(TimelineEmpty);
    else if (d.bodies->currentIndex() == TimelineEmpty)
        showPage(TimelineCharts);
    if (question.scope.cluster.empty()) { // another cluster: nothing of the one before stays
        d.lanesModel.setLanes({}, false);
        d.entriesModel.setEntries({}, false);
        if (words.isEmpty())
            showPage(TimelineCharts);
        return;
    }
    if (!words.isEmpty())
        return;
    if (picture.facts.since) //: %1 a day
        d.since->setText(
            (d.shared ? tr("Kept by the team since %1") : tr("Kept on this computer since %1")).arg(text::dayName(*picture.facts.since)));
    const bool live = d.desk.range().isLive();
    d.lanes->setRange(question.range, live);
    d.lanesModel.setLanes(picture.lanes, d.keepOrder);
    d.keepOrder = true;
    showLanesHint();
    drawLanes();
    fillLanesTable();
    d.axis->update();
    for (auto* panel : d.panels)
        panel->setPicture(picture, live);
    d.events->setNow(question.now);
    d.entriesModel.setEntries(picture.entries, picture.entries.size() >= question.mostEntries && picture.entries.size() < MostEntries);
    arrange();
}

// How many there are, where they are not all seen.
void TimelinePage::showLanesHint()
{
    Impl& d = *m_impl;
    const auto& picture = d.desk.picture();
    const auto all = static_cast<int>(picture.lanes.size());
    QString words;
    if (all == 0)
        words = picture.question.scope.isFiltered() ? tr("No object fits the filter.") : tr("Nothing is known of this time.");
    else if (d.lanesTableButton->isChecked() && all > static_cast<int>(MostTableLanes)) //: %1 and %2 numbers
        words = tr("Of the first %1 of %2 objects; a filter chooses others.").arg(MostTableLanes).arg(all);
    else
        words = all == 1 ? tr("One object") : tr("%n objects", nullptr, all);
    d.lanesHint->setText(words);
}

// Lanes without their stretches are few milliseconds; the stretches of those that are seen, and of a page above and below, are read.
void TimelinePage::drawLanes()
{
    Impl& d = *m_impl;
    const auto [first, last] = d.lanes->shownRows();
    const auto& lanes = d.lanesModel.lanes();
    const auto isDrawn = [&lanes](int row) { return !lanes[static_cast<std::size_t>(row)].segments.empty(); };
    bool whole = true;
    for (int row = first; row <= last; ++row)
        whole = whole && isDrawn(row);
    if (whole)
        return;
    const int page = last - first + 1;
    std::vector<history::ObjectId> wanted;
    for (int row = std::max(0, first - page); row <= std::min(static_cast<int>(lanes.size()) - 1, last + page); ++row)
        wanted.push_back(lanes[static_cast<std::size_t>(row)].object.id);
    d.desk.wantLanes(std::move(wanted));
}

void TimelinePage::fillLanesTable()
{
    Impl& d = *m_impl;
    if (!d.lanesTableButton->isChecked() || !d.desk.picture().known)
        return;
    d.desk.table(MostTableLanes, [this](const Result<items::TimelineTable>& read) {
        if (!read)
            return;
        auto table = lanesTable(read->lanes, m_impl->desk.now());
        m_impl->lanesTable->setContent(table.heads, table.rows, table.numbers, table.stretched);
        m_impl->lanesTableObjects = std::move(table.objects);
    });
}

void TimelinePage::showPage(int page)
{
    m_impl->bodies->setCurrentIndex(page);
}

void TimelinePage::openChanges()
{
    Impl& d = *m_impl;
    if (d.bodies->currentIndex() == TimelineEmpty)
        return;
    showPage(TimelineChanged);
    const auto* segment = d.lanes->currentSegment();
    d.changes->open(segment ? history::Range{segment->from, segment->to} : d.desk.shown());
}

void TimelinePage::openRewind(std::optional<WallTime> at)
{
    Impl& d = *m_impl;
    if (d.bodies->currentIndex() == TimelineEmpty)
        return;
    const auto* segment = d.lanes->currentSegment();
    const auto range = d.desk.shown();
    showPage(TimelineRewound);
    d.rewind->open(at.value_or(segment ? std::max(segment->from, range.from) : range.from + range.length() / 2));
}

bool TimelinePage::isRewound() const
{
    return m_impl->bodies->currentIndex() == TimelineRewound;
}

bool TimelinePage::stepBack()
{
    Impl& d = *m_impl;
    if (d.bodies->currentIndex() == TimelineRewound || d.bodies->currentIndex() == TimelineChanged) {
        showPage(TimelineCharts);
        focusList();
        return true;
    }
    if (d.field->hasFocus()) {
        focusList();
        return true;
    }
    return d.desk.back();
}

void TimelinePage::focusFilter()
{
    showPage(TimelineCharts);
    m_impl->field->setFocus(Qt::ShortcutFocusReason);
    m_impl->field->selectAll();
}

void TimelinePage::focusList()
{
    Impl& d = *m_impl;
    switch (d.bodies->currentIndex()) {
    case TimelineRewound:
        return d.rewind->focusTable();
    case TimelineChanged:
        return d.changes->focusTable();
    case TimelineEmpty:
        return d.bodies->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    default:
        (d.lanesTableButton->isChecked() ? static_cast<QWidget*>(d.lanesTable) : d.lanes)->setFocus(Qt::ShortcutFocusReason);
    }
}

bool TimelinePage::isSettled() const
{
    return !isVisible() || !m_impl->desk.hasHistory() || m_impl->desk.isSettled();
}

void TimelinePage::showNotice(const QString& sentence, bool failed)
{
    m_impl->notice->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        m_impl->notice->setContent(failed ? widgets::BannerKind::Failed : widgets::BannerKind::Neutral, {}, sentence, tr("Hide"),
            failed ? QString() : QStringLiteral("info"));
}

void TimelinePage::toggleTables(bool shown)
{
    Impl& d = *m_impl;
    for (auto* panel : d.panels)
        panel->setTableShown(shown);
    const bool focused = d.lanes->hasFocus() || d.lanesTable->hasFocus();
    d.lanesTableButton->setChecked(shown);
    d.lanes->setVisible(!shown);
    d.axis->setVisible(!shown);
    d.lanesTable->setVisible(shown);
    if (focused)
        focusList();
    showLanesHint();
    fillLanesTable();
}

// The lanes get what they need, up to their share; the third chart needs a wide page.
void TimelinePage::arrange()
{
    Impl& d = *m_impl;
    const int rows = std::max(LanesAtLeast, d.lanesModel.rowCount());
    const int most = std::max(LanesAtLeast, height() / LanesShare / d.lanes->rowHeight() - 1);
    d.lanes->setFixedHeight(std::min(rows, most) * d.lanes->rowHeight());
    d.lanesTable->setFixedHeight(std::max(most, LanesAtLeast) * d.lanes->rowHeight() + d.axis->height());
    const bool wide = width() >= WideFrom;
    if (d.panels[2]->isHidden() != wide)
        return;
    d.panels[2]->setVisible(wide);
    wantMeasures();
}

void TimelinePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    wantMeasures();
    m_impl->desk.setActive(true);
}

void TimelinePage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_impl->desk.setActive(false);
}

void TimelinePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace dg::views
