// SPDX-License-Identifier: Apache-2.0
// The one type that holds tokens, passwords and private keys. Zeroed when it dies, never converts by itself,
// never printed, never compared with ==. reveal() is the only way out: grep for it to see every use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dg {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::string_view text)
        : m_bytes(text.begin(), text.end())
    {
    }
    // Takes the text and zeroes the source.
    static Secret take(std::string& text);
    Secret(const Secret& other) = default;
    Secret(Secret&& other) noexcept
        : m_bytes(std::move(other.m_bytes))
    {
        other.wipe();
    }
    Secret& operator=(const Secret& other);
    Secret& operator=(Secret&& other) noexcept;
    ~Secret() { wipe(); }
    [[nodiscard]] bool empty() const { return m_bytes.empty(); }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] std::string_view reveal() const { return {m_bytes.data(), m_bytes.size()}; }
    // Constant time.
    [[nodiscard]] bool sameAs(const Secret& other) const;

private:
    void wipe();
    std::vector<char> m_bytes;
};

// Overwrites memory in a way the compiler keeps.
void secureZero(void* data, std::size_t size);
// No core dumps, no debugger attach by other users (release builds; KeePassXC's rule).
void hardenProcess();

} // namespace dg
