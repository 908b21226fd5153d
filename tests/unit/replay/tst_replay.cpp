// SPDX-License-Identifier: Apache-2.0
// The demo cluster written down, served again, and played.
#include "capture/capture.h"
#include "demo/demo_cluster.h"
#include "replay/replay_cluster.h"
#include "session/one_shot.h"
#include "snapshot/pseudonyms.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <future>
#include <map>
#include <optional>
#include <set>

using namespace dg;

namespace {

class DemoSnapshot {
public:
    DemoSnapshot()
    {
        demo::DemoOptions wishes;
        wishes.alive = false;
        cluster = std::make_unique<demo::DemoCluster>(wishes);
    }
    bool start() { return cluster->start().has_value(); }
    kube::ConnectionSpec spec() const
    {
        kube::ConnectionSpec spec;
        spec.name = "demo";
        spec.endpoint.baseUrl = cluster->baseUrl();
        spec.auth.token = cluster->token();
        return spec;
    }
    Result<capture::Contents> take(std::string& bytes, capture::Options options = {})
    {
        options.program = "test/1";
        capture::Capture capture(spec(), std::move(options), pool, clock, log, [](const kube::ExecSpec&) { return false; });
        return capture.snapshot(
            [&bytes](std::string_view part) -> Status {
                bytes += part;
                return {};
            },
            {});
    }
    std::unique_ptr<demo::DemoCluster> cluster;
    StringPool pool;
    SystemClock clock;
    Logger log;
};

QString saved(const QTemporaryDir& folder, const std::string& bytes, const char* name = "s.dgsnap")
{
    const auto path = folder.filePath(QLatin1String(name));
    QFile file(path);
    return file.open(QIODevice::WriteOnly)
            && file.write(bytes.data(), static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size())
        ? path
        : QString();
}

struct Seen {
    std::map<std::string, std::string> states; // "Kustomization/ns/name" -> state and message
    std::set<std::string> managed, absent, missing;
    WallTime observedAt{};
};

Seen look(const kube::ConnectionSpec& spec, StringPool& pool)
{
    SystemClock system;
    Logger log;
    session::OneShotOptions wishes;
    wishes.managed = wishes.ownership = wishes.controllers = true;
    const auto read = session::readOnce(
        spec, wishes, pool, spec.snapshot ? *spec.snapshot->clock : system, log, [](const kube::ExecSpec&) { return false; });
    Seen seen;
    if (!read)
        qFatal("%s %s", errorWord(read.error().code), read.error().detail.c_str());
    for (const auto& object : read->objects)
        seen.states[object->key.toString()] = object->uid + " " + object->revision() + " " + std::to_string(object->inventory.size());
    for (const auto& object : read->managed)
        seen.managed.insert(object->key.toString() + " " + object->uid);
    for (const auto& key : read->absent)
        seen.absent.insert(key.toString());
    for (const auto& part : read->missing)
        seen.missing.insert(part.kind);
    seen.observedAt = read->observedAt;
    return seen;
}

std::string change(int kind, const char* name, const char* revision, int at)
{
    auto json
        = QStringLiteral("{'apiVersion':'source.toolkit.fluxcd.io/v1','kind':'GitRepository','metadata':{'name':'%1','namespace':'apps',"
                         "'uid':'u-%1'},'spec':{'url':'https://git.example.com/a.git'},'status':{'artifact':{'revision':'%2'},"
                         "'conditions':[{'type':'Ready','status':'True','reason':'Succeeded'}]}}")
              .arg(QLatin1String(name), QLatin1String(revision))
              .replace(QLatin1Char('\''), QLatin1Char('"'))
              .toStdString();
    return snapshot::putLine({static_cast<std::size_t>(kind), "flux", std::move(json), Millis{at}});
}

// a at the begin, changed at 1 s; b from 2 s to 3 s; a gone at 4 s.
std::string recording()
{
    std::string bytes;
    snapshot::Writer writer([&bytes](std::string_view part) -> Status {
        bytes += part;
        return {};
    });
    snapshot::Head head;
    head.cluster = "recorded";
    head.observedAt = *parseRfc3339("2026-01-02T03:04:05Z");
    head.serverVersion = "v1.33.1";
    head.recording = head.objects = true;
    const bool ok = writer.begin(head)
        && writer.line(snapshot::kindLine({"source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories", true, true, false, false}))
        && writer.line(change(0, "a", "one", 0)) && writer.line(change(0, "a", "two", 1000)) && writer.line(change(0, "b", "one", 2000))
        && writer.line(snapshot::goneLine({0, "flux", "apps", "b", Millis{3000}}))
        && writer.line(snapshot::goneLine({0, "flux", "apps", "a", Millis{4000}})) && writer.end(0);
    return ok ? bytes : std::string();
}

std::string revisions(const Seen& seen)
{
    std::string all;
    for (const auto& [key, text] : seen.states)
        all += key + "=" + text + ";";
    return all;
}

constexpr auto A1 = "GitRepository/apps/a=u-a one 0;", A2 = "GitRepository/apps/a=u-a two 0;", B = "GitRepository/apps/b=u-b one 0;";

} // namespace

class TestReplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotIsSeenAsItsClusterWas()
    {
        DemoSnapshot demo;
        QVERIFY(demo.start());
        std::string bytes;
        const auto contents = demo.take(bytes);
        QVERIFY2(contents.has_value(), contents ? "" : contents.error().detail.c_str());
        QVERIFY(contents->whole && contents->objects > 200 && contents->redacted.values > 0);
        QVERIFY(contents->workloadNamespaces > session::MaxWorkloadNamespaces); // in more than one go
        const auto live = look(demo.spec(), demo.pool);
        demo.cluster.reset(); // nobody is asked any more
        QTemporaryDir folder;
        auto replay = replay::ReplayCluster::open(saved(folder, bytes).toStdString());
        QVERIFY2(replay.has_value(), replay ? "" : replay.error().detail.c_str());
        const auto spec = (*replay)->connection();
        QVERIFY(spec.snapshot && !spec.snapshot->recording);
        const auto then = look(spec, demo.pool);
        QCOMPARE(then.states, live.states);
        QCOMPARE(then.managed, live.managed);
        QVERIFY(!live.absent.empty());
        QCOMPARE(then.absent, live.absent);
        QCOMPARE(then.missing, live.missing); // what the demo forbids
        QVERIFY(then.observedAt == (*replay)->head().observedAt);
    }

    // What nobody read is not what is not there.
    void onlyWhatWasReadWholeCanBeAbsent()
    {
        DemoSnapshot demo;
        QVERIFY(demo.start());
        std::string bytes;
        QVERIFY(demo.take(bytes));
        QTemporaryDir folder;
        auto replay = replay::ReplayCluster::open(saved(folder, bytes).toStdString());
        QVERIFY(replay);
        session::ClusterSession session(
            (*replay)->connection(), {}, demo.pool, demo.clock, demo.log, [](const kube::ExecSpec&) { return false; });
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.status().complete, 20'000);
        const auto fetched = [&](const char* group, const char* kind, const char* apiVersion) {
            std::promise<std::optional<Error>> promise;
            session.fetchObject({demo.pool.intern(group), demo.pool.intern(kind), demo.pool.intern("apps"), demo.pool.intern("nobody")},
                apiVersion, [&promise](Result<std::string> json) { promise.set_value(json ? std::nullopt : std::optional(json.error())); });
            return promise.get_future().get();
        };
        const auto source = fetched("source.toolkit.fluxcd.io", "GitRepository", "source.toolkit.fluxcd.io/v1");
        QVERIFY(source && source->code == ErrorCode::NotFound);
        const auto map = fetched("", "ConfigMap", "v1"); // of these only what carries Flux's labels was read
        QVERIFY(map && map->code == ErrorCode::Forbidden);
        QVERIFY(map->detail.find("was not read into this snapshot") != std::string::npos);
    }

    void namesCanBeOthersAndTheStructureStays()
    {
        DemoSnapshot demo;
        QVERIFY(demo.start());
        std::string bytes, other;
        QVERIFY(demo.take(bytes));
        QVERIFY(snapshot::underOtherNames(bytes, "s", [&other](std::string_view part) -> Status {
            other += part;
            return {};
        }));
        QTemporaryDir folder;
        auto named = replay::ReplayCluster::open(saved(folder, bytes).toStdString());
        auto unnamed = replay::ReplayCluster::open(saved(folder, other, "o.dgsnap").toStdString());
        QVERIFY(named && unnamed);
        QVERIFY((*unnamed)->head().pseudonyms && (*unnamed)->head().cluster != "demo");
        const auto then = look((*named)->connection(), demo.pool), hidden = look((*unnamed)->connection(), demo.pool);
        QCOMPARE(hidden.states.size(), then.states.size());
        QCOMPARE(hidden.managed.size(), then.managed.size()); // owners are still found by their labels
        QCOMPARE(hidden.absent.size(), then.absent.size());
        for (const auto& [key, text] : hidden.states)
            QVERIFY2(key.find("payments") == std::string::npos && key.find("podinfo") == std::string::npos, key.c_str());
    }

    // Where something changes all the time there is no silence to wait for.
    void aBusyClusterIsWrittenDownToo()
    {
        demo::DemoOptions wishes;
        wishes.timeFactor = 60;
        wishes.size = 60;
        DemoSnapshot demo;
        demo.cluster = std::make_unique<demo::DemoCluster>(wishes);
        QVERIFY(demo.start());
        std::string bytes;
        const auto contents = demo.take(bytes);
        QVERIFY2(contents.has_value(), contents ? "" : contents.error().detail.c_str());
        QVERIFY(contents->whole && contents->objects > 1500);
        QTemporaryDir folder;
        auto replay = replay::ReplayCluster::open(saved(folder, bytes).toStdString());
        QVERIFY(replay && look((*replay)->connection(), demo.pool).states.size() > 60);
    }

    void nothingCanBeWritten()
    {
        DemoSnapshot demo;
        QTemporaryDir folder;
        auto replay = replay::ReplayCluster::open(saved(folder, recording()).toStdString());
        QVERIFY(replay);
        session::ClusterSession session(
            (*replay)->connection(), {}, demo.pool, demo.clock, demo.log, [](const kube::ExecSpec&) { return false; });
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.status().complete && !session.status().capabilities.empty(), 20'000);
        QVERIFY(session.status().snapshotOf == (*replay)->head().observedAt);
        for (const auto& capability : session.status().capabilities)
            QVERIFY(capability.patch != session::Permission::Allowed);
        const auto id = session.reconcile({demo.pool.intern("source.toolkit.fluxcd.io"), demo.pool.intern("GitRepository"),
                                              demo.pool.intern("apps"), demo.pool.intern("a")},
            false);
        QTRY_VERIFY_WITH_TIMEOUT(!session.status().actions.empty() && session.status().actions.front().done(), 20'000);
        QCOMPARE(session.status().actions.front().id, id);
        QVERIFY(session.status().actions.front().outcome == session::ActionOutcome::Refused
            || session.status().actions.front().outcome == session::ActionOutcome::Error);
        session.stop();
        QCOMPARE(revisions(look((*replay)->connection(), demo.pool)), std::string(A1));
    }

    void aRecordingCanBeMovedToAnyOfItsTimesAndBack()
    {
        StringPool pool;
        QTemporaryDir folder;
        auto opened = replay::ReplayCluster::open(saved(folder, recording()).toStdString());
        QVERIFY(opened);
        auto& replay = **opened;
        const auto spec = replay.connection();
        QVERIFY(replay.position().length == Millis{4000} && !replay.position().playing);
        const struct {
            int at;
            std::string seen;
        } steps[] = {{0, A1}, {999, A1}, {1000, A2}, {2500, std::string(A2) + B}, {3000, A2}, {4000, {}}, {2000, std::string(A2) + B},
            {500, A1}, {9999, {}}, {0, A1}};
        for (const auto& step : steps) {
            replay.seek(Millis{step.at});
            QCOMPARE(revisions(look(spec, pool)), step.seen);
            QVERIFY(spec.snapshot->clock->wall() == replay.head().observedAt + Millis{std::min(step.at, 4000)});
        }
    }

    // A watch sees each change once and in order, at the pace asked for; after going back it sees the state of then.
    void whoWatchesSeesTheRecordingPlayed()
    {
        DemoSnapshot demo;
        QTemporaryDir folder;
        auto opened = replay::ReplayCluster::open(saved(folder, recording()).toStdString());
        QVERIFY(opened);
        auto& replay = **opened;
        session::ClusterSession session(
            replay.connection(), {}, demo.pool, demo.clock, demo.log, [](const kube::ExecSpec&) { return false; });
        session.start();
        std::vector<std::string> seen;
        std::map<std::string, std::string> now;
        const auto drain = [&] {
            std::vector<store::Delta> deltas;
            session.inbox().drain(deltas, 1000);
            for (const auto& delta : deltas) {
                const auto* object = delta.record ? static_cast<const flux::FluxObject*>(delta.record.get()) : nullptr;
                now[delta.key.name.str()] = object ? object->revision() : "gone";
                seen.push_back(delta.key.name.str() + ":" + now[delta.key.name.str()]);
            }
        };
        QTRY_VERIFY_WITH_TIMEOUT((drain(), session.status().complete && now["a"] == "one"), 20'000);
        QElapsedTimer timer;
        timer.start();
        replay.play(10);
        QTRY_VERIFY_WITH_TIMEOUT((drain(), now["a"] == "gone"), 20'000);
        QVERIFY2(timer.elapsed() >= 390, qPrintable(QString::number(timer.elapsed()))); // 4 s at ten times the pace
        QCOMPARE(seen, (std::vector<std::string>{"a:one", "a:two", "b:one", "b:gone", "a:gone"}));
        QVERIFY(!replay.position().playing);
        replay.seek(Millis{1500});
        QTRY_VERIFY_WITH_TIMEOUT((drain(), now["a"] == "two" && now["b"] == "gone"), 20'000);
    }

    void aFileThatServesForComparingOnlySaysSo()
    {
        std::string bytes;
        snapshot::Writer writer([&bytes](std::string_view part) -> Status {
            bytes += part;
            return {};
        });
        snapshot::Head head;
        QVERIFY(writer.begin(head) && writer.end(0));
        QTemporaryDir folder;
        const auto opened = replay::ReplayCluster::open(saved(folder, bytes).toStdString());
        QVERIFY(!opened && opened.error().code == ErrorCode::Unsupported);
        QCOMPARE(opened.error().detail, std::string(snapshot::WithoutObjects));
    }

    void aCaptureThatIsCancelledOrCannotWriteEnds()
    {
        DemoSnapshot demo;
        QVERIFY(demo.start());
        std::stop_source stop;
        stop.request_stop();
        capture::Capture cancelled(demo.spec(), {}, demo.pool, demo.clock, demo.log, [](const kube::ExecSpec&) { return false; });
        const auto ended = cancelled.snapshot([](std::string_view) -> Status { return {}; }, stop.get_token());
        QVERIFY(!ended && ended.error().code == ErrorCode::Cancelled);
        capture::Capture full(demo.spec(), {}, demo.pool, demo.clock, demo.log, [](const kube::ExecSpec&) { return false; });
        const auto unwritten
            = full.snapshot([](std::string_view) -> Status { return fail(ErrorCode::FileUnwritable, "f", "No space left on device"); }, {});
        QVERIFY(!unwritten && unwritten.error().code == ErrorCode::FileUnwritable);
    }

    void aRecordingHoldsWhatHappened()
    {
        DemoSnapshot demo;
        QVERIFY(demo.start());
        std::string bytes;
        std::size_t flushed = 0;
        const ObjectKey key{demo.pool.intern("kustomize.toolkit.fluxcd.io"), demo.pool.intern("Kustomization"),
            demo.pool.intern("flux-system"), demo.pool.intern("flux-system")};
        session::ClusterSession other(demo.spec(), {}, demo.pool, demo.clock, demo.log, [](const kube::ExecSpec&) { return false; });
        other.start();
        QTRY_VERIFY_WITH_TIMEOUT(other.status().complete, 20'000);
        std::stop_source stop;
        bool asked = false;
        capture::Capture capture(demo.spec(), {}, demo.pool, demo.clock, demo.log, [](const kube::ExecSpec&) { return false; });
        const auto contents = capture.record(
            [&](std::string_view part) -> Status {
                bytes += part;
                return {};
            },
            Millis{60'000},
            [&]() -> Status {
                flushed = bytes.size();
                if (!std::exchange(asked, true))
                    (void)other.reconcile(key, false);
                if (!other.status().actions.empty() && other.status().actions.front().done())
                    stop.request_stop();
                return {};
            },
            stop.get_token());
        other.stop();
        QVERIFY2(contents.has_value(), contents ? "" : contents.error().detail.c_str());
        QVERIFY(contents->whole && contents->changes > 0 && flushed > 0);
        QTemporaryDir folder;
        auto whole = replay::ReplayCluster::open(saved(folder, bytes).toStdString());
        QVERIFY(whole && (*whole)->head().recording && !(*whole)->cutOff());
        QVERIFY((*whole)->position().length > Millis{0});
        // As kill -9 leaves it: what was flushed last.
        auto cut = replay::ReplayCluster::open(saved(folder, bytes.substr(0, flushed), "cut.dgsnap").toStdString());
        QVERIFY(cut && (*cut)->cutOff());
        QCOMPARE(look((*cut)->connection(), demo.pool).states.size(), look((*whole)->connection(), demo.pool).states.size());
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
