// SPDX-License-Identifier: Apache-2.0
#include "tls_context.h"

#include <cstdlib>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace dg::test {
namespace {

void require(bool ok)
{
    if (!ok)
        std::abort(); // a test without its certificate means nothing
}

void addExtension(X509* cert, X509* issuer, int nid, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, cert, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    require(extension != nullptr);
    X509_add_ext(cert, extension, -1);
    X509_EXTENSION_free(extension);
}

Owned<X509> makeCert(EVP_PKEY* key, const std::string& commonName, long serial, int fromDays, int toDays)
{
    Owned<X509> cert(X509_new());
    require(cert != nullptr);
    X509_set_version(cert.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(cert.get()), serial);
    X509_time_adj_ex(X509_getm_notBefore(cert.get()), fromDays, 0, nullptr);
    X509_time_adj_ex(X509_getm_notAfter(cert.get()), toDays, 0, nullptr);
    X509_set_pubkey(cert.get(), key);
    X509_NAME_add_entry_by_txt(
        X509_get_subject_name(cert.get()), "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(commonName.c_str()), -1, -1, 0);
    return cert;
}

bool isAddress(const std::string& name)
{
    return name.find(':') != std::string::npos || name.find_first_not_of("0123456789.") == std::string::npos;
}

template <class Write> std::string pem(Write write)
{
    BIO* bio = BIO_new(BIO_s_mem());
    write(bio);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
}

int chooseAlpn(SSL*, const unsigned char** out, unsigned char* outLength, const unsigned char* in, unsigned inLength, void* arg)
{
    const auto& ours = *static_cast<const std::string*>(arg);
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(
            &chosen, outLength, reinterpret_cast<const unsigned char*>(ours.data()), static_cast<unsigned>(ours.size()), in, inLength)
        != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

} // namespace

TlsIdentity::TlsIdentity(const TlsWishes& wishes)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->caKey.reset(EVP_EC_gen("P-256"));
    m_impl->key.reset(EVP_EC_gen("P-256"));
    m_impl->caCert = makeCert(m_impl->caKey.get(), "Driftglass test authority", 1, -2, 60);
    X509* ca = m_impl->caCert.get();
    X509_set_issuer_name(ca, X509_get_subject_name(ca));
    addExtension(ca, ca, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(ca, ca, NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(ca, ca, NID_subject_key_identifier, "hash");
    require(X509_sign(ca, m_impl->caKey.get(), EVP_sha256()) > 0);

    m_impl->cert = makeCert(m_impl->key.get(), "Driftglass test server", 2, wishes.validFromDays, wishes.validToDays);
    X509* cert = m_impl->cert.get();
    X509_set_issuer_name(cert, X509_get_subject_name(ca));
    std::string names;
    for (const auto& name : wishes.names)
        names += (names.empty() ? "" : ",") + std::string(isAddress(name) ? "IP:" : "DNS:") + name;
    addExtension(cert, ca, NID_subject_alt_name, names);
    addExtension(cert, ca, NID_ext_key_usage, "serverAuth");
    require(X509_sign(cert, m_impl->caKey.get(), EVP_sha256()) > 0);
}

TlsIdentity::~TlsIdentity() = default;

std::string TlsIdentity::caPem() const
{
    return pem([&](BIO* bio) { PEM_write_bio_X509(bio, m_impl->caCert.get()); });
}

TlsIdentity::Client TlsIdentity::makeClient(const std::string& commonName) const
{
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const Owned<X509> cert = makeCert(key.get(), commonName, 3, -1, 30);
    X509_set_issuer_name(cert.get(), X509_get_subject_name(m_impl->caCert.get()));
    addExtension(cert.get(), m_impl->caCert.get(), NID_ext_key_usage, "clientAuth");
    require(X509_sign(cert.get(), m_impl->caKey.get(), EVP_sha256()) > 0);
    return {pem([&](BIO* bio) { PEM_write_bio_X509(bio, cert.get()); }),
        pem([&](BIO* bio) { PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); })};
}

Owned<SSL_CTX> serverContext(const TlsIdentity& identity, const std::string& alpn, bool wantClientCertificate)
{
    Owned<SSL_CTX> context(SSL_CTX_new(TLS_server_method()));
    require(context != nullptr);
    const auto& impl = identity.impl();
    require(SSL_CTX_use_certificate(context.get(), impl.cert.get()) == 1);
    require(SSL_CTX_use_PrivateKey(context.get(), impl.key.get()) == 1);
    SSL_CTX_set_alpn_select_cb(context.get(), chooseAlpn, const_cast<std::string*>(&alpn));
    if (wantClientCertificate) {
        require(X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), impl.caCert.get()) == 1);
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return context;
}

} // namespace dg::test
