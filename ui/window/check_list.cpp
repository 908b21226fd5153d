// SPDX-License-Identifier: Apache-2.0
#include "check_list.h"

#include "text/gitlab_words.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"

#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace dg::window {

namespace metric = theme::metric;
using gitlab::StepState;

namespace {

constexpr int RowHeight = 26;
constexpr int StepWidth = 192;
constexpr int TimeWidth = 48;

struct Mark {
    const char* icon;
    theme::Color ink;
};

Mark markOf(StepState state)
{
    switch (state) {
    case StepState::Passed:
        return {"state-ready", theme::Color::Ready};
    case StepState::Warned:
        return {"warning", theme::Color::DriftMark};
    case StepState::Failed:
        return {"state-failed", theme::Color::Failed};
    case StepState::Running:
        return {"state-reconciling", theme::Color::Accent};
    default:
        return {"state-unknown", theme::Color::Text3};
    }
}

} // namespace

CheckList::CheckList(Clipboard& clipboard, QWidget* parent)
    : QScrollArea(parent)
    , m_clipboard(clipboard)
{
    setObjectName(QStringLiteral("connectSteps"));
    setAccessibleName(tr("Connection test"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
}

void CheckList::addRow(QVBoxLayout* column, const gitlab::StepResult& step)
{
    auto* row = new QWidget;
    row->setFixedHeight(RowHeight);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metric::Gap);
    const bool idle = step.state == StepState::Waiting || step.state == StepState::Skipped;
    const auto mark = markOf(step.state);
    auto* sign = new widgets::PlainLabel({}, theme::FontRole::Body, theme::Color::Text1, row);
    sign->setFixedWidth(metric::Icon);
    sign->setPixmap(theme::of(this).icon(QLatin1String(mark.icon), mark.ink).pixmap(metric::IconSmall, metric::IconSmall));
    const auto name = text::stepName(step.step);
    auto* what = new widgets::PlainLabel(name, theme::FontRole::Body, idle ? theme::Color::Text2 : theme::Color::Text1, row);
    what->setFixedWidth(StepWidth);
    auto* found = new widgets::PlainLabel(text::stepFound(step), theme::FontRole::Body, theme::Color::Text2, row);
    auto* time = new widgets::PlainLabel(
        step.took.count() > 0 ? text::duration(step.took) : QString(), theme::FontRole::Body, theme::Color::Text2, row);
    time->setFixedWidth(TimeWidth);
    time->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    line->addWidget(sign);
    line->addWidget(what);
    line->addWidget(found, 1);
    line->addWidget(time);
    const QString states[] = {tr("waiting"), tr("running"), tr("passed"), tr("passed with a note"), tr("failed"), tr("skipped")};
    what->setAccessibleName(tr("%1: %2", "step: result").arg(name, states[static_cast<std::size_t>(step.state)]));
    column->addWidget(row);
}

void CheckList::addRemedy(QVBoxLayout* column, const gitlab::StepResult& step, const QString& remedy)
{
    auto* block = new QWidget;
    auto* lines = new QVBoxLayout(block);
    lines->setContentsMargins(metric::Icon + metric::Gap, 0, 0, metric::Gap);
    lines->setSpacing(metric::Gap / 2);
    auto* sentence = views::makeLabel(block, theme::FontRole::Body, theme::Color::Text1, remedy, true);
    sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    if (step.state == StepState::Failed)
        sentence->setObjectName(QStringLiteral("connectRemedy"));
    lines->addWidget(sentence);
    if (!step.yaml.empty()) {
        auto* copy = new widgets::LinkButton(
            step.yamlFor.empty() ? tr("Copy the lines for kubectl apply") : tr("Copy the lines for config.yaml"), block);
        copy->setObjectName(QStringLiteral("connectCopyYaml"));
        connect(copy, &QAbstractButton::clicked, this, [this, yaml = step.yaml] { m_clipboard.setText(text::qs(yaml)); });
        auto* row = new QHBoxLayout;
        row->addWidget(copy);
        row->addStretch(1);
        lines->addLayout(row);
    }
    column->addWidget(block);
    if (step.state == StepState::Failed)
        QTimer::singleShot(0, block, [this, block] { ensureWidgetVisible(block, 0, metric::Gap); });
}

void CheckList::setSteps(const std::vector<gitlab::StepResult>& steps)
{
    auto* inside = new views::Surface(theme::Color::Base);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(metric::Panel, metric::Gap / 2, metric::Panel, metric::Gap / 2);
    column->setSpacing(0);
    for (const auto& step : steps) {
        addRow(column, step);
        if (const auto remedy = text::stepRemedy(step); !remedy.isEmpty())
            addRemedy(column, step, remedy);
    }
    column->addStretch(1);
    setWidget(inside);
}

} // namespace dg::window
