// SPDX-License-Identifier: Apache-2.0
// Asks the history for what a timeline shows: on the reader's thread, the last question of each kind only; answers come back to the
// GUI thread. While the range ends now it asks again when something was written, at most once a second. GUI thread only.
#pragma once

#include "items/timeline_picture.h"
#include "items/timeline_range.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace dg::history {
class Reader;
}

namespace dg::items {

class TimelineDesk final : public QObject {
    Q_OBJECT
public:
    explicit TimelineDesk(const Clock& clock, QObject* parent = nullptr);

    // Null, or an empty identity: there is no history. The reader must live until the next call.
    void setHistory(history::Reader* reader, const std::string& identity);
    [[nodiscard]] bool hasHistory() const { return m_reader && !m_scope.cluster.empty(); }
    void setSkew(Millis skew); // of the cluster's clock against ours
    void setActive(bool active); // nobody looks: nothing is asked
    void historyChanged(); // something was written

    void setLast(Millis length);
    void setFixed(history::Range range);
    void zoom(double factor, std::optional<WallTime> around); // none: the end while it is now, else the middle
    void move(double part);
    bool back();
    [[nodiscard]] const TimelineRange& range() const { return m_range; }
    [[nodiscard]] history::Range shown() const { return m_range.at(now()); }
    [[nodiscard]] WallTime now() const { return m_clock.wall(); } // the cluster's

    void setScope(const std::string& ns, std::optional<history::ObjectRow> object, std::vector<std::string> words);
    [[nodiscard]] const TimelineScope& scope() const { return m_scope; }
    void setWanted(std::array<bool, TimelineMeasureCount> wanted);
    void wantEntries(std::size_t most); // the list was scrolled: more of them

    // As of the last changed().
    [[nodiscard]] const TimelinePicture& picture() const { return m_picture; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] bool isSettled() const { return !m_asking && !m_again.isActive(); }

    // One answer each, on the GUI thread; none once the desk is gone, or a later question of the same kind was asked.
    void moment(WallTime at, std::function<void(Result<TimelineMoment>)> done);
    void changes(history::Range between, std::function<void(Result<TimelineChanges>)> done);
    void day(const history::ObjectRow& object, std::function<void(Result<TimelineDay>)> done);

Q_SIGNALS:
    void changed(); // picture(), error()
    void rangeChanged(); // of what is asked for; the picture comes later
    void written(); // historyChanged() was called: what was asked once may be old

private:
    enum Slot : int { None, Picture, Moment, Changes, Day };
    template <class T> void ask(Slot slot, std::function<Result<T>(history::Store&)> read, std::function<void(Result<T>)> done);
    void askPicture();
    void askSoon();
    void moved();

    SkewedClock m_clock;
    history::Reader* m_reader = nullptr;
    TimelineRange m_range;
    TimelineScope m_scope;
    std::array<bool, TimelineMeasureCount> m_wanted{};
    std::size_t m_mostEntries = 200;
    TimelinePicture m_picture;
    std::optional<Error> m_error;
    quint64 m_asked[Day + 1] = {}; // of each slot the last question's number
    bool m_active = false, m_asking = false, m_stale = true;
    QTimer m_again; // single shot: not before it
    QTimer m_slide; // a live range moves on
};

} // namespace dg::items
