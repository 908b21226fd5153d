// SPDX-License-Identifier: Apache-2.0
#include "drift_owners.h"

#include "text/drift_words.h"
#include "text/words.h"
#include "theme/draw.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/dock_title.h"
#include "widgets/labels.h"

#include <QBoxLayout>
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

constexpr int MostRows = 6;

class Cells final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const theme::Theme& theme = theme::of(option.widget);
        const bool selected = option.state & QStyle::State_Selected;
        const bool focused = option.widget && option.widget->hasFocus();
        if (selected && focused)
            painter->fillRect(option.rect, theme.color(Color::Select));
        const bool manager = index.column() == DriftOwnersModel::Manager;
        const bool right = index.column() == DriftOwnersModel::Fields;
        painter->setFont(theme.font(manager ? FontRole::Revision : FontRole::Body));
        painter->setPen(theme.color(manager || right               ? Color::Text1
                : index.data(DriftOwnersModel::DriftRole).toBool() ? Color::Drift
                                                                   : Color::Text2));
        const QRect box = option.rect.adjusted(index.column() == 0 ? metric::Panel : metric::Gap, 0, -metric::Gap, 0);
        painter->drawText(box, static_cast<int>((right ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter) | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data().toString(), manager ? Qt::ElideMiddle : Qt::ElideRight, box.width()));
    }
};

// Paints as the other headers do, first column on the panel's edge.
class Header final : public QHeaderView {
public:
    explicit Header(QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setFixedHeight(metric::Header);
        setSectionsClickable(false);
        setHighlightSections(false);
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        const theme::Theme& theme = theme::of(this);
        painter->fillRect(rect, theme.color(Color::Raised));
        theme::drawHairline(painter, QLineF(rect.left(), rect.bottom(), rect.right() + 1, rect.bottom()), theme.color(Color::Line));
        const bool right = section == DriftOwnersModel::Fields;
        painter->setFont(theme.font(FontRole::Small));
        painter->setPen(theme.color(Color::Text2));
        painter->drawText(rect.adjusted(section == 0 ? metric::Panel : metric::Gap, 0, -metric::Gap, 0),
            static_cast<int>((right ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter),
            model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
    }
};

bool isFlux(std::string_view manager)
{
    return manager == "kustomize-controller" || manager == "helm-controller";
}

} // namespace

void DriftOwnersModel::setOwnership(
    const flux::Ownership* ownership, const std::vector<drift::Finding>& findings, bool undone, WallTime now)
{
    std::vector<Line> lines;
    if (ownership) {
        for (const auto& entry : ownership->managers) {
            Line line;
            line.manager = text::cleanLine(entry.manager.view());
            line.operation = text::qs(flux::operationWord(entry.operation));
            if (!entry.subresource.empty())
                line.operation += QStringLiteral(", ") + text::cleanLine(entry.subresource.view());
            line.fields = QLocale().toString(static_cast<qulonglong>(entry.fields ? entry.fields->paths().size() : 0));
            line.time = entry.time ? text::clockOrDay(*entry.time, now) : tr("Unknown");
            line.tip = entry.time ? text::localTime(*entry.time) : QString();
            bool drifted = false, expected = false;
            for (const auto& finding : findings) {
                if (finding.manager != entry.manager.view() || (finding.operation && *finding.operation != entry.operation)
                    || finding.subresource != entry.subresource.view())
                    continue;
                drifted = drifted || (finding.ignoredBy.empty() && drift::counts(finding.kind));
                expected = expected || !finding.ignoredBy.empty();
            }
            line.drift = drifted;
            line.verdict = drifted ? (undone ? tr("Drift, Flux will undo it") : tr("Drift, it stays"))
                : expected         ? tr("Expected")
                : isFlux(entry.manager.view()) && entry.operation == flux::Operation::Apply ? tr("Flux")
                                                                                            : tr("Fields of its own");
            lines.push_back(std::move(line));
        }
    }
    if (lines == m_lines)
        return;
    if (lines.size() == m_lines.size()) {
        m_lines = std::move(lines);
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_lines.size()) - 1, ColumnCount - 1));
        return;
    }
    if (!m_lines.empty()) {
        beginRemoveRows({}, 0, static_cast<int>(m_lines.size()) - 1);
        m_lines.clear();
        endRemoveRows();
    }
    if (!lines.empty()) {
        beginInsertRows({}, 0, static_cast<int>(lines.size()) - 1);
        m_lines = std::move(lines);
        endInsertRows();
    }
}

int DriftOwnersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int DriftOwnersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DriftOwnersModel::data(const QModelIndex& index, int role) const
{
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    if (role == DriftRole)
        return line.drift && index.column() == Verdict;
    if (role == Qt::ToolTipRole)
        return widgets::plainToolTip(
            index.column() == LastWrite && !line.tip.isEmpty() ? line.tip : data(index, Qt::DisplayRole).toString());
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case Manager:
        return line.manager;
    case Operation:
        return line.operation;
    case Fields:
        return line.fields;
    case LastWrite:
        return line.time;
    case Verdict:
        return line.verdict;
    default:
        return {};
    }
}

QVariant DriftOwnersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Manager:
        return tr("Field manager");
    case Operation:
        return tr("Operation");
    case Fields:
        return tr("Fields");
    case LastWrite:
        return tr("Last write");
    case Verdict:
        return tr("Verdict");
    default:
        return {};
    }
}

DriftOwners::DriftOwners(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* title = new widgets::DockTitle(tr("Who owns which fields"), this);
    title->setFacts(tr("from managedFields"));
    column->addWidget(title);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("driftOwners"));
    m_table->setAccessibleName(tr("Who owns which fields"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new Cells(m_table));
    m_table->setHorizontalHeader(new Header(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(metric::Row);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(std::max(metric::Row, fontMetrics().height() + 6));
    auto* header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    header->setSectionResizeMode(QHeaderView::Interactive);
    sizeColumns();
    column->addWidget(m_table);
    fit();
}

void DriftOwners::sizeColumns()
{
    auto* header = m_table->horizontalHeader();
    const QFontMetrics metrics(theme::of(this).font(FontRole::Small));
    const auto size = [&](int column, int width) { // never narrower than its heading, in any language
        const auto heading = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        header->resizeSection(column, std::max(width, metrics.horizontalAdvance(heading) + 2 * metric::Gap + 2));
    };
    size(DriftOwnersModel::Manager, m_beside ? 168 : 192);
    size(DriftOwnersModel::Operation, m_beside ? 112 : 138);
    size(DriftOwnersModel::Fields, m_beside ? 60 : 80);
    size(DriftOwnersModel::LastWrite, m_beside ? 112 : 150);
}

void DriftOwners::setBeside(bool beside)
{
    if (std::exchange(m_beside, beside) != beside)
        sizeColumns();
    fit();
}

void DriftOwners::fit()
{
    if (m_beside) {
        m_table->setMinimumHeight(metric::Header);
        m_table->setMaximumHeight(QWIDGETSIZE_MAX);
        return;
    }
    const int rows = std::clamp(m_model.rowCount(), 1, MostRows);
    m_table->setFixedHeight(metric::Header + rows * m_table->verticalHeader()->defaultSectionSize() + 2);
}

} // namespace dg::views
