// SPDX-License-Identifier: Apache-2.0
#include "json/stream.h"

#include "brace_scanner.h"
#include "json/json.h"

namespace dg::json {
namespace {

constexpr std::size_t KeptCapacity = 1u << 20;
constexpr unsigned MaxDepth = 1024; // of the envelope; simdjson's own limit

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

} // namespace

struct ItemCutter::Impl {
    // The envelope is walked byte by byte (it is small), the items by BraceScanner.
    enum class State : unsigned char {
        Start, // before the outermost brace
        Key, // in the outermost object: a key or its end
        AfterKey, // a colon comes
        Value, // a value comes
        InValue, // inside the value of a key that is not "items"
        InItems, // between items
        InItem,
        AfterValue, // a comma or the end comes
        End, // only white space may follow
        Failed,
    };
    std::size_t maxItem = 0;
    std::size_t maxEnvelope = 0;
    State state = State::Start;
    std::string envelope;
    std::string item; // an item that spans pieces
    std::string key;
    bool inKey = false;
    bool keyAfterComma = false;
    bool itemsSeen = false;
    bool commaDue = false; // between items: an item was cut, a comma or the end comes
    bool itemDue = false; // after a comma an item must come
    bool inString = false; // within a value of the envelope
    bool escaped = false;
    bool scalar = false; // the value is a number or a word
    unsigned depth = 0; // of the value
    BraceScanner scanner;
    Error error;

    Status refuse(ErrorCode code, std::string detail)
    {
        state = State::Failed;
        error = Error{code, "items", std::move(detail)};
        std::string().swap(item);
        return tl::unexpected<Error>(error);
    }
    Status takeEnvelope(std::string_view& bytes);
    bool stepEnvelope(char c);
    bool stepKey(char c);
    bool beginValue(char c);
    bool stepValue(char c);
    Status takeBetween(std::string_view& bytes);
    Status takeItem(std::string_view& bytes, const OnItem& onItem);
};

bool ItemCutter::Impl::stepKey(char c)
{
    if (inKey) {
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inKey = false;
            state = State::AfterKey;
            return true;
        }
        key += c;
        return true;
    }
    if (c == '"') {
        inKey = true;
        keyAfterComma = false;
        key.clear();
        return true;
    }
    if (c == '}' && !keyAfterComma) {
        state = State::End;
        return true;
    }
    return isSpace(c);
}

bool ItemCutter::Impl::beginValue(char c)
{
    if (key == "items" && (itemsSeen || (c != '[' && c != 'n')))
        return false; // twice, or neither an array nor null
    if (key == "items") {
        itemsSeen = true;
        if (c == '[') {
            state = State::InItems;
            commaDue = itemDue = false;
            return true;
        }
    }
    scalar = c != '{' && c != '[' && c != '"';
    if (scalar && c != '-' && (c < '0' || c > '9') && c != 't' && c != 'f' && c != 'n')
        return false;
    depth = c == '{' || c == '[' ? 1 : 0;
    inString = c == '"';
    escaped = false;
    state = State::InValue;
    return true;
}

bool ItemCutter::Impl::stepValue(char c)
{
    if (inString) {
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = false;
            if (depth == 0)
                state = State::AfterValue;
        }
        return true;
    }
    if (scalar) {
        if (c != ',' && c != '}' && !isSpace(c))
            return c != '"' && c != '{' && c != '[' && c != ']' && c != ':';
        state = State::AfterValue;
        return stepEnvelope(c);
    }
    if (c == '"') {
        inString = true;
    } else if (c == '{' || c == '[') {
        return ++depth < MaxDepth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
        state = State::AfterValue;
    }
    return true;
}

bool ItemCutter::Impl::stepEnvelope(char c)
{
    switch (state) {
    case State::Start:
        if (c == '{')
            state = State::Key;
        return c == '{' || isSpace(c);
    case State::Key:
        return stepKey(c);
    case State::AfterKey:
        if (c == ':')
            state = State::Value;
        return c == ':' || isSpace(c);
    case State::Value:
        return isSpace(c) || beginValue(c);
    case State::InValue:
        return stepValue(c);
    case State::AfterValue:
        if (c == ',') {
            state = State::Key;
            keyAfterComma = true;
        } else if (c == '}') {
            state = State::End;
        }
        return c == ',' || c == '}' || isSpace(c);
    default:
        return isSpace(c); // State::End
    }
}

Status ItemCutter::Impl::takeEnvelope(std::string_view& bytes)
{
    std::size_t at = 0;
    while (at < bytes.size() && state != State::InItems) {
        if (!stepEnvelope(bytes[at]))
            return refuse(ErrorCode::BadSyntax, "not a JSON list");
        ++at;
    }
    if (envelope.size() + at > maxEnvelope)
        return refuse(ErrorCode::TooLarge, "list envelope larger than " + std::to_string(maxEnvelope) + " bytes");
    envelope.append(bytes.substr(0, at));
    bytes.remove_prefix(at);
    return {};
}

Status ItemCutter::Impl::takeBetween(std::string_view& bytes)
{
    while (!bytes.empty()) {
        const char c = bytes.front();
        if (c == '{' && !commaDue) { // its brace stays: the scanner counts it
            scanner.begin();
            state = State::InItem;
            return {};
        }
        bytes.remove_prefix(1);
        if (c == ',' && commaDue) {
            commaDue = false;
            itemDue = true;
        } else if (c == ']' && !itemDue) {
            envelope += ']';
            state = State::AfterValue;
            return {};
        } else if (!isSpace(c)) {
            return refuse(ErrorCode::BadSyntax, "not an object among the items");
        }
    }
    return {};
}

Status ItemCutter::Impl::takeItem(std::string_view& bytes, const OnItem& onItem)
{
    const std::size_t end = scanner.feed(bytes);
    const std::size_t part = end == BraceScanner::NotYet ? bytes.size() : end;
    if (item.size() + part > maxItem)
        return refuse(ErrorCode::TooLarge, "item larger than " + std::to_string(maxItem) + " bytes");
    const std::string_view piece = bytes.substr(0, part);
    bytes.remove_prefix(part);
    if (end == BraceScanner::NotYet) {
        item.append(piece);
        return {};
    }
    state = State::InItems;
    commaDue = true;
    itemDue = false;
    if (item.empty() && bytes.size() >= Padding) {
        onItem(piece);
        return {};
    }
    item.append(piece);
    const std::size_t size = item.size();
    item.append(Padding, '\0');
    onItem(std::string_view(item.data(), size));
    if (item.capacity() > KeptCapacity)
        std::string().swap(item);
    else
        item.clear();
    return {};
}

ItemCutter::ItemCutter(std::size_t maxItem, std::size_t maxEnvelope)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->maxItem = maxItem;
    m_impl->maxEnvelope = maxEnvelope;
}

ItemCutter::~ItemCutter() = default;
ItemCutter::ItemCutter(ItemCutter&&) noexcept = default;
ItemCutter& ItemCutter::operator=(ItemCutter&&) noexcept = default;

Status ItemCutter::feed(std::string_view bytes, const OnItem& onItem)
{
    Impl& impl = *m_impl;
    if (impl.state == Impl::State::Failed)
        return tl::unexpected<Error>(impl.error);
    while (!bytes.empty()) {
        Status status;
        if (impl.state == Impl::State::InItem)
            status = impl.takeItem(bytes, onItem);
        else if (impl.state == Impl::State::InItems)
            status = impl.takeBetween(bytes);
        else
            status = impl.takeEnvelope(bytes);
        if (!status)
            return status;
    }
    return {};
}

Result<std::string_view> ItemCutter::finish()
{
    if (m_impl->state == Impl::State::Failed)
        return tl::unexpected<Error>(m_impl->error);
    if (m_impl->state != Impl::State::End)
        return fail(ErrorCode::BadSyntax, "items", "the answer ended early");
    m_impl->envelope.reserve(m_impl->envelope.size() + Padding);
    return std::string_view(m_impl->envelope);
}

void ItemCutter::reset()
{
    const auto maxItem = m_impl->maxItem;
    const auto maxEnvelope = m_impl->maxEnvelope;
    *m_impl = Impl{};
    m_impl->maxItem = maxItem;
    m_impl->maxEnvelope = maxEnvelope;
}

} // namespace dg::json
