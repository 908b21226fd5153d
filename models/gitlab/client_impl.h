// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gitlab/client.h"
#include "waiting_loop.h"

#include <string_view>

namespace dg::gitlab {

struct Client::Impl {
    Impl(Access wanted, std::string agent, const Clock& usedClock, Logger& usedLog, std::stop_token stop);

    struct Answer {
        std::string body;
        std::string nextPage; // X-Next-Page; empty: the last
    };
    // `path` from the instance's root on, "/api/v4/…".
    Result<Answer> get(const std::string& path, const std::string& subject);
    Result<Answer> post(const std::string& path, std::string body, const std::string& contentType, const std::string& subject);
    Result<Answer> send(const net::Request& request, const std::string& subject);
    // The answer read by `read`; BadAnswer where it cannot.
    template <class T> Result<T> getAs(const std::string& path, const std::string& subject, std::optional<T> (*read)(std::string_view))
    {
        auto answer = get(path, subject);
        if (!answer)
            return tl::unexpected(answer.error());
        if (auto value = read(answer->body))
            return std::move(*value);
        return fail(ErrorCode::BadAnswer, subject);
    }
    Result<AgentList> agentsByGraph(const AgentSearch& search);
    Result<AgentList> agentsByRest(const AgentSearch& search);
    void lookAtContact(Agent& agent);

    Access access;
    const Clock& clock;
    std::optional<Error> refused; // the 401 after which nothing more is sent
    WaitingLoop waiting;

private:
    [[nodiscard]] Error errorOf(const net::Response& answer, const std::string& subject) const;
};

} // namespace dg::gitlab
