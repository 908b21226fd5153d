// SPDX-License-Identifier: Apache-2.0
#include "window_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <array>

namespace dg::core {

namespace {

struct WindowOptionsText {
    Q_DECLARE_TR_FUNCTIONS(WindowOptions)
};

tl::unexpected<Error> usage(const QString& sentence)
{
    return fail(ErrorCode::BadValue, {}, sentence.toStdString());
}

std::optional<QSize> parseSize(const QString& text)
{
    const auto parts = text.split(u'x');
    bool okWidth = false, okHeight = false;
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(&okWidth), parts[1].toInt(&okHeight)) : QSize();
    if (!okWidth || !okHeight || size.width() < 320 || size.height() < 240 || size.width() > 16'000 || size.height() > 16'000)
        return std::nullopt;
    return size;
}

std::optional<LogLevel> parseLevel(const QString& text)
{
    static const std::array<std::pair<const char*, LogLevel>, 5> levels{{{"debug", LogLevel::Debug}, {"info", LogLevel::Info},
        {"warning", LogLevel::Warning}, {"error", LogLevel::Error}, {"off", LogLevel::Off}}};
    for (const auto& [word, level] : levels) {
        if (text == QLatin1String(word))
            return level;
    }
    return std::nullopt;
}

} // namespace

Result<WindowOptions> parseWindowOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    const auto value = [&](const char* name, const char* placeholder) {
        parser.addOption(QCommandLineOption(QLatin1String(name), {}, QLatin1String(placeholder)));
    };
    for (const auto& [name, placeholder] :
        std::initializer_list<std::pair<const char*, const char*>>{{"kubeconfig", "file"}, {"context", "name"}, {"namespace", "name"},
            {"filter", "query"}, {"demo-size", "number"}, {"demo-seed", "number"}, {"snapshot", "file"}, {"agent-url", "url"},
            {"agent-id", "number"}, {"profile", "folder"}, {"log-level", "level"}, {"view", "name"}, {"select", "object"},
            {"theme", "name"}, {"language", "code"}, {"size", "WxH"}, {"screenshot", "file"}, {"ratio", "number"}})
        value(name, placeholder);
    for (const auto* flag : {"all-contexts", "demo", "agent-ci"})
        parser.addOption(QCommandLineOption(QLatin1String(flag)));
    if (!parser.parse(QStringList{QStringLiteral("driftglass")} + arguments))
        return usage(parser.errorText());
    WindowOptions options;
    if (const auto words = parser.positionalArguments(); !words.isEmpty()) {
        const bool page = words.size() == 1 && (words.first().startsWith(u"https://") || words.first().startsWith(u"driftglass://"));
        if (!page)
            return usage(WindowOptionsText::tr("There is no command “%1”. See driftglass --help.").arg(words.first()));
        options.page = words.first();
    }
    const auto given = [&](const char* name) { return parser.isSet(QLatin1String(name)); };
    const auto text = [&](const char* name) { return parser.value(QLatin1String(name)); };
    options.kubeconfig = text("kubeconfig");
    options.contexts = parser.values(QStringLiteral("context"));
    options.allContexts = given("all-contexts");
    options.namespaces = parser.values(QStringLiteral("namespace"));
    options.filter = text("filter");
    options.demo = given("demo");
    options.snapshot = text("snapshot");
    options.profile = text("profile");
    options.screenshot = text("screenshot");
    options.select = text("select");
    options.agentUrl = text("agent-url");
    options.agentCi = given("agent-ci");
    bool ok = true;
    if (given("demo-size"))
        options.demoSize = text("demo-size").toInt(&ok);
    if (!ok || options.demoSize < 0)
        return usage(WindowOptionsText::tr("--demo-size takes a number of objects, not “%1”.").arg(text("demo-size")));
    if (given("demo-seed"))
        options.demoSeed = text("demo-seed").toUInt(&ok);
    if (!ok)
        return usage(WindowOptionsText::tr("--demo-seed takes a number, not “%1”.").arg(text("demo-seed")));
    if (given("agent-id"))
        options.agentId = text("agent-id").toULongLong(&ok);
    if (!ok || (given("agent-url") && options.agentId == 0))
        return usage(WindowOptionsText::tr("--agent-url goes with --agent-id and the agent's number, as GitLab shows it."));
    if (given("size")) {
        const auto size = parseSize(text("size"));
        if (!size)
            return usage(WindowOptionsText::tr("--size takes WIDTHxHEIGHT, for instance 1280x800, not “%1”.").arg(text("size")));
        options.size = *size;
    }
    if (given("ratio"))
        options.ratio = text("ratio").toDouble(&ok);
    if (!ok || options.ratio < 0.5 || options.ratio > 4)
        return usage(WindowOptionsText::tr("--ratio takes a number from 0.5 to 4, not “%1”.").arg(text("ratio")));
    if (given("theme")) {
        options.theme = text("theme");
        if (!QStringList{QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("system")}.contains(*options.theme))
            return usage(WindowOptionsText::tr("--theme is light, dark or system, not “%1”.").arg(*options.theme));
    }
    if (given("language")) {
        options.language = text("language");
        if (*options.language != u"en" && *options.language != u"ja")
            return usage(WindowOptionsText::tr("--language is en or ja, not “%1”.").arg(*options.language));
    }
    if (given("log-level")) {
        const auto level = parseLevel(text("log-level"));
        if (!level)
            return usage(WindowOptionsText::tr("--log-level is debug, info, warning, error or off, not “%1”.").arg(text("log-level")));
        options.logLevel = *level;
    }
    if (given("view"))
        options.view = text("view");
    return options;
}

} // namespace dg::core
