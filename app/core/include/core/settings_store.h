// SPDX-License-Identifier: Apache-2.0
// What is remembered between runs: the user's settings, the open clusters, the allowed credential plugins. An INI file;
// QSettings writes it atomically under a lock, so two running programs do not break it. Never anything secret.
#pragma once

#include "items/exact_schedule.h"
#include "kube/connection.h"
#include "window/services.h"

#include <QSettings>

#include <vector>

namespace dg::core {

// How a cluster of the last session is opened again. Agents of no GitLab account and the demo are not remembered.
struct RememberedCluster {
    QString context;
    QString file; // empty: the default kubeconfig files
    QString gitlab = {}; // of an agent: its GitLab's address; `context` is its number then, `file` empty
    friend bool operator==(const RememberedCluster&, const RememberedCluster&) = default;
};

class SettingsStore {
public:
    explicit SettingsStore(const QString& file);
    [[nodiscard]] window::Settings load() const;
    void save(const window::Settings& settings);
    [[nodiscard]] std::vector<RememberedCluster> clusters() const;
    void setClusters(const std::vector<RememberedCluster>& clusters);
    [[nodiscard]] QStringList kubeconfigFiles() const; // opened by hand beside the default ones
    void setKubeconfigFiles(const QStringList& files);
    // How a cluster is compared exactly; `cluster` is its name in files of ours.
    [[nodiscard]] items::ExactSettings exactSettings(const QString& cluster) const;
    void setExactSettings(const QString& cluster, const items::ExactSettings& settings);
    // By absolute path, arguments and the content of the program file: a changed program is asked about again.
    [[nodiscard]] bool pluginAllowed(const kube::ExecSpec& spec) const;
    void allowPlugin(const kube::ExecSpec& spec);

private:
    mutable QSettings m_settings;
};

// The program an exec spec starts, absolute; empty when it is not found in PATH (without "." entries).
[[nodiscard]] QString pluginProgram(const kube::ExecSpec& spec);

} // namespace dg::core
