// SPDX-License-Identifier: Apache-2.0
#include "drift_compare.h"

#include "text/drift_words.h"
#include "text/words.h"
#include "theme/theme.h"

#include <QBoxLayout>
#include <QPainter>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int Height = 36, Bar = 2;
}

DriftCompare::DriftCompare(QWidget* parent)
    : Surface(Color::Raised, parent, Qt::TopEdge)
{
    setObjectName(QStringLiteral("driftComparison"));
    setFixedHeight(Height);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metric::Panel, 0, metric::Panel, 0);
    row->setSpacing(metric::Gap);
    m_words = new widgets::PlainLabel({}, FontRole::Small, Color::Text2, this);
    m_words->setObjectName(QStringLiteral("driftCompared"));
    row->addWidget(m_words, 1);
    m_open = new widgets::LinkButton(QString(), this);
    m_open->setObjectName(QStringLiteral("driftShowNotCompared"));
    row->addWidget(m_open);
    m_cancel = new widgets::Button(tr("Cancel"), {}, this);
    m_cancel->setObjectName(QStringLiteral("driftCompareCancel"));
    m_cancel->setAccessibleName(tr("Cancel the comparison"));
    row->addWidget(m_cancel);
    m_compare = new widgets::Button(tr("Compare exactly…"), {}, this);
    m_compare->setObjectName(QStringLiteral("driftCompareAll"));
    m_compare->setHint(tr("Compares values with Helm's stored manifests or with files (F8)"));
    row->addWidget(m_compare);
    connect(m_open, &QAbstractButton::clicked, this, &DriftCompare::openClicked);
    connect(m_cancel, &QAbstractButton::clicked, this, &DriftCompare::cancelClicked);
    connect(m_compare, &QAbstractButton::clicked, this, &DriftCompare::compareClicked);
    setState({}, 0, {});
}

QString DriftCompare::sentence(const DriftPage::Comparison& state, WallTime now)
{
    if (state.running) {
        //: %1 and %2 are numbers of objects
        return state.known == 0 ? tr("Comparing exactly.")
                                : tr("Comparing exactly: %1 of %2 objects read.").arg(state.done).arg(state.known);
    }
    QStringList parts;
    if (!state.error.isEmpty()) {
        parts << state.error;
    } else if (state.at) {
        const QString when = text::clockOrDay(*state.at, now);
        //: %1 a time, %2 a number
        parts << (state.compared == 1 ? tr("1 object compared at %1.").arg(when)
                                      : tr("%2 objects compared at %1.").arg(when).arg(state.compared));
    } else {
        parts << tr("Not compared exactly yet: values are not read while watching.");
    }
    if (state.next) {
        const QString when = text::clockOrDay(*state.next, now);
        //: %1 a time
        parts << (state.backedOff ? tr("Next at %1, later than planned because the cluster refused.").arg(when)
                                  : tr("Next at %1.").arg(when));
    }
    return parts.join(QLatin1Char(' '));
}

void DriftCompare::setState(const DriftPage::Comparison& state, int open, WallTime now)
{
    m_words->setText(sentence(state, now));
    m_words->setInk(state.error.isEmpty() || state.running ? Color::Text2 : Color::Failed);
    m_open->setVisible(open > 0 && !state.running);
    //: %1 a number of lines
    m_open->setText(tr("%1 not compared").arg(open));
    m_open->setAccessibleName(m_open->text());
    m_open->setToolTip(tr("What could not be compared, and why (Alt+N)"));
    m_cancel->setVisible(state.running);
    m_share = !state.running ? 0 : state.known == 0 ? 0.02 : static_cast<double>(state.done) / static_cast<double>(state.known);
    update();
}

void DriftCompare::paintEvent(QPaintEvent* event)
{
    Surface::paintEvent(event);
    if (m_share <= 0)
        return;
    QPainter painter(this);
    painter.fillRect(QRectF(0, 0, width() * m_share, Bar), theme::of(this).color(Color::Accent));
}

} // namespace dg::views
