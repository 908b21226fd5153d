// SPDX-License-Identifier: Apache-2.0
#include "delivery_head.h"

#include "text/delivery_words.h"
#include "text/drift_words.h"
#include "text/words.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"

#include <QAction>
#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>

#include <algorithm>

namespace dg::views {

namespace metric = theme::metric;
using delivery::Hop;
using delivery::HopState;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int HeadHeight = 60, DetailHeight = 108, FactRow = 22;

Color inkOfIcon(const QString& icon)
{
    return icon == QLatin1String("state-failed")     ? Color::Failed
        : icon == QLatin1String("state-ready")       ? Color::Ready
        : icon == QLatin1String("state-waiting")     ? Color::Waiting
        : icon == QLatin1String("state-reconciling") ? Color::Accent
                                                     : Color::Neutral;
}

QString pipelineIcon(gitlab::PipelineState state)
{
    using gitlab::PipelineState;
    return state == PipelineState::Succeeded ? QStringLiteral("state-ready")
        : state == PipelineState::Failed     ? QStringLiteral("state-failed")
        : state == PipelineState::Running    ? QStringLiteral("state-reconciling")
        : state == PipelineState::Pending    ? QStringLiteral("state-waiting")
                                             : QStringLiteral("state-unknown");
}

} // namespace

Color deliveryInk(const delivery::Delivery& delivery)
{
    return inkOfIcon(text::deliveryIcon(delivery));
}

DeliveryHead::DeliveryHead(QWidget* parent)
    : Surface(Color::Base, parent, Qt::BottomEdge)
{
    setFixedHeight(HeadHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metric::GroupGap, metric::Gap, metric::GroupGap, metric::Gap);
    row->setSpacing(metric::Gap);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    m_title = new widgets::PlainLabel({}, FontRole::Title, Color::Text1, this);
    m_title->setObjectName(QStringLiteral("deliveryTitle"));
    lines->addWidget(m_title);
    auto* facts = new QHBoxLayout;
    facts->setSpacing(metric::Gap);
    m_revision = new widgets::PlainLabel({}, FontRole::Revision, Color::Text2, this);
    m_revision->setObjectName(QStringLiteral("deliveryRevision"));
    m_author = new widgets::PlainLabel({}, FontRole::Body, Color::Text2, this);
    m_author->setObjectName(QStringLiteral("deliveryAuthor"));
    m_request = new widgets::LinkButton({}, this);
    m_request->setObjectName(QStringLiteral("deliveryMergeRequest"));
    m_pipelineMark = makeLabel(this, FontRole::Body, Color::Text2);
    m_pipeline = new widgets::LinkButton({}, this);
    m_pipeline->setObjectName(QStringLiteral("deliveryPipeline"));
    m_clusters = new widgets::LinkButton({}, this);
    m_clusters->setObjectName(QStringLiteral("deliveryClusters"));
    for (auto* part : {static_cast<QWidget*>(m_revision), static_cast<QWidget*>(m_author), static_cast<QWidget*>(m_request),
             static_cast<QWidget*>(m_pipelineMark), static_cast<QWidget*>(m_pipeline), static_cast<QWidget*>(m_clusters)})
        facts->addWidget(part);
    facts->addStretch(1);
    lines->addLayout(facts);
    row->addLayout(lines, 1);
    m_runs = new widgets::Button({}, {}, this);
    m_runs->setObjectName(QStringLiteral("deliveryRuns"));
    m_runs->setHint(tr("Which run is shown (Alt+R)"));
    m_runs->setMenu(new QMenu(m_runs));
    m_open = new widgets::Button(tr("Open commit"), QStringLiteral("action-open-browser"), this);
    m_open->setObjectName(QStringLiteral("deliveryOpen"));
    m_open->setHint(tr("The commit's page on GitLab (Ctrl+O)"));
    row->addWidget(m_runs);
    row->addWidget(m_open);
    connect(m_open, &QAbstractButton::clicked, this, &DeliveryHead::openCommit);
    connect(m_request, &QAbstractButton::clicked, this, [this] { Q_EMIT openRequested(m_requestUrl); });
    connect(m_pipeline, &QAbstractButton::clicked, this, [this] { Q_EMIT openRequested(m_pipelineUrl); });
    connect(m_clusters, &QAbstractButton::clicked, this, &DeliveryHead::showClusters);
}

void DeliveryHead::setDelivery(const delivery::Delivery& delivery, const std::vector<delivery::Run>& runs, int run, WallTime now)
{
    const auto* answer = delivery.answer.get();
    const gitlab::Commit* commit = nullptr;
    if (answer)
        commit = delivery.pending ? &answer->ahead->commits.back() : answer->commit ? &*answer->commit : nullptr;
    m_title->setText(
        commit && !commit->title.empty() ? text::cleanLine(commit->title) : text::cleanLine(delivery.applier->key.name.view()));
    const auto shown = !delivery.sha.empty()
        ? (delivery.branch.empty() ? std::string() : delivery.branch + "@") + "sha1:" + delivery.sha.substr(0, 8)
        : std::string();
    m_revision->setText(!shown.empty()  ? text::cleanLine(shown)
            : delivery.revision.empty() ? tr("no revision yet")
                                        : text::shortRevision(delivery.revision));
    m_author->setText(commit ? text::cleanLine(commit->author) : text::standingWords(delivery));
    m_commitUrl = commit ? text::qs(commit->webUrl) : QString();
    const bool request = answer && !delivery.pending && !answer->mergeRequests.empty();
    m_request->setVisible(request);
    if (request) {
        const auto& first = answer->mergeRequests.front();
        m_request->setText(QStringLiteral("!%1").arg(first.iid));
        m_request->setAccessibleName(tr("Merge request %1").arg(first.iid));
        m_request->setToolTip(widgets::plainToolTip(text::cleanLine(first.title)));
        m_requestUrl = text::qs(first.webUrl);
    }
    const auto* line = !answer ? nullptr
        : delivery.pending     ? (answer->headPipeline ? &*answer->headPipeline : nullptr)
        : answer->pipeline     ? &*answer->pipeline
                               : nullptr;
    m_pipeline->setVisible(line != nullptr);
    m_pipelineMark->setVisible(line != nullptr);
    if (line) {
        const auto icon = pipelineIcon(line->state);
        const auto& theme = theme::of(this);
        m_pipelineMark->setPixmap(theme.pixmap(icon, theme.color(inkOfIcon(icon)), metric::IconSmall, devicePixelRatioF()));
        m_pipeline->setText(tr("Pipeline %1").arg(line->id));
        m_pipelineUrl = text::qs(line->webUrl);
    }
    m_open->setBlocked(!m_commitUrl.isEmpty() ? QString() : answer ? tr("The project has no such commit") : text::standingWords(delivery));
    m_runs->setVisible(!runs.empty());
    //: %1 which run, %2 how many there are
    m_runs->setText(tr("Run %1 of %2").arg(run + 1).arg(runs.size()));
    auto* menu = m_runs->menu();
    if (menu->isVisible())
        return; // a person is choosing
    menu->clear();
    for (int i = static_cast<int>(runs.size()) - 1; i >= 0; --i) {
        const auto& one = runs[static_cast<std::size_t>(i)];
        const auto when = one.healthy ? text::clockOrDay(*one.healthy, now) : one.failed ? tr("failed") : tr("not yet");
        //: %1 which run, %2 a revision, %3 when
        auto* action = menu->addAction(tr("Run %1, %2, %3").arg(i + 1).arg(text::shortRevision(one.revision), when));
        action->setCheckable(true);
        action->setChecked(i == run);
        connect(action, &QAction::triggered, this, [this, i] { Q_EMIT runChosen(i); });
    }
}

void DeliveryHead::setClusters(const QStringList& names, int of)
{
    m_names = names;
    m_clusters->setVisible(of > 1);
    //: %1 how many clusters have the commit, %2 of how many
    m_clusters->setText(tr("In %1 of %2 clusters").arg(names.size()).arg(of));
}

void DeliveryHead::showRuns()
{
    if (m_runs->isVisible())
        m_runs->showMenu();
}

void DeliveryHead::openCommit()
{
    if (!m_commitUrl.isEmpty())
        Q_EMIT openRequested(m_commitUrl);
}

void DeliveryHead::showClusters()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_names.isEmpty())
        menu->addAction(tr("No open cluster has applied this commit last"))->setEnabled(false);
    for (const auto& name : m_names)
        menu->addAction(name);
    menu->popup(m_clusters->isVisible() ? m_clusters->mapToGlobal(QPoint(0, m_clusters->height()))
                                        : mapToGlobal(QPoint(metric::GroupGap, height())));
}

DeliveryDetail::DeliveryDetail(QWidget* parent)
    : Surface(Color::Base, parent, Qt::TopEdge | Qt::BottomEdge)
{
    setFixedHeight(DetailHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 0, 1);
    row->setSpacing(0);
    auto* left = new Surface(Color::Base, this, Qt::RightEdge);
    auto* lines = new QVBoxLayout(left);
    lines->setContentsMargins(metric::GroupGap, metric::Gap, metric::GroupGap, metric::Gap);
    lines->setSpacing(2);
    auto* first = new QHBoxLayout;
    first->setSpacing(metric::IconText);
    m_mark = makeLabel(left, FontRole::Body, Color::Text2);
    m_title = makeLabel(left, FontRole::BodyBold, Color::Text1);
    m_title->setObjectName(QStringLiteral("deliveryStands"));
    first->addWidget(m_mark);
    first->addWidget(m_title, 1);
    lines->addLayout(first);
    m_cause = makeLabel(left, FontRole::Body, Color::Text2, {}, true);
    m_cause->setObjectName(QStringLiteral("deliveryCause"));
    m_cause->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_cause->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    lines->addWidget(m_cause, 1);
    m_show = new widgets::LinkButton(tr("Show in the tree"), left);
    m_show->setObjectName(QStringLiteral("deliveryShow"));
    first->addWidget(m_show); // beside the title: the cause has the lines below for itself
    row->addWidget(left, 1);
    const auto column = [&](QWidget* box) {
        auto* grid = new QGridLayout(box);
        grid->setContentsMargins(metric::GroupGap, metric::Gap, metric::GroupGap, metric::Gap);
        grid->setHorizontalSpacing(metric::GroupGap);
        grid->setVerticalSpacing(0);
        grid->setColumnStretch(1, 1);
        return grid;
    };
    auto* right = new Surface(Color::Base, this);
    auto* grid = column(right);
    m_responsible = addFact(right, grid, tr("Responsible"));
    m_next = addFact(right, grid, tr("Next attempt"));
    m_running = addFact(right, grid, tr("Still running"), true);
    m_behind = addFact(right, grid, tr("Behind by"));
    m_behindLink = new widgets::LinkButton({}, right);
    m_behindLink->setObjectName(QStringLiteral("deliveryBehind"));
    grid->addWidget(m_behindLink, 3, 1, Qt::AlignLeading | Qt::AlignVCenter);
    row->addWidget(right, 1);
    m_third = new Surface(Color::Base, this, Qt::LeftEdge);
    auto* more = column(m_third);
    m_lastGood = addFact(m_third, more, tr("Last good run"));
    m_project = addFact(m_third, more, tr("Project"));
    m_source = addFact(m_third, more, tr("Source"));
    more->setRowStretch(4, 1);
    row->addWidget(m_third, 1);
    m_third->hide();
    connect(m_show, &QAbstractButton::clicked, this, &DeliveryDetail::treeRequested);
    connect(m_behindLink, &QAbstractButton::clicked, this, &DeliveryDetail::showBehind);
}

DeliveryDetail::Fact DeliveryDetail::addFact(QWidget* parent, QGridLayout* grid, const QString& name, bool revision)
{
    Fact fact;
    const int row = grid->rowCount() == 1 && grid->count() == 0 ? 0 : grid->rowCount();
    fact.name = makeLabel(parent, FontRole::Body, Color::Text2, name);
    fact.value = new widgets::PlainLabel({}, revision ? FontRole::Revision : FontRole::Body, Color::Text1, parent);
    fact.value->setAccessibleName(name);
    grid->addWidget(fact.name, row, 0);
    grid->addWidget(fact.value, row, 1);
    grid->setRowMinimumHeight(row, FactRow);
    return fact;
}

void DeliveryDetail::setDelivery(const delivery::Delivery& delivery, const std::vector<delivery::Run>& runs, WallTime now)
{
    const auto icon = text::deliveryIcon(delivery);
    const auto& theme = theme::of(this);
    m_mark->setPixmap(theme.pixmap(icon, theme.color(inkOfIcon(icon)), metric::Icon, devicePixelRatioF()));
    m_title->setText(text::standsTitle(delivery, now));
    const auto cause = text::causeSentence(delivery);
    m_cause->setText(cause);
    m_cause->setToolTip(widgets::plainToolTip(cause));
    m_responsible.value->setText(text::responsibleName(delivery));
    m_next.value->setText(text::nextAttempt(delivery, now));
    m_running.value->setText(delivery.running.empty() ? tr("Nothing") : text::shortRevision(delivery.running));
    const auto* answer = delivery.answer.get();
    m_ahead = answer && answer->ahead ? answer->ahead->commits : std::vector<gitlab::Commit>{};
    const auto behind = text::behindWords(delivery);
    m_behind.value->setText(behind);
    m_behind.value->setVisible(m_ahead.empty());
    m_behindLink->setText(behind);
    m_behindLink->setAccessibleName(tr("Behind by %1").arg(behind));
    m_behindLink->setVisible(!m_ahead.empty());
    const auto good = std::find_if(runs.rbegin(), runs.rend(), [](const delivery::Run& run) { return run.healthy.has_value(); });
    m_lastGood.value->setText(good == runs.rend()
            ? tr("Unknown")
            : text::clockOrDay(*good->healthy, now) + QStringLiteral(", ") + text::shortRevision(good->revision));
    m_project.value->setText(answer ? text::cleanLine(answer->project.path) : text::standingWords(delivery));
    m_source.value->setText(text::qs(flux::codeForKind(delivery.applier->source.kind.view())) + QLatin1Char(' ')
        + text::cleanLine(delivery.applier->source.name.view()));
}

void DeliveryDetail::setWide(bool wide)
{
    m_third->setVisible(wide);
}

// What an update of the source brings, newest first; a commit's page on Enter.
void DeliveryDetail::showBehind()
{
    if (m_ahead.empty())
        return;
    constexpr std::size_t Most = 20;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t i = 0; i < m_ahead.size() && i < Most; ++i) {
        const auto& commit = m_ahead[m_ahead.size() - 1 - i];
        auto words = text::cleanLine(commit.sha.substr(0, 8)) + QStringLiteral("  ") + text::cleanLine(commit.title) + QStringLiteral("  ")
            + text::cleanLine(commit.author);
        auto* action = menu->addAction(words.replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, url = text::qs(commit.webUrl)] { Q_EMIT openRequested(url); });
    }
    if (m_ahead.size() > Most)
        menu->addAction(tr("%1 more").arg(m_ahead.size() - Most))->setEnabled(false);
    menu->popup(m_behindLink->mapToGlobal(QPoint(0, m_behindLink->height())));
}

} // namespace dg::views
