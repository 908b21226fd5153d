// SPDX-License-Identifier: Apache-2.0
#include "text/gitlab_words.h"

#include <QTest>

#include <array>

using namespace dg;
using gitlab::Finding;
using gitlab::Step;
using gitlab::StepState;

class TestGitLabWords final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFailureSaysWhatWasFoundAndWhatToChange()
    {
        const std::array<std::pair<Step, Finding>, 24> failures{
            {{Step::Address, Finding::NotGitLab}, {Step::Encryption, Finding::PlainHttp}, {Step::Token, Finding::TokenExpired},
                {Step::Token, Finding::TokenRevoked}, {Step::Token, Finding::TokenRefused}, {Step::Token, Finding::TokenEndsSoon},
                {Step::Scope, Finding::NoProxyScope}, {Step::Scope, Finding::NoApiScope}, {Step::Agent, Finding::AgentNotConnected},
                {Step::Agent, Finding::AgentNeverConnected}, {Step::Agent, Finding::AgentNotListed}, {Step::Agent, Finding::AgentServerOff},
                {Step::Agent, Finding::NoProxyAddress}, {Step::Agent, Finding::ProxyPlainHttp}, {Step::UserAccess, Finding::NoConfigFile},
                {Step::UserAccess, Finding::BrokenConfigFile}, {Step::UserAccess, Finding::NoUserAccess},
                {Step::UserAccess, Finding::NobodyNamed}, {Step::UserAccess, Finding::NotAmongNamed},
                {Step::UserAccess, Finding::AccessRefused}, {Step::UserAccess, Finding::NotAProxy}, {Step::Flux, Finding::NoFlux},
                {Step::Rights, Finding::NoRights}, {Step::Rights, Finding::SomeRights}}};
        for (const auto& [step, finding] : failures) {
            gitlab::StepResult result;
            result.step = step;
            result.finding = finding;
            result.state = StepState::Failed;
            result.words = {"one", "two", "three", "four"};
            const auto* name = gitlab::findingWord(finding);
            QVERIFY2(!text::stepFound(result).isEmpty(), name);
            const auto remedy = text::stepRemedy(result);
            QVERIFY2(!remedy.isEmpty(), name);
            QVERIFY2(!remedy.contains(u"%1") && !remedy.contains(u"%2") && !remedy.contains(u"%3"), name);
            result.state = StepState::Passed;
            QVERIFY2(text::stepRemedy(result).isEmpty(), name);
        }
    }
    void aTransportErrorIsToldInTheWordsOfItsSide()
    {
        gitlab::StepResult result;
        result.finding = Finding::Failure;
        result.state = StepState::Failed;
        result.step = Step::Encryption;
        result.error = Error{ErrorCode::TlsUntrusted, "gitlab.example.com:443", "expired: …"};
        QVERIFY(text::stepRemedy(result).contains(u"has expired"));
        result.error->detail = "unknownAuthority: …";
        QVERIFY(text::stepRemedy(result).contains(u"certificate authority"));
        QVERIFY(!text::stepRemedy(result).contains(u"kubeconfig"));
        result.step = Step::Kubernetes;
        result.error = Error{ErrorCode::AgentOffline, "", ""};
        QVERIFY(text::stepRemedy(result).contains(u"agentk"));
    }
    void anEndIsToldFromFourteenDaysOn()
    {
        QVERIFY(text::expiryNotice(std::nullopt).isEmpty());
        QVERIFY(text::expiryNotice(15).isEmpty());
        QCOMPARE(text::expiryNotice(1), QStringLiteral("Token ends tomorrow"));
        QCOMPARE(text::expiryNotice(0), QStringLiteral("Token ends today"));
        QCOMPARE(text::expiryNotice(-1), QStringLiteral("Token has expired"));
        QVERIFY(text::expiryNotice(14).contains(u"Token ends in"));
    }
    void textFromGitLabIsOnePlainLine()
    {
        gitlab::StepResult result;
        result.step = Step::Scope;
        result.state = StepState::Failed;
        result.finding = Finding::NoProxyScope;
        result.words = {"api\n\x1b[31mred"};
        QVERIFY(!text::stepRemedy(result).contains(u'\n'));
        QVERIFY(!text::stepRemedy(result).contains(QChar(0x1b)));
    }
};

QTEST_GUILESS_MAIN(TestGitLabWords)
#include "tst_gitlab_words.moc"
