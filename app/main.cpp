// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"
#include "cli/cli.h"
#include "core/window_run.h"
#include "print/pdf.h"

#include <QGuiApplication>
#include <QLocale>
#include <QTranslator>

#include <clocale>
#include <memory>

// Resources of static libraries are taken in by name, from outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(i18n);
}

// No QGuiApplication unless a PDF is to be printed, and none that needs a display.
static std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv, bool fonts)
{
    if (!fonts)
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("DRIFTGLASS_DEBUGGABLE")) // for whoever wants a debugger or a core file
        dg::hardenProcess();
    initResources();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.push_back(QString::fromLocal8Bit(argv[i]));
    if (!dg::cli::isCommandLine(arguments))
        return dg::core::runWindow(argc, argv);
    const auto app = makeApplication(argc, argv, dg::cli::needsFonts(arguments));
    QCoreApplication::setApplicationName(QStringLiteral("driftglass"));
    QTranslator translator;
    if (QLocale::system().language() == QLocale::Japanese && translator.load(QStringLiteral(":/i18n/driftglass_ja.qm")))
        QCoreApplication::installTranslator(&translator);
    return dg::cli::runHere(arguments, &dg::print::toPdf);
}
