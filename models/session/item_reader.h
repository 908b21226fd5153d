// SPDX-License-Identifier: Apache-2.0
// Cuts a list's answer into items and decodes them, a long one beside unpacking (ReadAhead).
#pragma once

#include "base/read_ahead.h"
#include "kube/reflector.h"
#include "json/stream.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dg::session {

class ItemReader {
public:
    struct Items {
        std::vector<store::RecordPtr> records;
        std::uint64_t undecodable = 0;
        bool inOrder = true; // by namespace and name, as servers list them
    };
    explicit ItemReader(kube::RecordDecoder& decoder);
    // Waits while too much is unread. What is wrong with the bytes is said by finish().
    void feed(std::string_view bytes);
    // The answer ended: waits until all is read. The "continue" token, empty on the last page; items() holds this page too.
    [[nodiscard]] Result<std::string> finish();
    void giveUp(); // forgets this answer and all items
    [[nodiscard]] Items& items() { return m_items; }

private:
    void read(std::string_view bytes);
    void takeItem(std::string_view item);

    kube::RecordDecoder& m_decoder;
    json::ItemCutter m_cutter; // this and what follows: of the reading thread while there is one
    json::Parser m_parser;
    Status m_status{};
    Items m_items;

    std::size_t m_seen = 0; // bytes of this answer
    ReadAhead m_ahead; // last: ends first
};

} // namespace dg::session
