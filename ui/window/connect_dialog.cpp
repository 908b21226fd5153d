// SPDX-License-Identifier: Apache-2.0
#include "connect_dialog_impl.h"

#include "text/words.h"
#include "theme/draw.h"
#include "theme/theme.h"
#include "views/surface.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace dg::window {

namespace metric = theme::metric;

namespace {

constexpr QSize DialogSize(760, 700);
constexpr int SidebarWidth = 176;
constexpr int WayHeight = 36;
constexpr int FileRole = Qt::UserRole;

// Icon at 12, word at 36, 600 when chosen: the rail's look.
class WayDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const theme::Theme& theme = theme::of(option.widget);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || (option.state & QStyle::State_MouseOver))
            painter->fillRect(option.rect, theme.color(selected ? theme::Color::Select : theme::Color::Pressed));
        const auto placed = [&](int x, int width) {
            return QStyle::visualRect(
                option.direction, option.rect, QRect(option.rect.x() + x, option.rect.y(), width, option.rect.height()));
        };
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, placed(metric::Panel, metric::Icon));
        const int left = metric::Panel + metric::Icon + metric::Gap;
        const QRect box = placed(left, option.rect.width() - left - metric::Gap);
        painter->setFont(theme.font(selected ? theme::FontRole::BodyBold : theme::FontRole::Body));
        painter->setPen(theme.color(theme::Color::Text1));
        painter->drawText(box,
            static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, box.width() + 1));
        if (option.state & QStyle::State_HasFocus)
            theme::drawBox(painter, option.rect, {}, theme.color(theme::Color::Accent), theme::Theme::hairline(theme::ratioOf(painter)), 0);
    }
};

QLabel* hint(QWidget* parent, const QString& text)
{
    return views::makeLabel(parent, theme::FontRole::Small, theme::Color::Text2, text, true);
}

} // namespace

void openConnectDialog(
    QWidget* parent, Services& services, ConnectWay way, std::function<void(int)> opened, const QString& address, const QString& why)
{
    auto* dialog = new ConnectDialog(parent, services, std::move(opened));
    dialog->choose(way);
    if (!address.isEmpty())
        dialog->setAddress(address);
    dialog->showError(why);
    dialog->open();
}

ConnectDialog::ConnectDialog(QWidget* parent, Services& services, std::function<void(int)> opened)
    : Dialog(parent)
    , m_services(services)
    , m_opened(std::move(opened))
{
    setObjectName(QStringLiteral("connect"));
    setHeading(tr("Add a cluster"), tr("Driftglass asks for no more rights than your token has."));
    setSidebar(makeSidebar());

    m_pages = new QStackedWidget(this);
    m_gitlab = new GitLabPage(m_services, m_pages); // the pages in ConnectWay's order
    connect(m_gitlab, &GitLabPage::problem, this, &ConnectDialog::showError);
    m_pages->addWidget(m_gitlab);
    m_pages->addWidget(makeContextsPage());
    m_pages->addWidget(makeSnapshotPage());
    m_pages->addWidget(makeDemoPage());
    content()->addWidget(m_pages, 1);
    m_error = views::makeLabel(this, theme::FontRole::Body, theme::Color::Failed, {}, true);
    m_error->setObjectName(QStringLiteral("connectError"));
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_error->hide();
    content()->addWidget(m_error);

    auto* cancel = addButton(tr("Cancel"), QStringLiteral("connectCancel"), false);
    m_add = addButton(tr("Add cluster"), QStringLiteral("connectAdd"), true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &ConnectDialog::add);
    connect(m_ways, &QListWidget::currentRowChanged, this, &ConnectDialog::showWay);
    resize(DialogSize);
}

QWidget* ConnectDialog::makeSidebar()
{
    auto* side = new views::Surface(theme::Color::Window, this, Qt::RightEdge);
    side->setFixedWidth(SidebarWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 1, 0);
    column->setSpacing(0);
    auto* title = views::makeLabel(side, theme::FontRole::SmallBold, theme::Color::Text2, tr("Connect through"));
    title->setMargin(metric::Panel);
    column->addWidget(title);
    m_ways = new QListWidget(side);
    m_ways->setObjectName(QStringLiteral("connectWays"));
    m_ways->setAccessibleName(tr("Connect through"));
    m_ways->setFrameShape(QFrame::NoFrame);
    m_ways->setUniformItemSizes(true);
    m_ways->setMouseTracking(true);
    m_ways->setItemDelegate(new WayDelegate(m_ways));
    const auto paint = [this] { // the list stands on the sidebar's colour, also when the theme changes meanwhile
        QPalette p = QApplication::palette(m_ways);
        p.setColor(QPalette::Base, theme::of(this).color(theme::Color::Window));
        m_ways->setPalette(p);
    };
    paint();
    connect(&theme::of(this), &theme::Theme::changed, this, paint);
    const struct {
        QString word, icon;
    } ways[] = {
        {tr("GitLab agent"), QStringLiteral("kind-git-repository")},
        {tr("Kubeconfig"), QStringLiteral("kind-config-map")},
        {tr("Snapshot file"), QStringLiteral("action-snapshot")},
        {tr("Demo cluster"), QStringLiteral("kind-cluster")},
    };
    for (const auto& way : ways) {
        auto* item = new QListWidgetItem(theme::of(this).icon(way.icon), way.word, m_ways);
        item->setSizeHint(QSize(SidebarWidth - 1, WayHeight));
    }
    column->addWidget(m_ways, 1);
    return side;
}

QWidget* ConnectDialog::makeContextsPage()
{
    auto* page = new QWidget(m_pages);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_contexts = new QTreeWidget(page);
    m_contexts->setObjectName(QStringLiteral("connectContexts"));
    m_contexts->setAccessibleName(tr("Contexts"));
    m_contexts->setRootIsDecorated(false);
    m_contexts->setUniformRowHeights(true);
    m_contexts->setAllColumnsShowFocus(true);
    m_contexts->setTextElideMode(Qt::ElideMiddle);
    m_contexts->setHeaderLabels({tr("Context"), tr("Server"), tr("Note")});
    m_contexts->header()->setStretchLastSection(true);
    m_contexts->setColumnWidth(0, 170);
    m_contexts->setColumnWidth(1, 210);
    column->addWidget(m_contexts, 1);
    m_contextNote = hint(page, QString());
    m_contextNote->setObjectName(QStringLiteral("connectContextNote"));
    auto* openFile = new QPushButton(tr("Open a kubeconfig file…"), page);
    openFile->setObjectName(QStringLiteral("connectOpenFile"));
    openFile->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_contextNote, 1);
    row->addWidget(openFile);
    column->addLayout(row);

    connect(m_contexts, &QTreeWidget::currentItemChanged, this, &ConnectDialog::contextChanged);
    connect(m_contexts, &QTreeWidget::itemActivated, this, &ConnectDialog::add);
    connect(openFile, &QPushButton::clicked, this, [this] {
        m_services.pickOpenFile(this, tr("Open a kubeconfig file"), [guard = QPointer<ConnectDialog>(this)](const QString& path) {
            if (!guard || path.isEmpty())
                return;
            const auto result = guard->m_services.openKubeconfigFile(path);
            guard->fillContexts();
            if (!result)
                guard->showError(text::errorSentence(result.error()));
            else
                guard->showError({});
        });
    });
    fillContexts();
    return page;
}

QWidget* ConnectDialog::makeSnapshotPage()
{
    auto* page = new QWidget(m_pages);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(views::makeLabel(page, theme::FontRole::Body, theme::Color::Text1,
        tr("What a cluster held when somebody saved it, or a recording of what went on: every view, read-only."), true));
    auto* row = new QHBoxLayout;
    m_snapshot = new QLineEdit(page);
    m_snapshot->setObjectName(QStringLiteral("connectSnapshot"));
    m_snapshot->setAccessibleName(tr("Snapshot file"));
    m_snapshot->setPlaceholderText(QStringLiteral("…/prod-eu.dgsnap"));
    auto* pick = new QPushButton(tr("Choose…"), page);
    pick->setObjectName(QStringLiteral("connectSnapshotPick"));
    pick->setAccessibleName(tr("Choose the snapshot"));
    pick->setAutoDefault(false);
    row->addWidget(m_snapshot, 1);
    row->addWidget(pick);
    column->addLayout(row);
    column->addWidget(hint(page, tr("Opening one runs nothing and asks no network for anything.")));
    column->addStretch(1);
    connect(m_snapshot, &QLineEdit::textChanged, this, &ConnectDialog::contextChanged);
    connect(pick, &QPushButton::clicked, this, [this] {
        m_services.pickOpenFile(this, tr("Open a snapshot or recording"), [guard = QPointer<ConnectDialog>(this)](const QString& path) {
            if (guard && !path.isEmpty())
                guard->m_snapshot->setText(path);
        });
    });
    return page;
}

// Read beside this thread: the answer comes later.
void ConnectDialog::addSnapshot()
{
    showError({});
    m_add->setEnabled(false);
    setFooterText(tr("Reading…"));
    m_services.openSnapshot(m_snapshot->text().trimmed(), [guard = QPointer<ConnectDialog>(this)](const Result<int>& row) {
        if (!guard)
            return;
        guard->contextChanged();
        if (row)
            guard->opened(*row);
        else
            guard->showError(text::errorSentence(row.error()));
    });
}

QWidget* ConnectDialog::makeDemoPage()
{
    auto* page = new QWidget(m_pages);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(views::makeLabel(page, theme::FontRole::Body, theme::Color::Text1,
        tr("A small simulated cluster in this program: two teams, every state, commits that arrive and things that break and heal."),
        true));
    column->addWidget(hint(page, tr("Nothing leaves this computer, and nothing that you do there reaches a real cluster.")));
    column->addStretch(1);
    return page;
}

void ConnectDialog::fillContexts()
{
    m_contexts->clear();
    m_list = m_services.contexts();
    QTreeWidgetItem* current = nullptr;
    for (const ContextInfo& context : m_list.contexts) {
        QString note = context.ns;
        if (context.error)
            note = text::errorSentence(*context.error);
        else if (context.current)
            note = tr("Current");
        auto* item = new QTreeWidgetItem(m_contexts,
            {text::cleanLine(context.name.toStdString()), text::cleanLine(context.server.toStdString()),
                text::cleanLine(note.toStdString())});
        item->setData(0, FileRole, context.file);
        if (context.error)
            item->setIcon(2, theme::of(this).icon(QStringLiteral("warning"), theme::Color::DriftMark));
        if (context.current || !current)
            current = item;
    }
    QString note
        = m_list.contexts.empty() ? tr("No context was found. Open a kubeconfig file, or set KUBECONFIG before the start.") : QString();
    for (const Error& error : m_list.fileErrors)
        note += (note.isEmpty() ? QString() : QStringLiteral(" ")) + text::errorSentence(error);
    m_contextNote->setText(note);
    if (current)
        m_contexts->setCurrentItem(current);
}

void ConnectDialog::choose(ConnectWay way)
{
    m_ways->setCurrentRow(static_cast<int>(way));
    showWay(static_cast<int>(way));
}

void ConnectDialog::showWay(int row)
{
    if (row < 0)
        return;
    m_pages->setCurrentIndex(row);
    showError({});
    contextChanged();
    QWidget* first[] = {m_gitlab->firstField(), m_contexts, m_snapshot, m_add}; // in ConnectWay's order
    first[row]->setFocus();
}

void ConnectDialog::contextChanged()
{
    if (!m_add)
        return; // the pages are being made
    if (m_pages->currentIndex() == static_cast<int>(ConnectWay::Snapshot)) {
        const bool named = !m_snapshot->text().trimmed().isEmpty();
        setFooterText(named ? QString() : tr("Choose a snapshot."));
        m_add->setEnabled(named);
        return;
    }
    if (m_pages->currentIndex() != static_cast<int>(ConnectWay::Kubeconfig)) {
        setFooterText({});
        m_add->setEnabled(true);
        return;
    }
    const int row = m_contexts->indexOfTopLevelItem(m_contexts->currentItem());
    const bool known = row >= 0 && row < static_cast<int>(m_list.contexts.size());
    const bool usable = known && !m_list.contexts[static_cast<std::size_t>(row)].error;
    m_add->setEnabled(usable);
    // A primary that is disabled says why in the footer.
    if (usable)
        setFooterText({});
    else if (known)
        setFooterText(tr("This context cannot be used."));
    else
        setFooterText(tr("Choose a context."));
    showError(known && !usable ? text::errorSentence(*m_list.contexts[static_cast<std::size_t>(row)].error) : QString());
}

void ConnectDialog::showError(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
}

void ConnectDialog::add()
{
    if (!m_add->isEnabled())
        return;
    Result<int> row = fail(ErrorCode::Cancelled);
    switch (static_cast<ConnectWay>(m_pages->currentIndex())) {
    case ConnectWay::Kubeconfig: {
        const int at = m_contexts->indexOfTopLevelItem(m_contexts->currentItem());
        const ContextInfo& context = m_list.contexts.at(static_cast<std::size_t>(at));
        row = m_services.openContext(context.name, context.file);
        break;
    }
    case ConnectWay::GitLabAgent:
        row = m_gitlab->add();
        break;
    case ConnectWay::Snapshot:
        return addSnapshot();
    case ConnectWay::Demo:
        row = m_services.openDemo();
        break;
    }
    if (!row) {
        if (row.error().code != ErrorCode::Cancelled)
            showError(text::errorSentence(row.error()));
        return;
    }
    opened(*row);
}

void ConnectDialog::opened(int row)
{
    m_gitlab->clearToken();
    const auto tell = m_opened;
    accept();
    if (tell)
        tell(row);
}

} // namespace dg::window
