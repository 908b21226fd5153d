// SPDX-License-Identifier: Apache-2.0
// tests/gitlab/standin.py as a process of a test.
#pragma once

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>

namespace dg::test {

class GitLabStandin {
public:
    // Empty url(): it did not start; see why().
    explicit GitLabStandin(const QStringList& more = {})
    {
        m_process.start(QStringLiteral("python3"),
            QStringList{QStringLiteral(DRIFTGLASS_STANDIN), QStringLiteral("serve"), m_folder.filePath(QStringLiteral("gitlab"))} + more);
        while (!m_process.canReadLine() && m_process.state() != QProcess::NotRunning && m_process.waitForReadyRead(60'000)) { }
        m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
    }
    ~GitLabStandin()
    {
        m_process.closeWriteChannel(); // the end of its input stops it
        if (!m_process.waitForFinished(10'000))
            m_process.kill();
        m_process.waitForFinished(10'000);
    }
    [[nodiscard]] QString url() const { return m_ready[QLatin1String("url")].toString(); }
    [[nodiscard]] QString proxy() const { return m_ready[QLatin1String("proxy")].toString(); }
    // A word of its control port (README.md); its answer.
    QJsonObject tell(const QString& word, const QJsonObject& asked = {})
    {
        QNetworkRequest request(QUrl(m_ready[QLatin1String("control")].toString() + QLatin1Char('/') + word));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        QNetworkAccessManager network;
        auto* reply = network.post(request, QJsonDocument(asked).toJson());
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        return QJsonDocument::fromJson(reply->readAll()).object();
    }
    [[nodiscard]] QByteArray why() { return m_process.readAllStandardError(); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QJsonObject m_ready;
};

} // namespace dg::test
