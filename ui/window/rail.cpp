// SPDX-License-Identifier: Apache-2.0
#include "rail.h"
#include "rail_tides.h"

#include "items/cluster_list_model.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "views/tree_text.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QKeySequence>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QToolTip>

namespace dg::window {

namespace metric = theme::metric;
using session::ConnectionPhase;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int NarrowWidth = 64; // below this: mark and number only
constexpr int ItemHeight = metric::RailItem;
constexpr int LineHeight = 18, AllHeight = 36;
constexpr int TideHeight = 8, TideGap = 4; // design §2
constexpr qsizetype MostTerms = 2; // "4 failed, 4 stalled": what is left stands in the tooltip

flux::State clusterMark(const items::ClusterModel& cluster)
{
    using flux::State;
    switch (cluster.status().phase) {
    case ConnectionPhase::Connecting:
    case ConnectionPhase::WaitingForAgent:
        return State::Reconciling;
    case ConnectionPhase::Unauthorized:
        return State::Forbidden;
    case ConnectionPhase::Idle:
    case ConnectionPhase::Stale:
    case ConnectionPhase::AgentOffline:
    case ConnectionPhase::Unreachable:
    case ConnectionPhase::NoFlux:
    case ConnectionPhase::Stopped:
        return State::Unknown;
    case ConnectionPhase::Live:
    case ConnectionPhase::CatchingUp:
        break;
    }
    State worst = State::Ready;
    const auto& counts = cluster.summary().byState;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto state = static_cast<State>(i);
        if (counts[i] > 0 && flux::isProblem(state) && flux::severity(state) > flux::severity(worst))
            worst = state;
    }
    if (worst == State::Ready && cluster.summary().missing > 0)
        return State::Missing;
    return worst;
}

} // namespace

namespace {

// A cluster without any other trouble shows its drift.
void drawClusterMark(QPainter* painter, const theme::Theme& theme, const QRect& box, const items::ClusterModel& cluster)
{
    const auto state = clusterMark(cluster);
    if (state == flux::State::Ready && cluster.summary().drifted > 0)
        widgets::drawDriftMark(painter, theme, box, widgets::DriftMark::Drifted);
    else
        widgets::drawMark(painter, theme, box, state);
}

} // namespace

QString clusterLine(const items::ClusterModel& cluster)
{
    const ConnectionPhase phase = cluster.status().phase;
    if (phase != ConnectionPhase::Live && phase != ConnectionPhase::CatchingUp)
        return text::phaseName(phase);
    tree::RollUp sum;
    sum.byState = cluster.summary().byState;
    sum.byState[static_cast<std::size_t>(flux::State::Reconciling)] = 0;
    sum.missing = cluster.summary().missing;
    sum.drifted = cluster.summary().drifted;
    const QString problems = views::sumUp(sum);
    const QString line = !problems.isEmpty() ? problems : cluster.status().complete ? Rail::tr("In sync") : Rail::tr("Reading");
    //: %1 how it stands
    return cluster.spec().snapshot ? Rail::tr("Snapshot: %1").arg(line) : line;
}

QString shortLine(const items::ClusterModel& cluster)
{
    const QStringList terms = clusterLine(cluster).split(QStringLiteral(", "));
    QStringList shown = terms.mid(0, MostTerms);
    // Drift is what people come for: it takes the second place from what is left to the tooltip.
    const bool live = cluster.status().phase == ConnectionPhase::Live || cluster.status().phase == ConnectionPhase::CatchingUp;
    if (live && cluster.summary().drifted > 0 && terms.size() > MostTerms)
        shown.back() = terms.back();
    return shown.join(QStringLiteral(", "));
}

QSize RailDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {0, std::max(m_narrow ? 44 : ItemHeight, option.fontMetrics.height() * 2 + 12)};
}

void RailDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* cluster = static_cast<const items::ClusterListModel*>(index.model())->cluster(index.row());
    if (!cluster)
        return;
    const theme::Theme& theme = theme::of(option.widget);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver))
        painter->fillRect(option.rect, theme.color(selected ? Color::Select : Color::Pressed));
    theme::drawHairline(
        painter, QLineF(option.rect.left(), option.rect.bottom(), option.rect.right() + 1, option.rect.bottom()), theme.color(Color::Line));
    const QString number = QString::number(index.row() + 1);
    const QFont tiny = theme.font(FontRole::Tiny);
    const auto put = [&](const QRect& where, FontRole role, Color ink, const QString& words, Qt::TextElideMode elide, Qt::Alignment align) {
        painter->setFont(theme.font(role));
        painter->setPen(theme.color(ink));
        painter->drawText(where, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine,
            QFontMetrics(painter->font()).elidedText(words, elide, where.width()));
    };
    if (m_narrow) {
        const QRect left(option.rect.left() + 6, option.rect.top(), metric::Icon, option.rect.height());
        drawClusterMark(painter, theme, left, *cluster);
        put(option.rect.adjusted(26, 0, -8, 0), FontRole::Tiny, Color::Text2, number, Qt::ElideNone, Qt::AlignTrailing);
    } else {
        const int half = std::max(LineHeight, option.fontMetrics.height() + 2);
        const auto* tide = m_tides ? m_tides->of(*cluster) : nullptr;
        const int below = tide ? TideHeight + TideGap : 0;
        const QRect box = option.rect.adjusted(metric::Panel, (option.rect.height() - 2 * half - below) / 2, -metric::Panel, 0);
        if (tide)
            widgets::drawTide(painter, theme, QRectF(box.left(), box.top() + 2 * half + TideGap, box.width(), TideHeight), tide->cells);
        const int numberWidth = QFontMetrics(tiny).horizontalAdvance(number);
        drawClusterMark(painter, theme, QRect(box.left(), box.top(), metric::Icon, half), *cluster);
        const int textLeft = box.left() + metric::Icon + metric::IconText;
        put(QRect(textLeft, box.top(), box.right() - textLeft - numberWidth - 4, half), FontRole::BodyBold, Color::Text1,
            text::cleanLine(cluster->name().toStdString()), Qt::ElideMiddle, Qt::AlignLeading);
        put(QRect(box.left(), box.top(), box.width(), half), FontRole::Tiny, Color::Text3, number, Qt::ElideNone, Qt::AlignTrailing);
        put(QRect(textLeft, box.top() + half, box.right() + 1 - textLeft, half), FontRole::Small, Color::Text2, shortLine(*cluster),
            Qt::ElideRight, Qt::AlignLeading);
    }
    if (option.state & QStyle::State_HasFocus)
        theme::drawBox(painter, option.rect, {}, theme.color(Color::Accent), theme::Theme::hairline(theme::ratioOf(painter)), 0);
}

bool RailDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto* cluster = index.isValid() ? static_cast<const items::ClusterListModel*>(index.model())->cluster(index.row()) : nullptr;
    if (event->type() != QEvent::ToolTip || !cluster)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString name = text::cleanLine(cluster->name().toStdString());
    const auto* tide = m_tides ? m_tides->of(*cluster) : nullptr;
    const QString day = tide ? QLatin1Char('\n') + tide->words : QString();
    QToolTip::showText(event->globalPos(), widgets::plainToolTip(name + QLatin1Char('\n') + clusterLine(*cluster) + day), view);
    return true;
}

namespace {

// "All clusters 0" below the clusters.
class AllButton final : public QAbstractButton {
public:
    explicit AllButton(QWidget* parent)
        : QAbstractButton(parent)
    {
        setObjectName(QStringLiteral("allClusters"));
        setText(Rail::tr("All clusters"));
        setAccessibleName(text());
        setToolTip(Rail::tr("All clusters (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_0).toString(QKeySequence::NativeText)));
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setFixedHeight(AllHeight);
    }
    QSize sizeHint() const override { return {0, AllHeight}; }

protected:
    void nextCheckState() override { } // the window says what is shown
    void paintEvent(QPaintEvent*) override
    {
        const theme::Theme& theme = theme::of(this);
        QPainter painter(this);
        if (isChecked() || underMouse())
            painter.fillRect(rect(), theme.color(isChecked() ? Color::Select : Color::Pressed));
        theme::drawHairline(&painter, QLineF(0, 0, width(), 0), theme.color(Color::Line));
        const bool narrow = width() < NarrowWidth;
        const int left = narrow ? 6 : metric::Panel;
        widgets::drawIcon(
            &painter, theme, QRect(left, 0, metric::Icon, height()), QStringLiteral("view-timeline"), theme.color(Color::Text2));
        const QRect box = rect().adjusted(left + metric::Icon + metric::IconText, 0, narrow ? -8 : -metric::Panel, 0);
        painter.setFont(theme.font(FontRole::Tiny));
        painter.setPen(theme.color(narrow ? Color::Text2 : Color::Text3));
        painter.drawText(box, Qt::AlignTrailing | Qt::AlignVCenter, QStringLiteral("0"));
        if (!narrow) {
            painter.setFont(theme.font(FontRole::Body));
            painter.setPen(theme.color(isChecked() ? Color::Text1 : Color::Text2));
            const int room = box.width() - metric::Panel;
            painter.drawText(box, Qt::AlignLeading | Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, room));
        }
        if (hasFocus())
            theme::drawFocusRing(&painter, QRectF(rect()), theme.color(Color::Accent), 0);
    }
};

} // namespace

Rail::Rail(items::ClusterListModel& clusters, QWidget* parent)
    : QWidget(parent)
    , m_clusters(clusters)
{
    setObjectName(QStringLiteral("rail"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* surface = new views::Surface(Color::Window, this, Qt::RightEdge);
    outer->addWidget(surface);
    auto* column = new QVBoxLayout(surface);
    column->setContentsMargins(0, 0, 1, 0);
    column->setSpacing(0);
    auto* bar = new views::Surface(Color::Window, surface, Qt::BottomEdge);
    bar->setFixedHeight(metric::ToolRow);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metric::Panel, 0, 6, 0);
    m_title = new widgets::PlainLabel(tr("Clusters"), FontRole::BodyBold, Color::Text2, bar);
    auto* add = new widgets::ToolButton(QStringLiteral("action-add"), tr("Add a cluster"), QKeySequence(Qt::CTRL | Qt::Key_N), bar);
    add->setObjectName(QStringLiteral("addCluster"));
    row->addWidget(m_title, 1);
    row->addWidget(add);
    column->addWidget(bar);
    m_list = new QListView(surface);
    m_list->setObjectName(QStringLiteral("clusters"));
    m_list->setAccessibleName(QStringLiteral("Clusters")); // a fixed name: contracts.md §3
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setModel(&clusters);
    m_delegate = new RailDelegate(m_list);
    m_list->setItemDelegate(m_delegate);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    const auto color = [this] {
        QPalette p = m_list->palette();
        p.setColor(QPalette::Base, theme::of(this).color(Color::Window));
        m_list->setPalette(p);
    };
    color();
    connect(&theme::of(this), &theme::Theme::changed, this, color);
    column->addWidget(m_list, 1);
    m_all = new AllButton(surface);
    column->addWidget(m_all);
    connect(m_all, &QAbstractButton::clicked, this, &Rail::allChosen);
    setFocusProxy(m_list);
    connect(add, &QAbstractButton::clicked, this, &Rail::addRequested);
    connect(m_list, &QWidget::customContextMenuRequested, this, &Rail::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            Q_EMIT chosen(index.row());
    });
}

void Rail::setTides(const RailTides& tides)
{
    m_delegate->setTides(&tides);
    // The strip is painted: its words are the row's description, which a screen reader says behind the name.
    m_clusters.setDescribe([guard = QPointer(&tides)](const items::ClusterModel& cluster) {
        const auto* tide = guard ? guard->of(cluster) : nullptr;
        return tide ? clusterLine(cluster) + QStringLiteral(". ") + tide->words : clusterLine(cluster);
    });
    connect(&tides, &RailTides::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(&tides, &RailTides::changed, &m_clusters, &items::ClusterListModel::describeAgain);
}

void Rail::setWidth(int width)
{
    setFixedWidth(width);
    const bool narrow = width < NarrowWidth;
    m_delegate->setNarrow(narrow);
    m_title->setVisible(!narrow);
    m_list->doItemsLayout();
}

void Rail::setCurrent(int row)
{
    m_list->setCurrentIndex(m_clusters.index(row));
}

void Rail::setAllShown(bool shown)
{
    m_all->setChecked(shown);
    if (shown)
        m_list->selectionModel()->clear(); // so that the cluster that was shown can be chosen again
}

int Rail::current() const
{
    return m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
}

void Rail::focusRows()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

bool Rail::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = current();
        if (key->key() == Qt::Key_Delete && row >= 0) {
            Q_EMIT closeRequested(row);
            return true;
        }
        if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) && row >= 0) {
            Q_EMIT moveRequested(row, key->key() == Qt::Key_Up ? row - 1 : row + 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Rail::showMenu(const QPoint& at)
{
    const QModelIndex index = m_list->indexAt(at);
    if (!index.isValid())
        return;
    const int row = index.row();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* up = menu->addAction(tr("Move up"), this, [this, row] { Q_EMIT moveRequested(row, row - 1); });
    QAction* down = menu->addAction(tr("Move down"), this, [this, row] { Q_EMIT moveRequested(row, row + 1); });
    up->setEnabled(row > 0);
    down->setEnabled(row + 1 < m_clusters.count());
    menu->addSeparator();
    menu->addAction(tr("Close"), this, [this, row] { Q_EMIT closeRequested(row); });
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

} // namespace dg::window
