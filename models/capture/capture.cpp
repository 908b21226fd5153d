// SPDX-License-Identifier: Apache-2.0
#include "capture/capture.h"

#include "drift/engine.h"
#include "flux/decode.h"
#include "session/raw_objects.h"
#include "snapshot/pseudonyms.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace dg::capture {

namespace {

constexpr Millis Turn{100}; // between two looks at what came
constexpr Millis Quiet{900}; // the state is whole when no kind came for so long: an inventory may name further ones
constexpr Millis Flush{1'000};
constexpr Millis Tell{500};
constexpr Millis AnswersWithin{8'000}; // lookups by name: a refusal is not called back
constexpr std::size_t MostQuestions = 500;
constexpr std::size_t MostWorkloadNamespaces = 64;
constexpr std::size_t DeltasAPart = 5'000;
constexpr int PartsATurn = 20;

const char* wordOf(store::RecordType type)
{
    switch (type) {
    case store::RecordType::Flux:
        return "flux";
    case store::RecordType::Controller:
        return "controller";
    case store::RecordType::Workload:
        return "workload";
    case store::RecordType::ApplyEvent:
        return "event";
    case store::RecordType::Managed:
    case store::RecordType::Namespace:
        break;
    }
    return "managed";
}

// A record of Flux's controllers has a group of its own, apart from the same object as an inventory's entry.
std::string groupOf(const ObjectKey& key)
{
    constexpr std::string_view Controllers = "controllers/";
    const auto group = key.group.view();
    return std::string(group.starts_with(Controllers) ? group.substr(Controllers.size()) : group);
}

bool settled(const kube::StreamState& state)
{
    return state.synced || state.phase == kube::StreamPhase::Forbidden || state.phase == kube::StreamPhase::NotServed;
}

bool makesPods(std::string_view kind)
{
    static constexpr std::array<std::string_view, 5> Kinds{"Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job"};
    return std::ranges::find(Kinds, kind) != Kinds.end();
}

} // namespace

struct Capture::Impl {
    Impl(kube::ConnectionSpec connection, Options how, StringPool& strings, const Clock& time, Logger& log, session::ConsentFn consent)
        : spec(std::move(connection))
        , options(std::move(how))
        , pool(strings)
        , clock(time)
        , redaction(options.withValues)
        , engine(pool)
        , session(spec, sessionOptions(), pool, clock, log, std::move(consent))
    {
    }
    session::SessionOptions sessionOptions()
    {
        session::SessionOptions wishes;
        wishes.namespaces = options.namespaces;
        wishes.keepOwnership = true;
        wishes.workloadLinger = Millis{0};
        wishes.userAgent = options.program;
        wishes.raw = raw;
        return wishes;
    }

    Result<Contents> run(snapshot::Sink sink, std::optional<Millis> length, std::stop_token stop, const Progress& progress);
    Status readState();
    Status readWorkloads();
    Status answerQuestions();
    Status follow();
    Status finish();
    Status connect();
    Status turn(); // takes what came and writes it
    Status write(const store::Delta& delta);
    Status writePut(const store::Delta& delta, session::RawObject object);
    Status writeGone(const store::Delta& delta);
    Result<std::size_t> kindOf(const kube::Resource& resource, bool metadata);
    Status writeUnseenKinds();
    void noteUnread();
    void tell();
    void wait();
    [[nodiscard]] bool allSettled() const;
    [[nodiscard]] Error whyNot() const;
    [[nodiscard]] Millis sinceBegin() const { return whole ? std::chrono::duration_cast<Millis>(clock.steady() - wholeAt) : Millis{0}; }

    const kube::ConnectionSpec spec;
    const Options options;
    StringPool& pool;
    const Clock& clock;
    const std::shared_ptr<session::RawObjects> raw = std::make_shared<session::RawObjects>();
    snapshot::Redaction redaction;
    drift::Engine engine; // asks for what no list holds, and knows what the next look compares with
    std::mutex mutex;
    std::condition_variable wake;
    bool news = false; // under mutex

    std::unique_ptr<snapshot::Writer> writer;
    std::optional<Millis> length; // of a recording
    std::function<Status()> settledHook;
    std::stop_token stop;
    const Progress* progress = nullptr;
    Contents contents;
    session::SessionStatus status;
    std::map<std::pair<std::string, std::string>, std::size_t> kinds; // group and kind -> number
    std::set<std::string> podNamespaces;
    std::set<ObjectKey> asked;
    std::vector<ObjectKey> confirmed; // of `asked`, not there; under mutex
    SteadyTime lastNews{}, lastTold{}, lastFlush{}, wholeAt{};
    bool whole = false;
    bool readingWorkloads = false; // what leaves then leaves our sight only

    session::ClusterSession session; // last: its thread ends first
};

void Capture::Impl::wait()
{
    std::unique_lock lock(mutex);
    wake.wait_for(lock, Turn, [this] { return news || stop.stop_requested(); });
    news = false;
}

Status Capture::Impl::turn()
{
    if (stop.stop_requested() && !length)
        return fail(ErrorCode::Cancelled, spec.name);
    std::vector<store::Delta> deltas;
    bool more = true;
    for (int part = 0; more && part < PartsATurn; ++part) {
        deltas.clear();
        more = session.inbox().drain(deltas, DeltasAPart);
        if (deltas.empty())
            break;
        lastNews = clock.steady();
        for (const auto& delta : deltas) {
            if (auto written = write(delta); !written)
                return written;
        }
        std::erase_if(deltas, [](const store::Delta& delta) { return !drift::Engine::takes(delta.type); });
        engine.stage(deltas);
        tell();
    }
    status = session.status();
    return {};
}

Status Capture::Impl::write(const store::Delta& delta)
{
    if (!delta.record)
        return writeGone(delta);
    auto object = raw->take(delta.record.get());
    return object ? writePut(delta, std::move(*object)) : Status{};
}

Status Capture::Impl::writePut(const store::Delta& delta, session::RawObject object)
{
    const auto& resource = *object.resource;
    const bool metadata = delta.type == store::RecordType::Managed && !flux::needsWholeObject(resource.group, resource.kind);
    const auto kind = kindOf(resource, metadata);
    if (!kind)
        return tl::unexpected(kind.error());
    auto clean = redaction.object(object.json);
    if (!clean)
        return {}; // what the session could decode and this cannot is not worth the file
    auto& entry = contents.kinds[*kind];
    entry.bytes += clean->size();
    ++entry.objects;
    ++(whole ? contents.changes : contents.objects);
    if (delta.type == store::RecordType::Managed && makesPods(delta.key.kind.view()))
        podNamespaces.insert(delta.key.ns.str());
    return writer->line(snapshot::putLine({*kind, wordOf(delta.type), std::move(*clean), sinceBegin()}));
}

Status Capture::Impl::writeGone(const store::Delta& delta)
{
    if (delta.type == store::RecordType::Workload && readingWorkloads)
        return {};
    const auto known = kinds.find({groupOf(delta.key), delta.key.kind.str()});
    if (known == kinds.end())
        return {}; // it was never written
    contents.changes += whole;
    return writer->line(snapshot::goneLine({known->second, wordOf(delta.type), delta.key.ns.str(), delta.key.name.str(), sinceBegin()}));
}

Result<std::size_t> Capture::Impl::kindOf(const kube::Resource& resource, bool metadata)
{
    const auto [place, fresh] = kinds.try_emplace({resource.group, resource.kind}, contents.kinds.size());
    if (!fresh)
        return place->second;
    snapshot::Kind kind{resource.group, resource.version, resource.kind, resource.plural, resource.namespaced, false, metadata, false};
    for (const auto& stream : status.streams) {
        if (!stream.fluxKind || stream.resource.group != resource.group || stream.resource.kind != resource.kind || !stream.ns.empty())
            continue;
        kind.forbidden = stream.state.phase == kube::StreamPhase::Forbidden;
        kind.whole = !kind.forbidden;
    }
    contents.kinds.push_back({resource.group, resource.kind, 0, 0, metadata});
    if (auto written = writer->line(snapshot::kindLine(kind)); !written)
        return tl::unexpected(written.error());
    return place->second;
}

// Kinds that are served and have no object, or may not be read.
Status Capture::Impl::writeUnseenKinds()
{
    for (const auto& stream : status.streams) {
        if (auto kind = kindOf(stream.resource, false); !kind)
            return tl::unexpected(kind.error());
    }
    return {};
}

void Capture::Impl::tell()
{
    if (!*progress || clock.steady() - lastTold < Tell)
        return;
    lastTold = clock.steady();
    contents.packed = writer->packed();
    contents.redacted = redaction.counts();
    (*progress)(contents);
}

bool Capture::Impl::allSettled() const
{
    return status.complete && std::ranges::all_of(status.streams, [](const session::StreamInfo& stream) { return settled(stream.state); });
}

Error Capture::Impl::whyNot() const
{
    return status.phase == session::ConnectionPhase::Live || status.error == Error{} ? Error{ErrorCode::Timeout, spec.name, {}}
                                                                                     : status.error;
}

// Until the server has said who it is: the head stands first in the file.
Status Capture::Impl::connect()
{
    const auto begun = clock.steady();
    session.start();
    while (status.serverVersion.empty()) {
        if (clock.steady() - begun > options.patience)
            return tl::unexpected(whyNot());
        const bool refused
            = status.phase == session::ConnectionPhase::Unauthorized || status.phase == session::ConnectionPhase::Unreachable;
        if (refused && !length)
            return tl::unexpected(whyNot());
        wait();
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, spec.name);
        status = session.status();
    }
    auto& head = contents.head;
    head.cluster = spec.name;
    head.server = redact(spec.endpoint.baseUrl);
    head.observedAt = clock.wall() + status.clockSkew;
    head.program = options.program;
    head.serverVersion = status.serverVersion;
    head.user = redaction.text(status.user);
    head.recording = length.has_value();
    head.objects = true;
    head.withValues = options.withValues;
    return writer->begin(head);
}

Status Capture::Impl::readState()
{
    lastNews = clock.steady();
    auto settledSince = lastNews;
    std::size_t streams = 0;
    for (;;) {
        wait();
        if (auto taken = turn(); !taken)
            return taken;
        if (length && stop.stop_requested())
            return {};
        // A busy cluster never falls silent: what counts is that no further kind is asked for.
        if (!allSettled() || std::exchange(streams, status.streams.size()) != status.streams.size())
            settledSince = clock.steady();
        else if (clock.steady() - settledSince > Quiet)
            return {};
        const auto quiet = clock.steady() - lastNews;
        // What does not come is said in the file; nothing at all is no state.
        if (quiet > options.patience && !length)
            return contents.objects > 0 ? Status{} : Status(tl::unexpected(whyNot()));
    }
}

// What inventories name and no list holds is looked up by name, as the window does.
Status Capture::Impl::answerQuestions()
{
    std::vector<std::pair<Atom, Atom>> read;
    for (const auto& stream : status.streams) {
        if (!stream.workload && !stream.applyEvents && !stream.controllers && stream.ns.empty() && stream.state.synced)
            read.emplace_back(pool.intern(stream.resource.group), pool.intern(stream.resource.kind));
    }
    engine.setReadKinds(read);
    engine.settle(contents.head.observedAt);
    const auto questions = engine.takeQuestions(MostQuestions);
    if (questions.empty())
        return {};
    session.lookUp(questions, [this](const ObjectKey& key) {
        {
            const std::scoped_lock lock(mutex);
            confirmed.push_back(key);
            news = true;
        }
        wake.notify_one();
    });
    const auto until = clock.steady() + AnswersWithin;
    for (std::size_t answered = 0; answered < questions.size() && clock.steady() < until;) {
        wait();
        const auto before = contents.objects;
        if (auto taken = turn(); !taken)
            return taken;
        std::vector<ObjectKey> gone;
        {
            const std::scoped_lock lock(mutex);
            gone.swap(confirmed);
        }
        answered += gone.size() + (contents.objects - before);
        for (const auto& key : gone) {
            engine.confirmAbsent(key);
            ++contents.absent;
            if (auto written = writer->line(snapshot::absentLine({key.group.str(), key.kind.str(), key.ns.str(), key.name.str()}));
                !written)
                return written;
        }
        if (stop.stop_requested())
            break;
    }
    return {};
}

// A session watches the workloads of a few namespaces at once: a snapshot goes through them, a recording stays with the first.
Status Capture::Impl::readWorkloads()
{
    std::vector<std::string> all(podNamespaces.begin(), podNamespaces.end());
    const auto most = length ? session::MaxWorkloadNamespaces : MostWorkloadNamespaces;
    if (all.size() > most) {
        contents.workloadsLeftOut = all.size() - most;
        all.resize(most);
    }
    contents.workloadNamespaces = all.size();
    readingWorkloads = !length;
    for (std::size_t i = 0; i < all.size(); i += session::MaxWorkloadNamespaces) {
        const auto end = std::min(all.size(), i + session::MaxWorkloadNamespaces);
        const std::vector<std::string> some(all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(end));
        session.watchWorkloads(some);
        const auto until = clock.steady() + options.patience;
        for (bool done = false; !done && clock.steady() < until && !stop.stop_requested();) {
            wait();
            if (auto taken = turn(); !taken)
                return taken;
            done = std::ranges::all_of(some, [&](const std::string& ns) {
                int known = 0;
                for (const auto& stream : status.streams) {
                    if (stream.workload && stream.ns == ns && !settled(stream.state))
                        return false;
                    known += stream.workload && stream.ns == ns;
                }
                return known > 0 || std::ranges::find(status.workloadsLeftOut, ns) != status.workloadsLeftOut.end();
            });
        }
        if (auto taken = turn(); !taken) // before these leave for the next
            return taken;
        contents.workloadsLeftOut += status.workloadsLeftOut.size(); // more streams than may be
    }
    return {};
}

// What changes, as long as it was asked for.
Status Capture::Impl::follow()
{
    whole = true;
    wholeAt = clock.steady();
    while (!stop.stop_requested() && sinceBegin() < *length) {
        wait();
        if (auto taken = turn(); !taken)
            return taken;
        tell();
        if (clock.steady() - lastFlush < Flush)
            continue;
        lastFlush = clock.steady();
        if (auto flushed = writer->flush(); !flushed)
            return flushed;
        if (auto done = settledHook(); !done)
            return done;
    }
    return {};
}

void Capture::Impl::noteUnread()
{
    for (const auto& stream : status.streams) {
        const auto& state = stream.state;
        if (state.synced || !state.hasError)
            continue;
        contents.notRead.push_back({stream.resource.kind, stream.ns, errorWord(state.error.code), redaction.text(state.error.detail)});
    }
}

Status Capture::Impl::finish()
{
    if (auto written = writeUnseenKinds(); !written)
        return written;
    noteUnread();
    for (const auto& part : contents.notRead) {
        if (auto written = writer->line(snapshot::notReadLine(part)); !written)
            return written;
    }
    if (options.history) {
        const auto written = options.history([this](std::string_view row) {
            ++contents.historyRows;
            const auto clean = redaction.object(row);
            return clean ? writer->line(*clean) : Status(tl::unexpected(clean.error()));
        });
        if (!written)
            return written;
    }
    engine.settle(contents.head.observedAt);
    const auto facts = engine.facts(contents.head.observedAt);
    if (auto written = drift::writeFactLines(facts, *writer); !written)
        return written;
    return writer->end(facts.objects.size());
}

Result<Contents> Capture::Impl::run(snapshot::Sink sink, std::optional<Millis> long_, std::stop_token stopping, const Progress& told)
{
    writer = std::make_unique<snapshot::Writer>(std::move(sink));
    length = long_;
    stop = std::move(stopping);
    progress = &told;
    session.inbox().setNotify([this] {
        {
            const std::scoped_lock lock(mutex);
            news = true;
        }
        wake.notify_one();
    });
    const std::stop_callback wakeUp(stop, [this] { wake.notify_one(); });
    for (const auto step : {&Impl::connect, &Impl::readState, &Impl::answerQuestions, &Impl::readWorkloads}) {
        if (auto done = (this->*step)(); !done) {
            session.stop();
            return tl::unexpected(done.error());
        }
    }
    contents.whole = allSettled();
    if (length) {
        // Served kinds stand before the changes, so that a recording that is cut off knows them too.
        auto done = writeUnseenKinds();
        if (done)
            done = follow();
        if (!done)
            return tl::unexpected(done.error());
    }
    session.stop();
    if (auto done = finish(); !done)
        return tl::unexpected(done.error());
    contents.packed = writer->packed();
    contents.redacted = redaction.counts();
    if (told)
        told(contents);
    return std::move(contents);
}

Capture::Capture(kube::ConnectionSpec spec, Options options, StringPool& pool, const Clock& clock, Logger& log, session::ConsentFn consent)
    : m_impl(std::make_unique<Impl>(std::move(spec), std::move(options), pool, clock, log, std::move(consent)))
{
}

Capture::~Capture() = default;

Result<Contents> Capture::snapshot(snapshot::Sink sink, std::stop_token stop, const Progress& progress)
{
    auto& d = *m_impl;
    if (!d.options.pseudonyms)
        return d.run(std::move(sink), std::nullopt, std::move(stop), progress);
    std::string held;
    auto contents = d.run(
        [&held](std::string_view bytes) -> Status {
            held += bytes;
            return {};
        },
        std::nullopt, std::move(stop), progress);
    if (!contents)
        return contents;
    if (const auto told = snapshot::underOtherNames(held, d.spec.name, sink); !told)
        return tl::unexpected(told.error());
    contents->head.pseudonyms = true;
    return contents;
}

Result<Contents> Capture::record(
    snapshot::Sink sink, Millis length, const std::function<Status()>& settled, std::stop_token stop, const Progress& progress)
{
    m_impl->settledHook = settled;
    return m_impl->run(std::move(sink), length, std::move(stop), progress);
}

} // namespace dg::capture
