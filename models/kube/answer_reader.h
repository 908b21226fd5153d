// SPDX-License-Identifier: Apache-2.0
// From the bytes of one answer, of a list or a watch, to lines that were read, in order. A long answer is decoded beside
// the loop's thread (ReadAhead); what came out is taken on the loop's thread.
#pragma once

#include "base/read_ahead.h"
#include "reflector_events.h"
#include "json/stream.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace dg::kube {

class AnswerReader {
public:
    // `ready` is called on the reading thread, where there is one, when take() has something after it had nothing.
    AnswerReader(RecordDecoder& decoder, std::function<void()> ready);

    void begin(bool watch); // gives up what came before
    void feed(std::string_view bytes);
    void flush() { m_ahead.flush(); } // nothing more has come for now
    // A live watch has no thread: its lines are to be shown as they come. Waits for what is being read.
    void readAtOnce() { m_ahead.finish(); }
    void giveUp();
    [[nodiscard]] bool hasThread() const { return m_ahead.hasThread(); }

    // What was read since the last call. An item of a list reads as an ADDED event.
    [[nodiscard]] std::vector<WatchLine> take();
    // The bytes cannot be read on; what take() gave before is good.
    [[nodiscard]] std::optional<Error> error();

    // The answer ended: waits until all is read; take() has the rest.
    // Of a list: its envelope, or why it is none.
    [[nodiscard]] Result<ListEnvelope> finishList();
    // Of a watch: false when its last line was cut.
    [[nodiscard]] bool finishWatch();

private:
    void read(std::string_view bytes);
    void hand();

    WatchReader m_reader; // this and what follows: of the reading thread while there is one
    bool m_watch = false;
    json::LineFramer m_framer;
    json::ItemCutter m_cutter;
    std::vector<WatchLine> m_fresh;
    Status m_status{};

    std::mutex m_mutex;
    std::vector<WatchLine> m_lines; // under m_mutex, as what follows
    std::optional<Error> m_error;

    std::function<void()> m_ready;
    std::atomic<bool> m_told{false};
    ReadAhead m_ahead; // last: ends first
};

} // namespace dg::kube
