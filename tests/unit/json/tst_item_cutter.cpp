// SPDX-License-Identifier: Apache-2.0
#include "json/json.h"
#include "json/stream.h"

#include <QtTest>

#include <vector>

using namespace dg;
using namespace dg::json;

namespace {

struct Cut {
    std::vector<std::string> items;
    std::string envelope; // or the error's word
    friend bool operator==(const Cut&, const Cut&) = default;
};

Cut cut(const std::vector<std::string_view>& pieces)
{
    ItemCutter cutter;
    Cut result;
    for (const auto piece : pieces)
        if (!cutter.feed(piece, [&](std::string_view item) { result.items.emplace_back(item); }))
            break;
    const auto envelope = cutter.finish();
    result.envelope = envelope ? std::string(*envelope) : errorWord(envelope.error().code);
    return result;
}

const char* const Page = " {\"kind\":\"List\",\"x\":{\"items\":[{\"no\":1}],\"s\":\"\\\"items\\\":[{\"},\"items\" : [ {\"a\":1} "
                         ",{\"b\":\"}\\\"{\\\\\",\"c\":{\"items\":[{},{}]}},\n"
                         " {\"long\":\"0123456789012345678901234567890123456789\\\\\\\\\\\\\\\"01234567890123456789\",\"d\":[{\"e\":{}}]}, "
                         "{} ],\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"\"},\"n\":-1.5,\"t\":true} ";

} // namespace

class TstItemCutter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itemsComeOutAndTheEnvelopeIsLeft()
    {
        const Cut whole = cut({Page});
        QCOMPARE(whole.items.size(), std::size_t(4));
        QCOMPARE(whole.items[0], std::string("{\"a\":1}"));
        QCOMPARE(whole.items[1], std::string("{\"b\":\"}\\\"{\\\\\",\"c\":{\"items\":[{},{}]}}"));
        QCOMPARE(whole.items[3], std::string("{}"));
        Parser parser;
        simdjson::padded_string text(whole.envelope);
        Document document;
        QVERIFY(parser.iterate(text).get(document) == simdjson::SUCCESS);
        QCOMPARE(asString(document["metadata"]["resourceVersion"]).value_or(""), std::string_view("7"));
        Array items;
        QVERIFY(document["items"].get(items) == simdjson::SUCCESS);
        QCOMPARE(items.count_elements().value(), std::size_t(0));
    }

    void everySplitGivesTheSameItems()
    {
        const std::string_view page = Page;
        const Cut expected = cut({page});
        for (std::size_t i = 0; i <= page.size(); ++i)
            for (std::size_t j = i; j <= page.size(); ++j)
                QVERIFY(cut({page.substr(0, i), page.substr(i, j - i), page.substr(j)}) == expected);
        std::vector<std::string_view> single;
        for (std::size_t i = 0; i < page.size(); ++i)
            single.push_back(page.substr(i, 1));
        QVERIFY(cut(single) == expected);
    }

    void backslashesAtEveryPlaceOfABlockAreFollowed()
    {
        for (std::size_t lead = 0; lead < 130; ++lead) {
            for (std::size_t run = 1; run < 8; ++run) {
                const std::string slashes(run * 2, '\\');
                const std::string item = "{\"" + std::string(lead, 'x') + slashes + "\":{\"" + slashes + "\\\"}\":1}}";
                const std::string page = "{\"items\":[" + item + "," + item + "]}";
                const Cut result = cut({page});
                QCOMPARE(result.items, (std::vector<std::string>{item, item}));
            }
        }
    }

    void oddListsAreReadOrRefused_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<int>("items");
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("items null") << QByteArray("{\"items\":null,\"kind\":\"L\"}") << 0 << QByteArray("{\"items\":null,\"kind\":\"L\"}");
        QTest::newRow("items empty") << QByteArray("{\"items\":[ ]}") << 0 << QByteArray("{\"items\":[]}");
        QTest::newRow("no items") << QByteArray("{\"kind\":\"L\"}") << 0 << QByteArray("{\"kind\":\"L\"}");
        QTest::newRow("items last") << QByteArray("{\"a\":1,\"items\":[{}]}") << 1 << QByteArray("{\"a\":1,\"items\":[]}");
        QTest::newRow("ended early in the items") << QByteArray("{\"items\":[{}") << 1 << QByteArray("badSyntax");
        QTest::newRow("ended early in an item") << QByteArray("{\"items\":[{\"a\":") << 0 << QByteArray("badSyntax");
        QTest::newRow("ended early in the envelope") << QByteArray("{\"items\":[{}],\"a\":") << 1 << QByteArray("badSyntax");
        QTest::newRow("nothing") << QByteArray() << 0 << QByteArray("badSyntax");
        QTest::newRow("html") << QByteArray("<html>") << 0 << QByteArray("badSyntax");
        QTest::newRow("an array") << QByteArray("[{}]") << 0 << QByteArray("badSyntax");
        QTest::newRow("items an object") << QByteArray("{\"items\":{}}") << 0 << QByteArray("badSyntax");
        QTest::newRow("an item is null") << QByteArray("{\"items\":[null]}") << 0 << QByteArray("badSyntax");
        QTest::newRow("comma missing") << QByteArray("{\"items\":[{}{}]}") << 1 << QByteArray("badSyntax");
        QTest::newRow("comma too many") << QByteArray("{\"items\":[{},]}") << 1 << QByteArray("badSyntax");
        QTest::newRow("items twice") << QByteArray("{\"items\":[],\"items\":[{}]}") << 0 << QByteArray("badSyntax");
        QTest::newRow("more behind the end") << QByteArray("{\"items\":[]}x") << 0 << QByteArray("badSyntax");
        QTest::newRow("key without value") << QByteArray("{\"a\",\"items\":[]}") << 0 << QByteArray("badSyntax");
    }
    void oddListsAreReadOrRefused()
    {
        QFETCH(QByteArray, page);
        QFETCH(int, items);
        QFETCH(QByteArray, end);
        const Cut result = cut({std::string_view(page.data(), static_cast<std::size_t>(page.size()))});
        QCOMPARE(result.items.size(), static_cast<std::size_t>(items));
        QCOMPARE(QByteArray::fromStdString(result.envelope), end);
    }

    void capsAreKept()
    {
        const auto nothing = [](std::string_view) {};
        ItemCutter items(50, 1000);
        QVERIFY(items.feed("{\"items\":[{\"a\":\"" + std::string(42, 'x') + "\"}", nothing));
        QCOMPARE(items.feed(",{\"a\":\"" + std::string(43, 'x') + "\"}", nothing).error().code, ErrorCode::TooLarge);
        QCOMPARE(items.finish().error().code, ErrorCode::TooLarge);
        ItemCutter envelope(50, 100);
        QCOMPARE(envelope.feed("{\"a\":\"" + std::string(100, 'x'), nothing).error().code, ErrorCode::TooLarge);
    }

    void anItemHasPaddingBehindItAndResetBeginsAnew()
    {
        ItemCutter cutter;
        Parser parser;
        int read = 0;
        for (int round = 0; round < 2; ++round) {
            for (const char c : std::string_view(Page))
                QVERIFY(cutter.feed({&c, 1}, [&](std::string_view item) {
                    Document document;
                    read += parser.iterate(simdjson::padded_string_view(item, item.size() + Padding)).get(document) == simdjson::SUCCESS;
                }));
            QVERIFY(cutter.finish().has_value());
            cutter.reset();
        }
        QCOMPARE(read, 8);
    }
};

QTEST_GUILESS_MAIN(TstItemCutter)
#include "tst_item_cutter.moc"
