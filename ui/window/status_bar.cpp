// SPDX-License-Identifier: Apache-2.0
#include "status_bar.h"

#include "items/cluster_model.h"
#include "text/words.h"
#include "widgets/labels.h"
#include "widgets/paint.h"

#include <QBoxLayout>
#include <QPainter>
#include <QUrl>

namespace dg::window {

namespace metric = theme::metric;
using session::ConnectionPhase;
using theme::Color;
using theme::FontRole;

namespace {

constexpr int SeparatorHeight = 12;

class Mark final : public QWidget {
public:
    explicit Mark(QWidget* parent)
        : QWidget(parent)
    {
        setFixedSize(metric::IconSmall, metric::IconSmall);
    }
    flux::State state = flux::State::Unknown;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        widgets::drawMark(&painter, theme::of(this), rect(), state, metric::IconSmall);
    }
};

flux::State phaseMark(ConnectionPhase phase)
{
    switch (phase) {
    case ConnectionPhase::Live:
        return flux::State::Ready;
    case ConnectionPhase::Connecting:
    case ConnectionPhase::CatchingUp:
        return flux::State::Reconciling;
    case ConnectionPhase::WaitingForAgent:
        return flux::State::Waiting;
    case ConnectionPhase::Unauthorized:
        return flux::State::Forbidden;
    case ConnectionPhase::Unreachable:
    case ConnectionPhase::AgentOffline:
        return flux::State::Failed;
    default:
        return flux::State::Unknown;
    }
}

// Host of the server without credentials, path or query.
QString serverOf(const items::ClusterModel& cluster)
{
    const QUrl url(text::cleanLine(cluster.spec().server()));
    const QString host = url.port() > 0 ? QStringLiteral("%1:%2").arg(url.host()).arg(url.port()) : url.host();
    const QString name = text::cleanLine(cluster.name().toStdString());
    //: %1 is a host, %2 the name of a GitLab agent
    if (cluster.spec().viaGitLabAgent)
        return StatusBar::tr("%1, agent %2").arg(host, name);
    const QString context = text::cleanLine(cluster.spec().context);
    //: %1 is a host, %2 the name of a kubeconfig context
    return context.isEmpty() ? host : StatusBar::tr("%1, context %2").arg(host, context);
}

} // namespace

StatusBar::StatusBar(const Clock& clock, QWidget* parent)
    : Surface(Color::Window, parent, Qt::TopEdge)
    , m_clock(clock)
{
    setObjectName(QStringLiteral("status"));
    setAccessibleName(QStringLiteral("Status")); // a fixed name: contracts.md §3
    setFixedHeight(metric::StatusBar);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metric::Gap, 1, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    row->addWidget(m_mark = new Mark(this));
    const auto fact = [&](const char* name, Color ink = Color::Text2, bool separated = true) {
        if (separated) {
            auto* line = new widgets::Hairline(Qt::Vertical, Color::LineStrong, this);
            line->setFixedSize(1, SeparatorHeight);
            row->addWidget(line);
            m_separators.emplace_back(line, nullptr);
        }
        auto* label = new widgets::PlainLabel({}, FontRole::Small, ink, this);
        label->setObjectName(QLatin1String(name));
        row->addWidget(label);
        if (separated)
            m_separators.back().second = label;
        return label;
    };
    m_phase = fact("statusPhase", Color::Text1, false);
    m_server = fact("statusServer");
    m_warning = fact("statusWarning", Color::Drift);
    row->addStretch(1);
    auto* runningMark = new Mark(this);
    runningMark->state = flux::State::Reconciling;
    row->addWidget(m_runningMark = runningMark);
    m_running = fact("statusRunning", Color::Text2, false);
    m_streams = fact("statusStreams");
    m_age = fact("statusAge");
    m_lag = fact("statusLag");
    show(nullptr, 0);
}

void StatusBar::show(const items::ClusterModel* cluster, int running)
{
    const auto put = [](widgets::PlainLabel* label, const QString& words) {
        label->setText(words);
        label->setVisible(!words.isEmpty());
    };
    m_mark->setVisible(cluster != nullptr);
    if (!cluster) {
        put(m_phase, m_all ? tr("All clusters") : tr("No cluster is open"));
        put(m_running, running > 0 ? tr("%n running", nullptr, running) : QString());
        for (auto* label : {m_server, m_warning, m_streams, m_age, m_lag})
            put(label, {});
        placeSeparators();
        return;
    }
    const session::SessionStatus& status = cluster->status();
    static_cast<Mark*>(m_mark)->state = phaseMark(status.phase);
    m_mark->update();
    const bool snapshot = status.snapshotOf.has_value();
    put(m_phase, snapshot && status.phase == ConnectionPhase::Live ? tr("Snapshot") : text::phaseName(status.phase));
    put(m_server, serverOf(*cluster));
    QString warning;
    if (!cluster->spec().warnings.empty())
        warning = cluster->spec().warnings.front() == "insecureSkipTlsVerify" ? tr("TLS is not verified")
                                                                              : text::warningSentence(cluster->spec().warnings.front());
    put(m_warning, warning);
    put(m_running, running > 0 ? tr("%n running", nullptr, running) : QString());
    int live = 0;
    for (const auto& stream : status.streams)
        live += stream.state.phase == kube::StreamPhase::Live ? 1 : 0;
    const int total = static_cast<int>(status.streams.size());
    if (total == 0 || snapshot)
        put(m_streams, {});
    else if (live == total)
        put(m_streams, tr("%n streams", nullptr, total));
    else
        put(m_streams, tr("%1 of %2 streams").arg(live).arg(total));
    const bool known = status.lastGood != SteadyTime{};
    put(m_age,
        snapshot    ? tr("Data of %1").arg(text::localTime(*status.snapshotOf))
            : known ? tr("Data %1 old")
                          .arg(text::age(std::max(Millis{1000}, std::chrono::duration_cast<Millis>(m_clock.steady() - status.lastGood))))
                    : QString());
    const Millis lag = cluster->scheduler().lastLag();
    put(m_lag, !snapshot && status.phase == ConnectionPhase::Live && lag.count() > 0 ? tr("Lag %1 ms").arg(lag.count()) : QString());
    placeSeparators();
}

// A line stands before a fact only where another fact stands before it on its side.
void StatusBar::placeSeparators()
{
    m_runningMark->setVisible(!m_running->isHidden());
    bool before = false;
    for (auto& [line, label] : m_separators) {
        if (label == m_server)
            before = !m_phase->isHidden();
        else if (label == m_streams)
            before = !m_running->isHidden();
        line->setVisible(before && !label->isHidden());
        before = before || !label->isHidden();
    }
}

QString StatusBar::asText() const
{
    QStringList parts;
    for (const auto* label : {m_phase, m_server, m_warning, m_running, m_streams, m_age, m_lag}) {
        if (!label->isHidden() && !label->text().isEmpty())
            parts << label->text();
    }
    return parts.join(QStringLiteral(" | "));
}

} // namespace dg::window
