// SPDX-License-Identifier: Apache-2.0
#include "answer_reader.h"

#include <iterator>
#include <utility>

namespace dg::kube {

AnswerReader::AnswerReader(RecordDecoder& decoder, std::function<void()> ready)
    : m_reader(decoder)
    , m_ready(std::move(ready))
    , m_ahead([this](std::string_view bytes) { read(bytes); },
          [this] {
              if (m_ready && !m_told.exchange(true))
                  m_ready();
          })
{
}

void AnswerReader::begin(bool watch)
{
    giveUp();
    m_watch = watch;
}

void AnswerReader::giveUp()
{
    m_ahead.begin();
    m_framer.reset();
    m_cutter.reset();
    m_status = {};
    m_fresh.clear();
    m_lines.clear();
    m_error.reset();
}

void AnswerReader::feed(std::string_view bytes)
{
    m_ahead.feed(bytes);
}

void AnswerReader::read(std::string_view bytes)
{
    if (!m_status)
        return;
    if (m_watch)
        m_status = m_framer.feed(bytes, [this](std::string_view line) { m_fresh.push_back(m_reader.read(line)); });
    else
        m_status = m_cutter.feed(bytes, [this](std::string_view item) {
            if (auto record = m_reader.readItem(item))
                m_fresh.emplace_back(ObjectEvent{in::Change::Added, std::move(record)});
            else
                m_fresh.emplace_back(in::Undecodable{});
        });
    hand();
}

void AnswerReader::hand()
{
    const std::lock_guard lock(m_mutex);
    if (m_lines.empty())
        m_lines.swap(m_fresh);
    else
        m_lines.insert(m_lines.end(), std::make_move_iterator(m_fresh.begin()), std::make_move_iterator(m_fresh.end()));
    m_fresh.clear();
    if (!m_status)
        m_error = m_status.error();
}

std::vector<WatchLine> AnswerReader::take()
{
    m_told = false; // before the look: what comes now is told again
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_lines, {});
}

std::optional<Error> AnswerReader::error()
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

Result<ListEnvelope> AnswerReader::finishList()
{
    m_ahead.finish();
    const auto rest = m_cutter.finish();
    if (!rest)
        return tl::unexpected<Error>(rest.error());
    return readEnvelope(*rest);
}

bool AnswerReader::finishWatch()
{
    m_ahead.finish();
    bool cut = m_framer.holdsText(); // the framer keeps a line that is not whole to itself
    m_framer.finish([&](std::string_view line) {
        cut = false;
        m_fresh.push_back(m_reader.read(line));
    });
    hand();
    return !cut;
}

} // namespace dg::kube
