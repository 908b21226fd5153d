// SPDX-License-Identifier: Apache-2.0
#include "report_options.h"
#include "translate.h"

#include <algorithm>

namespace dg::cli {

std::vector<evidence::Format> formatsOf(const QString& words, const QString& command)
{
    QStringList known;
    std::vector<evidence::Format> out;
    for (const auto format : evidence::Formats)
        known << QLatin1String(evidence::formatWord(format));
    for (const auto& word : words.split(QLatin1Char(','))) {
        if (!known.contains(word))
            throw UsageError{CommandLine::tr("--format is some of %1, not \"%2\".").arg(known.join(QLatin1String(", ")), word), command};
        const auto format = evidence::Formats.at(static_cast<std::size_t>(known.indexOf(word)));
        if (std::ranges::find(out, format) == out.end())
            out.push_back(format);
    }
    return out;
}

evidence::Topic topicOf(const QString& word, const QString& command)
{
    QStringList known;
    for (const auto one : evidence::Topics) {
        known << QLatin1String(evidence::topicWord(one));
        if (word == known.back())
            return one;
    }
    throw UsageError{CommandLine::tr("--report is one of %1, not \"%2\".").arg(known.join(QLatin1String(", ")), word), command};
}

report::Paper paperOf(const QString& word, const QString& command)
{
    const auto lower = word.toLower();
    if (lower != QLatin1String("a4") && lower != QLatin1String("letter"))
        throw UsageError{CommandLine::tr("--paper is a4 or letter, not \"%1\".").arg(word), command};
    return lower == QLatin1String("a4") ? report::Paper::A4 : report::Paper::Letter;
}

void checkReport(const Options& options, const QString& command)
{
    if (options.outputPath.isEmpty() || options.formats.empty())
        throw UsageError{
            CommandLine::tr("report needs --format html,pdf,csv,json,markdown,junit (some of them) and --output FOLDER."), command};
    for (const auto format : options.formats) {
        if (!evidence::fits(options.topic, format))
            throw UsageError{CommandLine::tr("There is no %1 of a %2 report.")
                                 .arg(QLatin1String(evidence::formatWord(format)), QLatin1String(evidence::topicWord(options.topic))),
                command};
    }
    if (options.since.count() > 0 && options.compare.size() > 1)
        throw UsageError{CommandLine::tr("--since is of a cluster: it does not go with two snapshots."), command};
    const bool change = options.topic == evidence::Topic::Change;
    if (change == options.compare.isEmpty() || options.compare.size() > 2)
        throw UsageError{
            CommandLine::tr(
                "--report change and --compare SNAPSHOT belong together; a second --compare is compared in place of the cluster."),
            command};
    if (change && !options.baseline.isEmpty())
        throw UsageError{CommandLine::tr("--baseline does not go with --compare."), command};
    if (options.topic == evidence::Topic::Posture && !(options.owner.isEmpty() && options.baseline.isEmpty()))
        throw UsageError{CommandLine::tr("A posture report is narrowed by --namespace and --filter alone."), command};
    if (options.topic == evidence::Topic::Delivery && !options.baseline.isEmpty())
        throw UsageError{CommandLine::tr("A delivery report is not compared with a snapshot."), command};
    if (!options.mutes.isEmpty() && options.topic != evidence::Topic::Posture)
        throw UsageError{CommandLine::tr("--mutes goes with --report posture."), command};
}

} // namespace dg::cli
