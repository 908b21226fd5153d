// SPDX-License-Identifier: Apache-2.0
#include "delivery_table.h"

#include "text/delivery_words.h"
#include "text/drift_words.h"
#include "text/words.h"
#include "theme/theme.h"
#include "widgets/paint.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int MarkRole = Qt::UserRole; // flux::State

// The header's padding, so that a heading stands above its cells.
class Cells final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QFontMetrics metrics(theme::of(option.widget).font(FontRole::Body));
        const int mark = index.data(MarkRole).isValid() ? metric::Icon + metric::IconText : 0;
        return {metrics.horizontalAdvance(index.data().toString()) + mark + 2 * metric::Gap + 1, metric::Row};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const theme::Theme& theme = theme::of(option.widget);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.color(option.widget && option.widget->hasFocus() ? Color::Select : Color::SelectIdle));
        painter->setFont(theme.font(FontRole::Body));
        painter->setPen(theme.color(Color::Text1));
        QRect box = option.rect.adjusted(metric::Gap, 0, -metric::Gap, 0);
        if (const auto mark = index.data(MarkRole); mark.isValid()) {
            widgets::drawMark(
                painter, theme, QRect(box.left(), box.top(), metric::Icon, box.height()), static_cast<flux::State>(mark.toInt()));
            box.setLeft(box.left() + metric::Icon + metric::IconText);
        }
        painter->drawText(box, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, box.width()));
    }
};

} // namespace

PlainTable::PlainTable(const QString& accessibleName, QWidget* parent)
    : QTableView(parent)
{
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(metric::Row);
    verticalHeader()->setDefaultSectionSize(metric::Row);
    setItemDelegate(new Cells(this));
    horizontalHeader()->setFixedHeight(metric::Header);
    horizontalHeader()->setHighlightSections(false);
    setModel(&m_model);
}

void PlainTable::setContent(const QStringList& heads, const std::vector<QStringList>& rows, const std::vector<int>& numbers, int stretched)
{
    const int current = currentIndex().row();
    const bool first = m_model.columnCount() != heads.size();
    m_model.setColumnCount(static_cast<int>(heads.size()));
    m_model.setRowCount(static_cast<int>(rows.size()));
    for (int column = 0; column < heads.size(); ++column) {
        const bool number = std::ranges::find(numbers, column) != numbers.end();
        const auto align = static_cast<int>((number ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
        m_model.setHeaderData(column, Qt::Horizontal, heads[column]);
        m_model.setHeaderData(column, Qt::Horizontal, align, Qt::TextAlignmentRole);
        for (int row = 0; row < m_model.rowCount(); ++row) {
            const auto index = m_model.index(row, column);
            m_model.setData(index, rows[static_cast<std::size_t>(row)].value(column));
            m_model.setData(index, align, Qt::TextAlignmentRole);
        }
    }
    if (first) {
        horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
        horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    }
    if (m_model.rowCount() > 0)
        setCurrentIndex(m_model.index(std::clamp(current, 0, m_model.rowCount() - 1), 0));
}

void PlainTable::setMarks(int column, const std::vector<flux::State>& marks)
{
    for (int row = 0; row < m_model.rowCount() && row < static_cast<int>(marks.size()); ++row)
        m_model.setData(m_model.index(row, column), static_cast<int>(marks[static_cast<std::size_t>(row)]), MarkRole);
}

void fillRuns(PlainTable& table, const std::vector<delivery::Run>& runs, const delivery::LeadTimes& times, WallTime now)
{
    QStringList heads{PlainTable::tr("Run"), PlainTable::tr("Revision"), PlainTable::tr("Commit")};
    std::vector<int> numbers{0};
    for (std::size_t p = 0; p < delivery::PhaseCount; ++p) {
        heads << text::phaseName(static_cast<delivery::Phase>(p));
        numbers.push_back(static_cast<int>(heads.size()) - 1);
    }
    heads << PlainTable::tr("Total") << PlainTable::tr("Healthy");
    numbers.push_back(static_cast<int>(heads.size()) - 2);
    std::vector<QStringList> rows;
    for (std::size_t i = runs.size(); i-- > 0;) { // newest first
        const auto& run = runs[i];
        QStringList row{QLocale().toString(static_cast<qulonglong>(i + 1)), text::shortRevision(run.revision),
            run.sha.empty() ? PlainTable::tr("Unknown") : text::cleanLine(run.sha.substr(0, 8))};
        const auto time = std::ranges::find(times.times, i, &delivery::LeadTime::run);
        for (std::size_t p = 0; p < delivery::PhaseCount; ++p) {
            const bool known = time != times.times.end() && time->phases[p] > Millis{0};
            row << (known ? text::duration(time->phases[p]) : QStringLiteral("–"));
        }
        row << (time == times.times.end() ? PlainTable::tr("Unknown") : text::duration(time->total));
        row << (run.healthy ? text::clockOrDay(*run.healthy, now) : run.failed ? PlainTable::tr("Failed") : PlainTable::tr("Not yet"));
        rows.push_back(std::move(row));
    }
    table.setContent(heads, rows, numbers, 1);
}

void fillProjects(PlainTable& table, const std::vector<items::ProjectUse>& uses)
{
    const QStringList heads{PlainTable::tr("Project"), PlainTable::tr("Host"), PlainTable::tr("Kind"), PlainTable::tr("Sources"),
        PlainTable::tr("Applications"), PlainTable::tr("Names")};
    std::vector<QStringList> rows;
    for (const auto& use : uses) {
        QStringList sources, names;
        for (const auto& source : use.sources)
            sources << text::cleanLine(source);
        for (const auto& key : use.applications)
            names << text::cleanLine(key.name.view());
        const QString separator = PlainTable::tr(", ", "between names");
        rows.push_back({use.address.empty() ? PlainTable::tr("none") : text::cleanLine(use.address.path), text::cleanLine(use.address.host),
            use.kind == flux::Kind::OCIRepository       ? PlainTable::tr("OCI")
                : use.kind == flux::Kind::GitRepository ? PlainTable::tr("Git")
                : use.kind == flux::Kind::Other         ? PlainTable::tr("Unknown")
                                                        : text::qs(flux::info(use.kind).name),
            sources.join(separator), QLocale().toString(static_cast<qulonglong>(use.applications.size())), names.join(separator)});
    }
    table.setContent(heads, rows, {4}, 5);
}

} // namespace dg::views
