// SPDX-License-Identifier: Apache-2.0
// Cuts a list's answer into items and decodes them. A long answer is read on a thread of its own, so that unpacking
// (the loop's thread) and decoding run side by side; what waits between them is bounded.
#pragma once

#include "kube/reflector.h"
#include "json/stream.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace dg::session {

class ItemReader {
public:
    struct Items {
        std::vector<store::RecordPtr> records;
        std::uint64_t undecodable = 0;
    };
    explicit ItemReader(kube::RecordDecoder& decoder)
        : m_decoder(decoder)
    {
    }
    ~ItemReader(); // gives up
    ItemReader(const ItemReader&) = delete;
    ItemReader& operator=(const ItemReader&) = delete;

    // Waits while too much is unread. What is wrong with the bytes is said by finish().
    void feed(std::string_view bytes);
    // The answer ended: waits until all is read. The "continue" token, empty on the last page; items() holds this page too.
    [[nodiscard]] Result<std::string> finish();
    void giveUp(); // forgets this answer and all items
    [[nodiscard]] Items& items() { return m_items; }

private:
    void read(std::string_view bytes);
    void run();
    void hand();
    void endThread();
    void takeItem(std::string_view item);

    kube::RecordDecoder& m_decoder;
    json::ItemCutter m_cutter; // this and what follows: of the thread while it runs
    json::Parser m_parser;
    Status m_status{};
    Items m_items;

    std::size_t m_seen = 0; // bytes of this answer
    std::string m_filling; // the piece that is being put together
    std::thread m_thread;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::string> m_waiting; // under m_mutex, as what follows
    std::vector<std::string> m_spare; // read pieces, to be filled again
    bool m_ended = false;
    bool m_abandoned = false;
};

} // namespace dg::session
