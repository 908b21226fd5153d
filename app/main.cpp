// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"
#include "cli/cli.h"
#include "core/window_run.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <clocale>

// Resources of static libraries are taken in by name, from outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(i18n);
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
    QCoreApplication app(argc, argv); // no QGuiApplication: needs no display
    QCoreApplication::setApplicationName(QStringLiteral("driftglass"));
    QTranslator translator;
    if (QLocale::system().language() == QLocale::Japanese && translator.load(QStringLiteral(":/i18n/driftglass_ja.qm")))
        QCoreApplication::installTranslator(&translator);
    return dg::cli::runHere(arguments);
}
