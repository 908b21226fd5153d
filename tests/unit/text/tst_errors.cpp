// SPDX-License-Identifier: Apache-2.0
#include "text/words.h"

#include <QTest>

#include <map>

using namespace dg;

class TestErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasASentenceOfItsOwn();
    void sentencesEndWithAFullStopAndHoldNoPlaceholder();
    void theAgentServersFailuresAreToldApart();
    void aBadFileIsNamedWithItsLine();
    void theSubjectIsShownAsOnePlainLine();
    void aBusyServerSaysForHowLong();
    void shortFormsAreLabels();
};

namespace {
constexpr int CodeCount = static_cast<int>(ErrorCode::Internal) + 1;

Error make(int code)
{
    Error error;
    error.code = static_cast<ErrorCode>(code);
    return error;
}
} // namespace

void TestErrors::everyCodeHasASentenceOfItsOwn()
{
    std::map<QString, int> seen;
    for (int i = 0; i < CodeCount; ++i) {
        const QString sentence = text::errorSentence(make(i));
        QVERIFY2(!seen.contains(sentence), qPrintable(sentence));
        seen.emplace(sentence, i);
    }
}

void TestErrors::sentencesEndWithAFullStopAndHoldNoPlaceholder()
{
    for (int i = 0; i < CodeCount; ++i) {
        for (const char* subject : {"", "example.com"}) {
            Error error = make(i);
            error.subject = subject;
            const QString sentence = text::errorSentence(error);
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
            QVERIFY2(!sentence.contains(u'%'), qPrintable(sentence));
            QVERIFY2(!sentence.contains(u'!') && !sentence.contains(u"please", Qt::CaseInsensitive), qPrintable(sentence));
        }
    }
}

void TestErrors::theAgentServersFailuresAreToldApart()
{
    struct Case {
        ErrorCode code;
        int http;
        const char* detail;
    };
    const std::vector<Case> cases{
        {ErrorCode::BadRequest, 400, "GitLab Agent Server: Bad request: URL does not start with expected prefix"},
        {ErrorCode::GitLabUnauthorized, 401, "GitLab Agent Server: Unauthorized"},
        {ErrorCode::Unauthorized, 401, "Unauthorized"},
        {ErrorCode::Unauthorized, 401, "GitLab Agent Server: Unauthorized: CI job token"},
        {ErrorCode::Forbidden, 403, "GitLab Agent Server: Forbidden: CI job token"},
        {ErrorCode::Forbidden, 403, "GitLab Agent Server: Forbidden: agentId is not allowed"},
        {ErrorCode::Forbidden, 403, ""},
        {ErrorCode::Forbidden, 403, "kustomizations is forbidden: User cannot list"},
        {ErrorCode::NotFound, 404, "GitLab Agent Server: Not found: agents for CI job token"},
        {ErrorCode::BadAnswer, 406, "not acceptable"},
        {ErrorCode::ServerError, 500, "GitLab Agent Server: Failed to authorize user session"},
        {ErrorCode::ServerError, 500, "GitLab Agent Server: Proxy failed to make outbound request"},
        {ErrorCode::AgentOffline, 502, "Agent connection not found. Is agent up to date and connected?"},
        {ErrorCode::AgentBroken, 502, "code = Unavailable"},
    };
    std::map<QString, const char*> seen;
    for (const Case& c : cases) {
        Error error{c.code, "agent 42", c.detail};
        error.httpStatus = c.http;
        const QString sentence = text::errorSentence(error);
        QVERIFY2(!seen.contains(sentence), qPrintable(sentence));
        seen.emplace(sentence, c.detail);
    }
}

void TestErrors::aBadFileIsNamedWithItsLine()
{
    const Error error{ErrorCode::BadSyntax, "/home/a/.kube/config", "", 7};
    QCOMPARE(text::errorSentence(error), u"/home/a/.kube/config, line 7, cannot be understood. Correct that line."_qs);
}

void TestErrors::theSubjectIsShownAsOnePlainLine()
{
    const Error error{ErrorCode::DnsFailed, "a\nb\x1b[0m", ""};
    const QString sentence = text::errorSentence(error);
    QVERIFY(sentence.startsWith(u"The name a b"_qs));
    QVERIFY(!sentence.contains(u'\x1b') && !sentence.contains(u'\n'));
}

void TestErrors::aBusyServerSaysForHowLong()
{
    Error error{ErrorCode::TooManyRequests, "example.com", ""};
    error.retryAfter = std::chrono::seconds{30};
    QVERIFY(text::errorSentence(error).contains(u"30 s"_qs));
}

void TestErrors::shortFormsAreLabels()
{
    for (int i = 0; i < CodeCount; ++i) {
        const QString label = text::errorShort(make(i));
        QVERIFY(!label.isEmpty());
        QVERIFY2(!label.endsWith(u'.') && label.size() <= 28, qPrintable(label));
    }
}

QTEST_GUILESS_MAIN(TestErrors)
#include "tst_errors.moc"
