// SPDX-License-Identifier: Apache-2.0
#include "core/window_run.h"

#include "core/application.h"
#include "text/words.h"
#include "theme/theme.h"
#include "window/main_window.h"
#include "window/screenshot.h"
#include "window_options.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLibraryInfo>
#include <QLocale>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

namespace dg::core {

namespace {

constexpr int SettleEvery = 100; // ms
constexpr int SettledFor = 600; // ms without change before a picture is taken
constexpr int SettleLimit = 60'000; // ms: then the picture is taken as it is, and said so

void complain(const QString& sentence)
{
    std::fprintf(stderr, "driftglass: %s\n", qPrintable(sentence));
}

std::optional<ObjectName> parseObject(const QString& text)
{
    const auto parts = text.split(u'/');
    if (parts.size() != 3 || parts.contains(QString()))
        return std::nullopt;
    return ObjectName{parts[0].toStdString(), parts[1].toStdString(), parts[2].toStdString()};
}

void installTranslations(QApplication& app, const QString& language)
{
    if (language == u"en")
        return;
    auto* own = new QTranslator(&app);
    if (own->load(QStringLiteral(":/i18n/driftglass_%1.qm").arg(language)))
        app.installTranslator(own);
    auto* qt = new QTranslator(&app);
    if (qt->load(QStringLiteral("qtbase_%1").arg(language), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        app.installTranslator(qt);
}

QString languageToUse(const WindowOptions& options, const SettingsStore& store)
{
    if (options.language)
        return *options.language;
    switch (store.load().language) {
    case window::Language::English:
        return QStringLiteral("en");
    case window::Language::Japanese:
        return QStringLiteral("ja");
    case window::Language::System:
        break;
    }
    return QLocale::system().language() == QLocale::Japanese ? QStringLiteral("ja") : QStringLiteral("en");
}

// Takes the picture once the window has settled, then quits.
class Photographer final : public QObject {
public:
    Photographer(window::MainWindow& window, const WindowOptions& options)
        : QObject(&window)
        , m_window(window)
        , m_options(options)
    {
        m_running.start();
        m_quiet.start();
        connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
        m_timer.start(SettleEvery);
    }

private:
    void look()
    {
        const bool late = m_running.elapsed() > SettleLimit;
        if (!m_window.isSettled() && !late) {
            m_quiet.restart();
            return;
        }
        if (m_quiet.elapsed() < SettledFor && !late)
            return;
        m_timer.stop();
        if (late)
            complain(
                QCoreApplication::translate("Screenshot", "The window had not settled after a minute; the picture shows it as it is."));
        const auto size = m_options.size.isEmpty() ? QSize(1280, 800) : m_options.size;
        const auto saved = window::saveScreenshot(m_window, size, m_options.screenshot, m_options.ratio);
        if (!saved)
            complain(text::errorSentence(saved.error()));
        QCoreApplication::exit(saved ? 0 : 2);
    }

    window::MainWindow& m_window;
    const WindowOptions& m_options;
    QTimer m_timer;
    QElapsedTimer m_running;
    QElapsedTimer m_quiet;
};

// What the command line names must open; anything else is for the window to tell.
bool openWanted(Application& application, const WindowOptions& options)
{
    if (!options.agentUrl.isEmpty()) {
        const auto token = qgetenv(options.agentCi ? "CI_JOB_TOKEN" : "DRIFTGLASS_TOKEN");
        if (token.isEmpty()) {
            complain(QCoreApplication::translate("WindowOptions", "The token is taken from the environment variable %1, which is not set.")
                         .arg(QLatin1String(options.agentCi ? "CI_JOB_TOKEN" : "DRIFTGLASS_TOKEN")));
            return false;
        }
        auto spec = kube::agentConnection(options.agentUrl.toStdString(), options.agentId,
            Secret(std::string_view(token.constData(), static_cast<std::size_t>(token.size()))), options.agentCi);
        const auto opened = spec ? application.openConnection(std::move(*spec)) : Status(tl::unexpected(spec.error()));
        if (!opened)
            complain(text::errorSentence(opened.error()));
        return opened.has_value();
    }
    const auto errors = application.openAtStart(options.contexts, options.allContexts, options.demo, options.snapshot);
    for (const auto& error : errors)
        complain(text::errorSentence(error));
    const bool asked = options.demo || !options.snapshot.isEmpty() || options.allContexts || !options.contexts.isEmpty()
        || !options.kubeconfig.isEmpty();
    return application.clusters().count() > 0 || !asked;
}

} // namespace

int runWindow(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.push_back(QString::fromLocal8Bit(argv[i]));
    const auto options = parseWindowOptions(arguments);
    if (!options) {
        complain(text::qs(options.error().detail));
        return 2;
    }
    if (!options->screenshot.isEmpty() && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication::setDesktopFileName(QStringLiteral("org.driftglass.Driftglass"));
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("driftglass"));
    QApplication::setApplicationDisplayName(QStringLiteral("Driftglass"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/driftglass.svg")));

    Application::Options settings;
    // A picture leaves no traces: without --profile it remembers nothing and reads no remembered state.
    settings.remember = options->screenshot.isEmpty();
    const QTemporaryDir forPicture;
    settings.paths = !options->profile.isEmpty() ? Paths::under(options->profile)
        : settings.remember                      ? Paths::standard()
                                                 : Paths::under(forPicture.path());
    settings.logLevel = options->logLevel;
    settings.namespaces = options->namespaces;
    settings.kubeconfig = options->kubeconfig;
    settings.systemKeychain = settings.remember;
    settings.demo.size = options->demoSize;
    settings.demo.seed = options->demoSeed;
    installTranslations(app, languageToUse(*options, SettingsStore(settings.paths.settingsFile())));

    theme::Theme theme;
    const auto themeWord = options->theme.value_or(SettingsStore(settings.paths.settingsFile()).load().theme);
    theme.install(app, themeWord == u"dark" ? theme::Mode::Dark : themeWord == u"light" ? theme::Mode::Light : theme::Mode::System);
    Application application(std::move(settings), theme);
    if (!openWanted(application, *options))
        return 2;

    window::MainWindow window(application);
    if (!window.showView(options->view)) {
        complain(QCoreApplication::translate(
            "WindowOptions", "There is no view “%1” yet; this version has: tree, graph, delivery, drift, timeline, checks.")
                     .arg(options->view));
        return 2;
    }
    if (!options->filter.isEmpty())
        window.setFilter(options->filter);
    if (!options->select.isEmpty()) {
        const auto object = parseObject(options->select);
        if (!object) {
            complain(QCoreApplication::translate("WindowOptions", "--select takes KIND/NAMESPACE/NAME, not “%1”.").arg(options->select));
            return 2;
        }
        window.selectWhenSeen(*object);
    }
    if (!options->size.isEmpty())
        window.resize(options->size);
    window.show();
    std::unique_ptr<Photographer> photographer;
    if (!options->screenshot.isEmpty())
        photographer = std::make_unique<Photographer>(window, *options);
    else if (!options->page.isEmpty())
        QTimer::singleShot(0, &window, [&window, page = options->page] { window.openSignIn(page, {}); });
    else if (application.clusters().count() == 0)
        QTimer::singleShot(0, &window, [&window] { window.openConnect(); });
    const int code = QApplication::exec();
    photographer.reset();
    return code;
}

} // namespace dg::core
