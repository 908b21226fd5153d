// SPDX-License-Identifier: Apache-2.0
// Source: source-controller's documentation of spec.secretRef and spec.certSecretRef (fluxcd/pkg/runtime/secrets).
#include "artifact/docker_login.h"
#include "artifact/source_files.h"
#include "registry.h"

#include <QByteArray>

namespace dg::artifact {

namespace {

// Decoded; wiped when it goes.
class Entry {
public:
    Entry(const drift::Value& secret, std::string_view name)
    {
        const auto* const data = secret.find("data");
        const auto* const text = data && data->isMap() ? data->find(name) : nullptr;
        if (text)
            m_bytes = QByteArray::fromBase64(QByteArray::fromRawData(text->text.data(), static_cast<qsizetype>(text->text.size())));
    }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    ~Entry() { secureZero(m_bytes.data(), static_cast<std::size_t>(m_bytes.size())); }
    [[nodiscard]] bool empty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] std::string_view view() const { return {m_bytes.constData(), static_cast<std::size_t>(m_bytes.size())}; }

private:
    QByteArray m_bytes;
};

} // namespace

std::vector<std::string> secretsOf(const drift::Value& source)
{
    std::vector<std::string> out;
    for (const char* const field : {"secretRef", "certSecretRef"}) {
        if (const auto name = source.textAt({"spec", field, "name"}); !name.empty())
            out.emplace_back(name);
    }
    return out;
}

void takeSecret(SourceReference& source, const drift::Value& secret)
{
    const auto repository = parseRepository(source.url);
    const Entry docker(secret, ".dockerconfigjson"), user(secret, "username"), password(secret, "password");
    if (repository && !docker.empty()) {
        if (auto login = dockerLoginIn(docker.view(), repository->host); login && *login)
            source.login = std::move(*login);
    } else if (!repository && !password.empty()) {
        source.login = Login{std::string(user.view()), Secret(password.view())};
    }
    for (const char* const name : {"ca.crt", "caFile"}) { // the second before Flux 2.4
        if (const Entry authority(secret, name); !authority.empty() && source.caPem.empty())
            source.caPem = authority.view();
    }
}

} // namespace dg::artifact
