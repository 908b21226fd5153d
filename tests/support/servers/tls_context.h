// SPDX-License-Identifier: Apache-2.0
// OpenSSL objects of a TlsIdentity, for the servers only.
#pragma once

#include "support/tls_identity.h"

#include <memory>

#include <openssl/ssl.h>

namespace dg::test {

struct SslFree {
    void operator()(SSL_CTX* p) const { SSL_CTX_free(p); }
    void operator()(SSL* p) const { SSL_free(p); }
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    void operator()(X509* p) const { X509_free(p); }
};
template <class T> using Owned = std::unique_ptr<T, SslFree>;

struct TlsIdentity::Impl {
    Owned<EVP_PKEY> caKey;
    Owned<X509> caCert;
    Owned<EVP_PKEY> key;
    Owned<X509> cert;
};

// `alpn` in wire form ("\x02h2"): the first of it that the client offers too is chosen.
[[nodiscard]] Owned<SSL_CTX> serverContext(const TlsIdentity& identity, const std::string& alpn, bool wantClientCertificate);

} // namespace dg::test
