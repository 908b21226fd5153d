// SPDX-License-Identifier: Apache-2.0
// What a snapshot keeps to itself: objects go into it as the server sent them, but for values that are nobody else's business.
// Never kept: a Secret's data (only its metadata is read at all), a ConfigMap's data, tokens and credentials in any text, what
// kubectl notes of its last apply. Kept only on request: values of environment variables, Helm values and substitutions, mail
// addresses. One thread at a time.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dg::snapshot {

struct RedactionCounts {
    std::uint64_t values = 0; // of data, environment, Helm, secret-looking fields
    std::uint64_t tokens = 0; // texts with a credential in them
    std::uint64_t mails = 0; // addresses
    friend bool operator==(const RedactionCounts&, const RedactionCounts&) = default;
};

inline constexpr std::string_view Redacted = "<redacted>";

class Redaction {
public:
    explicit Redaction(bool withValues);
    ~Redaction();
    Redaction(const Redaction&) = delete;
    Redaction& operator=(const Redaction&) = delete;
    // One object's JSON. Errors: BadSyntax.
    [[nodiscard]] Result<std::string> object(std::string_view json);
    [[nodiscard]] std::string text(std::string_view text); // a message
    [[nodiscard]] const RedactionCounts& counts() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::snapshot
