// SPDX-License-Identifier: Apache-2.0
#include "evidence/contents_words.h"

#include "text/words.h"
#include "translate.h"

#include <QLocale>

#include <algorithm>
#include <filesystem>

namespace dg::evidence {

namespace {

constexpr std::size_t MostUnread = 6; // named one by one

QString size(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString count(std::uint64_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

} // namespace

QString contentsLine(const capture::Contents& contents)
{
    const auto& head = contents.head;
    auto line = Evidence::tr("%1 objects of %2 kinds, %3: %4 at %5.")
                    .arg(count(contents.objects), count(contents.kinds.size()), size(contents.packed), text::cleanLine(head.cluster),
                        text::localTime(head.observedAt));
    if (head.recording)
        line += QLatin1Char(' ') + Evidence::tr("%1 changes after that.").arg(count(contents.changes));
    if (contents.historyRows > 0)
        line += QLatin1Char(' ') + Evidence::tr("%1 rows of the history.").arg(count(contents.historyRows));
    return line;
}

QStringList contentsNotes(const capture::Contents& contents)
{
    QStringList notes;
    const auto& redacted = contents.redacted;
    notes << Evidence::tr("No data of Secrets or ConfigMaps. Redacted: values %1, texts with credentials %2, mail addresses %3.")
                 .arg(count(redacted.values), count(redacted.tokens), count(redacted.mails));
    if (contents.head.withValues)
        notes << Evidence::tr("Values of environment variables, Helm values and mail addresses are in it, as asked for.");
    if (contents.head.pseudonyms)
        notes << Evidence::tr("Names are pseudonyms. Label keys, revisions, digests and times are the real ones.");
    for (std::size_t i = 0; i < std::min(contents.notRead.size(), MostUnread); ++i) {
        const auto& part = contents.notRead[i];
        const auto what = text::cleanLine(part.kind) + (part.ns.empty() ? QString() : QLatin1String(" ") + text::cleanLine(part.ns));
        notes << Evidence::tr("Not read: %1. %2").arg(what, text::cleanLine(part.message));
    }
    if (contents.notRead.size() > MostUnread)
        notes << Evidence::tr("Not read: %1 more kinds.").arg(count(contents.notRead.size() - MostUnread));
    if (contents.workloadsLeftOut > 0)
        notes << Evidence::tr("Pods of %1 namespaces were left out.").arg(count(contents.workloadsLeftOut));
    if (!contents.whole)
        notes << Evidence::tr("The state is not whole: not everything came in time.");
    return notes;
}

QStringList contentsHeader()
{
    return {Evidence::tr("Kind"), Evidence::tr("Objects"), Evidence::tr("Size"), Evidence::tr("Holds")};
}

QStringList contentsRow(const capture::Contents::Kind& kind)
{
    return {text::cleanLine(kind.kind), count(kind.objects), size(kind.bytes),
        kind.metadata ? Evidence::tr("metadata") : Evidence::tr("whole, redacted")};
}

QString snapshotMark(const kube::SnapshotOrigin& origin, const std::string& cluster)
{
    const auto file = text::cleanLine(std::filesystem::path(origin.file).filename().string());
    const auto when = text::localTime(origin.observedAt);
    return origin.recording ? Evidence::tr("Recording %1 of %2, begun %3").arg(file, text::cleanLine(cluster), when)
                            : Evidence::tr("Snapshot %1 of %2, taken %3").arg(file, text::cleanLine(cluster), when);
}

} // namespace dg::evidence
