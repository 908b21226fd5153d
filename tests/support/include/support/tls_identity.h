// SPDX-License-Identifier: Apache-2.0
// A certificate authority and a server certificate, made in memory when a test starts. Nothing is written to disk.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace dg::test {

struct TlsWishes {
    std::vector<std::string> names = {"127.0.0.1", "localhost"}; // subject alternative names: IP addresses or DNS names
    int validFromDays = -1; // relative to now
    int validToDays = 30; // negative: expired
};

class TlsIdentity {
public:
    explicit TlsIdentity(const TlsWishes& wishes = {});
    ~TlsIdentity();
    TlsIdentity(const TlsIdentity&) = delete;
    TlsIdentity& operator=(const TlsIdentity&) = delete;
    [[nodiscard]] std::string caPem() const;
    // A client certificate of the same authority.
    struct Client {
        std::string certPem;
        std::string keyPem;
    };
    [[nodiscard]] Client makeClient(const std::string& commonName) const;

    struct Impl;
    [[nodiscard]] const Impl& impl() const { return *m_impl; }

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::test
