// SPDX-License-Identifier: Apache-2.0
// The application behind the window: implements window::Services. GUI thread.
#pragma once

#include "artifact/source_files.h"
#include "base/log.h"
#include "core/consents.h"
#include "core/gitlab_accounts.h"
#include "core/paths.h"
#include "core/settings_store.h"
#include "core/snapshots.h"
#include "demo/demo_cluster.h"
#include "items/cluster_list_model.h"
#include "items/gitlab_desk.h"
#include "items/history_desk.h"
#include "theme/theme.h"
#include "window/services.h"

#include <QTemporaryDir>

#include <map>
#include <memory>

namespace dg::core {

class Application final : public window::Services {
    Q_OBJECT
public:
    struct Options {
        Paths paths;
        LogLevel logLevel = LogLevel::Info;
        QStringList namespaces;
        demo::DemoOptions demo;
        QString kubeconfig; // --kubeconfig: instead of the default files
        bool remember = true; // restore and store the open clusters
        bool systemKeychain = true; // false: tokens live as long as the program
    };
    Application(Options options, theme::Theme& theme);
    ~Application() override;

    // What the command line asked for, or the clusters of the last session, or the kubeconfig's current context.
    // Errors name what could not be opened.
    std::vector<Error> openAtStart(const QStringList& contexts, bool allContexts, bool demo, const QString& snapshot = {});
    Status openConnection(kube::ConnectionSpec spec);

    const Clock& clock() const override { return m_clock; }
    StringPool& pool() override { return m_pool; }
    items::ClusterListModel& clusters() override { return m_clusters; }
    window::ContextList contexts() override;
    Result<int> openContext(const QString& name, const QString& file) override;
    Status openKubeconfigFile(const QString& path) override;
    Result<int> openAgent(const QString& proxyUrl, quint64 agentId, const Secret& token) override;
    Result<int> openGitLabAgent(const window::AgentChoice& choice, const Secret& token, std::function<void(Status)> kept) override;
    items::GitLabDesk& gitlab() override { return m_desk; }
    std::vector<window::GitLabAccount> gitlabAccounts() const override { return m_accounts.accounts(); }
    std::vector<window::AgentChoice> recentAgents() const override { return m_accounts.recent(); }
    void readToken(const window::GitLabAccount& account, std::function<void(Result<Secret>)> done) override;
    void replaceToken(const window::GitLabAccount& account, const Secret& token, std::function<void(Status)> kept) override;
    void forgetAccount(const window::GitLabAccount& account, std::function<void(Status)> done) override;
    std::optional<window::AgentChoice> agentOf(int row) const override;
    items::HistoryDesk* historyDesk() override { return m_history.get(); }
    Result<int> openDemo() override;
    void openSnapshot(const QString& path, std::function<void(Result<int>)> done) override;
    Result<int> openSnapshotNow(const QString& path); // waits; for the start
    std::optional<window::ReplayState> replay(int row) override;
    void playReplay(int row, bool playing, double speed) override;
    void seekReplay(int row, Millis at) override;
    void takeSnapshot(int row, const window::SnapshotWish& wish, QObject* context, std::function<void(const capture::Contents&)> progress,
        std::function<void(Result<window::TakenSnapshot>)> done) override;
    void closeCluster(int row) override;
    void moveCluster(int from, int to) override;
    void refreshCluster(int row) override;
    Status addDriftRules(const std::vector<drift::Rule>& rules) override;
    [[nodiscard]] std::vector<checks::Mute> checkMutes() const override { return m_mutes; }
    Status addCheckMutes(const std::vector<checks::Mute>& mutes) override;
    window::Settings settings() const override { return m_current; }
    void setSettings(const window::Settings& settings) override;
    window::Clipboard& clipboard() override { return *m_clipboard; }
    void openUrl(const QUrl& url) override;
    QString version() const override;
    QString logFile() const override { return m_options.paths.logFile(); }
    void pickOpenFile(QObject* parent, const QString& title, std::function<void(QString)> done) override;
    void pickFolder(QObject* parent, const QString& title, std::function<void(QString)> done) override;
    void pickSaveFile(QObject* parent, const QString& title, const QString& suggestion, std::function<void(QString)> done) override;
    void answerConsent(quint64 id, window::Consent answer) override;

private:
    struct Opened {
        Consents::ClusterId id = 0;
        std::optional<RememberedCluster> remembered;
    };
    Result<int> openChoice(const window::AgentChoice& choice, const Secret& token);
    void openRememberedAgent(const RememberedCluster& remembered);
    int addSnapshot(const Snapshots::Opened& opened);
    [[nodiscard]] replay::ReplayCluster* recordingOf(int row) const; // null: none
    int add(kube::ConnectionSpec spec, std::optional<RememberedCluster> remembered);
    void rememberClusters();
    void loadRules();
    void loadMutes();
    void setExactHelpers(items::ClusterModel& cluster, artifact::GitLabLogin gitlab);
    void keepExactSettings(items::ClusterModel& cluster);
    void keepHistory(items::ClusterModel& cluster);
    void applyRetention();
    [[nodiscard]] bool isPassing(const kube::ConnectionSpec& spec) const; // new each time: nothing of it is kept beyond the program
    [[nodiscard]] QString nameOnDisk(const kube::ConnectionSpec& spec) const; // empty: not kept
    [[nodiscard]] std::string factsFile(const kube::ConnectionSpec& spec) const;

    Options m_options;
    SystemClock m_clock;
    Logger m_log;
    StringPool m_pool;
    SettingsStore m_store;
    window::Settings m_current;
    theme::Theme& m_theme;
    Consents m_consents;
    GitLabAccounts m_accounts;
    items::GitLabDesk m_desk;
    std::unique_ptr<window::Clipboard> m_clipboard;
    std::unique_ptr<demo::DemoCluster> m_demo;
    Snapshots m_snapshots;
    std::vector<drift::Rule> m_rules; // of rules.yaml
    std::vector<checks::Mute> m_mutes; // of checks.yaml
    std::map<const items::ClusterModel*, Opened> m_opened;
    std::unique_ptr<items::HistoryDesk> m_history; // null: nothing was kept yet
    std::unique_ptr<QTemporaryDir> m_demoFolder; // the demo's history ends with the program
    std::unique_ptr<items::HistoryDesk> m_demoHistory;
    std::vector<RememberedCluster> m_waiting; // agents whose token the keychain has not given
    Consents::ClusterId m_lastId = 0;
    items::ClusterListModel m_clusters; // last: its sessions end before what they use
};

} // namespace dg::core
