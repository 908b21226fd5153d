// SPDX-License-Identifier: Apache-2.0
// Asks the history for what a timeline shows; of each kind of question the last one only. While the range ends now it asks again when something was written, at most once a second. GUI thread only.
#pragma once

#include "items/history_desk.h"
#include "items/timeline_picture.h"
#include "items/timeline_range.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace dg::items {

class TimelineDesk final : public QObject {
    Q_OBJECT
public:
    explicit TimelineDesk(const Clock& clock, QObject* parent = nullptr);

    // Null, or an empty identity: there is no history.
    void setHistory(HistoryDesk* history, const std::string& identity);
    [[nodiscard]] bool hasHistory() const { return m_history && !m_scope.cluster.empty(); }
    void setSkew(Millis skew); // of the cluster's clock against ours
    void setActive(bool active); // nobody looks: nothing is asked

    void setLast(Millis length);
    void setFixed(history::Range range);
    void zoom(double factor, std::optional<WallTime> around); // none: the end while it is now, else the middle
    void move(double part);
    bool back();
    [[nodiscard]] const TimelineRange& range() const { return m_range; }
    [[nodiscard]] history::Range shown() const { return m_range.at(now()); }
    [[nodiscard]] WallTime now() const { return m_clock.wall(); } // the cluster's

    void setScope(std::optional<history::ObjectRow> object, std::shared_ptr<const TimelineFilter> filter);
    [[nodiscard]] const TimelineScope& scope() const { return m_scope; }
    void setWanted(std::array<bool, TimelineMeasureCount> wanted);
    void wantEntries(std::size_t most); // the list was scrolled: more of them
    // These lanes are seen now: their stretches are read at once (lanesRead), and with each picture from now on.
    void wantLanes(std::vector<history::ObjectId> objects);

    // As of the last changed().
    [[nodiscard]] const TimelinePicture& picture() const { return m_picture; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] bool isSettled() const { return !m_open && !m_lanesOpen; } // what was asked last by a person is answered

    // One answer each, on the GUI thread; none once the desk is gone, or a later question of the same kind was asked.
    void moment(WallTime at, std::function<void(Result<TimelineMoment>)> done);
    void changes(history::Range between, std::function<void(Result<TimelineChanges>)> done);
    // Of what is shown, the first lanes with all their stretches; `fileTable` is not superseded by a table that is shown.
    void table(std::size_t most, std::function<void(Result<TimelineTable>)> done) { askTable(Table, most, std::move(done)); }
    void fileTable(std::size_t most, std::function<void(Result<TimelineTable>)> done) { askTable(File, most, std::move(done)); }
    void day(const history::ObjectRow& object, std::function<void(Result<TimelineDay>)> done);

Q_SIGNALS:
    void changed(); // picture(), error()
    void lanesRead(); // picture().lanes have more stretches
    void rangeChanged(); // of what is asked for; the picture comes later
    void written(); // to the history: what was asked once may be old

private:
    enum Question : int { Picture, Lanes, Table, File, Moment, Changes, Day, QuestionCount };
    template <class T> void ask(Question kind, std::function<Result<T>(history::Store&)> read, std::function<void(Result<T>)> done);
    void historyChanged();
    void askPicture();
    void askAnew(); // another question, not the same once more
    void askSoon();
    void moved();
    void takeLanes(std::vector<history::Lane> read);
    void askTable(Question kind, std::size_t most, std::function<void(Result<TimelineTable>)> done);

    SkewedClock m_clock;
    QPointer<HistoryDesk> m_history;
    const int m_firstSlot; // of the history's; this desk has QuestionCount of them
    TimelineRange m_range;
    TimelineScope m_scope;
    std::array<bool, TimelineMeasureCount> m_wanted{};
    std::size_t m_mostEntries = 200;
    std::vector<history::ObjectId> m_drawn; // none: the first
    TimelinePicture m_picture;
    std::optional<Error> m_error;
    quint64 m_asked[QuestionCount] = {}; // of each kind the last question's number
    bool m_active = false, m_asking = false, m_stale = true;
    bool m_open = false; // a range, a scope, a measure is not answered yet
    bool m_lanesOpen = false;
    QTimer m_again; // single shot: not before it
    QTimer m_slide; // a live range moves on
};

} // namespace dg::items
