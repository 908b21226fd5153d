// SPDX-License-Identifier: Apache-2.0
#include "gitlab/client.h"

#include "client_impl.h"
#include "kube/api_error.h"
#include "kube/resource.h"

namespace dg::gitlab {

namespace {

constexpr std::uint64_t MaxAnswer = 2u << 20;
constexpr Seconds MostPatience{30};
constexpr int MostWaits = 2;
constexpr Millis BeforeAgain{1'000};

net::Endpoint endpointOf(const Access& access)
{
    net::Endpoint endpoint;
    endpoint.baseUrl = access.host.origin;
    endpoint.caPem = access.caPem;
    endpoint.proxyUrl = access.proxyUrl;
    endpoint.livenessIdle = Millis{0};
    return endpoint;
}

ErrorCode codeOf(int status)
{
    switch (status) {
    case 400:
    case 422:
        return ErrorCode::BadRequest;
    case 401:
        return ErrorCode::Unauthorized;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 409:
        return ErrorCode::Conflict;
    case 429:
        return ErrorCode::TooManyRequests;
    case 503:
        return ErrorCode::Unavailable;
    default:
        return status >= 500 ? ErrorCode::ServerError : ErrorCode::BadAnswer;
    }
}

bool worthAgain(const Error& error)
{
    return error.code == ErrorCode::ServerError || error.code == ErrorCode::Unavailable || error.code == ErrorCode::ConnectionLost;
}

void sendToken(const Token& token, std::vector<std::pair<std::string, std::string>>& headers)
{
    if (token.value.empty())
        return;
    switch (token.kind) {
    case TokenKind::Access:
        headers.emplace_back("PRIVATE-TOKEN", token.value.reveal());
        break;
    case TokenKind::OAuth:
        headers.emplace_back("Authorization", "Bearer ").second += token.value.reveal();
        break;
    case TokenKind::CiJob:
        headers.emplace_back("JOB-TOKEN", token.value.reveal());
        break;
    }
}

} // namespace

Client::Impl::Impl(Access wanted, std::string agent, const Clock& usedClock, Logger& usedLog, std::stop_token stop)
    : access(std::move(wanted))
    , clock(usedClock)
    , waiting(endpointOf(access), std::move(agent), usedClock, usedLog, std::move(stop))
{
    waiting.loop().setAuthorize([this](std::vector<std::pair<std::string, std::string>>& headers) { sendToken(access.token, headers); });
}

Error Client::Impl::errorOf(const net::Response& answer, const std::string& subject) const
{
    Error error{codeOf(answer.head.status), subject, readMessage(answer.body)};
    error.httpStatus = answer.head.status;
    error.retryAfter = kube::parseRetryAfter(answer.head.header("retry-after"), clock.wall());
    return error;
}

Result<Client::Impl::Answer> Client::Impl::send(const net::Request& request, const std::string& subject)
{
    if (refused)
        return tl::unexpected(*refused);
    bool again = request.method == "GET" || request.path.ends_with("/api/graphql"); // reads, whatever the method
    for (int waits = 0;;) {
        auto answer = waiting.fetch(request, MaxAnswer);
        if (answer && answer->head.status >= 200 && answer->head.status < 300)
            return Answer{std::move(answer->body), std::string(answer->head.header("x-next-page"))};
        Error error = answer ? errorOf(*answer, subject) : answer.error();
        if (error.subject.empty())
            error.subject = subject;
        if (error.code == ErrorCode::Unauthorized)
            refused = error;
        const bool named = error.retryAfter && (error.httpStatus == 429 || error.httpStatus == 503);
        if (named && *error.retryAfter <= MostPatience && waits < MostWaits) {
            ++waits;
            if (!waiting.wait(*error.retryAfter))
                return fail(ErrorCode::Cancelled);
        } else if (!named && again && worthAgain(error)) {
            again = false;
            if (!waiting.wait(BeforeAgain))
                return fail(ErrorCode::Cancelled);
        } else {
            return tl::unexpected(error);
        }
    }
}

Result<Client::Impl::Answer> Client::Impl::get(const std::string& path, const std::string& subject)
{
    net::Request request;
    request.path = access.host.root + path;
    request.headers.emplace_back("Accept", "application/json");
    request.totalTimeout = Millis{30'000};
    return send(request, subject);
}

Result<Client::Impl::Answer> Client::Impl::post(
    const std::string& path, std::string body, const std::string& contentType, const std::string& subject)
{
    net::Request request;
    request.method = "POST";
    request.path = access.host.root + path;
    request.headers.emplace_back("Accept", "application/json");
    request.contentType = contentType;
    request.body = std::move(body);
    request.totalTimeout = Millis{30'000};
    return send(request, subject);
}

Client::Client(Access access, std::string userAgent, const Clock& clock, Logger& log, std::stop_token stop)
    : m_impl(std::make_unique<Impl>(std::move(access), std::move(userAgent), clock, log, std::move(stop)))
{
}
Client::~Client() = default;

const Access& Client::access() const
{
    return m_impl->access;
}

Result<Metadata> Client::metadata()
{
    return m_impl->getAs("/api/v4/metadata", m_impl->access.host.name(), &readMetadata);
}

Result<User> Client::user()
{
    return m_impl->getAs("/api/v4/user", m_impl->access.host.name(), &readUser);
}

Result<TokenFacts> Client::token()
{
    return m_impl->getAs("/api/v4/personal_access_tokens/self", m_impl->access.host.name(), &readToken);
}

Result<std::vector<Agent>> Client::agentsOfProject(const std::string& project)
{
    return m_impl->getAs("/api/v4/projects/" + kube::percentEncode(project) + "/cluster_agents?per_page=100", project, &readAgents);
}

Result<std::string> Client::agentConfig(const Agent& agent)
{
    const auto path = agent.configPath();
    auto answer = m_impl->get(
        "/api/v4/projects/" + kube::percentEncode(agent.project) + "/repository/files/" + kube::percentEncode(path) + "/raw?ref=HEAD",
        agent.project + "/" + path);
    if (!answer)
        return tl::unexpected(answer.error());
    return std::move(answer->body);
}

Result<Environment> Client::environment(const EnvironmentAddress& address)
{
    return m_impl->getAs("/api/v4/projects/" + kube::percentEncode(address.project) + "/environments/" + std::to_string(address.id),
        address.project, &readEnvironment);
}

Result<Client::Rotated> Client::rotate(std::optional<std::chrono::sys_days> expires)
{
    std::string body;
    if (expires) {
        const auto stamp = toRfc3339(WallTime{*expires});
        body = "expires_at=" + stamp.substr(0, 10);
    }
    auto answer = m_impl->post(
        "/api/v4/personal_access_tokens/self/rotate", std::move(body), "application/x-www-form-urlencoded", m_impl->access.host.name());
    if (!answer)
        return tl::unexpected(answer.error());
    auto facts = readToken(answer->body);
    auto token = readNewToken(answer->body);
    secureZero(answer->body.data(), answer->body.size());
    if (!facts || token.empty())
        return fail(ErrorCode::BadAnswer, m_impl->access.host.name());
    m_impl->access.token.value = token;
    m_impl->refused.reset();
    return Rotated{std::move(token), std::move(*facts)};
}

Result<FoundEnvironment> findEnvironment(const std::vector<EnvironmentAddress>& readings, const Access& access,
    const std::string& userAgent, const Clock& clock, Logger& log, std::stop_token stop)
{
    Error last{ErrorCode::NotFound, access.host.name(), {}};
    for (const auto& reading : readings) {
        auto tried = access;
        tried.host = reading.host;
        Client client(std::move(tried), userAgent, clock, log, stop);
        auto found = client.environment(reading);
        if (found)
            return FoundEnvironment{reading.host, reading.project, std::move(*found)};
        last = found.error();
        // Another reading is tried only where this address is of something else.
        if (last.code != ErrorCode::NotFound && last.code != ErrorCode::BadAnswer && last.code != ErrorCode::Redirected)
            break;
    }
    return tl::unexpected(last);
}

} // namespace dg::gitlab
