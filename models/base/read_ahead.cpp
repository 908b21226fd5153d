// SPDX-License-Identifier: Apache-2.0
#include "base/read_ahead.h"

#include <system_error>
#include <utility>

namespace dg {

namespace {

constexpr std::size_t WorthWaking = 64u << 10; // waking a thread for each of libcurl's pieces would cost more than reading

} // namespace

ReadAhead::ReadAhead(std::function<void(std::string_view)> read, std::function<void()> readSome)
    : m_read(std::move(read))
    , m_readSome(std::move(readSome))
{
}

ReadAhead::~ReadAhead()
{
    abandon();
}

void ReadAhead::begin()
{
    abandon();
    m_atOnce = false;
    m_seen = 0;
}

void ReadAhead::startThread()
{
    try {
        m_thread = std::thread([this] { run(); });
    } catch (const std::system_error&) { // the process may have no more: slower then
        m_atOnce = true;
    }
}

void ReadAhead::feed(std::string_view bytes)
{
    m_seen += bytes.size();
    if (!m_atOnce && m_seen > LongFrom && !m_thread.joinable())
        startThread();
    if (!m_thread.joinable()) {
        m_read(bytes);
        return;
    }
    bool enough = false;
    {
        std::unique_lock lock(m_mutex);
        const auto fits = [&] { return m_waiting.empty() || m_waiting.size() + bytes.size() <= MostWaiting; };
        if (!fits()) {
            m_flushed = true; // little may wait and this be much: then the thread sleeps
            m_more.notify_one();
            m_less.wait(lock, fits);
        }
        const auto before = m_waiting.size();
        m_waiting.append(bytes);
        enough = before < WorthWaking && m_waiting.size() >= WorthWaking;
    }
    if (enough)
        m_more.notify_one();
}

void ReadAhead::flush()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.empty())
            return;
        m_flushed = true;
    }
    m_more.notify_one();
}

void ReadAhead::run()
{
    std::string piece;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_more.wait(lock, [this] { return m_waiting.size() >= WorthWaking || m_flushed || m_ended; });
        m_flushed = false;
        if (m_waiting.empty()) {
            if (m_ended)
                return;
            continue;
        }
        piece.swap(m_waiting);
        lock.unlock();
        m_less.notify_one();
        m_read(piece);
        if (m_readSome)
            m_readSome();
        piece.clear();
        lock.lock();
    }
}

void ReadAhead::endThread(bool readTheRest)
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        if (!readTheRest)
            m_waiting.clear();
    }
    m_more.notify_one();
    m_thread.join();
    m_ended = m_flushed = false;
    std::string().swap(m_waiting);
}

void ReadAhead::finish()
{
    endThread(true);
    m_atOnce = true;
}

void ReadAhead::abandon()
{
    endThread(false);
    m_atOnce = true;
}

} // namespace dg
