// SPDX-License-Identifier: Apache-2.0
// window: the main window, its dialogs and the command palette. services.h is all that the window needs of the
// application around it; app/core implements it, tests use a fake. GUI thread only. Nothing here waits: what takes time
// answers by a signal.
#pragma once

#include "base/clock.h"
#include "base/object_key.h"
#include "base/result.h"
#include "base/secret.h"
#include "capture/capture.h"
#include "checks/mutes.h"
#include "drift/rules.h"
#include "views/saved_range.h"
#include "views/saved_view.h"
#include "window/report_settings.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <functional>
#include <optional>
#include <vector>

namespace dg::items {
class ClusterListModel;
class GitLabDesk;
class HistoryDesk;
} // namespace dg::items

namespace dg::window {

// One context of the kubeconfig files, as the Connect dialog lists it.
struct ContextInfo {
    QString name;
    QString server; // host or URL without credentials
    QString user;
    QString ns;
    QString file; // where it is defined
    bool current = false;
    std::optional<Error> error; // why it cannot be used
};

// A kubeconfig file that could not be read, shown above the list.
struct ContextList {
    std::vector<ContextInfo> contexts;
    std::vector<Error> fileErrors;
};

enum class Language : unsigned char { System, English, Japanese };

// What the user chose. Kept by the application; setSettings() stores at once.
struct Settings {
    QString theme = QStringLiteral("system"); // light, dark, system
    Language language = Language::System; // used at the next start
    bool comfortable = false; // rows 4 px higher
    QByteArray geometry; // QWidget::saveGeometry
    QByteArray treeColumns; // views::TreePage::columnState
    bool inspectorShown = true;
    bool activityShown = true;
    bool trayShown = true; // an icon with the number of drifted objects, where the desktop has a tray
    bool historyKept = true;
    int historyDays = 90, historyMegabytes = 500; // what is older, or more, goes
    QString historyUrl; // history::Store; empty: history.sqlite among the program's data
    std::vector<views::SavedView> views; // in the order they were saved
    std::vector<views::SavedRange> ranges; // of the Timeline, the newest first
    QHash<QString, ReportSettings> reports; // by cluster
};

// A credential plugin wants to run (kubeconfig `exec`). The cluster's I/O thread waits for the answer.
struct ConsentQuestion {
    quint64 id = 0;
    QString cluster;
    QString program; // absolute path, as it would be started
    QStringList arguments;
    QString definedIn; // the kubeconfig
};
enum class Consent : unsigned char { Deny, AllowOnce, AllowAlways };

// What kind of token an account has. Access: personal, project or group, for API and agent proxy. OAuth: from the browser, for the API
// alone, sent as Bearer; it ends after some hours and is kept for the running program only.
enum class AccountKind : unsigned char { Access, OAuth };

// A token of a person on one GitLab, without the token. Several for one host may be known.
struct GitLabAccount {
    QString host; // "https://gitlab.example.com/root"
    QString user; // empty: the token may not say
    QString caFile; // PEM; empty: the system's authorities
    QString proxy; // HTTP proxy; empty: of the environment
    qint64 expires = 0; // seconds since 1970; 0: never, or not known
    bool kept = false; // in the system's keychain; otherwise until the program ends
    AccountKind kind = AccountKind::Access;
};

// An agent as a person chose it in the Connect dialog.
struct AgentChoice {
    QString proxyUrl;
    quint64 agentId = 0;
    QString name; // of the cluster in the rail; empty: made of address and number
    QString project; // configuration project; may be empty
    GitLabAccount account; // an empty host: typed address and number only
};

// How a recording that was opened stands.
struct ReplayState {
    Millis at{0}, length{0};
    double speed = 1.0; // 1 to 100
    bool playing = false;
};

struct SnapshotWish {
    bool withValues = false, pseudonyms = false;
    std::optional<std::chrono::days> history = {}; // what it tells of so many days; nullopt: nothing
};
// A snapshot that was taken: it lies in a file of the program's own until somebody saves it, or nobody holds it any more.
struct TakenSnapshot {
    capture::Contents contents;
    QString file;
    std::shared_ptr<void> keep; // the file goes with it
};

class Clipboard {
public:
    virtual ~Clipboard() = default;
    virtual void setText(const QString& text) = 0;
    [[nodiscard]] virtual QString text() const = 0;
};

class Services : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual const Clock& clock() const = 0;
    [[nodiscard]] virtual StringPool& pool() = 0;
    // The open clusters in the rail's order; lives as long as the services.
    [[nodiscard]] virtual items::ClusterListModel& clusters() = 0;

    // Connecting. Each makes a cluster in clusters() and answers with its row, or an error that is shown in the dialog.
    // Whether the cluster can be reached shows later in its status.
    [[nodiscard]] virtual ContextList contexts() = 0; // $KUBECONFIG and the files opened
    virtual Result<int> openContext(const QString& name, const QString& file) = 0; // of contexts()
    virtual Status openKubeconfigFile(const QString& path) = 0; // adds to contexts()
    virtual Result<int> openAgent(const QString& proxyUrl, quint64 agentId, const Secret& token) = 0; // kept in memory only
    // The same with an account: remembered with the cluster. The token goes to the keychain when account.kept says so; `kept`
    // then answers how that went (the cluster is open whatever it says).
    virtual Result<int> openGitLabAgent(const AgentChoice& choice, const Secret& token, std::function<void(Status)> kept) = 0;
    [[nodiscard]] virtual items::GitLabDesk& gitlab() = 0;
    [[nodiscard]] virtual std::vector<GitLabAccount> gitlabAccounts() const = 0; // used last first
    [[nodiscard]] virtual std::vector<AgentChoice> recentAgents() const = 0; // used last first
    virtual void readToken(const GitLabAccount& account, std::function<void(Result<Secret>)> done) = 0;
    // A token's successor: kept as the account says, and used by its open clusters from now on.
    virtual void replaceToken(const GitLabAccount& account, const Secret& token, std::function<void(Status)> kept) = 0;
    virtual void forgetAccount(const GitLabAccount& account, std::function<void(Status)> done) = 0; // from the keychain too, read back
    // How the cluster of that row was chosen; nullopt: not in the Connect dialog's GitLab way.
    [[nodiscard]] virtual std::optional<AgentChoice> agentOf(int row) const = 0;
    [[nodiscard]] virtual items::HistoryDesk* historyDesk() { return nullptr; } // of the clusters but the demo; null: nothing is kept
    virtual Result<int> openDemo() = 0;
    // A snapshot's file or a recording as a cluster of its own: read-only, and nothing is asked of any network. Reads it beside the
    // GUI thread; `done` on it, with the row.
    virtual void openSnapshot(const QString& path, std::function<void(Result<int>)> done) = 0;
    [[nodiscard]] virtual std::optional<ReplayState> replay(int row) = 0; // nullopt: no recording
    virtual void playReplay(int row, bool playing, double speed) = 0;
    virtual void seekReplay(int row, Millis at) = 0;
    // Reads the cluster anew, on a connection of its own. Called back on the GUI thread; with a `context` that dies first it is
    // given up. A second one supersedes the first.
    virtual void takeSnapshot(int row, const SnapshotWish& wish, QObject* context, std::function<void(const capture::Contents&)> progress,
        std::function<void(Result<TakenSnapshot>)> done)
        = 0;
    virtual void closeCluster(int row) = 0;
    virtual void moveCluster(int from, int to) = 0;
    virtual void refreshCluster(int row) = 0; // F5: retry and read again
    // Into rules.yaml; what they expect is marked at once in every open cluster.
    virtual Status addDriftRules(const std::vector<drift::Rule>& rules) = 0;

    // Of checks.yaml. What is added is kept there, and told by checkMutesChanged().
    [[nodiscard]] virtual std::vector<checks::Mute> checkMutes() const = 0;
    virtual Status addCheckMutes(const std::vector<checks::Mute>& mutes) = 0;

    [[nodiscard]] virtual Settings settings() const = 0;
    virtual void setSettings(const Settings& settings) = 0; // theme and density apply at once

    [[nodiscard]] virtual Clipboard& clipboard() = 0;
    virtual void openUrl(const QUrl& url) = 0;
    [[nodiscard]] virtual QString version() const = 0;
    [[nodiscard]] virtual QString logFile() const = 0;

    // File picking: answers later with the path, or empty when cancelled. `parent` is the asking window (QWidget).
    virtual void pickOpenFile(QObject* parent, const QString& title, std::function<void(QString)> done) = 0;
    virtual void pickFolder(QObject* parent, const QString& title, std::function<void(QString)> done) = 0;
    virtual void pickSaveFile(QObject* parent, const QString& title, const QString& suggestion, std::function<void(QString)> done) = 0;

    // The answer to consentAsked(); an unknown id is ignored. A question whose cluster closes is withdrawn.
    virtual void answerConsent(quint64 id, Consent answer) = 0;

Q_SIGNALS:
    void consentAsked(const dg::window::ConsentQuestion& question);
    void consentWithdrawn(quint64 id);
    void settingsChanged();
    void checkMutesChanged();
    void signInWanted(const QString& host, const QString& why); // a remembered cluster's token is not to be had
    void notice(const QString& sentence); // a sentence for the person, not about one cluster
};

} // namespace dg::window
