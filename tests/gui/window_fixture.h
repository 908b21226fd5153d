// SPDX-License-Identifier: Apache-2.0
// A plain fake of the application around the window, and a cluster that is fed by hand: its session is never started.
#pragma once

#include "items/cluster_list_model.h"
#include "items/gitlab_desk.h"
#include "session/session.h"
#include "tree_fixture.h"
#include "window/services.h"

#include <memory>
#include <vector>

namespace dg::test {

class FakeClipboard final : public window::Clipboard {
public:
    void setText(const QString& text) override { m_text = text; }
    QString text() const override { return m_text; }

private:
    QString m_text;
};

class FakeServices final : public window::Services {
public:
    FakeServices()
        : manual(*parseRfc3339("2026-11-23T14:00:00Z"))
    {
    }

    items::HistoryDesk* historyKept = nullptr; // a test's own
    items::HistoryDesk* historyDesk() override { return historyKept; }

    ManualClock manual;
    TreeFixture content; // its pool is the program's pool
    StringPool& strings = content.pool;
    Logger log;
    items::ClusterListModel list;
    window::ContextList known;
    window::Settings kept;
    FakeClipboard board;
    std::vector<std::pair<quint64, window::Consent>> answers;
    QString agentUrl;
    quint64 agentId = 0;
    std::size_t tokenSize = 0;
    QString opened;
    std::vector<QUrl> urls;
    QString folder; // what pickFolder answers
    QString savePath, suggested; // what pickSaveFile answers and was offered
    Result<int> answer = 0;
    std::vector<drift::Rule> rules;
    std::vector<window::AgentChoice> choices, recent;
    std::vector<window::GitLabAccount> accounts;
    QStringList forgotten;
    std::vector<std::pair<QString, std::size_t>> replaced;
    Secret replacedToken; // the last
    Result<Secret> token = fail(ErrorCode::KeychainEntryMissing);
    SystemClock real;
    items::GitLabDesk desk{real, log, "driftglass/test"};

    items::ClusterModel& addCluster(const std::string& name)
    {
        kube::ConnectionSpec spec;
        spec.name = name;
        spec.endpoint.baseUrl = "https://cluster.example.com:6443";
        auto session = std::make_unique<session::ClusterSession>(
            spec, session::SessionOptions{}, strings, manual, log, [](const kube::ExecSpec&) { return false; });
        const int row = list.add(std::make_unique<items::ClusterModel>(std::move(session), strings, manual));
        return *list.cluster(row);
    }

    // The fixture's objects, as if they had come through the session.
    void feed(items::ClusterModel& cluster)
    {
        if (content.model.rowCount() == 0)
            content.fill();
        std::vector<store::Delta> deltas;
        content.model.tree().forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
            deltas.push_back({object.key, store::RecordType::Flux, content.model.tree().find(object.key), {}});
        });
        cluster.tree().setNow(manual.wall());
        cluster.tree().apply(deltas);
        cluster.tree().expandAll();
    }

    const Clock& clock() const override { return manual; }
    StringPool& pool() override { return strings; }
    items::ClusterListModel& clusters() override { return list; }
    window::ContextList contexts() override { return known; }
    Result<int> openContext(const QString& name, const QString&) override
    {
        opened = name;
        return answer;
    }
    Status openKubeconfigFile(const QString&) override { return {}; }
    Result<int> openAgent(const QString& url, quint64 id, const Secret& token) override
    {
        agentUrl = url;
        agentId = id;
        tokenSize = token.size();
        return answer;
    }
    Result<int> openGitLabAgent(const window::AgentChoice& choice, const Secret& token, std::function<void(Status)> kept) override
    {
        choices.push_back(choice);
        tokenSize = token.size();
        kept({});
        return answer;
    }
    items::GitLabDesk& gitlab() override { return desk; }
    std::vector<window::GitLabAccount> gitlabAccounts() const override { return accounts; }
    std::vector<window::AgentChoice> recentAgents() const override { return recent; }
    std::vector<window::GitLabAccount> asked; // whose token was read
    void readToken(const window::GitLabAccount& account, std::function<void(Result<Secret>)> done) override
    {
        asked.push_back(account);
        done(token);
    }
    void replaceToken(const window::GitLabAccount& account, const Secret& token, std::function<void(Status)> kept) override
    {
        replaced.emplace_back(account.user, token.size());
        accounts.insert(accounts.begin(), account);
        replacedToken = token;
        kept({});
    }
    void forgetAccount(const window::GitLabAccount& account, std::function<void(Status)> done) override
    {
        forgotten.push_back(account.user);
        done({});
    }
    std::optional<window::AgentChoice> agentOf(int row) const override
    {
        return row == 0 && !recent.empty() ? std::optional(recent.front()) : std::nullopt;
    }
    Result<int> openDemo() override
    {
        opened = QStringLiteral("demo");
        return answer;
    }
    void openSnapshot(const QString& path, std::function<void(Result<int>)> done) override
    {
        opened = path;
        done(answer);
    }
    std::optional<window::ReplayState> replay(int) override { return std::nullopt; }
    void playReplay(int, bool, double) override { }
    void seekReplay(int, Millis) override { }
    void takeSnapshot(int, const window::SnapshotWish&, QObject*, std::function<void(const capture::Contents&)>,
        std::function<void(Result<window::TakenSnapshot>)> done) override
    {
        done(fail(ErrorCode::Refused, "the fixture reads no cluster"));
    }
    void closeCluster(int row) override { (void)list.take(row); }
    void moveCluster(int from, int to) override { list.move(from, to); }
    void refreshCluster(int) override { }
    Status addDriftRules(const std::vector<drift::Rule>& added) override
    {
        rules.insert(rules.end(), added.begin(), added.end());
        return {};
    }
    std::vector<checks::Mute> mutes;
    std::vector<checks::Mute> checkMutes() const override { return mutes; }
    Status addCheckMutes(const std::vector<checks::Mute>& added) override
    {
        mutes.insert(mutes.end(), added.begin(), added.end());
        Q_EMIT checkMutesChanged();
        return {};
    }
    window::Settings settings() const override { return kept; }
    void setSettings(const window::Settings& settings) override
    {
        kept = settings;
        Q_EMIT settingsChanged();
    }
    window::Clipboard& clipboard() override { return board; }
    void openUrl(const QUrl& url) override { urls.push_back(url); }
    QString version() const override { return QStringLiteral("0.1.0"); }
    QString logFile() const override { return {}; }
    void pickOpenFile(QObject*, const QString&, std::function<void(QString)> done) override { done({}); }
    void pickFolder(QObject*, const QString&, std::function<void(QString)> done) override { done(folder); }
    void pickSaveFile(QObject*, const QString&, const QString& suggestion, std::function<void(QString)> done) override
    {
        suggested = suggestion;
        done(savePath);
    }
    void answerConsent(quint64 id, window::Consent consent) override { answers.emplace_back(id, consent); }
};

} // namespace dg::test
