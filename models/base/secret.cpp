// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include <atomic>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#if defined(__unix__) || defined(__APPLE__)
#include <sys/resource.h>
#endif

namespace dg {

void secureZero(void* data, std::size_t size)
{
    auto* bytes = static_cast<volatile unsigned char*>(data);
    while (size--)
        *bytes++ = 0;
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

void hardenProcess()
{
#if defined(__unix__) || defined(__APPLE__)
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
#ifdef __linux__
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

Secret Secret::take(std::string& text)
{
    Secret secret{std::string_view(text)};
    secureZero(text.data(), text.size());
    text.clear();
    return secret;
}

Secret& Secret::operator=(const Secret& other)
{
    if (this != &other) {
        wipe();
        m_bytes = other.m_bytes;
    }
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        other.wipe();
    }
    return *this;
}

bool Secret::sameAs(const Secret& other) const
{
    if (m_bytes.size() != other.m_bytes.size())
        return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < m_bytes.size(); ++i)
        difference |= static_cast<unsigned char>(m_bytes[i] ^ other.m_bytes[i]);
    return difference == 0;
}

void Secret::wipe()
{
    if (!m_bytes.empty())
        secureZero(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

} // namespace dg
