// SPDX-License-Identifier: Apache-2.0
#include "items/timeline_desk.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace dg::items {

namespace {
constexpr int AgainAfter = 1000; // ms
constexpr int LeastSlide = 1000, MostSlide = 60'000; // ms; about a pixel of a live range
constexpr Millis DayLength = std::chrono::hours{24};
constexpr int FirstSlot = 1000; // below are others'

int nextSlot(int count)
{
    static int next = FirstSlot; // GUI thread only
    return std::exchange(next, next + count);
}
} // namespace

TimelineDesk::TimelineDesk(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_firstSlot(nextSlot(QuestionCount))
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (m_stale)
            askPicture();
    });
    connect(&m_slide, &QTimer::timeout, this, &TimelineDesk::askSoon);
}

void TimelineDesk::setHistory(HistoryDesk* history, const std::string& identity)
{
    if (m_history)
        m_history->disconnect(this);
    m_history = history;
    if (history)
        connect(history, &HistoryDesk::changed, this, &TimelineDesk::historyChanged);
    m_scope = {};
    m_scope.cluster = identity;
    for (auto& asked : m_asked)
        ++asked; // what is under way is of another cluster
    m_asking = m_lanesOpen = false;
    m_drawn.clear();
    m_picture = {};
    m_error.reset();
    m_stale = true;
    Q_EMIT changed();
    askAnew();
}

void TimelineDesk::setSkew(Millis skew)
{
    m_clock.setSkew(skew);
}

void TimelineDesk::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    if (active)
        moved();
    else
        m_slide.stop();
}

void TimelineDesk::historyChanged()
{
    if (m_range.isLive() || !m_picture.known)
        askSoon();
    Q_EMIT written();
}

// At most once a second, however often it is written.
void TimelineDesk::askSoon()
{
    m_stale = true;
    if (m_active && !m_again.isActive() && !m_asking)
        askPicture();
}

void TimelineDesk::moved()
{
    const auto every = static_cast<int>(std::clamp<std::int64_t>(m_range.length().count() / 1000, LeastSlide, MostSlide));
    if (m_range.isLive() && m_active)
        m_slide.start(every);
    else
        m_slide.stop();
    m_drawn.clear(); // others come first
    Q_EMIT rangeChanged();
    askAnew();
}

void TimelineDesk::setLast(Millis length)
{
    m_range.setLast(length);
    moved();
}

void TimelineDesk::setFixed(history::Range range)
{
    m_range.setFixed(range);
    moved();
}

void TimelineDesk::zoom(double factor, std::optional<WallTime> around)
{
    const auto range = shown();
    m_range.zoom(factor, around.value_or(m_range.isLive() ? range.to : range.from + range.length() / 2), now());
    moved();
}

void TimelineDesk::move(double part)
{
    m_range.move(part, now());
    moved();
}

bool TimelineDesk::back()
{
    if (!m_range.back())
        return false;
    moved();
    return true;
}

void TimelineDesk::setScope(std::optional<history::ObjectRow> object, std::shared_ptr<const TimelineFilter> filter)
{
    m_scope.object = std::move(object);
    m_scope.filter = std::move(filter);
    m_drawn.clear();
    askAnew();
}

void TimelineDesk::setWanted(std::array<bool, TimelineMeasureCount> wanted)
{
    if (m_wanted == wanted)
        return;
    m_wanted = wanted;
    askAnew();
}

void TimelineDesk::wantEntries(std::size_t most)
{
    if (most <= m_mostEntries)
        return;
    m_mostEntries = most;
    askAnew();
}

// Of the picture that is shown: its range and its lanes.
void TimelineDesk::wantLanes(std::vector<history::ObjectId> objects)
{
    if (!hasHistory() || !m_picture.known || (m_lanesOpen && objects == m_drawn))
        return;
    m_drawn = std::move(objects);
    m_lanesOpen = true;
    const auto& shown = m_picture.question;
    std::vector<history::Lane> wanted(m_drawn.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        wanted[i].object.id = m_drawn[i];
    ask<std::vector<history::Lane>>(
        Lanes,
        [scope = shown.scope, range = shown.range, now = shown.now, ids = m_drawn, wanted = std::move(wanted)](
            history::Store& store) mutable -> Result<std::vector<history::Lane>> {
            const auto resolved = resolve(store, scope);
            if (!resolved)
                return tl::unexpected(resolved.error());
            if (!*resolved)
                return std::vector<history::Lane>{};
            if (const auto read = readSegments(store, (*resolved)->cluster, range, now, ids, wanted); !read)
                return tl::unexpected(read.error());
            return std::move(wanted);
        },
        [this, range = shown.range](Result<std::vector<history::Lane>> answer) {
            m_lanesOpen = false;
            const auto& now = m_picture.question.range;
            if (answer && range.from == now.from && range.to == now.to) // else a newer picture has them, or asks for its own
                takeLanes(std::move(*answer));
            Q_EMIT lanesRead();
        });
}

void TimelineDesk::takeLanes(std::vector<history::Lane> read)
{
    std::unordered_map<history::ObjectId, history::Lane*> places;
    for (auto& lane : read)
        places.emplace(lane.object.id, &lane);
    for (auto& lane : m_picture.lanes) {
        if (const auto found = places.find(lane.object.id); found != places.end())
            lane.segments = std::move(found->second->segments);
    }
}

template <class T>
void TimelineDesk::ask(Question kind, std::function<Result<T>(history::Store&)> read, std::function<void(Result<T>)> done)
{
    const auto number = ++m_asked[kind];
    m_history->ask(m_firstSlot + kind, this, std::move(read), [this, kind, number, done = std::move(done)](Result<T> answer) {
        if (m_asked[kind] == number)
            done(std::move(answer));
    });
}

void TimelineDesk::askAnew()
{
    m_open = true;
    askPicture();
}

void TimelineDesk::askPicture()
{
    m_stale = true;
    if (!m_active || !hasHistory())
        return;
    m_stale = false;
    m_asking = true;
    m_again.start(AgainAfter);
    TimelineQuestion question;
    question.scope = m_scope;
    question.range = shown();
    question.now = now();
    question.bucket = bucketFor(question.range.length());
    question.wanted = m_wanted;
    question.mostEntries = m_mostEntries;
    question.drawn = m_drawn;
    ask<TimelinePicture>(
        Picture, [question](history::Store& store) { return readTimeline(store, question); },
        [this](Result<TimelinePicture> answer) {
            m_asking = m_open = false;
            m_error = answer ? std::nullopt : std::optional(answer.error());
            if (answer)
                m_picture = std::move(*answer);
            Q_EMIT changed();
            if (m_stale && !m_again.isActive())
                askPicture();
        });
}

void TimelineDesk::askTable(Question kind, std::size_t most, std::function<void(Result<TimelineTable>)> done)
{
    if (hasHistory())
        ask<TimelineTable>(
            kind,
            [scope = m_scope, range = shown(), now = now(), most](
                history::Store& store) { return readTable(store, scope, range, now, most); },
            std::move(done));
}

void TimelineDesk::moment(WallTime at, std::function<void(Result<TimelineMoment>)> done)
{
    if (hasHistory())
        ask<TimelineMoment>(
            Moment, [scope = m_scope, at](history::Store& store) { return readMoment(store, scope, at); }, std::move(done));
}

void TimelineDesk::changes(history::Range between, std::function<void(Result<TimelineChanges>)> done)
{
    if (hasHistory())
        ask<TimelineChanges>(
            Changes, [scope = m_scope, between](history::Store& store) { return readChanges(store, scope, between); }, std::move(done));
}

void TimelineDesk::day(const history::ObjectRow& object, std::function<void(Result<TimelineDay>)> done)
{
    const history::Range range{now() - DayLength, now()};
    TimelineScope scope;
    scope.cluster = m_scope.cluster;
    scope.object = object;
    if (hasHistory())
        ask<TimelineDay>(
            Day, [scope, range](history::Store& store) { return readDay(store, scope, range); }, std::move(done));
}

} // namespace dg::items
