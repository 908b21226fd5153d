// SPDX-License-Identifier: Apache-2.0
#include "core/settings_store.h"

#include "text/words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace dg::core {

namespace {

QString languageWord(window::Language language)
{
    switch (language) {
    case window::Language::English:
        return QStringLiteral("en");
    case window::Language::Japanese:
        return QStringLiteral("ja");
    case window::Language::System:
        break;
    }
    return QStringLiteral("system");
}

window::Language languageOf(const QString& word)
{
    if (word == u"en")
        return window::Language::English;
    return word == u"ja" ? window::Language::Japanese : window::Language::System;
}

constexpr std::array<const char*, 4> GroupingWords{"source", "namespace", "kind", "cause"}; // by tree::Grouping
static_assert(static_cast<std::size_t>(tree::Grouping::Cause) + 1 == GroupingWords.size());

std::vector<views::SavedView> loadViews(QSettings& from)
{
    std::vector<views::SavedView> saved;
    const int count = from.beginReadArray(QStringLiteral("views"));
    for (int i = 0; i < count; ++i) {
        from.setArrayIndex(i);
        views::SavedView view;
        view.name = from.value(QStringLiteral("name")).toString();
        view.query = from.value(QStringLiteral("query")).toString();
        const auto word = from.value(QStringLiteral("grouping")).toString();
        const auto found
            = std::find_if(GroupingWords.begin(), GroupingWords.end(), [&](const char* known) { return word == QLatin1String(known); });
        if (found != GroupingWords.end())
            view.grouping = static_cast<tree::Grouping>(found - GroupingWords.begin());
        view.problemsFirst = from.value(QStringLiteral("problemsFirst"), true).toBool();
        if (!view.name.isEmpty())
            saved.push_back(std::move(view));
    }
    from.endArray();
    return saved;
}

void saveViews(QSettings& to, const std::vector<views::SavedView>& saved)
{
    to.remove(QStringLiteral("views"));
    to.beginWriteArray(QStringLiteral("views"), static_cast<int>(saved.size()));
    for (int i = 0; i < static_cast<int>(saved.size()); ++i) {
        const auto& view = saved[static_cast<std::size_t>(i)];
        to.setArrayIndex(i);
        to.setValue(QStringLiteral("name"), view.name);
        to.setValue(QStringLiteral("query"), view.query);
        to.setValue(QStringLiteral("grouping"), QLatin1String(GroupingWords.at(static_cast<std::size_t>(view.grouping))));
        to.setValue(QStringLiteral("problemsFirst"), view.problemsFirst);
    }
    to.endArray();
}

std::vector<views::SavedRange> loadRanges(QSettings& from)
{
    std::vector<views::SavedRange> saved;
    const int count = std::min(from.beginReadArray(QStringLiteral("timelineRanges")), static_cast<int>(views::MostSavedRanges));
    for (int i = 0; i < count; ++i) {
        from.setArrayIndex(i);
        const auto begin = parseRfc3339(from.value(QStringLiteral("from")).toString().toStdString());
        const auto end = parseRfc3339(from.value(QStringLiteral("to")).toString().toStdString());
        if (begin && end && *begin < *end)
            saved.push_back({*begin, *end, from.value(QStringLiteral("filter")).toString()});
    }
    from.endArray();
    return saved;
}

void saveRanges(QSettings& to, const std::vector<views::SavedRange>& saved)
{
    to.remove(QStringLiteral("timelineRanges"));
    to.beginWriteArray(QStringLiteral("timelineRanges"), static_cast<int>(saved.size()));
    for (int i = 0; i < static_cast<int>(saved.size()); ++i) {
        const auto& range = saved[static_cast<std::size_t>(i)];
        to.setArrayIndex(i);
        to.setValue(QStringLiteral("from"), QString::fromStdString(toRfc3339Nano(range.from)));
        to.setValue(QStringLiteral("to"), QString::fromStdString(toRfc3339Nano(range.to)));
        to.setValue(QStringLiteral("filter"), range.filter);
    }
    to.endArray();
}

constexpr std::array<const char*, 3> RepeatWords{"off", "daily", "weekly"}; // by ReportSettings::Repeat

// The element of `values` whose word it is; otherwise `fallback`.
template <class Values, class Word, class Value> Value fromWord(const Values& values, const QString& word, Word&& wordOf, Value fallback)
{
    const auto found = std::find_if(values.begin(), values.end(), [&](const auto& one) { return word == QLatin1String(wordOf(one)); });
    return found == values.end() ? fallback : *found;
}

window::ReportSettings loadReport(QSettings& from)
{
    window::ReportSettings out;
    out.topic = fromWord(evidence::Topics, from.value(QStringLiteral("topic")).toString(), evidence::topicWord, out.topic);
    if (from.contains(QStringLiteral("formats"))) {
        const auto words = from.value(QStringLiteral("formats")).toStringList();
        out.formats.clear();
        for (const auto format : evidence::Formats) {
            if (words.contains(QLatin1String(evidence::formatWord(format))))
                out.formats.push_back(format);
        }
    }
    out.paper = from.value(QStringLiteral("paper")).toString() == u"letter" ? report::Paper::Letter : report::Paper::A4;
    out.folder = from.value(QStringLiteral("folder")).toString();
    const auto repeat = std::find_if(RepeatWords.begin(), RepeatWords.end(),
        [word = from.value(QStringLiteral("repeat")).toString()](const char* known) { return word == QLatin1String(known); });
    if (repeat != RepeatWords.end())
        out.repeat = static_cast<window::ReportSettings::Repeat>(repeat - RepeatWords.begin());
    out.weekday = std::clamp(from.value(QStringLiteral("weekday"), out.weekday).toInt(), 1, 7);
    out.minute = std::clamp(from.value(QStringLiteral("minute"), out.minute).toInt(), 0, 24 * 60 - 1);
    out.keep = std::clamp(from.value(QStringLiteral("keep"), out.keep).toInt(), 1, 1000);
    out.filter = from.value(QStringLiteral("filter")).toString();
    out.owner = from.value(QStringLiteral("owner")).toString();
    out.sinceHours = std::clamp(from.value(QStringLiteral("sinceHours")).toInt(), 0, 24 * 3650);
    out.last = from.value(QStringLiteral("last")).toLongLong();
    return out;
}

QHash<QString, window::ReportSettings> loadReports(QSettings& from)
{
    QHash<QString, window::ReportSettings> out;
    const int count = from.beginReadArray(QStringLiteral("reports"));
    for (int i = 0; i < count; ++i) {
        from.setArrayIndex(i);
        if (const auto cluster = from.value(QStringLiteral("cluster")).toString(); !cluster.isEmpty())
            out.insert(cluster, loadReport(from));
    }
    from.endArray();
    return out;
}

void saveReports(QSettings& to, const QHash<QString, window::ReportSettings>& reports)
{
    to.remove(QStringLiteral("reports"));
    to.beginWriteArray(QStringLiteral("reports"), static_cast<int>(reports.size()));
    int index = 0;
    for (auto at = reports.begin(); at != reports.end(); ++at) {
        to.setArrayIndex(index++);
        QStringList formats;
        for (const auto format : at->formats)
            formats << QLatin1String(evidence::formatWord(format));
        to.setValue(QStringLiteral("cluster"), at.key());
        to.setValue(QStringLiteral("topic"), QLatin1String(evidence::topicWord(at->topic)));
        to.setValue(QStringLiteral("formats"), formats);
        to.setValue(QStringLiteral("paper"), at->paper == report::Paper::Letter ? QStringLiteral("letter") : QStringLiteral("a4"));
        to.setValue(QStringLiteral("folder"), at->folder);
        to.setValue(QStringLiteral("repeat"), QLatin1String(RepeatWords.at(static_cast<std::size_t>(at->repeat))));
        to.setValue(QStringLiteral("weekday"), at->weekday);
        to.setValue(QStringLiteral("minute"), at->minute);
        to.setValue(QStringLiteral("keep"), at->keep);
        to.setValue(QStringLiteral("filter"), at->filter);
        to.setValue(QStringLiteral("owner"), at->owner);
        to.setValue(QStringLiteral("sinceHours"), at->sinceHours);
        to.setValue(QStringLiteral("last"), at->last);
    }
    to.endArray();
}

QString pluginKey(const kube::ExecSpec& spec)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto program = pluginProgram(spec);
    hash.addData(program.toUtf8());
    for (const auto& argument : spec.args)
        hash.addData(QByteArray::fromStdString(argument) + '\0');
    QFile file(program);
    if (file.open(QIODevice::ReadOnly))
        hash.addData(&file);
    return QStringLiteral("plugins/") + QString::fromLatin1(hash.result().toHex());
}

} // namespace

QString pluginProgram(const kube::ExecSpec& spec)
{
    const auto command = text::qs(spec.command);
    if (QDir::isAbsolutePath(command))
        return command;
    if (command.contains(u'/'))
        return QFileInfo(QFileInfo(text::qs(spec.definedIn)).dir(), command).absoluteFilePath();
    return QStandardPaths::findExecutable(command);
}

SettingsStore::SettingsStore(const QString& file)
    : m_settings(file, QSettings::IniFormat)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
}

window::Settings SettingsStore::load() const
{
    window::Settings settings;
    const auto theme = m_settings.value(QStringLiteral("window/theme")).toString();
    if (theme == u"light" || theme == u"dark")
        settings.theme = theme;
    settings.language = languageOf(m_settings.value(QStringLiteral("window/language")).toString());
    settings.comfortable = m_settings.value(QStringLiteral("window/comfortable")).toBool();
    settings.geometry = m_settings.value(QStringLiteral("window/geometry")).toByteArray();
    settings.treeColumns = m_settings.value(QStringLiteral("window/treeColumns")).toByteArray();
    settings.inspectorShown = m_settings.value(QStringLiteral("window/inspectorShown"), true).toBool();
    settings.activityShown = m_settings.value(QStringLiteral("window/activityShown"), true).toBool();
    settings.trayShown = m_settings.value(QStringLiteral("window/trayShown"), true).toBool();
    settings.historyKept = m_settings.value(QStringLiteral("history/kept"), true).toBool();
    settings.historyDays = std::clamp(m_settings.value(QStringLiteral("history/days"), 90).toInt(), 1, 3650);
    settings.historyMegabytes = std::clamp(m_settings.value(QStringLiteral("history/megabytes"), 500).toInt(), 10, 1'000'000);
    settings.historyUrl = m_settings.value(QStringLiteral("history/url")).toString();
    settings.views = loadViews(m_settings);
    settings.ranges = loadRanges(m_settings);
    settings.reports = loadReports(m_settings);
    return settings;
}

void SettingsStore::save(const window::Settings& settings)
{
    m_settings.setValue(QStringLiteral("window/theme"), settings.theme);
    m_settings.setValue(QStringLiteral("window/language"), languageWord(settings.language));
    m_settings.setValue(QStringLiteral("window/comfortable"), settings.comfortable);
    m_settings.setValue(QStringLiteral("window/geometry"), settings.geometry);
    m_settings.setValue(QStringLiteral("window/treeColumns"), settings.treeColumns);
    m_settings.setValue(QStringLiteral("window/inspectorShown"), settings.inspectorShown);
    m_settings.setValue(QStringLiteral("window/activityShown"), settings.activityShown);
    m_settings.setValue(QStringLiteral("window/trayShown"), settings.trayShown);
    m_settings.setValue(QStringLiteral("history/kept"), settings.historyKept);
    m_settings.setValue(QStringLiteral("history/days"), settings.historyDays);
    m_settings.setValue(QStringLiteral("history/megabytes"), settings.historyMegabytes);
    m_settings.setValue(QStringLiteral("history/url"), settings.historyUrl);
    saveViews(m_settings, settings.views);
    saveRanges(m_settings, settings.ranges);
    saveReports(m_settings, settings.reports);
    m_settings.sync();
    QFile::setPermissions(m_settings.fileName(), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

std::vector<RememberedCluster> SettingsStore::clusters() const
{
    std::vector<RememberedCluster> clusters;
    const int count = m_settings.beginReadArray(QStringLiteral("clusters"));
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        clusters.push_back({m_settings.value(QStringLiteral("context")).toString(), m_settings.value(QStringLiteral("file")).toString(),
            m_settings.value(QStringLiteral("gitlab")).toString()});
    }
    m_settings.endArray();
    return clusters;
}

void SettingsStore::setClusters(const std::vector<RememberedCluster>& clusters)
{
    m_settings.remove(QStringLiteral("clusters"));
    m_settings.beginWriteArray(QStringLiteral("clusters"), static_cast<int>(clusters.size()));
    for (int i = 0; i < static_cast<int>(clusters.size()); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(QStringLiteral("context"), clusters[static_cast<std::size_t>(i)].context);
        m_settings.setValue(QStringLiteral("file"), clusters[static_cast<std::size_t>(i)].file);
        m_settings.setValue(QStringLiteral("gitlab"), clusters[static_cast<std::size_t>(i)].gitlab);
    }
    m_settings.endArray();
    m_settings.sync();
}

QStringList SettingsStore::kubeconfigFiles() const
{
    return m_settings.value(QStringLiteral("kubeconfig/files")).toStringList();
}
void SettingsStore::setKubeconfigFiles(const QStringList& files)
{
    m_settings.setValue(QStringLiteral("kubeconfig/files"), files);
}
items::ExactSettings SettingsStore::exactSettings(const QString& cluster) const
{
    items::ExactSettings settings;
    m_settings.beginGroup(QStringLiteral("exact/") + cluster);
    settings.fromSource = m_settings.value(QStringLiteral("fromSource"), true).toBool();
    settings.dryRun = m_settings.value(QStringLiteral("dryRun")).toBool();
    settings.includeSecrets = m_settings.value(QStringLiteral("secrets")).toBool();
    settings.every = Seconds{std::max(0, m_settings.value(QStringLiteral("everySeconds")).toInt())};
    for (const auto& line : m_settings.value(QStringLiteral("owners")).toStringList()) {
        const auto parts = line.split(u'/');
        if (parts.size() == 3)
            settings.owners.push_back({parts[0].toStdString(), parts[1].toStdString(), parts[2].toStdString()});
    }
    const int count = m_settings.beginReadArray(QStringLiteral("folders"));
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        settings.folders[m_settings.value(QStringLiteral("source")).toString().toStdString()]
            = m_settings.value(QStringLiteral("folder")).toString().toStdString();
    }
    m_settings.endArray();
    m_settings.endGroup();
    return settings;
}

void SettingsStore::setExactSettings(const QString& cluster, const items::ExactSettings& settings)
{
    m_settings.beginGroup(QStringLiteral("exact/") + cluster);
    m_settings.remove(QString());
    m_settings.setValue(QStringLiteral("fromSource"), settings.fromSource);
    m_settings.setValue(QStringLiteral("dryRun"), settings.dryRun);
    m_settings.setValue(QStringLiteral("secrets"), settings.includeSecrets);
    m_settings.setValue(QStringLiteral("everySeconds"), static_cast<int>(settings.every.count()));
    QStringList owners;
    for (const auto& owner : settings.owners)
        owners << text::qs(owner.kind + '/' + owner.ns + '/' + owner.name);
    m_settings.setValue(QStringLiteral("owners"), owners);
    m_settings.beginWriteArray(QStringLiteral("folders"), static_cast<int>(settings.folders.size()));
    int i = 0;
    for (const auto& [source, folder] : settings.folders) {
        m_settings.setArrayIndex(i++);
        m_settings.setValue(QStringLiteral("source"), text::qs(source));
        m_settings.setValue(QStringLiteral("folder"), text::qs(folder));
    }
    m_settings.endArray();
    m_settings.endGroup();
    m_settings.sync();
}

bool SettingsStore::pluginAllowed(const kube::ExecSpec& spec) const
{
    return m_settings.value(pluginKey(spec)).toBool();
}
void SettingsStore::allowPlugin(const kube::ExecSpec& spec)
{
    m_settings.setValue(pluginKey(spec), true);
}

} // namespace dg::core
