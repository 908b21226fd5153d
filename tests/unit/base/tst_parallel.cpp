// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.h"

#include <QtTest>

#include <numeric>
#include <stdexcept>

using namespace dg;

class TestParallel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsDoneOnceInBlocksThatStartAtTheirMultiples_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 99, 100, 101, 1000, 12'345})
            QTest::addRow("%d", count) << count;
    }
    void everythingIsDoneOnceInBlocksThatStartAtTheirMultiples()
    {
        QFETCH(int, count);
        std::vector<int> times(static_cast<std::size_t>(count)); // each block writes its own part
        std::atomic<bool> fits{true};
        forBlocks(times.size(), 100, [&](std::size_t begin, std::size_t end) {
            fits = fits && begin % 100 == 0 && begin < end && end <= begin + 100;
            for (auto i = begin; i < end; ++i)
                ++times[i];
        });
        QVERIFY(fits);
        QCOMPARE(std::accumulate(times.begin(), times.end(), 0), count);
        QVERIFY(std::ranges::all_of(times, [](int each) { return each == 1; }));
    }

    void anExceptionReachesTheCaller()
    {
        for (const std::size_t guilty : {0, 500, 999}) {
            QVERIFY_EXCEPTION_THROWN(forBlocks(1000, 10,
                                         [&](std::size_t begin, std::size_t end) {
                                             if (begin <= guilty && guilty < end)
                                                 throw std::runtime_error("broken");
                                         }),
                std::runtime_error);
        }
    }
};

QTEST_GUILESS_MAIN(TestParallel)
#include "tst_parallel.moc"
