// SPDX-License-Identifier: Apache-2.0
#include "saved_views.h"

#include "dialog.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/buttons.h"

#include <QAbstractListModel>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

struct SavedViews {
    Q_DECLARE_TR_FUNCTIONS(SavedViews)
};

constexpr int MostLetters = 80;

auto findView(std::vector<views::SavedView>& views, const QString& name)
{
    return std::find_if(views.begin(), views.end(), [&](const views::SavedView& view) { return view.name == name; });
}

// "kind:ks state:failed, by source, problems first"
QString describe(const views::SavedView& view)
{
    const QString groupings[]
        = {SavedViews::tr("by source"), SavedViews::tr("by namespace"), SavedViews::tr("by kind"), SavedViews::tr("by cause")};
    static_assert(static_cast<std::size_t>(tree::Grouping::Cause) + 1 == std::size(groupings));
    QStringList parts{view.query.isEmpty() ? SavedViews::tr("everything") : text::cleanLine(view.query.toStdString()),
        groupings[static_cast<std::size_t>(view.grouping)]};
    if (view.problemsFirst)
        parts << SavedViews::tr("problems first");
    return parts.join(QStringLiteral(", "));
}

class SaveDialog final : public Dialog {
public:
    SaveDialog(QWidget* parent, Services& services, views::SavedView view)
        : Dialog(parent)
        , m_services(services)
        , m_view(std::move(view))
    {
        setObjectName(QStringLiteral("saveView"));
        setHeading(SavedViews::tr("Save this view"), describe(m_view));
        auto* row = new QHBoxLayout;
        auto* label = views::makeLabel(this, FontRole::Body, Color::Text1, SavedViews::tr("Name"));
        m_name = new QLineEdit(this);
        m_name->setObjectName(QStringLiteral("saveViewName"));
        m_name->setAccessibleName(SavedViews::tr("Name"));
        m_name->setMaxLength(MostLetters);
        m_name->setPlaceholderText(SavedViews::tr("Failing in production"));
        label->setBuddy(m_name);
        row->addWidget(label);
        row->addWidget(m_name, 1);
        content()->addLayout(row);
        content()->addStretch(1);
        auto* cancel = addButton(SavedViews::tr("Cancel"), QStringLiteral("saveViewCancel"), false);
        m_go = addButton(SavedViews::tr("Save"), QStringLiteral("saveViewGo"), true);
        connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
        connect(m_go, &QPushButton::clicked, this, [this] { save(); });
        connect(m_name, &QLineEdit::textChanged, this, [this] { nameChanged(); });
        nameChanged();
        resize(460, 220);
        m_name->setFocus();
    }

private:
    void nameChanged()
    {
        auto views = m_services.settings().views;
        const QString name = m_name->text().trimmed();
        m_go->setEnabled(!name.isEmpty());
        const bool taken = findView(views, name) != views.end();
        setFooterText(name.isEmpty() ? SavedViews::tr("A view needs a name.")
                : taken              ? SavedViews::tr("Replaces the view of this name.")
                                     : QString());
    }
    void save()
    {
        Settings settings = m_services.settings();
        m_view.name = m_name->text().trimmed();
        if (const auto found = findView(settings.views, m_view.name); found != settings.views.end())
            *found = m_view;
        else
            settings.views.push_back(m_view);
        accept();
        m_services.setSettings(settings);
    }
    Services& m_services;
    views::SavedView m_view;
    QLineEdit* m_name = nullptr;
    QPushButton* m_go = nullptr;
};

// Names can be edited in place; a name that is empty or taken is not taken over.
class Rows final : public QAbstractListModel {
public:
    Rows(Services& services, QObject* parent)
        : QAbstractListModel(parent)
        , m_services(services)
        , m_views(services.settings().views)
    {
    }
    [[nodiscard]] const views::SavedView& at(int row) const { return m_views.at(static_cast<std::size_t>(row)); }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_views.size()); }
    Qt::ItemFlags flags(const QModelIndex& index) const override { return QAbstractListModel::flags(index) | Qt::ItemIsEditable; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        const views::SavedView& view = at(index.row());
        if (role == Qt::EditRole)
            return view.name;
        if (role == Qt::DisplayRole)
            return text::cleanLine(view.name.toStdString());
        if (role == Qt::AccessibleTextRole)
            return QStringLiteral("%1, %2").arg(view.name, describe(view));
        return {};
    }
    bool setData(const QModelIndex& index, const QVariant& value, int role) override
    {
        const QString name = value.toString().trimmed().left(MostLetters);
        auto& view = m_views.at(static_cast<std::size_t>(index.row()));
        if (role != Qt::EditRole || name.isEmpty() || (name != view.name && findView(m_views, name) != m_views.end()))
            return false;
        view.name = name;
        Q_EMIT dataChanged(index, index);
        store();
        return true;
    }
    void remove(int row)
    {
        beginRemoveRows({}, row, row);
        m_views.erase(m_views.begin() + row);
        endRemoveRows();
        store();
    }

private:
    void store()
    {
        Settings settings = m_services.settings();
        settings.views = m_views;
        m_services.setSettings(settings);
    }
    Services& m_services;
    std::vector<views::SavedView> m_views;
};

class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, metric::TwoLineItem}; }
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        editor->setGeometry(option.rect.adjusted(metric::Gap, 12, -metric::Gap, -12));
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const views::SavedView& view = static_cast<const Rows*>(index.model())->at(index.row());
        const theme::Theme& theme = theme::of(option.widget);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.color(option.state & QStyle::State_Active ? Color::Select : Color::SelectIdle));
        const QRect box = option.rect.adjusted(metric::Panel, 6, -metric::Panel, -6);
        const auto put = [&](FontRole role, Color ink, const QString& words, int alignment) {
            painter->setFont(theme.font(role));
            painter->setPen(theme.color(ink));
            painter->drawText(box, alignment | Qt::AlignLeading | Qt::TextSingleLine,
                painter->fontMetrics().elidedText(words, Qt::ElideRight, box.width()));
        };
        put(FontRole::BodyStrong, Color::Text1, text::cleanLine(view.name.toStdString()), Qt::AlignTop);
        put(FontRole::Small, Color::Text2, describe(view), Qt::AlignBottom);
    }
};

class ManageDialog final : public Dialog {
public:
    ManageDialog(QWidget* parent, Services& services)
        : Dialog(parent)
        , m_rows(new Rows(services, this))
        , m_list(new QListView(this))
    {
        setObjectName(QStringLiteral("manageViews"));
        setHeading(SavedViews::tr("Saved views"), SavedViews::tr("A view keeps the filter, the grouping and the order."));
        m_list->setObjectName(QStringLiteral("manageViewsList"));
        m_list->setAccessibleName(SavedViews::tr("Saved views"));
        m_list->setModel(m_rows);
        m_list->setItemDelegate(new RowDelegate(m_list));
        m_list->setUniformItemSizes(true);
        m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
        m_list->setCurrentIndex(m_rows->index(0));
        m_list->installEventFilter(this);
        content()->addWidget(m_list, 1);
        m_rename = addButton(SavedViews::tr("Rename"), QStringLiteral("manageViewsRename"), false);
        m_delete = addButton(SavedViews::tr("Delete"), QStringLiteral("manageViewsDelete"), false);
        auto* close = addButton(SavedViews::tr("Close"), QStringLiteral("manageViewsClose"), true);
        connect(m_rename, &QPushButton::clicked, this, [this] {
            if (m_list->currentIndex().isValid())
                m_list->edit(m_list->currentIndex());
        });
        connect(m_delete, &QPushButton::clicked, this, [this] { removeCurrent(); });
        connect(close, &QPushButton::clicked, this, &QDialog::accept);
        resize(520, 400);
        m_list->setFocus();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == m_list && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
            removeCurrent();
            return true;
        }
        return Dialog::eventFilter(watched, event);
    }

private:
    void removeCurrent()
    {
        if (m_list->currentIndex().isValid())
            m_rows->remove(m_list->currentIndex().row());
        const bool any = m_rows->rowCount() > 0;
        m_rename->setEnabled(any);
        m_delete->setEnabled(any);
        setFooterText(any ? QString() : SavedViews::tr("No view is saved."));
    }
    Rows* m_rows;
    QListView* m_list;
    QPushButton* m_rename = nullptr;
    QPushButton* m_delete = nullptr;
};

} // namespace

void openSaveViewDialog(QWidget* parent, Services& services, const views::SavedView& view)
{
    (new SaveDialog(parent, services, view))->open();
}

void openManageViewsDialog(QWidget* parent, Services& services)
{
    (new ManageDialog(parent, services))->open();
}

} // namespace dg::window
