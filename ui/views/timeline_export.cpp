// SPDX-License-Identifier: Apache-2.0
// What a TimelinePage shows, as files.
#include "text/words.h"
#include "timeline_page_impl.h"

#include <QBuffer>
#include <QDateTime>
#include <QMenu>
#include <QPainter>
#include <QSvgGenerator>

namespace dg::views {

namespace {

constexpr std::size_t MostSavedLanes = 5'000; // objects: some hundred milliseconds

QByteArray png(QWidget& widget)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    widget.grab().save(&buffer, "PNG");
    return bytes;
}

QByteArray svg(QWidget& widget, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(title);
    generator.setResolution(96);
    generator.setSize(widget.size());
    generator.setViewBox(widget.rect());
    QPainter painter(&generator);
    widget.render(&painter);
    painter.end();
    return bytes;
}

} // namespace

void TimelinePage::openExport()
{
    Impl& d = *m_impl;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("timelineExportMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add
        = [&](const QString& word, TimelineExport what) { menu->addAction(word, this, [this, what] { Q_EMIT exportRequested(what); }); };
    add(tr("Picture as PNG…"), TimelineExport::Png);
    add(tr("Picture as SVG…"), TimelineExport::Svg);
    menu->addSeparator();
    menu->addAction(tr("States as CSV…"), this, &TimelinePage::saveStates);
    add(tr("Events as CSV…"), TimelineExport::Events);
    for (std::size_t i = 0; i < d.panels.size(); ++i) {
        if (d.panels[i]->isVisible()) //: %1 the title of a chart
            add(tr("%1 as CSV…").arg(chartTitle(d.panels[i]->kind())),
                static_cast<TimelineExport>(static_cast<std::size_t>(TimelineExport::Panel1) + i));
    }
    menu->popup(d.exporting->mapToGlobal(QPoint(0, d.exporting->height())));
}

void TimelinePage::saveStates()
{
    m_impl->desk.fileTable(MostSavedLanes, [this](Result<items::TimelineTable> read) {
        if (!read)
            return showNotice(text::errorSentence(read.error()), true);
        if (read->all > read->lanes.size()) //: %1 and %2 numbers
            showNotice(
                tr("The file has the first %1 of %2 objects; a filter chooses others.").arg(read->lanes.size()).arg(read->all), false);
        m_impl->savedLanes = std::move(*read);
        Q_EMIT exportRequested(TimelineExport::States);
    });
}

Result<QByteArray> TimelinePage::exported(TimelineExport what)
{
    Impl& d = *m_impl;
    switch (what) {
    case TimelineExport::Png:
        return png(*d.bodies->currentWidget());
    case TimelineExport::Svg:
        return svg(*d.bodies->currentWidget(), tr("Timeline"));
    case TimelineExport::States:
        return d.savedLanes ? toCsv(lanesTable(d.savedLanes->lanes)) : Result<QByteArray>(fail(ErrorCode::NotFound, "history"));
    case TimelineExport::Events:
        return toCsv(entriesTable(d.entriesModel.entries()));
    case TimelineExport::Panel1:
    case TimelineExport::Panel2:
    case TimelineExport::Panel3:
        break;
    }
    const auto panel = static_cast<std::size_t>(what) - static_cast<std::size_t>(TimelineExport::Panel1);
    return toCsv(d.panels[panel]->sheet().table);
}

QString TimelinePage::suggestedFile(TimelineExport what) const
{
    const auto at = QDateTime::fromMSecsSinceEpoch(m_impl->desk.now().time_since_epoch().count()).toString(QStringLiteral("yyyyMMdd-HHmm"));
    const auto part = what == TimelineExport::States ? QStringLiteral("states-")
        : what == TimelineExport::Events             ? QStringLiteral("events-")
        : what >= TimelineExport::Panel1             ? QStringLiteral("chart-")
                                                     : QString();
    const auto ending = what == TimelineExport::Png ? QStringLiteral("png")
        : what == TimelineExport::Svg               ? QStringLiteral("svg")
                                                    : QStringLiteral("csv");
    return QStringLiteral("timeline-%1%2.%3").arg(part, at, ending);
}

} // namespace dg::views
