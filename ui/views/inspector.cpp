// SPDX-License-Identifier: Apache-2.0
#include "views/inspector.h"

#include "commit_links.h"
#include "flux/stored_release.h"
#include "inventory_list.h"
#include "overview.h"
#include "push_line.h"
#include "text/words.h"
#include "theme/theme.h"
#include "timeline_strip.h"
#include "tree/fleet_tree.h"
#include "views/surface.h"
#include "views/yaml_view.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

struct Inspector::Impl {
    SkewedClock clock; // of the cluster: ages are of what it stamped
    StringPool& pool;
    const tree::FleetTree* tree = nullptr;
    session::SessionStatus status;
    flux::AgentReach reach;
    std::vector<gitlab::Host> gitlabs;
    std::vector<ObjectKey> keys;
    QString blocked;
    bool yamlShown = false; // the YAML of keys.front() was asked for

    Surface* surface = nullptr;
    QStackedWidget* pages = nullptr; // nothing chosen, one, several
    QLabel* icon = nullptr;
    widgets::PlainLabel* title = nullptr;
    widgets::PlainLabel* subtitle = nullptr;
    widgets::Chip* stateChip = nullptr;
    widgets::Chip* secondChip = nullptr;
    widgets::PrimaryButton* reconcile = nullptr;
    widgets::Button* withSource = nullptr;
    QTabBar* tabs = nullptr;
    QStackedWidget* bodies = nullptr;
    Overview* overview = nullptr;
    Overview* cluster = nullptr; // where nothing is chosen
    QWidget* release = nullptr; // in place of an inventory that Flux did not write
    QLabel* releaseWords = nullptr;
    widgets::Button* releaseRead = nullptr;
    QString releaseError; // of keys.front()
    InventoryList* inventory = nullptr;
    YamlView* yaml = nullptr;
    TimelineStrip* day = nullptr;
    ObjectKey dayOf; // whose day was asked for
    QLabel* several = nullptr;
    QLabel* severalStates = nullptr;
    widgets::PrimaryButton* severalReconcile = nullptr;
    widgets::Button* severalWithSource = nullptr;

    Impl(const Clock& c, StringPool& p)
        : clock(c)
        , pool(p)
    {
    }
    [[nodiscard]] ObjectKey key() const { return keys.size() == 1 ? keys.front() : ObjectKey{}; }
};

namespace {

// A page of lines that scrolls.
QScrollArea* scrolled(QWidget* lines, QWidget* parent)
{
    auto* scroll = new QScrollArea(parent);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(lines);
    lines->setAutoFillBackground(false);
    return scroll;
}

} // namespace

// Flux wrote no inventory: what that means, and the way to it that needs a right and a person's word.
QWidget* Inspector::makeRelease(QWidget* parent)
{
    auto* page = new QWidget(parent);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metric::Panel, metric::Panel, metric::Panel, metric::Panel);
    column->setSpacing(metric::Gap);
    m_impl->releaseWords = makeLabel(page, FontRole::Body, Color::Text2, {}, true);
    column->addWidget(m_impl->releaseWords);
    auto* row = new QHBoxLayout;
    m_impl->releaseRead = new widgets::Button(tr("Read the stored release"), QStringLiteral("kind-secret"), page);
    m_impl->releaseRead->setObjectName(QStringLiteral("inspectorReadRelease"));
    row->addWidget(m_impl->releaseRead);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(1);
    connect(m_impl->releaseRead, &QAbstractButton::clicked, this, [this] {
        m_impl->releaseError.clear();
        m_impl->releaseRead->setEnabled(false);
        Q_EMIT storedReleaseWanted(m_impl->key());
    });
    return page;
}

// Nothing is chosen: what to do, and the cluster itself.
QWidget* Inspector::makeNothing(QWidget* parent)
{
    auto* page = new QWidget(parent);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, metric::Panel, 0, 0);
    column->setSpacing(metric::Gap);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->addWidget(makeLabel(
        page, FontRole::Body, Color::Text2, tr("Nothing is selected. Choose a row to see its conditions, revision and inventory."), true));
    column->addLayout(row);
    m_impl->cluster = new Overview;
    m_impl->cluster->setObjectName(QStringLiteral("clusterOverview"));
    column->addWidget(scrolled(m_impl->cluster, page), 1);
    return page;
}

Inspector::Inspector(const Clock& clock, StringPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>(clock, pool))
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(QStringLiteral("Inspector")); // a fixed name: contracts.md §3
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    Impl& d = *m_impl;
    auto* surface = d.surface = new Surface(Color::Raised, this);
    outer->addWidget(surface);
    auto* column = new QVBoxLayout(surface);
    column->setContentsMargins(1, 0, 0, 0);
    d.pages = new QStackedWidget(surface);
    column->addWidget(d.pages);
    d.pages->addWidget(makeNothing(d.pages));

    auto* one = new QWidget(d.pages);
    auto* oneColumn = new QVBoxLayout(one);
    oneColumn->setContentsMargins(0, metric::Panel, 0, 0);
    oneColumn->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metric::Panel, 0, metric::Gap, 0);
    head->setSpacing(metric::Gap);
    d.icon = new QLabel(one);
    d.icon->setTextFormat(Qt::PlainText);
    d.icon->setFixedSize(metric::Icon, metric::Icon);
    d.title = new widgets::PlainLabel({}, FontRole::Title, Color::Text1, one);
    d.title->setObjectName(QStringLiteral("inspectorTitle"));
    d.title->setElideMode(Qt::ElideMiddle);
    auto* copy = new widgets::ToolButton(QStringLiteral("action-copy"), tr("Copy kind, namespace and name"), {}, one);
    copy->setObjectName(QStringLiteral("inspectorCopy"));
    head->addWidget(d.icon);
    head->addWidget(d.title, 1);
    head->addWidget(copy);
    oneColumn->addLayout(head);
    d.subtitle = new widgets::PlainLabel({}, FontRole::Small, Color::Text2, one);
    auto* subtitleRow = new QHBoxLayout;
    subtitleRow->setContentsMargins(metric::Panel + metric::Icon + metric::Gap, 0, metric::Panel, metric::Gap);
    subtitleRow->addWidget(d.subtitle);
    oneColumn->addLayout(subtitleRow);
    auto* chips = new QHBoxLayout;
    chips->setSpacing(metric::Gap);
    chips->setContentsMargins(metric::Panel, 0, metric::Panel, metric::Panel);
    d.stateChip = new widgets::Chip(one);
    d.secondChip = new widgets::Chip(one);
    chips->addWidget(d.stateChip);
    chips->addWidget(d.secondChip);
    chips->addStretch(1);
    oneColumn->addLayout(chips);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metric::Gap);
    buttons->setContentsMargins(metric::Panel, 0, metric::Panel, metric::Gap);
    d.reconcile = new widgets::PrimaryButton(tr("Reconcile"), QStringLiteral("action-reconcile"), one);
    d.reconcile->setObjectName(QStringLiteral("inspectorReconcile"));
    d.withSource = new widgets::Button(tr("With source"), QStringLiteral("action-reconcile-source"), one);
    d.withSource->setObjectName(QStringLiteral("inspectorReconcileWithSource"));
    d.withSource->setAccessibleName(tr("Reconcile with source"));
    buttons->addWidget(d.reconcile);
    buttons->addWidget(d.withSource);
    buttons->addStretch(1);
    oneColumn->addLayout(buttons);

    d.tabs = new QTabBar(one);
    d.tabs->setObjectName(QStringLiteral("inspectorTabs"));
    d.tabs->setDocumentMode(true);
    d.tabs->setDrawBase(false);
    d.tabs->setExpanding(false);
    d.tabs->addTab(tr("Overview"));
    d.tabs->addTab(tr("Inventory"));
    d.tabs->addTab(QStringLiteral("YAML"));
    oneColumn->addWidget(d.tabs);
    oneColumn->addWidget(new widgets::Hairline(Qt::Horizontal, Color::Line, one));
    d.bodies = new QStackedWidget(one);
    d.overview = new Overview;
    auto* scroll = scrolled(d.overview, d.bodies);
    d.inventory = new InventoryList(pool, d.bodies);
    d.yaml = new YamlView(d.bodies);
    d.bodies->addWidget(scroll);
    d.bodies->addWidget(d.inventory);
    d.bodies->addWidget(d.yaml);
    d.bodies->addWidget(d.release = makeRelease(d.bodies));
    oneColumn->addWidget(d.bodies, 1);
    d.day = new TimelineStrip(one);
    oneColumn->addWidget(d.day);
    d.pages->addWidget(one);

    auto* several = new QWidget(d.pages);
    auto* severalColumn = new QVBoxLayout(several);
    severalColumn->setContentsMargins(metric::Panel, metric::Panel, metric::Panel, metric::Panel);
    severalColumn->setSpacing(metric::Gap);
    severalColumn->addWidget(d.several = makeLabel(several, FontRole::Title, Color::Text1));
    severalColumn->addWidget(d.severalStates = makeLabel(several, FontRole::Body, Color::Text2, {}, true));
    auto* severalButtons = new QHBoxLayout;
    severalButtons->setSpacing(metric::Gap);
    d.severalReconcile = new widgets::PrimaryButton(tr("Reconcile"), QStringLiteral("action-reconcile"), several);
    d.severalReconcile->setObjectName(QStringLiteral("inspectorReconcileSeveral"));
    d.severalWithSource = new widgets::Button(tr("With source"), QStringLiteral("action-reconcile-source"), several);
    severalButtons->addWidget(d.severalReconcile);
    severalButtons->addWidget(d.severalWithSource);
    severalButtons->addStretch(1);
    severalColumn->addLayout(severalButtons);
    severalColumn->addStretch(1);
    d.pages->addWidget(several);

    for (QAbstractButton* button : {static_cast<QAbstractButton*>(d.reconcile), static_cast<QAbstractButton*>(d.severalReconcile)})
        connect(button, &QAbstractButton::clicked, this, [this] { Q_EMIT reconcileRequested(false); });
    for (QAbstractButton* button : {static_cast<QAbstractButton*>(d.withSource), static_cast<QAbstractButton*>(d.severalWithSource)})
        connect(button, &QAbstractButton::clicked, this, [this] { Q_EMIT reconcileRequested(true); });
    connect(copy, &QAbstractButton::clicked, this, [this] { Q_EMIT copyRequested(text::cleanLine(m_impl->key().toString())); });
    connect(d.day, &TimelineStrip::timelineRequested, this, &Inspector::timelineRequested);
    connect(d.overview, &Overview::linkActivated, this, &Inspector::selectRequested);
    connect(d.overview, &Overview::openRequested, this, &Inspector::openRequested);
    connect(d.inventory, &InventoryList::objectActivated, this, &Inspector::selectRequested);
    connect(d.tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_impl->bodies->setCurrentIndex(index);
        refresh();
    });
    connect(&theme::of(this), &theme::Theme::changed, this, &Inspector::refresh);
    refresh();
}

Inspector::~Inspector() = default;

void Inspector::setTree(const tree::FleetTree* tree)
{
    m_impl->tree = tree;
    m_impl->inventory->setObject(nullptr, {});
    showObjects({});
}

void Inspector::setStatus(const session::SessionStatus& status)
{
    m_impl->status = status;
    m_impl->clock.setSkew(status.clockSkew);
    if (m_impl->keys.empty())
        refresh();
}

void Inspector::showObjects(std::vector<ObjectKey> keys)
{
    if (keys == m_impl->keys && m_impl->tree)
        return refresh();
    m_impl->keys = std::move(keys);
    m_impl->yamlShown = false;
    m_impl->releaseError.clear();
    m_impl->releaseRead->setEnabled(true);
    m_impl->yaml->clear();
    refresh();
    askDay();
}

void Inspector::askDay()
{
    Impl& d = *m_impl;
    const auto key = d.key();
    if (key != d.dayOf)
        d.day->setDay({});
    d.dayOf = key;
    if (!key.empty() && isVisible())
        Q_EMIT dayWanted(key);
}

void Inspector::setDay(const ObjectKey& key, const items::TimelineDay& day)
{
    if (key == m_impl->key())
        m_impl->day->setDay(day);
}

void Inspector::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    askDay();
}

void Inspector::setOverlay(bool overlay)
{
    m_impl->surface->setLines(overlay ? Qt::LeftEdge : Qt::Edges());
}

const std::vector<ObjectKey>& Inspector::objects() const
{
    return m_impl->keys;
}

void Inspector::setReconcileBlocked(const QString& reason)
{
    m_impl->blocked = reason;
    for (widgets::Button* button : {static_cast<widgets::Button*>(m_impl->reconcile), m_impl->withSource,
             static_cast<widgets::Button*>(m_impl->severalReconcile), m_impl->severalWithSource})
        button->setBlocked(reason);
}

void Inspector::refresh()
{
    Impl& d = *m_impl;
    if (!d.tree || d.keys.empty()) {
        d.pages->setCurrentIndex(0);
        d.cluster->setLines(d.tree ? clusterLines(*d.tree, d.status) : std::vector<Line>{});
        return;
    }
    if (d.keys.size() > 1) {
        d.pages->setCurrentIndex(2);
        d.several->setText(tr("%n objects selected", nullptr, static_cast<int>(d.keys.size())));
        std::array<int, flux::StateCount + 2> counts{};
        for (const ObjectKey& key : d.keys)
            ++counts[static_cast<std::size_t>(d.tree->verdict(key).state)];
        QStringList words;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts[i] > 0) //: %1 is a state such as Failed, %2 a number
                words << tr("%1: %2").arg(text::stateName(static_cast<flux::State>(i))).arg(counts[i]);
        }
        d.severalStates->setText(words.join(QStringLiteral(", ")));
        return;
    }
    d.pages->setCurrentIndex(1);
    const ObjectKey key = d.keys.front();
    const auto object = d.tree->find(key);
    const auto managed = object ? nullptr : d.tree->findManaged(key);
    const flux::Verdict verdict = managed ? flux::evaluate(*managed) : d.tree->verdict(key);
    const QString iconName = widgets::kindIcon(key.kind.view());
    const theme::Theme& theme = theme::of(this);
    d.icon->setPixmap(theme.pixmap(iconName, theme.color(Color::Text2), metric::Icon, devicePixelRatioF()));
    d.title->setText(text::cleanLine(key.name.view()));
    d.subtitle->setText(kindSentence(key));
    if (managed && managed->health == flux::Health::NotRead && verdict.note == flux::Note::NotLookedAt)
        d.stateChip->setContent({}, tr("Present"), Color::Neutral, Color::NeutralTint);
    else
        d.stateChip->setContent(widgets::stateIcon(verdict.state), text::stateName(verdict.state), widgets::stateInk(verdict.state),
            widgets::stateTint(verdict.state));
    d.stateChip->setVisible(object || managed);
    d.secondChip->setVisible(verdict.suspended);
    if (verdict.suspended)
        d.secondChip->setContent(QStringLiteral("state-suspended"), tr("Suspended"), Color::Neutral, Color::NeutralTint);
    d.reconcile->setVisible(object != nullptr);
    d.withSource->setVisible(object && !flux::info(object->kind).isSource);

    const int count = object ? static_cast<int>(object->inventory.size()) : 0;
    const bool unwritten = object && object->kind == flux::Kind::HelmRelease && !object->inventory.present() && !object->remoteCluster;
    d.tabs->setTabVisible(InventoryTab, count > 0 || unwritten);
    d.tabs->setTabText(InventoryTab, unwritten ? tr("Inventory") : tr("Inventory %1").arg(count));
    if (d.tabs->currentIndex() == InventoryTab)
        d.bodies->setCurrentWidget(unwritten ? d.release : static_cast<QWidget*>(d.inventory));
    if (unwritten)
        showUnwritten(*object);
    switch (d.tabs->currentIndex()) {
    case InventoryTab:
        d.inventory->setObject(d.tree, key);
        d.inventory->refresh();
        break;
    case YamlTab:
        if (key.kind.view() == "Secret")
            d.yaml->setMessage(tr("Values of Secrets are not read."));
        else if (!d.yamlShown) {
            d.yamlShown = true;
            d.yaml->setMessage(tr("Reading the object…"));
            Q_EMIT yamlWanted(key);
        }
        break;
    default:
        auto lines = overviewLines(*d.tree, d.pool, key, d.clock);
        addPushLine(lines, *d.tree, d.status, d.reach, key);
        addCommitLinks(lines, *d.tree, d.pool, d.gitlabs, key);
        d.overview->setLines(lines);
    }
}

void Inspector::showUnwritten(const flux::FluxObject& object)
{
    Impl& d = *m_impl;
    const auto secret = text::cleanLine(flux::storedReleaseName(object));
    QString words = tr("Flux wrote no inventory for this release: it does since Flux 2.8, from the next install or upgrade on.");
    if (!secret.isEmpty())
        words += QLatin1Char('\n')
            + tr(
                "Helm's own record names the objects. It is the Secret %1: reading it needs the right to get Secrets in %2. Only kinds and "
                "names are kept.")
                  .arg(secret,
                      text::cleanLine(object.storageNamespace.empty() ? object.key.ns.view() : std::string_view(object.storageNamespace)));
    if (!d.releaseError.isEmpty())
        words += QLatin1Char('\n') + d.releaseError;
    d.releaseWords->setText(words);
    d.releaseRead->setVisible(!secret.isEmpty());
}

void Inspector::setStoredRelease(const ObjectKey& key, const Status& status)
{
    if (m_impl->key() != key)
        return;
    m_impl->releaseRead->setEnabled(true);
    m_impl->releaseError = status ? QString() : text::errorSentence(status.error());
    refresh();
}

void Inspector::setYaml(const ObjectKey& key, const Result<std::string>& json)
{
    if (m_impl->keys.size() != 1 || m_impl->keys.front() != key || key.kind.view() == "Secret")
        return;
    if (json)
        m_impl->yaml->setJson(*json);
    else
        m_impl->yaml->setMessage(text::errorSentence(json.error()));
}

void Inspector::setReach(const flux::AgentReach& reach)
{
    m_impl->reach = reach;
    refresh();
}

void Inspector::setGitLabs(std::vector<gitlab::Host> hosts)
{
    m_impl->gitlabs = std::move(hosts);
}

void Inspector::setCurrentTab(Tab tab)
{
    m_impl->tabs->setCurrentIndex(tab);
}

QString Inspector::clusterText() const
{
    return m_impl->cluster->asText();
}

QString Inspector::overviewText() const
{
    return m_impl->overview->asText();
}

void Inspector::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Find) && m_impl->tabs->currentIndex() == YamlTab)
        m_impl->yaml->startSearch();
    else
        QWidget::keyPressEvent(event);
}

} // namespace dg::views
