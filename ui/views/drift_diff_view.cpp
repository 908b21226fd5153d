// SPDX-License-Identifier: Apache-2.0
#include "drift_diff_view.h"

#include "theme/draw.h"
#include "theme/theme.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;
using Sign = DiffLine::Sign;

namespace {

// Design §5.
constexpr int HeadHeight = 24, LineHeight = 20, NumberWidth = 36, SignWidth = 16;
constexpr int DefaultContext = 3, ContextStep = 10, MostContext = 100000;

int indentOf(const QString& text)
{
    int n = 0;
    while (n < text.size() && text.at(n) == u' ')
        ++n;
    return n;
}

} // namespace

DriftDiffView::DriftDiffView(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_context(DefaultContext)
{
    setObjectName(QStringLiteral("driftDiff"));
    setAccessibleName(tr("Differences"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAutoFillBackground(false);
    setCornerWidget(new widgets::Surface(Color::Base, this));
    connect(&theme::of(this), &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void DriftDiffView::setDiff(Diff diff, bool keepPlace)
{
    m_diff = std::move(diff);
    if (!keepPlace) {
        m_hunk = 0;
        m_context = DefaultContext;
        m_words.clear();
    }
    m_hunk = std::clamp(m_hunk, 0, std::max(0, static_cast<int>(m_diff.hunks.size()) - 1));
    layOut();
    if (!keepPlace)
        verticalScrollBar()->setValue(0);
    tellCurrent();
}

void DriftDiffView::setTwoPanes(bool on)
{
    m_twoPanes = on;
    layOut();
}

void DriftDiffView::setContext(int lines)
{
    m_context = std::clamp(lines, 0, MostContext);
    layOut();
}

void DriftDiffView::layOut()
{
    m_items.clear();
    m_indents.clear();
    const QFontMetrics metrics(theme::of(this).font(FontRole::Revision));
    const int height = std::max(LineHeight, metrics.height() + 4);
    int y = 0, shown = 0;
    qsizetype longest = 0;
    const auto put = [&](Item::Type type, int hunk, int line, int h) {
        m_items.push_back({type, hunk, line, y, h});
        y += h;
    };
    int shownTo = -1; // context of two hunks is shown once
    for (int h = 0; h < static_cast<int>(m_diff.hunks.size()); ++h) {
        put(Item::Head, h, 0, HeadHeight);
        int indent = 1000;
        int before = -1;
        qsizetype inHunk = 0;
        const auto nextFirst
            = h + 1 < static_cast<int>(m_diff.hunks.size()) ? m_diff.hunks[static_cast<std::size_t>(h) + 1].first : MostContext * 10;
        for (auto [from, to] : m_diff.shown(m_diff.hunks[static_cast<std::size_t>(h)], m_context)) {
            from = std::max(from, shownTo + 1);
            to = std::min(to, nextFirst - 1);
            if (before >= 0 && from > before + 1)
                put(Item::Gap, h, from - before - 1, height);
            for (int i = from; i <= to; ++i) {
                const DiffLine& line = m_diff.lines[static_cast<std::size_t>(i)];
                const QString& text = line.right.isEmpty() ? line.left : line.right;
                if (!text.trimmed().isEmpty())
                    indent = std::min(indent, indentOf(text));
                inHunk = std::max({inHunk, line.left.size(), line.right.size()});
                ++shown;
                if (m_twoPanes || line.sign != Sign::Changed) {
                    put(Item::Line, h, i, height);
                } else {
                    put(Item::LeftOnly, h, i, height);
                    put(Item::RightOnly, h, i, height);
                }
            }
            before = to;
            shownTo = std::max(shownTo, to);
        }
        m_indents.push_back(indent == 1000 ? 0 : indent);
        longest = std::max(longest, inHunk - m_indents.back());
    }
    m_hidden = static_cast<int>(m_diff.lines.size()) - shown;
    m_height = y;
    m_width = NumberWidth + SignWidth + static_cast<int>(longest + 1) * metrics.horizontalAdvance(u'0') + metric::Gap;
    if (!m_words.isEmpty())
        find(m_words);
    updateBars();
    viewport()->update();
    Q_EMIT linesShownChanged();
}

void DriftDiffView::updateBars()
{
    verticalScrollBar()->setRange(0, std::max(0, m_height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(LineHeight);
    const int pane = m_twoPanes ? viewport()->width() - paneSplit() : viewport()->width();
    horizontalScrollBar()->setRange(0, m_items.empty() ? 0 : std::max(0, m_width - pane));
    horizontalScrollBar()->setPageStep(pane);
    horizontalScrollBar()->setSingleStep(LineHeight);
}

int DriftDiffView::paneSplit() const
{
    // Where only the live side is known it has the larger part.
    return m_diff.gitKnown || m_diff.hunks.empty() ? width() / 2 : width() / 3;
}

int DriftDiffView::itemAt(int y) const
{
    const auto found = std::ranges::upper_bound(m_items, y + verticalScrollBar()->value(), {}, &Item::y);
    return static_cast<int>(found - m_items.begin()) - 1;
}

void DriftDiffView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const theme::Theme& theme = theme::of(this);
    painter.fillRect(event->rect(), theme.color(Color::Base));
    const int top = verticalScrollBar()->value();
    const int width = viewport()->width();
    for (int i = std::max(0, itemAt(event->rect().top())); i < static_cast<int>(m_items.size()); ++i) {
        const Item& item = m_items[static_cast<std::size_t>(i)];
        const QRect box(0, item.y - top, width, item.height);
        if (box.top() > event->rect().bottom())
            break;
        if (item.type == Item::Head) {
            const DiffHunk& hunk = m_diff.hunks[static_cast<std::size_t>(item.hunk)];
            painter.fillRect(box, theme.color(Color::Raised));
            theme::drawHairline(&painter, QLineF(0, box.top(), width, box.top()), theme.color(Color::Line));
            theme::drawHairline(&painter, QLineF(0, box.bottom(), width, box.bottom()), theme.color(Color::Line));
            if (item.hunk == m_hunk && hasFocus())
                painter.fillRect(QRect(0, box.top(), 2, box.height()), theme.color(Color::Accent));
            painter.setFont(theme.font(FontRole::Small));
            painter.setPen(theme.color(Color::Text2));
            const int noteWidth = std::min(width / 3, painter.fontMetrics().horizontalAdvance(hunk.note) + 2);
            painter.drawText(box.adjusted(width - noteWidth - metric::Panel, 0, -metric::Panel, 0),
                static_cast<int>(Qt::AlignTrailing | Qt::AlignVCenter) | Qt::TextSingleLine,
                painter.fontMetrics().elidedText(hunk.note, Qt::ElideRight, noteWidth));
            painter.setFont(theme.font(FontRole::Revision));
            painter.setPen(theme.color(Color::Text1));
            // The path stands above the lines it is of.
            const int left = m_twoPanes && !m_diff.gitKnown ? paneSplit() : 0;
            const QRect pathBox = box.adjusted(left + metric::Panel, 0, -(noteWidth + metric::Panel + metric::GroupGap), 0);
            painter.drawText(pathBox, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                painter.fontMetrics().elidedText(hunk.path, Qt::ElideMiddle, pathBox.width()));
        } else if (item.type == Item::Gap) {
            painter.fillRect(box, theme.color(Color::Base));
            painter.setFont(theme.font(FontRole::Small));
            painter.setPen(theme.color(Color::Accent));
            const QString count = QLocale().toString(item.line);
            painter.drawText(box.adjusted(NumberWidth + SignWidth, 0, 0, 0), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                item.line == 1 ? tr("1 unchanged line, show it") : tr("%n unchanged lines, show them", nullptr, item.line));
        } else {
            paintLine(painter, item, box);
        }
        if (m_hit >= 0 && m_hit < static_cast<int>(m_hits.size()) && m_hits[static_cast<std::size_t>(m_hit)] == i)
            theme::drawBox(&painter, QRectF(box), {}, theme.color(Color::Accent), theme::Theme::hairline(theme::ratioOf(&painter)), 0);
    }
    if (!m_items.empty()) {
        const int bottom = m_height - top;
        theme::drawHairline(&painter, QLineF(0, bottom, width, bottom), theme.color(Color::Line));
        if (m_twoPanes)
            theme::drawHairline(
                &painter, QLineF(paneSplit(), 0, paneSplit(), std::min(bottom, viewport()->height())), theme.color(Color::Line));
    }
}

void DriftDiffView::paintLine(QPainter& painter, const Item& item, const QRect& box) const
{
    const DiffLine& line = m_diff.lines[static_cast<std::size_t>(item.line)];
    const int indent = m_indents[static_cast<std::size_t>(item.hunk)];
    if (m_twoPanes) {
        const int split = paneSplit();
        if (m_diff.gitKnown)
            paintSide(painter, line, false, QRect(box.left(), box.top(), split, box.height()), indent);
        paintSide(painter, line, true, QRect(split, box.top(), box.width() - split, box.height()), indent);
        return;
    }
    const bool left = item.type == Item::LeftOnly || line.sign == Sign::Removed || line.sign == Sign::Gone;
    paintSide(painter, line, !left, box, indent);
}

void DriftDiffView::paintSide(QPainter& painter, const DiffLine& line, bool right, const QRect& box, int indent) const
{
    const theme::Theme& theme = theme::of(this);
    const QString& text = right ? line.right : line.left;
    const bool absent = m_twoPanes && (right ? line.sign == Sign::Removed || line.sign == Sign::Gone : line.sign == Sign::Added);
    painter.save();
    painter.setClipRect(box);
    if (absent) {
        // Nothing stands here; on the right of something gone its name says what.
        painter.fillRect(box, theme.color(Color::Base));
        painter.fillRect(box, QBrush(theme.color(Color::LineStrong), Qt::BDiagPattern));
        if (line.sign != Sign::Gone) {
            painter.restore();
            return;
        }
    }
    const bool differs = line.sign != Sign::Same;
    const Color tint = right ? Color::DiffLive : Color::DiffGit;
    const Color word = right ? Color::DiffLiveWord : Color::DiffGitWord;
    if (differs && !absent)
        painter.fillRect(box, theme.color(tint));
    painter.setFont(theme.font(FontRole::Revision));
    const QFontMetrics metrics = painter.fontMetrics();
    const int number = right ? line.rightNumber : line.leftNumber;
    if (number > 0) {
        painter.setPen(theme.color(Color::Text3));
        painter.drawText(QRect(box.left(), box.top(), NumberWidth - 8, box.height()), static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
            QString::number(number));
    }
    QString sign;
    if (line.sign == Sign::Changed || line.sign == Sign::Marked)
        sign = QStringLiteral("≠");
    else if (line.sign == Sign::Added)
        sign = QStringLiteral("+");
    else if (line.sign == Sign::Removed || line.sign == Sign::Gone)
        sign = QStringLiteral("−");
    if (!sign.isEmpty()) {
        painter.setPen(theme.color(right ? Color::Drift : Color::Accent));
        painter.drawText(QRect(box.left() + NumberWidth, box.top(), SignWidth, box.height()),
            static_cast<int>(Qt::AlignHCenter | Qt::AlignVCenter), sign);
    }
    const QRect area = box.adjusted(NumberWidth + SignWidth, 0, 0, 0);
    painter.setClipRect(area);
    const int x = area.left() + 4 - horizontalScrollBar()->value();
    const QString shown = line.sign == Sign::Gone ? line.left.mid(indent) : text.mid(indent);
    const int from = std::max(0, (right ? line.rightFrom : line.leftFrom) - indent);
    const int to = std::max(from, (right ? line.rightTo : line.leftTo) - indent);
    if (differs && to > from && !absent) {
        const int a = metrics.horizontalAdvance(shown.left(from));
        const int b = metrics.horizontalAdvance(shown.left(to));
        painter.fillRect(QRect(x + a, box.top() + 1, b - a, box.height() - 2), theme.color(word));
    }
    if (!m_words.isEmpty()) {
        for (auto at = shown.indexOf(m_words, 0, Qt::CaseInsensitive); at >= 0; at = shown.indexOf(m_words, at + 1, Qt::CaseInsensitive)) {
            const int a = metrics.horizontalAdvance(shown.left(at));
            const int b = metrics.horizontalAdvance(shown.left(at + m_words.size()));
            painter.fillRect(QRect(x + a, box.bottom() - 2, b - a, 2), theme.color(Color::Accent));
        }
    }
    painter.setPen(theme.color(absent ? Color::Text2 : Color::Text1));
    if (absent)
        painter.fillRect(QRect(x - 2, box.top() + 1, metrics.horizontalAdvance(shown) + 4, box.height() - 2), theme.color(Color::Base));
    painter.drawText(QPoint(x, box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent()), shown);
    painter.restore();
}

void DriftDiffView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void DriftDiffView::goToHunk(int hunk)
{
    if (m_diff.hunks.empty())
        return;
    m_hunk = std::clamp(hunk, 0, static_cast<int>(m_diff.hunks.size()) - 1);
    for (const Item& item : m_items) {
        if (item.type == Item::Head && item.hunk == m_hunk)
            verticalScrollBar()->setValue(item.y);
    }
    viewport()->update();
    tellCurrent();
    Q_EMIT currentHunkChanged(m_hunk);
}

void DriftDiffView::step(int hunks)
{
    const int count = static_cast<int>(m_diff.hunks.size());
    if (count > 0)
        goToHunk((m_hunk + hunks + count) % count);
}

// A reader hears the hunk that the keys lead to.
void DriftDiffView::tellCurrent()
{
    if (m_diff.hunks.empty()) {
        setAccessibleDescription({});
        return;
    }
    Diff one = m_diff;
    one.hunks = {m_diff.hunks[static_cast<std::size_t>(m_hunk)]};
    setAccessibleDescription(tr("Hunk %1 of %2").arg(m_hunk + 1).arg(m_diff.hunks.size()) + QLatin1Char('\n') + diffText(one, 0));
}

int DriftDiffView::find(const QString& words)
{
    m_words = words;
    m_hits.clear();
    m_hit = -1;
    if (!words.isEmpty()) {
        for (int i = 0; i < static_cast<int>(m_items.size()); ++i) {
            const Item& item = m_items[static_cast<std::size_t>(i)];
            if (item.type == Item::Gap)
                continue;
            const bool holds = item.type == Item::Head
                ? m_diff.hunks[static_cast<std::size_t>(item.hunk)].path.contains(words, Qt::CaseInsensitive)
                : m_diff.lines[static_cast<std::size_t>(item.line)].left.contains(words, Qt::CaseInsensitive)
                    || m_diff.lines[static_cast<std::size_t>(item.line)].right.contains(words, Qt::CaseInsensitive);
            if (holds)
                m_hits.push_back(i);
        }
        findNext(false);
    }
    viewport()->update();
    return static_cast<int>(m_hits.size());
}

void DriftDiffView::findNext(bool backwards)
{
    const int count = static_cast<int>(m_hits.size());
    if (count == 0)
        return;
    m_hit = m_hit < 0 ? 0 : (m_hit + (backwards ? count - 1 : 1)) % count;
    const Item& item = m_items[static_cast<std::size_t>(m_hits[static_cast<std::size_t>(m_hit)])];
    const int top = verticalScrollBar()->value();
    if (item.y < top || item.y + item.height > top + viewport()->height())
        verticalScrollBar()->setValue(item.y - viewport()->height() / 3);
    viewport()->update();
}

QString DriftDiffView::plainText() const
{
    return diffText(m_diff, m_context);
}

void DriftDiffView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested(plainText());
        return;
    }
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setContext(m_context + ContextStep);
    case Qt::Key_Minus:
        return setContext(m_context > DefaultContext ? std::max(DefaultContext, m_context - ContextStep) : 0);
    case Qt::Key_Home:
        return verticalScrollBar()->setValue(0);
    case Qt::Key_End:
        return verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void DriftDiffView::mousePressEvent(QMouseEvent* event)
{
    const int at = itemAt(static_cast<int>(event->position().y()));
    if (at < 0 || at >= static_cast<int>(m_items.size()))
        return;
    const Item item = m_items[static_cast<std::size_t>(at)];
    m_hunk = item.hunk;
    tellCurrent();
    if (item.type == Item::Gap)
        setContext(std::max(m_context + ContextStep, (item.line + 1) / 2 + m_context));
    viewport()->update();
}

void DriftDiffView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void DriftDiffView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

// A path that has no room is whole in the tooltip.
bool DriftDiffView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int at = itemAt(help->pos().y());
        if (at >= 0 && at < static_cast<int>(m_items.size()) && m_items[static_cast<std::size_t>(at)].type == Item::Head) {
            const DiffHunk& hunk = m_diff.hunks[static_cast<std::size_t>(m_items[static_cast<std::size_t>(at)].hunk)];
            QToolTip::showText(help->globalPos(), widgets::plainToolTip(hunk.path + QLatin1Char('\n') + hunk.note), this);
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace dg::views
