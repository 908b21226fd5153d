// SPDX-License-Identifier: Apache-2.0
// Reads a stream of bytes piece by piece: a short one at once, a long one on a thread of its own, so that receiving and
// reading run side by side on two cores. What waits in between is bounded: feed() then waits, which holds the sender back.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace dg {

// All calls from one thread, the owner's. `read` gets the bytes in order and without a gap, from one thread at a time:
// the owner's, or the reading thread between its beginning and the end of finish() or abandon(). `readSome`, where given,
// is called on the reading thread after it read something.
class ReadAhead {
public:
    static constexpr std::size_t LongFrom = 1u << 20; // bytes: below, a thread costs more than it brings
    static constexpr std::size_t MostWaiting = 1u << 20; // bytes that were taken and not yet begun
    explicit ReadAhead(std::function<void(std::string_view)> read, std::function<void()> readSome = {});
    ~ReadAhead(); // abandons
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    // Waits while MostWaiting is reached. Small pieces may lie until there are more, or until flush() or finish().
    void feed(std::string_view bytes);
    void flush();
    // Waits until all is read and ends the thread. What is fed from now on is read at once, however much it is.
    void finish();
    // Like finish(), but what waits is not read any more: only the piece that has been begun.
    void abandon();
    void begin(); // another stream, which may get a thread again; abandons
    [[nodiscard]] bool hasThread() const { return m_thread.joinable(); }

private:
    void startThread();
    void run();
    void endThread(bool readTheRest);

    std::function<void(std::string_view)> m_read;
    std::function<void()> m_readSome;
    std::thread m_thread;
    bool m_atOnce = false;
    std::size_t m_seen = 0; // bytes before there was a thread

    std::mutex m_mutex;
    std::condition_variable m_more; // the reading thread waits
    std::condition_variable m_less; // the owner waits
    std::string m_waiting; // under m_mutex, as what follows
    bool m_flushed = false;
    bool m_ended = false;
};

} // namespace dg
