// SPDX-License-Identifier: Apache-2.0
#include "item_reader.h"

#include <utility>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace dg::session {

namespace {

constexpr std::size_t ThreadFrom = 1u << 20; // bytes: below, a thread costs more than it brings
constexpr std::size_t PieceSize = 128u << 10;
constexpr std::size_t LargestFeed = 16u << 10; // libcurl's, about
constexpr std::size_t MaxWaiting = 32; // pieces

// glibc grows a second thread's heap page by page (thousands of mprotect calls, each of them holding up the other
// thread's page faults): both threads share the first heap.
void shareOneHeap()
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
#endif
}

std::string continueToken(json::Parser& parser, std::string_view envelope)
{
    json::Document document;
    std::string_view token;
    if (parser.iterate(envelope.data(), envelope.size(), envelope.size() + json::Padding).get(document)
        || document["metadata"]["continue"].get_string().get(token))
        return {};
    return std::string(token);
}

} // namespace

ItemReader::~ItemReader()
{
    giveUp();
}

void ItemReader::feed(std::string_view bytes)
{
    m_seen += bytes.size();
    if (!m_thread.joinable()) {
        if (m_seen <= ThreadFrom)
            return read(bytes);
        shareOneHeap();
        m_filling.reserve(PieceSize + LargestFeed);
        m_thread = std::thread([this] { run(); });
    }
    m_filling.append(bytes);
    if (m_filling.size() >= PieceSize)
        hand();
}

void ItemReader::hand()
{
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting.size() < MaxWaiting; });
        m_waiting.push_back(std::move(m_filling));
        m_filling = {};
        if (!m_spare.empty()) {
            m_filling = std::move(m_spare.back());
            m_spare.pop_back();
        }
    }
    m_changed.notify_all();
}

void ItemReader::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return !m_waiting.empty() || m_ended; });
        if (m_abandoned || m_waiting.empty())
            return;
        auto piece = std::move(m_waiting.front());
        m_waiting.pop_front();
        const bool waitedFor = m_waiting.size() + 1 == MaxWaiting;
        lock.unlock();
        if (waitedFor)
            m_changed.notify_all();
        read(piece);
        piece.clear();
        lock.lock();
        m_spare.push_back(std::move(piece));
    }
}

void ItemReader::endThread()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    m_thread.join();
    m_ended = m_abandoned = false;
    m_waiting.clear();
}

void ItemReader::read(std::string_view bytes)
{
    if (m_status)
        m_status = m_cutter.feed(bytes, [this](std::string_view item) { takeItem(item); });
}

void ItemReader::takeItem(std::string_view item)
{
    json::Document document;
    json::Object object;
    if (m_parser.iterate(item.data(), item.size(), item.size() + json::Padding).get(document) || document.get_object().get(object)) {
        ++m_items.undecodable;
        return;
    }
    auto record = m_decoder.decode(object);
    if (record)
        m_items.records.push_back(std::move(*record));
    else
        ++m_items.undecodable;
}

Result<std::string> ItemReader::finish()
{
    if (m_thread.joinable())
        hand();
    endThread();
    m_seen = 0;
    const auto status = std::exchange(m_status, {});
    if (!status) {
        m_cutter.reset();
        return tl::unexpected(status.error());
    }
    const auto envelope = m_cutter.finish();
    if (!envelope) { // the answer ended early: a proxy's cut
        Error error{ErrorCode::BadAnswer, {}, envelope.error().detail};
        m_cutter.reset();
        return tl::unexpected(std::move(error));
    }
    auto token = continueToken(m_parser, *envelope);
    m_cutter.reset();
    return token;
}

void ItemReader::giveUp()
{
    {
        const std::lock_guard lock(m_mutex);
        m_abandoned = true;
    }
    endThread();
    m_abandoned = false;
    m_filling.clear();
    m_seen = 0;
    m_status = {};
    m_cutter.reset();
    m_items = {};
}

} // namespace dg::session
