// SPDX-License-Identifier: Apache-2.0
#include "reconcile_dialog.h"

#include "dialog.h"
#include "items/cluster_model.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QAbstractListModel>
#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

constexpr QSize DialogSize(640, 480);
constexpr int RowHeight = 26, StateLeft = 200, EffectLeft = 308;

QString say(const char* words)
{
    return QCoreApplication::translate("Reconcile", words);
}

ObjectKey find(const tree::FleetTree& tree, const flux::Reference& reference)
{
    ObjectKey found;
    if (reference.empty())
        return found;
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
        if (object.key.kind == reference.kind && object.key.ns == reference.ns && object.key.name == reference.name)
            found = object.key;
    });
    return found;
}

class Rows final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;
    void set(std::vector<Move> moves)
    {
        beginResetModel();
        m_moves = std::move(moves);
        endResetModel();
    }
    [[nodiscard]] const Move& at(int row) const { return m_moves.at(static_cast<std::size_t>(row)); }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_moves.size()); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
            return {};
        const Move& move = at(index.row());
        return QStringLiteral("%1, %2, %3").arg(text::cleanLine(move.key.toString()), text::stateName(move.state), move.effect);
    }

private:
    std::vector<Move> m_moves;
};

class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, RowHeight}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Move& move = static_cast<const Rows*>(index.model())->at(index.row());
        const theme::Theme& theme = theme::of(option.widget);
        const QRect box = option.rect.adjusted(metric::Panel, 0, -metric::Panel, 0);
        const auto put = [&](int left, int right, FontRole role, Color ink, const QString& words, Qt::TextElideMode elide) {
            painter->setFont(theme.font(role));
            painter->setPen(theme.color(ink));
            const QRect where(left, box.top(), right - left, box.height());
            const QString elided = QFontMetrics(painter->font()).elidedText(words, elide, where.width());
            painter->drawText(where, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, elided);
            return left + QFontMetrics(painter->font()).horizontalAdvance(elided);
        };
        widgets::drawIcon(painter, theme, QRect(box.left(), box.top(), metric::Icon, box.height()), widgets::kindIcon(move.key.kind.view()),
            theme.color(Color::Text2));
        const int stateLeft = box.left() + StateLeft - metric::Panel;
        const int effectLeft = box.left() + EffectLeft - metric::Panel;
        const int end = put(box.left() + metric::Icon + metric::IconText, stateLeft - 30, FontRole::Body, Color::Text1,
            text::cleanLine(move.key.name.view()), Qt::ElideMiddle);
        put(end + metric::IconText, stateLeft, FontRole::Small, Color::Text3, text::qs(flux::codeForKind(move.key.kind.view())),
            Qt::ElideRight);
        widgets::drawMark(painter, theme, QRect(stateLeft, box.top(), metric::Icon, box.height()), move.state);
        put(stateLeft + metric::Icon + metric::IconText, effectLeft, FontRole::Body, Color::Text1, text::stateName(move.state),
            Qt::ElideRight);
        put(effectLeft, box.right(), FontRole::Body, Color::Text2, move.effect, Qt::ElideRight);
    }
};

class ReconcileDialog final : public Dialog {
public:
    ReconcileDialog(
        QWidget* parent, items::ClusterModel& cluster, std::vector<ObjectKey> keys, bool withSource, std::function<void(bool)> confirmed)
        : Dialog(parent)
        , m_cluster(&cluster)
        , m_keys(std::move(keys))
    {
        setObjectName(QStringLiteral("reconcile"));
        const QString name = text::cleanLine(m_keys.front().name.view());
        const QString where = text::cleanLine(cluster.name().toStdString());
        const int count = static_cast<int>(m_keys.size());
        if (count == 1) {
            //: %1 a kind, %2 a namespace, %3 a cluster
            setHeading(QCoreApplication::translate("Reconcile", "Reconcile %1").arg(name),
                QCoreApplication::translate("Reconcile", "%1 in %2 on %3")
                    .arg(text::cleanLine(m_keys.front().kind.view()), text::cleanLine(m_keys.front().ns.view()), where));
        } else {
            setHeading(QCoreApplication::translate("Reconcile", "Reconcile %n objects", nullptr, count),
                QCoreApplication::translate("Reconcile", "On %1").arg(where));
        }
        m_source = new QCheckBox(say(QT_TRANSLATE_NOOP("Reconcile", "Fetch the source first")), this);
        m_source->setObjectName(QStringLiteral("reconcileWithSource"));
        m_source->setChecked(withSource);
        content()->addWidget(m_source);
        auto* head = new QHBoxLayout;
        head->addWidget(
            new widgets::PlainLabel(say(QT_TRANSLATE_NOOP("Reconcile", "What will move")), FontRole::BodyBold, Color::Text1, this));
        head->addStretch(1);
        m_sum = new widgets::PlainLabel({}, FontRole::Body, Color::Text2, this);
        m_sum->setObjectName(QStringLiteral("reconcileSum"));
        head->addWidget(m_sum);
        content()->addSpacing(metric::Gap);
        content()->addLayout(head);
        m_rows = new Rows(this);
        auto* list = new QListView(this);
        list->setObjectName(QStringLiteral("reconcileMoves"));
        list->setAccessibleName(say(QT_TRANSLATE_NOOP("Reconcile", "What will move")));
        list->setUniformItemSizes(true);
        list->setSelectionMode(QAbstractItemView::NoSelection);
        list->setModel(m_rows);
        list->setItemDelegate(new RowDelegate(list));
        content()->addWidget(list, 1);
        setFooterText(say(QT_TRANSLATE_NOOP("Reconcile", "Followed in Activity until it is healthy or fails.")));
        auto* cancel = addButton(say(QT_TRANSLATE_NOOP("Reconcile", "Cancel")), QStringLiteral("reconcileCancel"), false);
        auto* go = addButton(count == 1 ? say(QT_TRANSLATE_NOOP("Reconcile", "Reconcile"))
                                        : QCoreApplication::translate("Reconcile", "Reconcile %n objects", nullptr, count),
            QStringLiteral("reconcileGo"), true);
        connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
        connect(go, &QPushButton::clicked, this, [this, confirmed] {
            const bool source = m_source->isChecked();
            accept();
            confirmed(source);
        });
        connect(m_source, &QCheckBox::toggled, this, [this] { fill(); });
        connect(&cluster, &QObject::destroyed, this, &QDialog::reject);
        fill();
        resize(DialogSize);
        go->setFocus();
    }

private:
    void fill()
    {
        if (!m_cluster)
            return;
        const Blast blast = blastOf(*m_cluster, m_keys, m_source->isChecked());
        m_sum->setText(QCoreApplication::translate("Reconcile", "%1 Flux objects, %2 managed").arg(blast.fluxObjects).arg(blast.managed));
        m_rows->set(blast.moves);
    }
    QPointer<items::ClusterModel> m_cluster;
    std::vector<ObjectKey> m_keys;
    QCheckBox* m_source = nullptr;
    widgets::PlainLabel* m_sum = nullptr;
    Rows* m_rows = nullptr;
};

} // namespace

Blast blastOf(const items::ClusterModel& cluster, const std::vector<ObjectKey>& keys, bool withSource)
{
    const tree::FleetTree& tree = cluster.tree();
    Blast blast;
    const auto known = [&](const ObjectKey& key) {
        return std::any_of(blast.moves.begin(), blast.moves.end(), [&](const Move& move) { return move.key == key; });
    };
    const auto add = [&](const ObjectKey& key, const QString& effect) {
        if (key.empty() || known(key))
            return;
        const auto verdict = tree.verdict(key);
        const bool stands = verdict.suspended;
        blast.moves.push_back(
            {key, verdict.state, verdict.suspended, stands ? say(QT_TRANSLATE_NOOP("Reconcile", "Is suspended, does nothing")) : effect});
        ++blast.fluxObjects;
        if (const auto object = tree.find(key); object && !stands)
            blast.managed += static_cast<int>(object->inventory.size());
    };
    std::vector<ObjectKey> sources;
    if (withSource) {
        for (const ObjectKey& key : keys) {
            const auto object = tree.find(key);
            if (!object)
                continue;
            const ObjectKey source = find(tree, object->chartSource.empty() ? object->source : object->chartSource);
            if (!source.empty()) {
                add(source, say(QT_TRANSLATE_NOOP("Reconcile", "Fetched again, may bring a newer revision")));
                sources.push_back(source);
            }
        }
    }
    for (const ObjectKey& key : keys) {
        const auto object = tree.find(key);
        const int count = object ? static_cast<int>(object->inventory.size()) : 0;
        const bool source = object && flux::info(object->kind).isSource;
        add(key,
            source ? say(QT_TRANSLATE_NOOP("Reconcile", "Fetched again, may bring a newer revision"))
                   : QCoreApplication::translate("Reconcile", "Applied, %n objects", nullptr, count));
        if (source)
            sources.push_back(key);
    }
    for (const ObjectKey& source : sources) {
        for (const ObjectKey& follower : tree.dependants(source))
            add(follower, say(QT_TRANSLATE_NOOP("Reconcile", "Follows if the source is newer")));
    }
    for (const ObjectKey& key : keys) {
        for (const ObjectKey& waiting : tree.dependants(key)) {
            if (tree.verdict(waiting).state == flux::State::Waiting)
                add(waiting, QCoreApplication::translate("Reconcile", "Starts when %1 is ready").arg(text::cleanLine(key.name.view())));
        }
    }
    return blast;
}

void openReconcileDialog(
    QWidget* parent, items::ClusterModel& cluster, const std::vector<ObjectKey>& keys, bool withSource, std::function<void(bool)> confirmed)
{
    if (keys.empty())
        return;
    (new ReconcileDialog(parent, cluster, keys, withSource, std::move(confirmed)))->open();
}

} // namespace dg::window
