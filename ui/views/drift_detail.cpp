// SPDX-License-Identifier: Apache-2.0
#include "drift_detail.h"

#include "drift_copy.h"
#include "drift_diff_view.h"
#include "drift_list.h"
#include "drift_owners.h"
#include "flux/reconcile.h"
#include "text/drift_words.h"
#include "text/words.h"
#include "theme/theme.h"
#include "tree/fleet_tree.h"
#include "views/surface.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QBoxLayout>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <array>

namespace dg::views {

namespace metric = theme::metric;
using drift::Finding;
using theme::Color;
using theme::FontRole;

namespace {

// Design §6.
constexpr int HeadHeight = 50, FactsHeight = 50, BarHeight = 32, PaneHead = 28, OwnersBesideFrom = 2200;

class KindIcon final : public QWidget {
public:
    explicit KindIcon(QWidget* parent)
        : QWidget(parent)
    {
        setFixedSize(metric::Icon, metric::Icon);
    }
    void setName(const QString& name)
    {
        m_name = name;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        if (!m_name.isEmpty())
            widgets::drawIcon(&painter, theme::of(this), rect(), m_name, theme::of(this).color(Color::Text2));
    }

private:
    QString m_name;
};

// What the left pane is compared with.
QString leftWord(const Finding& finding)
{
    switch (finding.evidence) {
    case drift::Evidence::StoredManifest:
        return DriftDetail::tr("In Helm's manifest");
    case drift::Evidence::Files:
        return DriftDetail::tr("In the files");
    default:
        return DriftDetail::tr("In Git");
    }
}

} // namespace

struct DriftDetail::Impl {
    Impl(const Clock& usedClock, StringPool& usedPool)
        : clock(usedClock)
        , pool(usedPool)
    {
    }
    const Clock& clock;
    StringPool& pool;
    const tree::FleetTree* tree = nullptr;
    QString cluster;
    std::function<QString(const ObjectKey&)> whyNot;
    ObjectKey key;
    std::vector<Finding> findings;
    QJsonObject live;
    bool liveKnown = false, asked = false;
    QString liveError;
    WallTime readAt{};

    KindIcon* icon = nullptr;
    widgets::PlainLabel* title = nullptr;
    widgets::PlainLabel* subtitle = nullptr;
    widgets::PrimaryButton* reconcile = nullptr;
    widgets::Button* accept = nullptr;
    widgets::ToolButton* more = nullptr;
    QMenu* menu = nullptr;
    QAction* copyPatch = nullptr;
    std::array<widgets::PlainLabel*, 4> factNames{}, facts{};
    widgets::PlainLabel* differing = nullptr;
    widgets::PlainLabel* hidden = nullptr;
    QLineEdit* find = nullptr;
    widgets::PlainLabel* hits = nullptr;
    widgets::SegmentedBar* panes = nullptr;
    widgets::ToolButton* previous = nullptr;
    widgets::ToolButton* next = nullptr;
    widgets::ToolButton* wider = nullptr;
    Surface* diffBar = nullptr;
    Surface* paneHead = nullptr;
    QWidget* leftHead = nullptr;
    widgets::PlainLabel* gitWord = nullptr;
    widgets::PlainLabel* gitFacts = nullptr;
    widgets::PlainLabel* liveFacts = nullptr;
    DriftDiffView* diff = nullptr;
    Surface* message = nullptr; // in place of a pane that nothing is known of
    QLabel* messageText = nullptr;
    widgets::Button* compare = nullptr;
    DriftOwners* owners = nullptr;
    QBoxLayout* body = nullptr; // the differences, and below or beside them the owners

    [[nodiscard]] std::shared_ptr<const flux::FluxObject> ownerObject() const
    {
        return tree && !ownerKey().empty() ? tree->find(ownerKey()) : nullptr;
    }
    [[nodiscard]] ObjectKey ownerKey() const
    {
        for (const auto& finding : findings) {
            if (!finding.owner.empty())
                return flux::keyOf(finding.owner, pool);
        }
        // One of Flux's own that nobody applied is reconciled itself.
        const bool own = !findings.empty() && flux::kindFromGroupKind(key.group.view(), key.kind.view()) != flux::Kind::Other;
        return own ? key : ObjectKey{};
    }
    // The one the facts speak of: the first that counts, one that was compared exactly before all others.
    [[nodiscard]] const Finding* first() const
    {
        const auto counts = [](const Finding& f) { return f.ignoredBy.empty() && drift::counts(f.kind); };
        auto found = std::ranges::find_if(findings, [&](const Finding& f) { return counts(f) && drift::isExact(f.evidence); });
        if (found == findings.end())
            found = std::ranges::find_if(findings, counts);
        return found != findings.end() ? &*found : findings.empty() ? nullptr : &findings.front();
    }
    [[nodiscard]] bool isSecret() const { return key.kind.view() == "Secret" && key.group.empty(); }
    [[nodiscard]] bool isMissing() const
    {
        return std::ranges::any_of(findings, [](const Finding& f) { return f.kind == drift::Kind::Missing; });
    }
};

DriftDetail::DriftDetail(const Clock& clock, StringPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>(clock, pool))
{
    setObjectName(QStringLiteral("driftDetail"));
    Impl& d = *m_impl;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(makeFacts());
    d.body = new QBoxLayout(QBoxLayout::TopToBottom);
    d.body->setSpacing(0);
    auto* differences = new QVBoxLayout;
    differences->setSpacing(0);
    differences->addWidget(makeDiffBar());
    differences->addWidget(makePaneHead());
    d.diff = new DriftDiffView(this);
    differences->addWidget(d.diff, 1);
    d.owners = new DriftOwners(this);
    d.body->addLayout(differences, 2);
    d.body->addWidget(d.owners);
    column->addLayout(d.body, 1);

    d.message = new Surface(Color::Base, d.diff);
    auto* words = new QVBoxLayout(d.message);
    words->setContentsMargins(metric::Panel, metric::Panel, metric::Panel, metric::Panel);
    words->setSpacing(metric::Gap);
    d.messageText = makeLabel(d.message, FontRole::Body, Color::Text2, {}, true);
    d.messageText->setObjectName(QStringLiteral("driftMessage"));
    words->addWidget(d.messageText);
    d.compare = new widgets::Button(tr("Compare exactly…"), {}, d.message);
    d.compare->setObjectName(QStringLiteral("driftCompare"));
    words->addWidget(d.compare, 0, Qt::AlignLeading);
    words->addStretch(1);

    connect(d.reconcile, &QAbstractButton::clicked, this, [this] {
        if (!owner().empty())
            Q_EMIT reconcileRequested(owner());
    });
    connect(d.accept, &QAbstractButton::clicked, this, &DriftDetail::acceptNow);
    connect(d.compare, &QAbstractButton::clicked, this, &DriftDetail::compareRequested);
    connect(d.panes, &widgets::SegmentedBar::currentChanged, this, [this](int index) {
        m_impl->diff->setTwoPanes(index == 0);
        m_impl->leftHead->setVisible(index == 0);
        placeMessage();
    });
    connect(d.previous, &QAbstractButton::clicked, this, [this] { m_impl->diff->step(-1); });
    connect(d.next, &QAbstractButton::clicked, this, [this] { m_impl->diff->step(1); });
    connect(d.wider, &QAbstractButton::clicked, this, [this] { m_impl->diff->setContext(m_impl->diff->context() + 10); });
    connect(d.diff, &DriftDiffView::copyRequested, this, &DriftDetail::copyRequested);
    connect(d.diff, &DriftDiffView::linesShownChanged, this, [this] {
        const int hidden = m_impl->diff->hiddenLines();
        m_impl->hidden->setText(m_impl->diff->diff().hunks.empty() ? QString()
                : hidden == 1                                      ? tr("1 unchanged line hidden")
                                                                   : tr("%n unchanged lines hidden", nullptr, hidden));
    });
    connect(d.find, &QLineEdit::textChanged, this, [this](const QString& typed) {
        const int count = m_impl->diff->find(typed);
        m_impl->hits->setText(typed.isEmpty() ? QString() : count == 0 ? tr("Not found") : tr("%n found", nullptr, count));
    });
    show({}, {});
}

DriftDetail::~DriftDetail() = default;

QWidget* DriftDetail::makeHead()
{
    Impl& d = *m_impl;
    auto* head = new Surface(Color::Raised, this, Qt::BottomEdge);
    head->setFixedHeight(HeadHeight);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    d.icon = new KindIcon(head);
    row->addWidget(d.icon);
    d.title = new widgets::PlainLabel({}, FontRole::Title, Color::Text1, head);
    d.title->setObjectName(QStringLiteral("driftTitle"));
    d.title->setElideMode(Qt::ElideMiddle);
    row->addWidget(d.title);
    d.subtitle = new widgets::PlainLabel({}, FontRole::Body, Color::Text2, head);
    row->addWidget(d.subtitle, 1);
    d.reconcile = new widgets::PrimaryButton(tr("Reconcile"), QStringLiteral("action-reconcile"), head);
    d.reconcile->setObjectName(QStringLiteral("driftReconcile"));
    row->addWidget(d.reconcile);
    d.accept = new widgets::Button(tr("Accept as expected"), QStringLiteral("action-ignore-rule"), head);
    d.accept->setObjectName(QStringLiteral("driftAccept"));
    row->addWidget(d.accept);
    d.more = new widgets::ToolButton(QStringLiteral("action-more"), tr("More actions"), QKeySequence(Qt::SHIFT | Qt::Key_F10), head);
    d.more->setObjectName(QStringLiteral("driftMore"));
    row->addWidget(d.more);
    d.menu = new QMenu(d.more);
    const auto add = [&](const char* name, const QString& words, const QKeySequence& keys, auto run) {
        auto* action = d.menu->addAction(words);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, run);
        return action;
    };
    add("driftOpen", tr("Open in the tree"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { Q_EMIT selectRequested(m_impl->key); });
    d.menu->addSeparator();
    add("driftCopyText", tr("Copy for a merge request"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_M),
        [this] { Q_EMIT copyRequested(driftMarkdown(m_impl->findings, m_impl->diff->diff(), m_impl->cluster)); });
    add("driftCopyKubectl", tr("Copy as a kubectl command"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_K),
        [this] { Q_EMIT copyRequested(driftKubectl(m_impl->findings, m_impl->live)); });
    d.copyPatch = add("driftCopyPatch", tr("Copy as a JSON patch for the repository"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P),
        [this] { Q_EMIT copyRequested(driftPatch(m_impl->findings, m_impl->live)); });
    add("driftCopyDiff", tr("Copy the differences"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D),
        [this] { Q_EMIT copyRequested(m_impl->diff->plainText()); });
    connect(d.more, &QAbstractButton::clicked, this, &DriftDetail::openMenu);
    return head;
}

QWidget* DriftDetail::makeFacts()
{
    Impl& d = *m_impl;
    auto* strip = new Surface(Color::Base, this, Qt::BottomEdge);
    strip->setFixedHeight(FactsHeight);
    strip->setObjectName(QStringLiteral("driftFacts"));
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(0, 0, 0, 1);
    row->setSpacing(0);
    const QString names[] = {tr("Changed by"), tr("Changed at"), tr("How we know"), tr("What happens next")};
    const char* objects[] = {"driftBy", "driftAt", "driftHow", "driftNext"};
    for (std::size_t i = 0; i < 4; ++i) {
        if (i > 0)
            row->addWidget(new widgets::Hairline(Qt::Vertical, Color::Line, strip));
        auto* cell = new QWidget(strip);
        auto* column = new QVBoxLayout(cell);
        column->setContentsMargins(metric::Panel, 7, metric::Panel, 7);
        column->setSpacing(0);
        d.factNames[i] = new widgets::PlainLabel(names[i], FontRole::Small, Color::Text2, cell);
        d.facts[i] = new widgets::PlainLabel({}, i == 0 ? FontRole::BodyBold : FontRole::Body, Color::Text1, cell);
        d.facts[i]->setObjectName(QLatin1String(objects[i]));
        column->addWidget(d.factNames[i]);
        column->addWidget(d.facts[i]);
        cell->setMinimumWidth(i == 3 ? 120 : 96);
        row->addWidget(cell, i == 3 ? 1 : 0);
    }
    return strip;
}

QWidget* DriftDetail::makeDiffBar()
{
    Impl& d = *m_impl;
    d.diffBar = new Surface(Color::Base, this, Qt::BottomEdge);
    d.diffBar->setFixedHeight(BarHeight);
    auto* row = new QHBoxLayout(d.diffBar);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    d.differing = new widgets::PlainLabel({}, FontRole::SmallBold, Color::Text1, d.diffBar);
    d.differing->setObjectName(QStringLiteral("driftDiffering"));
    row->addWidget(d.differing);
    d.hidden = new widgets::PlainLabel({}, FontRole::Small, Color::Text2, d.diffBar);
    row->addWidget(d.hidden, 1);
    d.hits = new widgets::PlainLabel({}, FontRole::Small, Color::Text2, d.diffBar);
    row->addWidget(d.hits);
    d.find = new QLineEdit(d.diffBar);
    d.find->setObjectName(QStringLiteral("driftFind"));
    d.find->setAccessibleName(tr("Find in the differences"));
    d.find->setToolTip(tr("Find in the differences (Ctrl+F); Enter goes on, Shift+Enter back"));
    d.find->setPlaceholderText(tr("image"));
    d.find->setFixedSize(140, 24);
    d.find->hide();
    row->addWidget(d.find);
    d.previous
        = new widgets::ToolButton(QStringLiteral("sort-up"), tr("Previous difference"), QKeySequence(Qt::SHIFT | Qt::Key_F7), d.diffBar);
    d.next = new widgets::ToolButton(QStringLiteral("chevron-down"), tr("Next difference"), QKeySequence(Qt::Key_F7), d.diffBar);
    d.wider = new widgets::ToolButton(QStringLiteral("action-expand-all"), tr("More context"), QKeySequence(Qt::Key_Plus), d.diffBar);
    for (auto* button : {d.previous, d.next, d.wider}) {
        button->setFixedSize(24, 24);
        row->addWidget(button);
    }
    d.previous->setObjectName(QStringLiteral("driftPrevious"));
    d.next->setObjectName(QStringLiteral("driftNextHunk"));
    d.wider->setObjectName(QStringLiteral("driftContext"));
    d.panes = new widgets::SegmentedBar(tr("Panes"), d.diffBar);
    d.panes->setObjectName(QStringLiteral("driftPanes"));
    d.panes->setSegments({tr("Two panes"), tr("One pane")});
    row->addWidget(d.panes);
    return d.diffBar;
}

QWidget* DriftDetail::makePaneHead()
{
    Impl& d = *m_impl;
    d.paneHead = new Surface(Color::Raised, this);
    d.paneHead->setFixedHeight(PaneHead);
    auto* row = new QHBoxLayout(d.paneHead);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const auto half = [&](const QString& word, Color ink, widgets::PlainLabel*& label, widgets::PlainLabel*& facts, FontRole role) {
        auto* side = new QWidget(d.paneHead);
        auto* line = new QHBoxLayout(side);
        line->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
        line->setSpacing(metric::Gap);
        label = new widgets::PlainLabel(word, FontRole::SmallBold, ink, side);
        line->addWidget(label);
        facts = new widgets::PlainLabel({}, role, Color::Text2, side);
        line->addWidget(facts, 1);
        row->addWidget(side, 1);
        return side;
    };
    d.leftHead = half(tr("In Git"), Color::Accent, d.gitWord, d.gitFacts, FontRole::Revision);
    d.leftHead->layout()->addWidget(new widgets::Hairline(Qt::Vertical, Color::Line, d.leftHead));
    d.leftHead->layout()->setContentsMargins(metric::Panel, 0, 0, 0);
    widgets::PlainLabel* liveWord = nullptr;
    half(tr("In the cluster"), Color::Drift, liveWord, d.liveFacts, FontRole::Small);
    return d.paneHead;
}

void DriftDetail::setTree(const tree::FleetTree* tree, const QString& cluster)
{
    m_impl->tree = tree;
    m_impl->cluster = cluster;
    show({}, {});
}

void DriftDetail::setReconcileBlock(std::function<QString(const ObjectKey&)> why)
{
    m_impl->whyNot = std::move(why);
}

const ObjectKey& DriftDetail::object() const
{
    return m_impl->key;
}

ObjectKey DriftDetail::owner() const
{
    return m_impl->ownerKey();
}

DriftDiffView& DriftDetail::diffView()
{
    return *m_impl->diff;
}

void DriftDetail::acceptNow()
{
    if (m_impl->accept->isEnabled() && !m_impl->findings.empty())
        Q_EMIT acceptRequested(m_impl->findings);
}

void DriftDetail::openMenu()
{
    m_impl->copyPatch->setEnabled(!driftPatch(m_impl->findings, m_impl->live).isEmpty());
    m_impl->menu->popup(m_impl->more->mapToGlobal(QPoint(0, m_impl->more->height())));
}

void DriftDetail::show(const ObjectKey& object, std::vector<Finding> findings)
{
    Impl& d = *m_impl;
    const bool same = object == d.key;
    const bool sameFindings = same && findings == d.findings;
    d.key = object;
    d.findings = std::move(findings);
    if (!same) {
        d.live = {};
        d.liveKnown = d.asked = false;
        d.liveError.clear();
        d.find->clear();
    }
    setEnabled(!d.findings.empty());
    showHead();
    showFacts();
    if (!sameFindings || !same)
        showDiff(same);
    if (!d.key.empty() && !d.findings.empty() && (!sameFindings || !d.asked) && !d.isMissing() && !d.isSecret()) {
        d.asked = true;
        Q_EMIT objectWanted(d.key);
    }
}

void DriftDetail::setObject(const ObjectKey& key, const Result<std::string>& json)
{
    Impl& d = *m_impl;
    if (key != d.key)
        return;
    if (!json) {
        d.liveError = text::errorSentence(json.error());
    } else {
        const auto document = QJsonDocument::fromJson(QByteArray(json->data(), static_cast<qsizetype>(json->size())));
        d.live = document.object();
        QJsonObject metadata = d.live.value(QLatin1String("metadata")).toObject();
        metadata.remove(QLatin1String("managedFields"));
        d.live.insert(QStringLiteral("metadata"), metadata);
        if (d.isSecret()) {
            d.live.remove(QLatin1String("data"));
            d.live.remove(QLatin1String("stringData"));
        }
        d.liveKnown = document.isObject();
        d.readAt = d.clock.wall();
        d.liveError.clear();
    }
    showDiff(true);
    showFacts();
}

void DriftDetail::refresh()
{
    showHead();
    showFacts();
}

void DriftDetail::showHead()
{
    Impl& d = *m_impl;
    d.icon->setName(d.key.empty() ? QString() : widgets::kindIcon(d.key.kind.view()));
    d.title->setText(d.key.empty() ? QString() : text::cleanLine(d.key.name.view()));
    const QString kind = text::cleanLine(d.key.kind.view());
    //: %1 a kind such as Deployment, %2 a namespace
    d.subtitle->setText(d.key.empty() ? QString() : d.key.ns.empty() ? kind : tr("%1 in %2").arg(kind, text::cleanLine(d.key.ns.view())));
    const ObjectKey owner = d.ownerKey();
    //: %1 the name of an object that is reconciled
    d.reconcile->setText(owner.empty()
            ? tr("Reconcile")
            : tr("Reconcile %1")
                  .arg(QFontMetrics(d.reconcile->font()).elidedText(text::cleanLine(owner.name.view()), Qt::ElideMiddle, 140)));
    d.reconcile->setAccessibleName(d.reconcile->text());
    d.reconcile->setHint(tr("Reconciles the owner, which puts its fields back (Ctrl+R)"));
    QString why;
    if (owner.empty())
        why = tr("Nobody owns it");
    else if (!d.ownerObject())
        why = tr("Its owner is not there");
    else if (d.whyNot)
        why = d.whyNot(owner);
    d.reconcile->setBlocked(why);
    const bool expected = !d.findings.empty() && std::ranges::all_of(d.findings, [](const Finding& f) { return !f.ignoredBy.empty(); });
    d.accept->setHint(tr("Makes a rule of it and shows first what else the rule would fit (Ctrl+Shift+X)"));
    //: %1 the name of a rule
    d.accept->setBlocked(expected ? tr("The rule %1 expects it already").arg(text::cleanLine(d.findings.front().ignoredBy)) : QString());
}

void DriftDetail::showFacts()
{
    Impl& d = *m_impl;
    const Finding* first = d.first();
    if (!first) {
        for (auto* fact : d.facts)
            fact->clear();
        d.owners->model().setOwnership(nullptr, {}, false, {});
        d.owners->setVisible(false);
        return;
    }
    const WallTime now = d.clock.wall();
    // What is said of the object as a whole names nobody.
    const bool sameHand = std::ranges::all_of(
        d.findings, [&](const Finding& f) { return f.manager == first->manager || (f.manager.empty() && f.path.empty()); });
    d.facts[0]->setText(sameHand ? text::managerText(*first) : tr("Several managers"));
    std::optional<WallTime> last;
    bool written = false;
    for (const auto& finding : d.findings) {
        const auto time = finding.time ? finding.time : finding.since;
        if (time && (!last || *time > *last)) {
            last = time;
            written = finding.time.has_value();
        }
    }
    const QString when = last ? text::clockOrDay(*last, now) : tr("Unknown");
    const QString ago = last ? text::age(std::chrono::duration_cast<Millis>(now - *last)) : QString();
    //: %1 a time, %2 an age such as 11 min
    d.facts[1]->setText(!last ? when : written ? tr("%1, %2 ago").arg(when, ago) : tr("Seen %1, %2 ago").arg(when, ago));
    d.facts[1]->setToolTip(last ? widgets::plainToolTip(text::localTime(*last)) : QString());
    const bool exact = drift::isExact(first->evidence);
    const QString beside = !exact ? text::confidenceText(first->confidence).toLower()
        : first->comparedAt       ? text::clockOrDay(*first->comparedAt, now)
                                  : QString();
    const QString how = text::evidenceShort(first->evidence);
    //: %1 "From field ownership", %2 "certain"; or %1 "Stored manifest, exact", %2 a time
    d.facts[2]->setText(beside.isEmpty() ? how : tr("%1, %2").arg(how, beside));
    QString sentence = text::evidenceSentence(*first);
    if (const QString compared = text::comparedText(*first, now); !compared.isEmpty())
        sentence += QLatin1Char(' ') + compared + QLatin1Char('.');
    d.facts[2]->setToolTip(widgets::plainToolTip(sentence));
    d.facts[2]->setAccessibleDescription(sentence);
    d.gitWord->setText(leftWord(*first));
    const auto owner = d.ownerObject();
    d.facts[3]->setText(text::whatHappensNext(*first, owner.get(), now));
    for (std::size_t i = 0; i < 4; ++i)
        d.facts[i]->setAccessibleName(d.factNames[i]->text() + QStringLiteral(": ") + d.facts[i]->text());
    const Millis read = std::chrono::duration_cast<Millis>(now - d.readAt);
    if (d.liveKnown) //: %1 an age such as 4 s
        d.liveFacts->setText(read < Millis{1000} ? tr("read just now") : tr("read %1 ago").arg(text::age(read)));
    else
        d.liveFacts->setText(d.isMissing() ? tr("not there") : QString());
    d.gitFacts->setText(owner ? text::shortRevision(owner->lastAppliedRevision) : QString());
    std::shared_ptr<const flux::Ownership> ownership;
    if (d.tree) {
        if (const auto managed = d.tree->findManaged(d.key))
            ownership = managed->ownership;
        else if (const auto object = d.tree->find(d.key))
            ownership = object->ownership;
    }
    const bool undone = owner && !owner->suspended
        && (owner->kind != flux::Kind::HelmRelease || (owner->drift && owner->drift->mode == flux::DriftDetection::Enabled));
    d.owners->model().setOwnership(ownership.get(), d.findings, undone, now);
    d.owners->setVisible(ownership != nullptr);
    d.owners->fit();
}

void DriftDetail::showDiff(bool keepPlace)
{
    Impl& d = *m_impl;
    QJsonObject live = d.live;
    const bool anyPath = std::ranges::any_of(d.findings, [](const Finding& f) { return !f.path.empty(); });
    // A Secret's values are never read: its keys are what can be shown. The same where the object could not be read.
    if (!d.liveKnown && anyPath && (d.isSecret() || !d.liveError.isEmpty()))
        live = skeletonOf(d.findings, d.isSecret() ? tr("(a Secret's value is not read)") : tr("(not read)"));
    d.diff->setDiff(live.isEmpty() ? Diff{} : makeDiff(live, d.findings), keepPlace);
    const Diff& diff = d.diff->diff();
    const int fields = diff.differing;
    d.differing->setText(fields == 0 ? QString() : fields == 1 ? tr("1 field differs") : tr("%n fields differ", nullptr, fields));
    const bool any = !diff.hunks.empty();
    for (auto* button : {d.previous, d.next, d.wider})
        button->setEnabled(any);
    d.diffBar->setVisible(any);
    d.paneHead->setVisible(any);
    QString words;
    if (d.findings.empty())
        words = tr("Choose a finding to see what differs.");
    else if (!any && d.isMissing())
        words = text::evidenceSentence(*d.first()) + QLatin1Char(' ') + tr("It is not in the cluster, so there is nothing to compare.");
    else if (!any && !anyPath)
        words = text::evidenceSentence(*d.first());
    else if (!any && !d.liveError.isEmpty())
        words = d.liveError;
    else if (!any && d.asked && !d.liveKnown)
        words = tr("The object is being read.");
    else if (!any)
        words = text::evidenceSentence(*d.first());
    else if (!diff.gitKnown)
        words = tr("Not read: the read-only engine knows who changed the field, not what Git says.");
    d.messageText->setText(words);
    d.compare->setVisible(any && !diff.gitKnown);
    d.message->setVisible(!words.isEmpty());
    placeMessage();
}

// Over the left pane, or over all where there is no line to show; in one pane it gives way to the lines.
void DriftDetail::placeMessage()
{
    Impl& d = *m_impl;
    const bool any = !d.diff->diff().hunks.empty();
    d.leftHead->setFixedWidth(d.diff->paneSplit());
    const bool left = any && !d.diff->diff().gitKnown;
    if (left && !d.diff->twoPanes()) {
        d.message->hide();
        return;
    }
    if (!d.messageText->text().isEmpty())
        d.message->show();
    const int width = left ? d.diff->paneSplit() : d.diff->width();
    d.message->setLines(left ? Qt::Edges(Qt::RightEdge) : Qt::Edges());
    d.message->setGeometry(0, 0, width, d.diff->height());
    d.message->raise();
}

void DriftDetail::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Design §6: in a very wide window the owners take the right third.
    const bool beside = window()->width() >= OwnersBesideFrom;
    m_impl->body->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_impl->body->setStretchFactor(m_impl->owners, beside ? 1 : 0);
    m_impl->owners->setBeside(beside);
    QMetaObject::invokeMethod(this, &DriftDetail::placeMessage, Qt::QueuedConnection);
}

void DriftDetail::startSearch()
{
    if (m_impl->diff->diff().hunks.empty())
        return;
    m_impl->find->show();
    m_impl->find->setFocus(Qt::ShortcutFocusReason);
    m_impl->find->selectAll();
}

void DriftDetail::keyPressEvent(QKeyEvent* event)
{
    Impl& d = *m_impl;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (d.find->hasFocus() && enter) {
        d.diff->findNext(event->modifiers() & Qt::ShiftModifier);
    } else if (d.find->hasFocus() && event->key() == Qt::Key_Escape) {
        d.find->clear();
        d.find->hide();
        d.diff->setFocus(Qt::ShortcutFocusReason);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace dg::views
