// SPDX-License-Identifier: Apache-2.0
// One thread for what waits (a download, a program), one task after the other. Private to session.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace dg::session {

class Worker {
public:
    using Task = std::function<void(const std::stop_token&)>;
    // From any thread. The first one starts the thread.
    void post(Task task);
    // Drops what has not begun, asks the running one to stop and waits for it.
    void end();
    ~Worker() { end(); }

private:
    void run(const std::stop_token& stop);
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Task> m_tasks;
    std::jthread m_thread;
};

} // namespace dg::session
