// SPDX-License-Identifier: Apache-2.0
// Answers so long that they are decoded on a thread beside the loop's.
#include "reflector_rig.h"

#include <QTest>

#include <atomic>

using namespace dg;
using namespace dg::kube;
using dg::test::Exchange;
using dg::test::Gate;

namespace {

const char* const Json = "application/json";
const char* const Path = "/apis/example.org/v1/things";
constexpr int Many = 1000; // of 2 KB each: twice what is read without a thread
constexpr int Elsewhere = 300; // at least so many of them are read by the thread

std::string nameOf(int i)
{
    return "o" + std::to_string(i);
}
std::string large(int i, int rv = 1)
{
    return thing(nameOf(i), std::to_string(rv), std::string(2000, 'v'));
}
std::vector<std::string> manyThings()
{
    std::vector<std::string> out;
    for (int i = 0; i < Many; ++i)
        out.push_back(large(i));
    return out;
}
std::string manyEvents()
{
    std::string out;
    for (int i = 0; i < Many; ++i)
        out += eventLine("ADDED", large(i));
    return out;
}

// Which thread decodes; and a stop in the middle of it.
class PacedDecoder final : public RecordDecoder {
public:
    explicit PacedDecoder(RecordDecoder& real)
        : m_real(real)
    {
    }
    Result<store::RecordPtr> decode(json::Object& object) override
    {
        if (std::this_thread::get_id() != loopThread) {
            ++elsewhere;
            if (stops && !m_stopped.exchange(true)) {
                reached.set_value();
                go.get_future().wait();
            }
        }
        return m_real.decode(object);
    }
    std::thread::id loopThread;
    std::atomic<int> elsewhere{0};
    bool stops = false;
    std::promise<void> reached, go;

private:
    RecordDecoder& m_real;
    std::atomic<bool> m_stopped{false};
};

struct LongRig : Rig {
    LongRig()
    {
        decodes = &paced;
        onLoop([this] { paced.loopThread = std::this_thread::get_id(); });
    }
    ~LongRig()
    {
        onLoop([this] {
            sink.hook = nullptr;
            reflector.reset(); // before its decoder
        });
    }
    PacedDecoder paced{decoder};
};

} // namespace

class TestLongAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLongListIsDecodedElsewhereAndGivenInOrderOnTheLoopsThread()
    {
        LongRig rig;
        auto items = manyThings();
        items.insert(items.begin() + Many / 2 + 200, R"({"kind":"Thing","metadata":{}})"); // nothing can be made of it
        rig.server.on(Path, [&](Exchange& x) {
            if (!isWatch(x)) {
                x.reply(200, Json, listBody(items, "5"));
            } else {
                x.beginChunked(200, Json);
                x.hang();
            }
        });
        rig.onLoop([&] {
            rig.sink.order = [&](const std::string& name) {
                QCOMPARE(std::this_thread::get_id(), rig.paced.loopThread);
                QCOMPARE(name, nameOf(rig.sink.applications - 1));
            };
        });
        rig.start(listFirst());
        QVERIFY(rig.untilPhase(StreamPhase::Live));
        QVERIFY(rig.paced.elsewhere > Elsewhere);
        rig.onLoop([&] {
            QCOMPARE(rig.sink.applications, Many);
            QCOMPARE(rig.sink.ended, 1);
            QCOMPARE(rig.reflector->state().objects, std::size_t{Many});
            QCOMPARE(rig.reflector->state().undecodable, std::uint64_t{1});
        });
    }

    void aLongWatchListGoesOnAsALiveWatchWithoutAThread()
    {
        LongRig rig;
        Gate live;
        rig.server.on(Path, [&](Exchange& x) {
            x.beginChunked(200, Json);
            x.chunk(manyEvents() + bookmarkLine("5", true)); // and then silence: the end must not lie about unread
            x.waitAt(live);
            x.chunk(eventLine("DELETED", large(0, 6)) + eventLine("MODIFIED", thing("o1", "7", "new")));
            x.hang();
        });
        rig.start();
        QVERIFY(rig.untilPhase(StreamPhase::Live));
        const int elsewhere = rig.paced.elsewhere;
        QVERIFY(elsewhere > Elsewhere);
        live.open();
        QVERIFY(rig.until([&] { return rig.sink.store.size() == Many - 1 && rig.sink.content().at("o1") == "new"; }));
        QCOMPARE(rig.paced.elsewhere.load(), elsewhere);
        rig.onLoop([&] { QCOMPARE(rig.reflector->state().objects, std::size_t{Many - 1}); });
    }

    void aLongAnswerThatBreaksOffIsNotBelievedAndReadAgain_data()
    {
        QTest::addColumn<std::string>("first");
        const auto whole = listBody(manyThings(), "5");
        QTest::newRow("cut") << whole.substr(0, whole.size() / 8 * 7);
        QTest::newRow("ends early, cleanly") << whole.substr(0, whole.size() - 20);
        QTest::newRow("damaged") << whole.substr(0, whole.size() / 8 * 7) + "}}}] no list any more";
    }
    void aLongAnswerThatBreaksOffIsNotBelievedAndReadAgain()
    {
        QFETCH(std::string, first);
        const bool cut = std::string(QTest::currentDataTag()) == "cut";
        LongRig rig;
        std::atomic<int> lists{0};
        rig.server.on(Path, [&](Exchange& x) {
            if (isWatch(x)) {
                x.beginChunked(200, Json);
                x.hang();
            } else if (++lists == 1) {
                x.beginChunked(200, Json);
                x.chunk(first);
                if (cut)
                    x.abort();
                else
                    x.endChunks();
            } else {
                x.reply(200, Json, listBody(manyThings(), "6"));
            }
        });
        rig.start(listFirst());
        QVERIFY(rig.untilPhase(StreamPhase::Waiting));
        rig.onLoop([&] {
            QCOMPARE(rig.sink.ended, 0);
            QVERIFY(!rig.sink.last.synced && rig.sink.last.hasError);
            rig.reflector->retryNow();
        });
        QVERIFY(rig.untilPhase(StreamPhase::Live));
        rig.onLoop([&] { QCOMPARE(rig.sink.store.size(), std::size_t{Many}); });
    }

    void stoppedInTheMiddleItSaysNothingMoreAndCanBeginAgain()
    {
        LongRig rig;
        Gate rest;
        rig.server.on(Path, [&](Exchange& x) {
            const auto events = manyEvents();
            x.beginChunked(200, Json);
            x.chunk(std::string_view(events).substr(0, events.size() / 8 * 7));
            x.waitAt(rest);
            x.chunk(events.substr(events.size() / 8 * 7) + bookmarkLine("5", true));
            x.hang();
        });
        rig.start();
        QVERIFY(rig.until([&] { return rig.sink.applications > Many - Elsewhere; }));
        int before = 0;
        rig.onLoop([&] {
            rig.reflector->stop();
            before = rig.sink.applications;
        });
        rest.open();
        rig.onLoop([&] {
            QCOMPARE(rig.sink.applications, before);
            QVERIFY(rig.sink.last.phase == StreamPhase::Idle);
            rig.reflector->start();
        });
        QVERIFY(rig.untilPhase(StreamPhase::Live));
        rig.onLoop([&] { QCOMPARE(rig.sink.store.size(), std::size_t{Many}); });
    }

    // Its thread stands in the decoder, more than it may take lies before it, and the reflector goes.
    void destroyedWhileItReadsAndTheQueueIsFullItEnds()
    {
        LongRig rig;
        rig.paced.stops = true;
        rig.server.on(Path, [&](Exchange& x) {
            x.beginChunked(200, Json);
            x.chunk(manyEvents() + manyEvents());
            x.hang();
        });
        rig.start();
        rig.paced.reached.get_future().wait();
        std::thread later([&] { rig.paced.go.set_value(); });
        rig.onLoop([&] { rig.reflector.reset(); });
        later.join();
        const int decoded = rig.paced.elsewhere;
        rig.onLoop([&] { QVERIFY(rig.sink.ended == 0); });
        QCOMPARE(rig.paced.elsewhere.load(), decoded);
    }
};

QTEST_GUILESS_MAIN(TestLongAnswers)
#include "tst_long_answers.moc"
