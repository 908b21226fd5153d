// SPDX-License-Identifier: Apache-2.0
// The list/watch protocol as a pure state machine. Each input comes with the time it happened; what is to be done comes
// out as actions, in order. deadline() is when the next Tick is due. Rules: domain.md §8, quality.md §2.1-2.4.
// resourceVersions are compared for equality only.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "kube/api_error.h"
#include "kube/reflector.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dg::kube {

namespace in {
struct Start { };
struct Stop { };
struct RetryNow { };
struct Tick { }; // the deadline was reached
struct Answered { }; // a head with status 200
struct Bytes { }; // something came, whatever it was
struct Received {
    std::size_t objects;
}; // this many more items of a list
struct ListPage {
    std::string resourceVersion, continueToken;
    std::size_t remaining = 0;
};
enum class Change : unsigned char { Added, Modified, Deleted };
struct Event {
    Change change;
    std::string resourceVersion;
};
struct Bookmark {
    std::string resourceVersion;
    bool initialEventsEnd = false;
};
struct ErrorEvent {
    std::optional<ApiStatus> status;
}; // nullopt: its object was no Status
struct Undecodable {
    std::size_t count = 1;
}; // an object nothing can be made of; the last, cut line of a watch
struct Corrupt { }; // a line that is not JSON: an event was lost
struct Ended { }; // a watch's answer ended cleanly
// An HTTP error, a broken answer or a transport error. The request is over.
struct Failed {
    Error error;
    ApiStatus status = {};
};
struct Refreshed {
    std::optional<Error> error;
}; // the answer to act::Refresh
} // namespace in

namespace act {
struct Fetch {
    std::string query;
    bool watch = false;
};
struct Abort { }; // the running request; nothing of it may be fed any more
struct RelistBegan { };
struct RelistEnded { };
struct Refresh { }; // the credentials
struct Changed { }; // phase, error or sync of state()
} // namespace act

class ReflectorMachine {
public:
    using Input = std::variant<in::Start, in::Stop, in::RetryNow, in::Tick, in::Answered, in::Bytes, in::Received, in::ListPage, in::Event,
        in::Bookmark, in::ErrorEvent, in::Undecodable, in::Corrupt, in::Ended, in::Failed, in::Refreshed>;
    using Action = std::variant<act::Fetch, act::Abort, act::RelistBegan, act::RelistEnded, act::Refresh, act::Changed>;
    struct Options {
        FirstState firstState = FirstState::WatchList;
        int pageSize = 500;
        std::shared_ptr<ServerTraits> server; // null: own
    };
    // `random` gives numbers in [0, 1).
    ReflectorMachine(Options options, std::function<double()> random);

    [[nodiscard]] std::vector<Action> on(const Input& input, SteadyTime now);
    [[nodiscard]] std::optional<SteadyTime> deadline() const;
    [[nodiscard]] const StreamState& state() const { return m_state; }
    // Where the next watch starts; empty before the first complete state.
    [[nodiscard]] const std::string& resourceVersion() const { return m_rv; }

private:
    enum class Step : unsigned char { WatchList, List, Watch };
    enum class Doing : unsigned char { Nothing, Request, Sleeping, Refreshing };

    void handle(const in::Start&);
    void handle(const in::Stop&);
    void handle(const in::RetryNow&);
    void handle(const in::Tick&);
    void handle(const in::Answered&);
    void handle(const in::Bytes&);
    void handle(const in::Received&);
    void handle(const in::ListPage&);
    void handle(const in::Event&);
    void handle(const in::Bookmark&);
    void handle(const in::ErrorEvent&);
    void handle(const in::Undecodable&);
    void handle(const in::Corrupt&);
    void handle(const in::Ended&);
    void handle(const in::Failed&);
    void handle(const in::Refreshed&);

    void begin();
    void beginFromScratch(std::string listRv);
    [[nodiscard]] Step firstStep() const;
    [[nodiscard]] std::string watchTail();
    void abort();
    void failed(const Error& error, const ApiStatus& status);
    void badRequest(const Error& error);
    void gone(const Error& error);
    void relist(std::string listRv, const Error& error);
    void backOff(const std::optional<Error>& error);
    void rest(StreamPhase phase, const Error& error);
    void sleep(StreamPhase phase, Millis delay);
    [[nodiscard]] Millis nextBackOff();
    void setPhase(StreamPhase phase);
    void setError(const std::optional<Error>& error);
    void progress();
    [[nodiscard]] bool running(Step step) const { return m_doing == Doing::Request && m_step == step; }
    [[nodiscard]] bool livedLongEnough() const;

    Options m_options;
    std::function<double()> m_random;
    StreamState m_state;
    std::vector<Action> m_out;
    SteadyTime m_now{};

    Doing m_doing = Doing::Nothing;
    Step m_step = Step::WatchList; // what runs, or runs next
    std::string m_rv; // last real resourceVersion
    std::string m_listRv = "0"; // of the next list: "0", "" or the last seen one
    bool m_wholeList = false; // without limit
    std::string m_continue;
    SteadyTime m_wake{};
    SteadyTime m_startedAt{}; // of the request
    SteadyTime m_lastBytes{};
    Seconds m_timeout{300}; // of the running watch
    bool m_answered = false;
    bool m_refreshTried = false; // since the last good answer
    int m_failures = 0; // in a row, for the back-off
    SteadyTime m_lastFailure{};
    int m_relists = 0; // in a row without a healthy watch between
    int m_errorEvents = 0; // in a row without progress
    int m_watchListFailures = 0;
};

} // namespace dg::kube
