// SPDX-License-Identifier: Apache-2.0
#include "worker.h"

namespace dg::session {

void Worker::post(Task task)
{
    const std::scoped_lock lock(m_mutex);
    m_tasks.push_back(std::move(task));
    if (!m_thread.joinable())
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    m_changed.notify_one();
}

void Worker::run(const std::stop_token& stop)
{
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return !m_tasks.empty(); }) || stop.stop_requested())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task(stop);
    }
}

void Worker::end()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_tasks.clear();
}

} // namespace dg::session
