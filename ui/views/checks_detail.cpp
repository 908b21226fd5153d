// SPDX-License-Identifier: Apache-2.0
#include "checks_detail.h"

#include "checks_list.h"
#include "text/check_words.h"
#include "text/words.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"
#include "yaml_highlighter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedLayout>
#include <QTextBlock>
#include <QVBoxLayout>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;
using Group = items::ChecksListModel::Group;

namespace {

constexpr std::size_t MostShown = 30; // objects named; the rest is counted
constexpr int TextSide = 16;
constexpr int FooterHeight = 52;

// An icon that follows the theme.
class KindMark final : public QWidget {
public:
    KindMark(QString icon, QWidget* parent)
        : QWidget(parent)
        , m_icon(std::move(icon))
    {
        setFixedSize(metric::Icon, metric::Icon);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const theme::Theme& theme = theme::of(this);
        widgets::drawIcon(&painter, theme, rect(), m_icon, theme.color(Color::Text2));
    }

private:
    QString m_icon;
};

} // namespace

ChecksDetail::ChecksDetail(QWidget* parent)
    : Surface(Color::Raised, parent, Qt::LeftEdge)
{
    setObjectName(QStringLiteral("checksDetail"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(makeText());
    column->addWidget(scroll, 1);
    m_footer = makeFooter();
    column->addWidget(m_footer);
    setOutcome(nullptr);
}

QWidget* ChecksDetail::makeText()
{
    m_body = new Surface(Color::Raised, this);
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const auto section = [&](Qt::Edges lines) {
        auto* part = new Surface(Color::Raised, m_body, lines);
        auto* rows = new QVBoxLayout(part);
        rows->setContentsMargins(TextSide, metric::Panel, TextSide, metric::Panel);
        rows->setSpacing(metric::Gap);
        column->addWidget(part);
        return std::pair<QWidget*, QVBoxLayout*>(part, rows);
    };
    auto [head, headRows] = section({});
    m_title = makeLabel(head, FontRole::Title, Color::Text1, {}, true);
    m_title->setObjectName(QStringLiteral("checkTitle"));
    headRows->addWidget(m_title);
    auto* chips = new QHBoxLayout;
    m_verdict = new widgets::Chip(head);
    m_area = new widgets::Chip(head);
    chips->addWidget(m_verdict);
    chips->addWidget(m_area);
    chips->addStretch(1);
    headRows->addLayout(chips);

    auto [why, whyRows] = section(Qt::TopEdge);
    whyRows->addWidget(new widgets::SectionTitle(tr("Why it matters"), why));
    m_why = makeLabel(why, FontRole::Body, Color::Text1, {}, true);
    m_why->setObjectName(QStringLiteral("checkWhy"));
    whyRows->addWidget(m_why);

    auto [from, fromRows] = section(Qt::TopEdge);
    m_from = from;
    fromRows->addWidget(new widgets::SectionTitle(tr("Where it comes from"), from));
    m_subjects = new QVBoxLayout;
    m_subjects->setSpacing(metric::IconText);
    fromRows->addLayout(m_subjects);
    m_accepted = makeLabel(from, FontRole::Body, Color::Text2, {}, true);
    m_accepted->setObjectName(QStringLiteral("checkAccepted"));
    fromRows->addWidget(m_accepted);

    auto [how, howRows] = section(Qt::TopEdge);
    m_how = how;
    howRows->addWidget(new widgets::SectionTitle(tr("How to fix it"), how));
    m_remedy = makeLabel(how, FontRole::Body, Color::Text1, {}, true);
    m_remedy->setObjectName(QStringLiteral("checkRemedy"));
    howRows->addWidget(m_remedy);
    m_yamlBox = new Surface(Color::Base, how, Qt::TopEdge | Qt::BottomEdge | Qt::LeftEdge | Qt::RightEdge);
    auto* box = new QHBoxLayout(m_yamlBox);
    box->setContentsMargins(metric::Gap, metric::Gap, metric::Gap, metric::Gap);
    m_yaml = new QPlainTextEdit(m_yamlBox);
    m_yaml->setObjectName(QStringLiteral("checkYaml"));
    m_yaml->setAccessibleName(tr("YAML of the fix"));
    m_yaml->setReadOnly(true);
    m_yaml->setFrameShape(QFrame::NoFrame);
    m_yaml->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_yaml->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_yaml->setFont(theme::of(this).font(FontRole::Revision));
    m_yaml->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_yaml->setTabChangesFocus(true);
    new YamlHighlighter(m_yaml->document());
    box->addWidget(m_yaml, 1);
    auto* copy = new widgets::ToolButton(QStringLiteral("action-copy"), tr("Copy the fix"), {}, m_yamlBox);
    copy->setObjectName(QStringLiteral("checkCopyYaml"));
    connect(copy, &QAbstractButton::clicked, this, &ChecksDetail::copyFix);
    box->addWidget(copy, 0, Qt::AlignTop);
    howRows->addWidget(m_yamlBox);
    column->addStretch(1);
    return m_body;
}

QWidget* ChecksDetail::makeFooter()
{
    auto* footer = new Surface(Color::Raised, this, Qt::TopEdge);
    footer->setFixedHeight(FooterHeight);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(TextSide, 0, TextSide, 0);
    row->setSpacing(metric::Gap);
    m_copy = new widgets::PrimaryButton(tr("Copy the fix"), {}, footer);
    m_copy->setObjectName(QStringLiteral("checkCopy"));
    m_copy->setHint(tr("Copies the YAML (Alt+Y)"));
    m_accept = new widgets::Button(tr("Accept this risk"), {}, footer);
    m_accept->setObjectName(QStringLiteral("checkAccept"));
    m_accept->setHint(tr("It is counted apart from then on, with your reason (Alt+A)"));
    auto* docs = new widgets::Button(tr("Documentation"), QStringLiteral("action-open-browser"), footer);
    docs->setObjectName(QStringLiteral("checkDocumentation"));
    row->addWidget(m_copy);
    row->addWidget(m_accept);
    row->addStretch(1);
    row->addWidget(docs);
    connect(m_copy, &QAbstractButton::clicked, this, &ChecksDetail::copyFix);
    connect(m_accept, &QAbstractButton::clicked, this, &ChecksDetail::accept);
    connect(docs, &QAbstractButton::clicked, this,
        [this] { Q_EMIT documentationRequested(QLatin1String(checks::info(m_outcome.id).documentation)); });
    return footer;
}

void ChecksDetail::setOutcome(const checks::Outcome* outcome)
{
    m_body->setVisible(outcome != nullptr);
    m_footer->setVisible(outcome != nullptr);
    m_outcome = outcome ? *outcome : checks::Outcome{};
    if (!outcome)
        return;
    const auto group = items::ChecksListModel::groupOf(*outcome);
    const auto mark = checkMarkOf(group);
    m_title->setText(text::checkTitle(*outcome));
    m_verdict->setContent(mark.icon, checkGroupName(group), mark.ink, mark.tint);
    m_area->setContent({}, text::areaName(checks::info(outcome->id).area), Color::Text2, Color::NeutralTint);
    m_why->setText(text::checkWhy(outcome->id));
    showSubjects();
    m_accepted->setVisible(!outcome->accepted.empty());
    if (!outcome->accepted.empty()) //: %1 a person's reason
        m_accepted->setText(
            tr("%n accepted: %1", nullptr, static_cast<int>(outcome->accepted.size())).arg(text::cleanLine(outcome->acceptedBy)));
    const bool mend = outcome->needsAttention();
    m_how->setVisible(mend);
    m_remedy->setText(text::checkRemedy(outcome->id));
    m_yamlBox->setVisible(!outcome->fix.empty());
    m_yaml->setPlainText(text::qs(outcome->fix).trimmed());
    const int lines = m_yaml->document()->blockCount();
    m_yaml->setFixedHeight(
        lines * QFontMetrics(m_yaml->font()).lineSpacing() + 2 * static_cast<int>(m_yaml->document()->documentMargin()) + 2);
    m_copy->setBlocked(mend && !outcome->fix.empty() ? QString() : tr("There is no YAML for this"));
    m_accept->setBlocked(mend ? QString() : tr("There is nothing to accept"));
}

void ChecksDetail::showSubjects()
{
    while (auto* item = m_subjects->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    std::size_t left = MostShown, more = 0;
    for (const auto* list : {&m_outcome.subjects, &m_outcome.accepted, &m_outcome.unclear}) {
        for (const auto& subject : *list) {
            if (left == 0)
                ++more;
            else if (--left, true)
                addSubject(subject);
        }
    }
    if (more > 0)
        m_subjects->addWidget(makeLabel(m_from, FontRole::Body, Color::Text2, tr("%n more", nullptr, static_cast<int>(more))));
    m_from->setVisible(m_subjects->count() > 0);
}

void ChecksDetail::addSubject(const checks::Subject& subject)
{
    auto* line = new QWidget(m_from);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::IconText);
    const auto& object = subject.object;
    row->addWidget(new KindMark(widgets::kindIcon(object.kind.view()), line));
    const auto fact = text::factText(subject);
    if (object.name.empty()) {
        row->addWidget(new widgets::PlainLabel(text::subjectName(object), FontRole::Body, Color::Text1, line));
    } else {
        auto* link = new widgets::LinkButton(text::cleanLine(object.name.view()), line);
        link->setAccessibleName(QStringList{text::subjectName(object), fact}.join(QStringLiteral(", ")));
        connect(link, &QAbstractButton::clicked, this, [this, object] { Q_EMIT selectRequested(object); });
        row->addWidget(link);
        if (!object.ns.empty()) //: %1 a namespace
            row->addWidget(new widgets::PlainLabel(tr("in %1").arg(text::cleanLine(object.ns.view())), FontRole::Body, Color::Text2, line));
    }
    auto* evidence = new widgets::PlainLabel(fact, FontRole::Body, Color::Text2, line);
    evidence->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    row->addWidget(evidence, 1);
    m_subjects->addWidget(line);
}

void ChecksDetail::copyFix()
{
    if (!m_outcome.fix.empty())
        Q_EMIT copyRequested(text::qs(m_outcome.fix));
}

void ChecksDetail::accept()
{
    if (m_outcome.needsAttention())
        Q_EMIT acceptRequested(m_outcome);
}

} // namespace dg::views
