// SPDX-License-Identifier: Apache-2.0
// One GET at a time, waited for, on the caller's thread. Private to artifact.
#pragma once

#include "artifact/source_files.h"
#include "base/secret.h"
#include "net/http.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace dg::artifact {

// "https://host:port" and the path with its query.
struct Url {
    std::string base;
    std::string path;
    [[nodiscard]] bool plain() const { return base.starts_with("http://"); }
};
// nullopt: no http or https URL, or one with a user.
[[nodiscard]] std::optional<Url> parseUrl(std::string_view text);
// Without scheme and path; of https without its own port, of http without 80.
[[nodiscard]] std::string hostOf(std::string_view base);
[[nodiscard]] bool isLoopback(std::string_view host);
[[nodiscard]] std::string percentEncoded(std::string_view text); // everything but letters, digits and -._~

struct Get {
    Url url;
    std::vector<std::pair<std::string, std::string>> headers; // without the credential
    std::string authorizationName = "Authorization"; // the header that carries it
    Secret authorization; // empty: none. Sent to url.base only, over http only where plainAllowed or to this machine
    std::string caPem; // for url.base, instead of Access's; empty: those
    bool plainAllowed = false; // a person, or the source's spec, said so
    bool follow = false; // redirects: the credential stays with url.base
    std::uint64_t maxBytes = 4ull << 20;
};

class Getter {
public:
    Getter(const Access& access, const Clock& clock, Logger& log, std::stop_token stop)
        : m_access(access)
        , m_clock(clock)
        , m_log(log)
        , m_stop(std::move(stop))
    {
    }
    // Errors: of the transport (net/http.h), Cancelled; Redirected also when there are too many, or one to http. An HTTP error
    // status is no error here.
    [[nodiscard]] Result<net::Response> get(Get wish) const;
    [[nodiscard]] const std::stop_token& stop() const { return m_stop; }

private:
    [[nodiscard]] Result<net::Response> once(const Get& wish, bool home) const;

    const Access& m_access;
    const Clock& m_clock;
    Logger& m_log;
    std::stop_token m_stop;
};

// What an answer's status says, with `what` as subject; nothing: it is 200.
[[nodiscard]] std::optional<Error> errorOf(const net::ResponseHead& head, const std::string& what);

} // namespace dg::artifact
