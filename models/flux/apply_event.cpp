// SPDX-License-Identifier: Apache-2.0
#include "flux/apply_event.h"

#include "fields.h"

#include <algorithm>

namespace dg::flux {

using namespace fields;

namespace {

// Of the times an Event has, in the order of their worth (domain.md §7.1).
struct Times {
    std::optional<WallTime> last, observed, event, first, created;
    [[nodiscard]] std::optional<WallTime> best() const
    {
        for (const auto& time : {last, observed, event, first}) {
            if (time)
                return time;
        }
        return created;
    }
};

bool readInvolved(json::Value& value, ObjectKey& to, StringPool& pool)
{
    return eachField(value, [&](std::string_view key, json::Value& part) {
        if (key == "kind")
            readAtom(part, to.kind, pool);
        else if (key == "namespace")
            readAtom(part, to.ns, pool);
        else if (key == "name")
            readAtom(part, to.name, pool);
        else if (key == "apiVersion") {
            const auto version = textOf(part).value_or(std::string_view());
            to.group = pool.intern(version.substr(0, version.find('/')));
        }
    });
}

// Metadata keeps no annotations but Flux's marks: this one is the Event's own.
bool readEventMetadata(json::Value& value, ApplyEvent& to, Times& times, StringPool& pool)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "name")
            readAtom(part, to.key.name, pool);
        else if (key == "namespace")
            readAtom(part, to.key.ns, pool);
        else if (key == "uid")
            readString(part, to.uid);
        else if (key == "resourceVersion")
            readString(part, to.resourceVersion);
        else if (key == "creationTimestamp")
            readTime(part, times.created);
        else if (key == "annotations")
            return eachField(part, [&](std::string_view name, json::Value& text) {
                if (name == "kustomize.toolkit.fluxcd.io/revision")
                    readString(text, to.revision);
            });
        return true;
    });
}

bool readSeries(json::Value& value, ApplyEvent& to, Times& times)
{
    return eachField(value, [&](std::string_view key, json::Value& part) {
        if (key == "lastObservedTime")
            readTime(part, times.observed);
        else if (key == "count")
            readInt(part, to.count);
    });
}

std::string shortened(std::string_view text)
{
    if (text.size() <= LongestEventText)
        return std::string(text);
    auto end = LongestEventText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return std::string(text.substr(0, end));
}

bool readEventField(std::string_view key, json::Value& value, ApplyEvent& to, Times& times, StringPool& pool)
{
    if (key == "message") {
        const auto text = textOf(value).value_or(std::string_view());
        to.objects = appliedObjects(text);
        to.message = shortened(text);
    } else if (key == "reason") {
        readAtom(value, to.reason, pool);
    } else if (key == "type") {
        to.warning = textOf(value) == "Warning";
    } else if (key == "count") {
        readInt(value, to.count);
    } else if (key == "reportingComponent") {
        if (const auto text = textOf(value); text && !text->empty())
            to.reporter = pool.intern(*text);
    } else if (key == "source") {
        return eachField(value, [&](std::string_view inner, json::Value& part) {
            if (inner == "component" && to.reporter.empty())
                readAtom(part, to.reporter, pool);
        });
    } else if (key == "lastTimestamp") {
        readTime(value, times.last);
    } else if (key == "firstTimestamp") {
        readTime(value, times.first);
    } else if (key == "eventTime") {
        readTime(value, times.event);
    } else if (key == "series") {
        return readSeries(value, to, times);
    }
    return true;
}

} // namespace

std::vector<AppliedObject> appliedObjects(std::string_view message)
{
    std::vector<AppliedObject> out;
    while (!message.empty()) {
        const auto end = message.find('\n');
        auto line = message.substr(0, end);
        message.remove_prefix(end == std::string_view::npos ? message.size() : end + 1);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.remove_suffix(1);
        const auto space = line.rfind(' ');
        if (space == std::string_view::npos)
            continue;
        const auto action = line.substr(space + 1);
        const auto id = line.substr(0, space);
        const auto slash = id.find('/');
        if ((action != "created" && action != "configured") || slash == std::string_view::npos || id.find(' ') != std::string_view::npos)
            continue;
        const auto second = id.find('/', slash + 1);
        AppliedObject one;
        one.kind = id.substr(0, slash);
        if (second == std::string_view::npos) {
            one.name = id.substr(slash + 1);
        } else {
            one.ns = id.substr(slash + 1, second - slash - 1);
            one.name = id.substr(second + 1);
        }
        one.created = action == "created";
        if (!one.kind.empty() && !one.name.empty())
            out.push_back(std::move(one));
    }
    return out;
}

Result<store::RecordPtr> ApplyEventDecoder::decode(json::Object& object)
{
    auto record = std::make_shared<ApplyEvent>();
    record->key.kind = m_pool.intern("Event");
    Times times;
    const bool whole = eachIn(object, [&](std::string_view key, json::Value& value) -> bool {
        if (key == "metadata")
            return readEventMetadata(value, *record, times, m_pool);
        if (key == "involvedObject")
            return readInvolved(value, record->applier, m_pool);
        return readEventField(key, value, *record, times, m_pool);
    });
    if (!whole)
        return fail(ErrorCode::BadSyntax);
    if (record->key.name.empty())
        return fail(ErrorCode::BadValue, "metadata.name");
    record->last = times.best();
    record->first = times.first ? times.first : record->last;
    record->count = std::max<std::int64_t>(record->count, 1);
    return store::RecordPtr(std::move(record));
}

} // namespace dg::flux
