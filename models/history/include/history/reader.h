// SPDX-License-Identifier: Apache-2.0
// Asks a history on a thread of its own, with a connection of its own. Questions are answered in order; a question whose `token`
// was superseded before it was its turn is dropped, so that a view that is dragged does not queue.
#pragma once

#include "history/store.h"

#include <functional>
#include <memory>
#include <string>

namespace dg::history {

class Reader {
public:
    explicit Reader(std::string url);
    ~Reader(); // joins; questions that wait are dropped
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    // `ask` runs on the reader's thread and must post its result itself. It gets an error where the history cannot be opened (it
    // is tried again with the next question). `slot`: a later question of the same slot supersedes one that waits; 0: none.
    void ask(int slot, std::function<void(Result<Store*>)> ask);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::history
