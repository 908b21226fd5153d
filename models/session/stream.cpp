// SPDX-License-Identifier: Apache-2.0
#include "impl.h"

#include "flux/apply_event.h"

namespace dg::session {

Stream::Stream(
    store::ListId list, StreamInfo info, std::unique_ptr<kube::RecordDecoder> decoder, store::ObjectStore& store, Listener& listener)
    : m_list(list)
    , m_info(std::move(info))
    , m_decoder(std::move(decoder))
    , m_store(store)
    , m_listener(listener)
{
}

void Stream::renew(kube::Resource resource)
{
    m_reflector->stop();
    m_info.resource = std::move(resource);
    m_info.state = {};
    m_store.expectNewForm(m_list);
}

void Stream::relistBegan()
{
    m_store.beginRelist(m_list);
}

void Stream::applied(store::RecordPtr record, SteadyTime seen)
{
    const auto key = record->key;
    // An Event about something else came along with the list: nobody asks for it.
    if (m_info.applyEvents && !static_cast<const flux::ApplyEvent&>(*record).isAboutFlux())
        return;
    if (m_info.applyEvents && static_cast<const flux::ApplyEvent&>(*record).objects.empty())
        return m_listener.passedBy(std::move(record), seen);
    if (record->type == store::RecordType::Flux)
        record = m_listener.amended(std::move(record));
    if (record->type == store::RecordType::Flux)
        m_listener.fluxObjectArrived(static_cast<const flux::FluxObject&>(*record));
    if (m_store.apply(m_list, std::move(record), seen))
        m_listener.recordChanged(key);
}

void Stream::removed(const ObjectKey& key, SteadyTime seen)
{
    const auto copy = key;
    if (m_store.remove(m_list, copy, seen))
        m_listener.recordChanged(copy);
}

void Stream::relistEnded(SteadyTime seen)
{
    m_store.endRelist(m_list, seen);
}

void Stream::streamChanged(const kube::StreamState& state)
{
    m_info.state = state;
    m_listener.streamStateChanged(*this);
}

} // namespace dg::session
