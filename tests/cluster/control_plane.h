// SPDX-License-Identifier: Apache-2.0
// The C++ side of `control-plane serve`: one real control plane for a test program. Every call waits for its answer.
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace dg::test {

class ControlPlane final {
public:
    // nullptr with `why` set when it cannot be started.
    static std::unique_ptr<ControlPlane> start(const QStringList& options, QString& why);
    ~ControlPlane(); // stops everything, by pid

    [[nodiscard]] QString kubeconfig() const { return m_facts.value(QLatin1String("kubeconfig")).toString(); }
    [[nodiscard]] QString folder() const { return m_facts.value(QLatin1String("dir")).toString(); }
    [[nodiscard]] QString programs() const { return m_facts.value(QLatin1String("bin")).toString(); } // kubectl among them
    [[nodiscard]] int port(const char* name) const;
    // An address of the GitLab stand-in (tests/gitlab, started with --gitlab): url, proxy, kas, control.
    [[nodiscard]] QString gitlab(const char* name) const;
    // A line of control-plane's little language ("restart kube-apiserver", "push REPO TAG FOLDER"); throws nothing,
    // an error comes back in "error".
    QJsonObject tell(const QString& line, int seconds = 60);
    // kubectl's standard output; `exitCode` when wanted, otherwise a failure is logged.
    QString kubectl(const QStringList& arguments, const QString& input = {}, int* exitCode = nullptr);
    QString apply(const QString& yaml, const QString& fieldManager = QStringLiteral("gitops"));
    bool waitFor(const std::function<bool()>& condition, int seconds);

private:
    ControlPlane() = default;
    QTemporaryDir m_folder;
    QProcess m_process;
    QJsonObject m_facts;
};

} // namespace dg::test
