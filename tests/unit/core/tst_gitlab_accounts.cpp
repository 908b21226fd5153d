// SPDX-License-Identifier: Apache-2.0
// Accounts, their tokens and what is written of them. The keychain here answers on command; the real one is in tests/keychain.
#include "core/gitlab_accounts.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace dg;
using namespace dg::core;

namespace {

constexpr const char* Canary = "glpat-canary-0123456789";

// A system keychain that can be locked, or stay silent.
class CommandedKeychain final : public keychain::Keychain {
public:
    std::optional<ErrorCode> failure;
    std::map<QString, Secret> entries;
    std::vector<QString> asked;
    void read(const QString& key, ReadDone done) override
    {
        asked.push_back(key);
        if (failure)
            return done(fail(*failure, key.toStdString()));
        const auto it = entries.find(key);
        done(it == entries.end() ? Result<Secret>(fail(ErrorCode::KeychainEntryMissing)) : Result<Secret>(it->second));
    }
    void write(const QString& key, const Secret& secret, Done done) override
    {
        if (failure)
            return done(fail(*failure, key.toStdString()));
        entries.insert_or_assign(key, secret);
        done({});
    }
    void erase(const QString& key, Done done) override
    {
        if (failure)
            return done(fail(*failure, key.toStdString()));
        entries.erase(key);
        done({});
    }
};

window::AgentChoice choice(const char* host, const char* user, quint64 id, bool kept = true)
{
    window::AgentChoice out;
    out.account.host = QLatin1String(host);
    out.account.user = QLatin1String(user);
    out.account.kept = kept;
    out.agentId = id;
    out.name = QStringLiteral("prod");
    out.proxyUrl = QStringLiteral("https://kas.example.com/k8s-proxy");
    return out;
}

struct Bench {
    QTemporaryDir folder;
    CommandedKeychain* system = new CommandedKeychain;
    QString file = folder.filePath(QStringLiteral("driftglass.ini"));
    GitLabAccounts accounts{file, std::unique_ptr<keychain::Keychain>(system)};
    std::optional<Status> kept;
    void use(const window::AgentChoice& wish, const char* token = Canary)
    {
        kept.reset();
        accounts.use(wish, Secret(token), [this](const Status& status) { kept = status; });
    }
    Result<Secret> read(GitLabAccounts& from, const window::GitLabAccount& account)
    {
        std::optional<Result<Secret>> answer;
        from.read(account, [&](Result<Secret> token) { answer = std::move(token); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 5'000))
            return fail(ErrorCode::Internal);
        return *answer;
    }
};

} // namespace

class TestGitLabAccounts final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTokenIsInTheKeychainAndInNoFile()
    {
        Bench bench;
        bench.use(choice("https://gitlab.example.com", "ada", 7));
        QVERIFY(bench.kept && *bench.kept);
        QVERIFY(bench.system->entries.at(QStringLiteral("gitlab gitlab.example.com ada")).reveal() == Canary);
        int files = 0;
        for (QDirIterator it(bench.folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("canary"), qPrintable(file.fileName()));
            QCOMPARE(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
            ++files;
        }
        QVERIFY(files > 0);
    }
    void severalHostsAndAccountsAreToldApart()
    {
        Bench bench;
        bench.use(choice("https://gitlab.example.com", "ada", 7), "one");
        bench.use(choice("https://gitlab.example.com", "bot", 7), "two");
        bench.use(choice("https://other.example.com/git", "ada", 7), "three");
        GitLabAccounts again(bench.file, nullptr);
        const auto known = again.accounts();
        QCOMPARE(known.size(), std::size_t{3});
        QCOMPARE(known.front().host, QStringLiteral("https://other.example.com/git")); // used last
        QCOMPARE(bench.system->entries.size(), std::size_t{3});
        QCOMPARE(bench.read(bench.accounts, known[1])->reveal(), std::string_view("two"));
        QCOMPARE(again.recent().size(), std::size_t{2}); // agent 7 of one host is one agent
    }
    void aTokenForThisRunAloneNeverReachesTheKeychain()
    {
        Bench bench;
        const auto wish = choice("https://gitlab.example.com", "ada", 7, false);
        bench.use(wish);
        QVERIFY(*bench.kept);
        QVERIFY(bench.system->entries.empty());
        QCOMPARE(bench.read(bench.accounts, wish.account)->reveal(), std::string_view(Canary));
        GitLabAccounts again(bench.file, nullptr); // the next start
        QCOMPARE(bench.read(again, wish.account).error().code, ErrorCode::KeychainEntryMissing);
    }
    void anAccountKeepsItsKindAndOneWithoutIsOfAnAccessToken()
    {
        Bench bench;
        bench.use(choice("https://gitlab.example.com", "ada", 7));
        auto browser = choice("https://gitlab.example.com", "ada", 7).account;
        browser.kind = window::AccountKind::OAuth;
        bench.accounts.replaceToken(browser, Secret("from the browser"), [](const Status&) {});
        // Two tokens of one person: neither takes the other's place, in the settings or in the keychain.
        QCOMPARE(bench.accounts.accounts().size(), std::size_t{2});
        QCOMPARE(bench.read(bench.accounts, browser)->reveal(), std::string_view("from the browser"));
        QCOMPARE(bench.read(bench.accounts, choice("https://gitlab.example.com", "ada", 7).account)->reveal(), std::string_view(Canary));
        QVERIFY(bench.system->entries.contains(QStringLiteral("gitlab gitlab.example.com ada")));
        GitLabAccounts again(bench.file, nullptr);
        QCOMPARE(int(again.accounts().front().kind), int(window::AccountKind::OAuth));
        QCOMPARE(int(again.accounts().back().kind), int(window::AccountKind::Access));
        // Settings of a version that knew no kinds.
        QSettings old(bench.file, QSettings::IniFormat);
        for (const auto& key : old.allKeys()) {
            if (key.endsWith(QLatin1String("kind")))
                old.remove(key);
        }
        old.sync();
        GitLabAccounts older(bench.file, nullptr);
        QCOMPARE(older.accounts().size(), std::size_t{2});
        for (const auto& account : older.accounts())
            QCOMPARE(int(account.kind), int(window::AccountKind::Access));
    }
    void aSignInByTheBrowserEndsWithTheProgram()
    {
        Bench bench;
        auto browser = choice("https://gitlab.example.com", "ada", 7, false).account;
        browser.kind = window::AccountKind::OAuth;
        bench.accounts.replaceToken(browser, Secret("from the browser"), [](const Status&) {});
        bench.use(choice("https://gitlab.example.com", "ada", 7, false));
        QVERIFY(bench.system->entries.empty());
        GitLabAccounts again(bench.file, nullptr);
        QCOMPARE(again.accounts().size(), std::size_t{1});
        QCOMPARE(int(again.accounts().front().kind), int(window::AccountKind::Access));
    }
    void eachWayAKeychainFailsIsHandedOnAndTheTokenStillWorksNow()
    {
        for (const auto code :
            {ErrorCode::KeychainLocked, ErrorCode::KeychainAbsent, ErrorCode::KeychainDenied, ErrorCode::KeychainTimeout}) {
            Bench bench;
            bench.system->failure = code;
            const auto wish = choice("https://gitlab.example.com", "ada", 7);
            bench.use(wish);
            QCOMPARE(bench.kept->error().code, code);
            QCOMPARE(bench.read(bench.accounts, wish.account)->reveal(), std::string_view(Canary));
            auto* other = new CommandedKeychain;
            other->failure = code;
            GitLabAccounts again(bench.file, std::unique_ptr<keychain::Keychain>(other));
            QCOMPARE(bench.read(again, wish.account).error().code, code);
        }
    }
    void aForgottenAccountIsGoneEverywhereAndAFailureToForgetIsTold()
    {
        Bench bench;
        const auto wish = choice("https://gitlab.example.com", "ada", 7);
        bench.use(wish);
        std::optional<Status> forgotten;
        bench.system->failure = ErrorCode::KeychainLocked;
        bench.accounts.forget(wish.account, [&](const Status& status) { forgotten = status; });
        QCOMPARE(forgotten->error().code, ErrorCode::KeychainLocked); // the entry is still there, and nobody says it is not
        bench.system->failure.reset();
        bench.accounts.forget(wish.account, [&](const Status& status) { forgotten = status; });
        QVERIFY(*forgotten);
        QVERIFY(bench.system->entries.empty());
        QVERIFY(bench.accounts.accounts().empty());
        QVERIFY(bench.accounts.recent().empty());
        QCOMPARE(bench.read(bench.accounts, wish.account).error().code, ErrorCode::KeychainEntryMissing);
    }
};

QTEST_GUILESS_MAIN(TestGitLabAccounts)
#include "tst_gitlab_accounts.moc"
