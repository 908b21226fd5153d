// SPDX-License-Identifier: Apache-2.0
#include "timeline_ranges.h"

#include "text/timeline_words.h"
#include "text/words.h"

#include <QMenu>

#include <algorithm>

namespace dg::views {

namespace {

// "26 Nov 14:00 to 14:20, ns:apps"; no letter of it is a mnemonic.
QString wordsOf(const SavedRange& range)
{
    auto words = text::rangeText({range.from, range.to}, range.to);
    if (!range.filter.isEmpty())
        words += QLatin1String(", ") + text::cleanLine(range.filter.toStdString());
    return words.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

TimelineRanges::TimelineRanges(widgets::ToolButton* button, std::function<SavedRange()> shown)
    : QObject(button)
    , m_button(button)
    , m_menu(new QMenu(button))
    , m_forget(new QMenu(tr("Forget"), m_menu)) // clearing a menu leaves its submenus
    , m_shown(std::move(shown))
{
    m_menu->setObjectName(QStringLiteral("timelineRangesMenu"));
    m_menu->setAccessibleName(tr("Kept times"));
    m_forget->setObjectName(QStringLiteral("timelineRangeForget"));
    connect(button, &QAbstractButton::clicked, this, &TimelineRanges::open);
}

void TimelineRanges::open()
{
    fill();
    m_menu->popup(m_button->mapToGlobal(QPoint(m_button->width() - m_menu->sizeHint().width(), m_button->height())));
}

void TimelineRanges::fill()
{
    m_menu->clear();
    const auto now = m_shown();
    for (const auto& range : m_ranges) {
        auto* action = m_menu->addAction(wordsOf(range));
        action->setCheckable(true);
        action->setChecked(range == now);
        connect(action, &QAction::triggered, this, [this, range] { Q_EMIT chosen(range); });
    }
    if (m_ranges.empty())
        m_menu->addAction(tr("No time is kept"))->setEnabled(false);
    m_menu->addSeparator();
    auto* keep = m_menu->addAction(tr("Keep this time"));
    keep->setObjectName(QStringLiteral("timelineRangeKeep"));
    keep->setEnabled(std::ranges::find(m_ranges, now) == m_ranges.end());
    connect(keep, &QAction::triggered, this, [this, now] {
        m_ranges.insert(m_ranges.begin(), now);
        m_ranges.resize(std::min(m_ranges.size(), MostSavedRanges));
        Q_EMIT changed(m_ranges);
    });
    m_forget->clear();
    m_forget->setEnabled(!m_ranges.empty());
    m_menu->addMenu(m_forget);
    for (const auto& range : m_ranges)
        connect(m_forget->addAction(wordsOf(range)), &QAction::triggered, this, [this, range] {
            std::erase(m_ranges, range);
            Q_EMIT changed(m_ranges);
        });
}

} // namespace dg::views
