// SPDX-License-Identifier: Apache-2.0
// A command of the command line, run in this process with what it prints kept.
#pragma once

#include "cli/cli.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <string>

namespace dg::test {

class CommandRun {
protected:
    int run(const QStringList& words)
    {
        m_out.clear();
        m_err.clear();
        cli::Streams streams;
        streams.out = [this](std::string_view text) { m_out += text; };
        streams.err = [this](std::string_view text) { m_err += text; };
        cli::Environment environment;
        environment.clock = &m_clock;
        environment.variable = m_variable;
        return cli::run(words, streams, environment);
    }
    int run(const QString& words) { return run(words.split(QLatin1Char(' '))); }
    int run(const char* words) { return run(QString::fromLatin1(words)); }
    int run(const std::string& words) { return run(QString::fromStdString(words)); }
    [[nodiscard]] QJsonObject answer() const { return QJsonDocument::fromJson(QByteArray::fromStdString(m_out)).object(); }

    SystemClock m_clock;
    std::string m_out, m_err;
    std::function<QString(const char* name)> m_variable = [](const char*) { return QString(); };
};

} // namespace dg::test
