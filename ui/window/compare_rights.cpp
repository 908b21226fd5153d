// SPDX-License-Identifier: Apache-2.0
#include "compare_rights.h"

#include "text/exact_words.h"
#include "text/words.h"
#include "theme/theme.h"
#include "widgets/paint.h"

#include <QAbstractListModel>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>

#include <algorithm>
#include <optional>

namespace dg::window {

namespace metric = theme::metric;
using session::Permission;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int RowHeight = 24, AskAfter = 150; // px, ms: who types or clicks on asks once
}

class CompareRights::Model final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;
    struct Line {
        session::AccessQuestion question;
        std::optional<session::AccessAnswer> answer; // none: it is being asked
    };
    std::vector<Line> lines;

    void set(std::vector<Line> fresh)
    {
        beginResetModel();
        lines = std::move(fresh);
        endResetModel();
    }
    [[nodiscard]] QString right(int row) const
    {
        const auto& line = lines[static_cast<std::size_t>(row)];
        const QString words = text::rightText(line.answer ? *line.answer : session::AccessAnswer{line.question, {}, {}, {}});
        const auto& namespaces = line.question.namespaces;
        if (namespaces.size() == 1) //: %1 "get secrets", %2 a namespace
            return CompareRights::tr("%1 in %2").arg(words, text::cleanLine(namespaces.front()));
        if (namespaces.size() > 1) //: %1 "get secrets", %2 a number
            return CompareRights::tr("%1 in %2 namespaces").arg(words).arg(namespaces.size());
        return words;
    }
    [[nodiscard]] QString state(int row) const
    {
        const auto& answer = lines[static_cast<std::size_t>(row)].answer;
        return answer ? text::permissionText(*answer) : CompareRights::tr("Being asked");
    }
    [[nodiscard]] Permission permission(int row) const
    {
        const auto& answer = lines[static_cast<std::size_t>(row)].answer;
        return answer ? answer->permission : Permission::Unknown;
    }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(lines.size()); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return QString(right(index.row()) + QStringLiteral(": ") + state(index.row()));
        return {};
    }
};

namespace {

template <class Model> class Delegate final : public QStyledItemDelegate {
public:
    Delegate(const Model& model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {0, std::max(RowHeight, option.fontMetrics.height() + 6)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const theme::Theme& theme = theme::of(option.widget);
        const auto permission = m_model.permission(index.row());
        const QRect box = option.rect.adjusted(metric::Panel, 0, -metric::Panel, 0);
        const auto mark = permission == Permission::Allowed ? flux::State::Ready
            : permission == Permission::Denied              ? flux::State::Forbidden
                                                            : flux::State::Unknown;
        widgets::drawMark(painter, theme, QRect(box.left(), box.top(), metric::Icon, box.height()), mark);
        const int left = box.left() + metric::Icon + metric::IconText;
        const int split = left + (box.right() - left) * 3 / 5;
        const auto put = [&](int from, int to, Color ink, const QString& words) {
            painter->setFont(theme.font(FontRole::Body));
            painter->setPen(theme.color(ink));
            painter->drawText(QRect(from, box.top(), to - from, box.height()), Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
                painter->fontMetrics().elidedText(words, Qt::ElideRight, to - from));
        };
        put(left, split - metric::Gap, Color::Text1, m_model.right(index.row()));
        put(split, box.right(), permission == Permission::Denied ? Color::Failed : Color::Text2, m_model.state(index.row()));
    }

private:
    const Model& m_model;
};

} // namespace

CompareRights::CompareRights(Ask ask, QWidget* parent)
    : QListView(parent)
    , m_ask(std::move(ask))
    , m_model(new Model(this))
{
    setObjectName(QStringLiteral("compareRights"));
    setAccessibleName(tr("Rights it needs"));
    setUniformItemSizes(true);
    setSelectionMode(NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setModel(m_model);
    setItemDelegate(new Delegate<Model>(*m_model, this));
    m_timer.setSingleShot(true);
    m_timer.setInterval(AskAfter);
    connect(&m_timer, &QTimer::timeout, this, &CompareRights::askNow);
}

void CompareRights::setQuestions(std::vector<session::AccessQuestion> questions)
{
    std::vector<Model::Line> lines;
    bool open = false;
    for (auto& question : questions) {
        const auto known = std::ranges::find(m_known, question, &session::AccessAnswer::question);
        open = open || known == m_known.end();
        lines.push_back({std::move(question), known == m_known.end() ? std::nullopt : std::optional(*known)});
    }
    m_model->set(std::move(lines));
    if (open)
        m_timer.start();
    Q_EMIT answered();
}

void CompareRights::askNow()
{
    std::vector<session::AccessQuestion> open;
    for (const auto& line : m_model->lines) {
        if (!line.answer)
            open.push_back(line.question);
    }
    if (!open.empty())
        m_ask(std::move(open), [guard = QPointer(this)](const Answers& answers) {
            if (guard)
                guard->take(answers);
        });
}

void CompareRights::take(const Answers& answers)
{
    m_known.insert(m_known.end(), answers.begin(), answers.end());
    auto lines = m_model->lines;
    for (auto& line : lines) {
        const auto known = std::ranges::find(m_known, line.question, &session::AccessAnswer::question);
        if (known != m_known.end())
            line.answer = *known;
    }
    m_model->set(std::move(lines));
    Q_EMIT answered();
}

int CompareRights::lacking() const
{
    int count = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        count += m_model->permission(row) == Permission::Denied ? 1 : 0;
    return count;
}

QString CompareRights::sentence(int row) const
{
    return m_model->data(m_model->index(row), Qt::DisplayRole).toString();
}

} // namespace dg::window
