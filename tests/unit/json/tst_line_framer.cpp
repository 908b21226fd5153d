// SPDX-License-Identifier: Apache-2.0
#include "json/json.h"
#include "json/stream.h"

#include <QtTest>

#include <vector>

using namespace dg;
using namespace dg::json;

class TstLineFramer : public QObject {
    Q_OBJECT
    static std::vector<std::string> frame(const std::vector<std::string_view>& pieces)
    {
        LineFramer framer;
        std::vector<std::string> lines;
        const auto keep = [&](std::string_view line) { lines.emplace_back(line); };
        for (const auto piece : pieces)
            if (!framer.feed(piece, keep))
                lines.emplace_back("REFUSED");
        framer.finish(keep);
        return lines;
    }

private Q_SLOTS:
    void everySplitGivesTheSameLines()
    {
        const std::string text = "{\"a\":\"\\u00e9 \xc3\xa9 }{\"}\r\n\n\r\n{\"b\":[1,2]}\n  \n{\"c\":\"\\\"\\\\\"}";
        const std::vector<std::string> expected = {"{\"a\":\"\\u00e9 \xc3\xa9 }{\"}", "{\"b\":[1,2]}", "{\"c\":\"\\\"\\\\\"}"};
        const std::string_view whole = text;
        QCOMPARE(frame({whole}), expected);
        for (std::size_t i = 0; i <= text.size(); ++i)
            for (std::size_t j = i; j <= text.size(); ++j)
                QVERIFY(frame({whole.substr(0, i), whole.substr(i, j - i), whole.substr(j)}) == expected);
    }

    void aLastLineWithoutNewlineCountsOnlyWhenComplete()
    {
        const std::string event = "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a}\\\"{\"}}}";
        for (std::size_t i = 0; i < event.size(); ++i)
            QVERIFY(frame({std::string_view(event).substr(0, i)}).empty());
        QCOMPARE(frame({event}), std::vector<std::string>{event});
        QVERIFY(frame({event + "x"}).empty());
    }

    void simdjsonReadsALineInPlace()
    {
        LineFramer framer;
        Parser parser;
        int read = 0;
        const std::string text = "{\"n\":1}\n{\"n\":2}\n" + std::string(Padding, ' ') + "\n{\"n\":3}";
        const auto parse = [&](std::string_view line) {
            simdjson::padded_string_view view(line, line.size() + Padding);
            Document document;
            QVERIFY(parser.iterate(view).get(document) == simdjson::SUCCESS);
            std::int64_t n = 0;
            QVERIFY(document["n"].get(n) == simdjson::SUCCESS);
            QCOMPARE(n, ++read);
        };
        QVERIFY(framer.feed(text, parse));
        framer.finish(parse);
        QCOMPARE(read, 3);
    }

    void aLineOverTheCapIsRefusedAndOneAtTheCapIsNot()
    {
        LineFramer framer(100);
        int lines = 0;
        const auto count = [&](std::string_view line) { lines += line.size() == 100; };
        QVERIFY(framer.feed(std::string(100, 'x') + "\n", count));
        QCOMPARE(lines, 1);
        QVERIFY(framer.feed(std::string(60, 'x'), count));
        const auto status = framer.feed(std::string(41, 'x'), count);
        QCOMPARE(status.error().code, ErrorCode::TooLarge);
        QVERIFY(!framer.feed("\n", count)); // spent
        framer.reset();
        QVERIFY(framer.feed(std::string(100, 'x') + "\n", count));
        QCOMPARE(lines, 2);
    }

    void aLineOfAMegabyteArrivesWhole()
    {
        const std::string line = "{\"a\":\"" + std::string(1 << 20, 'x') + "\"}";
        LineFramer framer;
        std::string got;
        const std::string text = line + "\n";
        for (std::size_t i = 0; i < text.size(); i += 16384)
            QVERIFY(framer.feed(std::string_view(text).substr(i, 16384), [&](std::string_view l) { got = l; }));
        QVERIFY(got == line);
    }
};

QTEST_GUILESS_MAIN(TstLineFramer)
#include "tst_line_framer.moc"
