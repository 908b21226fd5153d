// SPDX-License-Identifier: Apache-2.0
// Batches that a database which is gone could not take, in a file until it is back: also over the program's end. Frames of length,
// checksum and values; what a crash left half-written at the end is cut off. One thread, one program at a time.
#pragma once

#include "history/store.h"

#include <QFile>
#include <QLockFile>

#include <cstdint>
#include <memory>
#include <string>

namespace dg::history {

class Spool {
public:
    // Null: another program has it, or it cannot be written.
    [[nodiscard]] static std::unique_ptr<Spool> open(const std::string& path, std::int64_t mostBytes);
    [[nodiscard]] bool empty() const;
    [[nodiscard]] std::int64_t bytes() const;
    // False: it is full, or the disk is; nothing of it was written.
    // `blind`: of who has not been told what was in force before (BlindRows).
    [[nodiscard]] bool append(const ClusterName& cluster, const Batch& batch, bool blind = false);
    // Writes what waits, in order, and forgets what was written. Where the store fails the rest stays.
    [[nodiscard]] Status replay(Store& store);

private:
    Spool(const std::string& path, std::int64_t mostBytes);
    bool start();
    QFile m_file;
    QLockFile m_lock;
    std::int64_t m_most;
    std::int64_t m_read = 0; // up to here it was replayed
    std::int64_t m_end = 0; // of the last whole frame
};

} // namespace dg::history
