// SPDX-License-Identifier: Apache-2.0
#include "control_plane.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QTest>

namespace dg::test {

namespace {

bool readLine(QProcess& process, int seconds, QByteArray& line)
{
    const QDeadlineTimer end(seconds * 1000);
    while (!process.canReadLine()) {
        if (end.hasExpired() || process.state() == QProcess::NotRunning)
            return process.canReadLine();
        process.waitForReadyRead(200);
    }
    line = process.readLine();
    return true;
}

} // namespace

std::unique_ptr<ControlPlane> ControlPlane::start(const QStringList& options, QString& why)
{
    std::unique_ptr<ControlPlane> plane(new ControlPlane);
    plane->m_process.setProcessChannelMode(QProcess::SeparateChannels);
    plane->m_process.start(QStringLiteral(DRIFTGLASS_CONTROL_PLANE),
        QStringList{QStringLiteral("serve"), plane->m_folder.path() + QStringLiteral("/plane")} + options);
    QByteArray line;
    if (!readLine(plane->m_process, 240, line)) {
        why = QString::fromUtf8(plane->m_process.readAllStandardError());
        return nullptr;
    }
    plane->m_facts = QJsonDocument::fromJson(line).object();
    return plane;
}

ControlPlane::~ControlPlane()
{
    m_process.write("quit\n");
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(30'000)) {
        m_process.terminate();
        m_process.waitForFinished(10'000);
    }
}

int ControlPlane::port(const char* name) const
{
    return m_facts.value(QLatin1String("ports")).toObject().value(QLatin1String(name)).toInt();
}

QString ControlPlane::gitlab(const char* name) const
{
    return m_facts.value(QLatin1String("gitlab")).toObject().value(QLatin1String(name)).toString();
}

QJsonObject ControlPlane::tell(const QString& line, int seconds)
{
    m_process.write(line.toUtf8() + '\n');
    QByteArray answer;
    if (!readLine(m_process, seconds, answer))
        return {{QStringLiteral("error"), QStringLiteral("no answer to: ") + line}};
    return QJsonDocument::fromJson(answer).object();
}

QString ControlPlane::kubectl(const QStringList& arguments, const QString& input, int* exitCode)
{
    QProcess process;
    process.start(m_facts.value(QLatin1String("bin")).toString() + QStringLiteral("/kubectl"),
        QStringList{QStringLiteral("--kubeconfig=") + kubeconfig()} + arguments);
    if (!input.isEmpty())
        process.write(input.toUtf8());
    process.closeWriteChannel();
    process.waitForFinished(60'000);
    if (exitCode)
        *exitCode = process.exitCode();
    else if (process.exitCode() != 0)
        qInfo("kubectl %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
    return QString::fromUtf8(process.readAllStandardOutput());
}

QString ControlPlane::apply(const QString& yaml, const QString& fieldManager)
{
    return kubectl({QStringLiteral("apply"), QStringLiteral("--server-side"), QStringLiteral("--force-conflicts"),
                       QStringLiteral("--field-manager=") + fieldManager, QStringLiteral("-f"), QStringLiteral("-")},
        yaml);
}

bool ControlPlane::waitFor(const std::function<bool()>& condition, int seconds)
{
    return QTest::qWaitFor(condition, seconds * 1000);
}

} // namespace dg::test
