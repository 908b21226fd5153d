// SPDX-License-Identifier: Apache-2.0
#include "owners_dialog.h"

#include "dialog.h"
#include "items/cluster_list_model.h"
#include "owners_rows.h"
#include "text/words.h"
#include "theme/theme.h"
#include "widgets/filter_field.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace dg::window {

namespace {

constexpr std::size_t MostRows = 200; // a cluster: who types more letters sees the rest
constexpr qsizetype PartsFrom = 2; // letters: of one, half a cluster has it

class OwnersDialog final : public Dialog {
public:
    OwnersDialog(QWidget* parent, items::ClusterListModel& clusters, items::ClusterModel* shown, const QString& name,
        std::function<void(items::ClusterModel*, const ObjectKey&)> go)
        : Dialog(parent)
        , m_clusters(clusters)
        , m_shown(shown)
        , m_go(std::move(go))
        , m_rows(new OwnersRows(this))
    {
        setObjectName(QStringLiteral("owners"));
        setHeading(OwnersRows::tr("Who owns this?"),
            OwnersRows::tr("An object's name, or more of it: payments/api, deploy/payments/api, Deployment payments/api."));
        m_field = new widgets::FilterField(QStringLiteral("deploy/payments/api"), QString(), this);
        m_field->setIconName(QStringLiteral("action-search"));
        m_field->setObjectName(QStringLiteral("ownersField"));
        m_field->setAccessibleName(OwnersRows::tr("Name of an object"));
        m_field->setText(name);
        m_field->selectAll();
        content()->addWidget(m_field);
        m_list = new QListView(this);
        m_list->setObjectName(QStringLiteral("ownersRows"));
        m_list->setAccessibleName(OwnersRows::tr("Owners"));
        m_list->setModel(m_rows);
        m_list->setItemDelegate(new OwnersDelegate(m_list));
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_list->setFrameShape(QFrame::NoFrame);
        auto* column = new QVBoxLayout;
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(new OwnersHeader(this));
        column->addWidget(m_list, 1);
        content()->addLayout(column, 1);
        auto* close = addButton(OwnersRows::tr("Close"), QStringLiteral("ownersClose"), false);
        m_show = addButton(OwnersRows::tr("Show in tree"), QStringLiteral("ownersShow"), true);
        connect(close, &QPushButton::clicked, this, &QDialog::reject);
        connect(m_show, &QPushButton::clicked, this, [this] { choose(m_list->currentIndex()); });
        connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) { choose(index); });
        connect(m_field, &QLineEdit::textChanged, this, [this] { look(); });
        connect(m_field, &widgets::FilterField::escaped, this, &QDialog::reject);
        m_field->installEventFilter(this);
        look();
        resize(880, 520);
        m_field->setFocus();
    }

protected:
    // The field keeps the keyboard; the list moves under it.
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == m_field && event->type() == QEvent::KeyPress) {
            switch (static_cast<QKeyEvent*>(event)->key()) {
            case Qt::Key_Down:
                step(1);
                return true;
            case Qt::Key_Up:
                step(-1);
                return true;
            case Qt::Key_Return:
            case Qt::Key_Enter:
                choose(m_list->currentIndex());
                return true;
            default:
                break;
            }
        }
        return Dialog::eventFilter(watched, event);
    }

private:
    void choose(const QModelIndex& index)
    {
        if (!index.isValid() || !m_rows->at(index.row()).ownership)
            return;
        const OwnersRow row = m_rows->at(index.row());
        const auto go = m_go;
        accept();
        if (row.cluster)
            go(row.cluster, row.ownership->object);
    }

    void step(int by)
    {
        const int row = m_rows->next(m_list->currentIndex().row(), by);
        if (row >= 0)
            m_list->setCurrentIndex(m_rows->index(row));
    }

    void look()
    {
        const auto words = query::parseObjectWords(m_field->text().toStdString());
        std::vector<OwnersRow> rows;
        std::size_t found = 0, more = 0;
        const auto ask = [&](items::ClusterModel* cluster) {
            auto answer = cluster->tree().owners(*words, m_field->text().trimmed().size() >= PartsFrom, MostRows);
            more += answer.more;
            found += answer.found.size();
            if (!answer.found.empty() && m_clusters.count() > 1)
                rows.push_back({cluster, std::nullopt, text::cleanLine(cluster->name().toStdString())});
            for (auto& one : answer.found)
                rows.push_back({cluster, std::move(one), {}});
        };
        if (words && m_shown)
            ask(m_shown);
        for (int i = 0; words && i < m_clusters.count(); ++i) {
            if (m_clusters.cluster(i) != m_shown)
                ask(m_clusters.cluster(i));
        }
        m_rows->set(std::move(rows));
        step(1);
        m_show->setEnabled(found > 0);
        setFooterText(footer(words.has_value(), found, more));
    }

    [[nodiscard]] QString footer(bool asked, std::size_t found, std::size_t more) const
    {
        if (!asked)
            return m_field->text().trimmed().isEmpty() ? QString() : OwnersRows::tr("A name has at most three parts: KIND/NAMESPACE/NAME.");
        if (found == 0)
            return OwnersRows::tr("No inventory and no label of an open cluster knows this name.");
        if (more > 0)
            return OwnersRows::tr("%1 more are found: type more of the name.").arg(more);
        return found == 1 ? OwnersRows::tr("1 object") : OwnersRows::tr("%n objects", nullptr, static_cast<int>(found));
    }

    items::ClusterListModel& m_clusters;
    QPointer<items::ClusterModel> m_shown;
    std::function<void(items::ClusterModel*, const ObjectKey&)> m_go;
    OwnersRows* m_rows;
    widgets::FilterField* m_field = nullptr;
    QListView* m_list = nullptr;
    QPushButton* m_show = nullptr;
};

} // namespace

void openOwnersDialog(QWidget* parent, items::ClusterListModel& clusters, items::ClusterModel* shown, const QString& name,
    std::function<void(items::ClusterModel*, const ObjectKey&)> go)
{
    (new OwnersDialog(parent, clusters, shown, name, std::move(go)))->open();
}

} // namespace dg::window
