// SPDX-License-Identifier: Apache-2.0
// Cutting a byte stream into JSON values while it arrives: watch lines (LineFramer) and the items of a List answer
// (ItemCutter). Both are bounded, know nothing of sockets and keep no more than one value.
// Handed-out views have json::Padding readable bytes behind them, so simdjson reads them in place.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace dg::json {

// Splits at \n; drops \r and blank lines; a last line without \n counts only if finish() finds it complete.
class LineFramer {
public:
    explicit LineFramer(std::size_t maxLine = 16u << 20)
        : m_max(maxLine)
    {
    } // quality.md: 16 MB cap
    using OnLine = std::function<void(std::string_view line)>;
    // TooLarge when a line grows past the cap; the framer is then spent.
    [[nodiscard]] Status feed(std::string_view bytes, const OnLine& onLine);
    // The stream ended: hands out what is left, if anything.
    void finish(const OnLine& onLine);
    [[nodiscard]] bool holdsText() const; // more than white space stands behind the last \n
    void reset();

private:
    std::size_t m_max;
    std::string m_rest;
    bool m_spent = false;
};

// Reads {"kind":"…List","metadata":{…},"items":[ {…}, {…} ], …} (keys in any order) and hands out every element of
// the top-level "items" as it completes, and after the end the envelope without the items.
class ItemCutter {
public:
    explicit ItemCutter(std::size_t maxItem = 16u << 20, std::size_t maxEnvelope = 1u << 20);
    ~ItemCutter();
    ItemCutter(ItemCutter&&) noexcept;
    ItemCutter& operator=(ItemCutter&&) noexcept;
    using OnItem = std::function<void(std::string_view item)>;
    // BadSyntax or TooLarge; the cutter is then spent. Items are cut, not validated: their parser does that.
    [[nodiscard]] Status feed(std::string_view bytes, const OnItem& onItem);
    // BadSyntax when the answer ended early. The envelope (padded): {"kind":…,"metadata":…,"items":[]}.
    [[nodiscard]] Result<std::string_view> finish();
    void reset();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::json
