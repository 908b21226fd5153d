// SPDX-License-Identifier: Apache-2.0
#include "base/read_ahead.h"

#include <QTest>

#include <atomic>
#include <future>
#include <random>
#include <string>

using dg::ReadAhead;

namespace {

// Bytes of which each position can be told from its neighbours.
std::string numbered(std::size_t size)
{
    std::string text;
    text.reserve(size + 16);
    for (std::size_t i = 0; text.size() < size; ++i)
        text += std::to_string(i) + ',';
    text.resize(size);
    return text;
}

// Stands still at the first piece that the reading thread gets, until it is let go.
struct Stopped {
    std::promise<void> reached, go;
    std::thread::id owner = std::this_thread::get_id();
    std::atomic<bool> once{false};
    std::string seen;
    void read(std::string_view bytes)
    {
        if (std::this_thread::get_id() != owner && !once.exchange(true)) {
            reached.set_value();
            go.get_future().wait();
        }
        seen.append(bytes);
    }
};

} // namespace

class TestReadAhead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aShortStreamIsReadAtOnceOnTheOwnersThread()
    {
        std::string seen;
        ReadAhead ahead([&](std::string_view bytes) { seen.append(bytes); });
        for (int i = 0; i < 100; ++i) {
            ahead.feed("abc");
            QCOMPARE(seen.size(), std::size_t(3 * (i + 1)));
        }
        QVERIFY(!ahead.hasThread());
    }

    void aLongStreamIsReadWholeAndInOrder()
    {
        const auto text = numbered(4u << 20);
        std::mt19937 random{7};
        for (int round = 0; round < 2; ++round) {
            std::string seen;
            ReadAhead ahead([&](std::string_view bytes) { seen.append(bytes); });
            for (std::size_t at = 0; at < text.size();) {
                const auto size = std::min<std::size_t>(random() % (32u << 10), text.size() - at);
                ahead.feed(std::string_view(text).substr(at, size));
                if (random() % 4 == 0)
                    ahead.flush();
                at += size;
            }
            QVERIFY(ahead.hasThread());
            ahead.finish();
            QVERIFY(!ahead.hasThread());
            QVERIFY(seen == text);
        }
    }

    void aPieceLargerThanTheBoundIsTaken()
    {
        const auto text = numbered(2 * ReadAhead::MostWaiting + 5);
        std::string seen;
        ReadAhead ahead([&](std::string_view bytes) { seen.append(bytes); });
        ahead.feed(text);
        ahead.feed(text);
        ahead.finish();
        QVERIFY(seen == text + text);
    }

    void aLargePieceBehindASmallOneDoesNotWaitForMore()
    {
        std::size_t seen = 0;
        ReadAhead ahead([&](std::string_view bytes) { seen += bytes.size(); });
        ahead.feed(std::string(ReadAhead::LongFrom + 1, 'x'));
        ahead.feed("little");
        ahead.feed(std::string(ReadAhead::MostWaiting, 'y'));
        ahead.finish();
        QCOMPARE(seen, ReadAhead::LongFrom + 7 + ReadAhead::MostWaiting);
    }

    void afterFinishBytesAreReadAtOnceAgain()
    {
        std::size_t seen = 0;
        ReadAhead ahead([&](std::string_view bytes) { seen += bytes.size(); });
        const std::string large(3u << 20, 'x');
        ahead.feed(large);
        ahead.finish();
        ahead.feed(large);
        QVERIFY(!ahead.hasThread());
        QCOMPARE(seen, 2 * large.size());
        ahead.begin(); // another stream
        ahead.feed(large);
        QVERIFY(ahead.hasThread());
    }

    void aFlushBringsWhatLies()
    {
        std::promise<void> all;
        std::size_t seen = 0;
        const auto total = ReadAhead::LongFrom + 12;
        ReadAhead ahead([&](std::string_view bytes) {
            seen += bytes.size();
            if (seen == total)
                all.set_value();
        });
        ahead.feed(std::string(ReadAhead::LongFrom + 2, 'x'));
        ahead.feed("0123456789");
        ahead.flush();
        QVERIFY(all.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
    }

    void theOwnerIsToldOnTheReadingThread()
    {
        std::atomic<int> told{0};
        std::atomic<bool> elsewhere{true};
        const auto owner = std::this_thread::get_id();
        ReadAhead ahead([](std::string_view) {},
            [&] {
                ++told;
                elsewhere = elsewhere && std::this_thread::get_id() != owner;
            });
        ahead.feed("short");
        QCOMPARE(told.load(), 0); // the owner knows
        ahead.feed(std::string(2u << 20, 'x'));
        ahead.finish();
        QVERIFY(told > 0 && elsewhere);
    }

    void aFullQueueHoldsTheSenderBack()
    {
        Stopped reader;
        ReadAhead ahead([&](std::string_view bytes) { reader.read(bytes); });
        ahead.feed(std::string(ReadAhead::LongFrom, 'a')); // at once
        ahead.feed(std::string(128u << 10, 'b'));
        reader.reached.get_future().wait();
        ahead.feed(std::string(ReadAhead::MostWaiting, 'c')); // fills it to the brim
        std::atomic<bool> released{false};
        std::thread later([&] {
            released = true;
            reader.go.set_value();
        });
        ahead.feed("d"); // cannot return before the reader goes on
        QVERIFY(released);
        later.join();
        ahead.finish();
        QCOMPARE(reader.seen.size(), ReadAhead::LongFrom + (128u << 10) + ReadAhead::MostWaiting + 1);
        QCOMPARE(reader.seen.back(), 'd');
    }

    void abandonedWhileTheQueueIsFullItEndsAndReadsNoMore()
    {
        Stopped reader;
        auto ahead = std::make_unique<ReadAhead>([&](std::string_view bytes) { reader.read(bytes); });
        ahead->feed(std::string(ReadAhead::LongFrom, 'a'));
        ahead->feed(std::string(128u << 10, 'b'));
        reader.reached.get_future().wait();
        ahead->feed(std::string(ReadAhead::MostWaiting, 'c'));
        std::thread later([&] { reader.go.set_value(); });
        ahead.reset(); // destroyed while it reads
        later.join();
        // Whether the 'c's were begun before is a race that either side may win; never half of them, and nothing after.
        QVERIFY(reader.seen.find('c') == std::string::npos
            || reader.seen.size() == ReadAhead::LongFrom + (128u << 10) + ReadAhead::MostWaiting);
    }
};

QTEST_GUILESS_MAIN(TestReadAhead)
#include "tst_read_ahead.moc"
