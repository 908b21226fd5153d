// SPDX-License-Identifier: Apache-2.0
#include "item_reader.h"

#include "object_order.h"

#include <utility>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace dg::session {

namespace {

// glibc grows a second thread's heap page by page (thousands of mprotect calls, each of them holding up the other
// thread's page faults): both threads share the first heap. For a one-shot read only: in the window, where the GUI
// thread frees and allocates all the time, one heap for all costs half as much time again.
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

ItemReader::ItemReader(kube::RecordDecoder& decoder)
    : m_decoder(decoder)
    , m_ahead([this](std::string_view bytes) { read(bytes); })
{
}

void ItemReader::feed(std::string_view bytes)
{
    m_seen += bytes.size();
    if (m_seen > ReadAhead::LongFrom && !m_ahead.hasThread())
        shareOneHeap();
    m_ahead.feed(bytes);
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
    if (!record) {
        ++m_items.undecodable;
        return;
    }
    // Told here, where both are at hand: later it costs a look at each of them in memory that has gone cold.
    auto& records = m_items.records;
    m_items.inOrder = m_items.inOrder && (records.empty() || !isBefore((*record)->key, records.back()->key));
    records.push_back(std::move(*record));
}

Result<std::string> ItemReader::finish()
{
    m_ahead.finish();
    m_ahead.begin(); // for the next page
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
    m_ahead.begin();
    m_seen = 0;
    m_status = {};
    m_cutter.reset();
    m_items = {};
}

} // namespace dg::session
