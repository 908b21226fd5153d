// SPDX-License-Identifier: Apache-2.0
// One line of a watch: any order of keys, any damage.
#include "../../../models/kube/reflector_events.h"
#include "reflector_fixture.h"

#include <QtTest>

using namespace dg;
using namespace dg::kube;

namespace {

WatchLine read(std::string line)
{
    if (!line.empty() && line.back() == '\n')
        line.pop_back();
    const auto size = line.size();
    line.append(json::Padding, ' ');
    static ThingDecoder decoder;
    WatchReader reader(decoder);
    return reader.read(std::string_view(line).substr(0, size));
}

const Thing* object(const WatchLine& line)
{
    const auto* event = std::get_if<ObjectEvent>(&line);
    return event ? static_cast<const Thing*>(event->record.get()) : nullptr;
}

} // namespace

class TestReflectorEvents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theThreeChangesAreRead()
    {
        for (const auto& [type, change] : {std::pair{"ADDED", in::Change::Added}, std::pair{"MODIFIED", in::Change::Modified},
                 std::pair{"DELETED", in::Change::Deleted}}) {
            const auto line = read(eventLine(type, thing("a", "7", "x")));
            QVERIFY(object(line));
            QCOMPARE(std::get<ObjectEvent>(line).change, change);
            QCOMPARE(object(line)->resourceVersion, std::string("7"));
            QCOMPARE(object(line)->value, std::string("x"));
        }
    }

    void theOrderOfKeysDoesNotMatter()
    {
        const auto line = read(R"({"object":)" + thing("a", "7") + R"(,"extra":[1,{"type":"DELETED"}],"type":"MODIFIED"})");
        QVERIFY(object(line));
        QCOMPARE(std::get<ObjectEvent>(line).change, in::Change::Modified);
        QVERIFY(object(read(R"( { "x" : null , "type" : "ADDED" , "object" : )" + thing("a", "7") + R"(, "y":2 } )")));
        const auto bookmark = read(R"({"object":{"metadata":{"resourceVersion":"9"}},"type":"BOOKMARK"})");
        QCOMPARE(std::get<in::Bookmark>(bookmark).resourceVersion, std::string("9"));
    }

    void bookmarksAndErrorsAreRead()
    {
        QVERIFY(!std::get<in::Bookmark>(read(bookmarkLine("5"))).initialEventsEnd);
        const auto end = std::get<in::Bookmark>(read(bookmarkLine("6", true)));
        QVERIFY(end.initialEventsEnd);
        QCOMPARE(end.resourceVersion, std::string("6"));
        const auto error = std::get<in::ErrorEvent>(read(errorLine(410, "Expired")));
        QVERIFY(error.status);
        QCOMPARE(error.status->code, 410);
        QVERIFY(!std::get<in::ErrorEvent>(read(R"({"type":"ERROR","object":"boom"})")).status);
        QVERIFY(!std::get<in::ErrorEvent>(read(R"({"type":"ERROR","object":{"kind":"Odd"}})")).status);
    }

    void unknownTypesAreIgnoredAndNamelessObjectsCounted()
    {
        QVERIFY(std::holds_alternative<UnknownEvent>(read(eventLine("CHECKPOINT", thing("a", "7")))));
        QVERIFY(std::holds_alternative<in::Undecodable>(read(R"({"type":"ADDED","object":{"metadata":{}}})")));
        QVERIFY(std::holds_alternative<in::Undecodable>(read(R"({"type":"ADDED","object":7})")));
    }

    void noCutLineIsEverTakenForAnEvent()
    {
        for (auto whole : {eventLine("MODIFIED", thing("a", "7", "a\\u00e4\xC3\xA4{}\\\"]")), bookmarkLine("5", true),
                 errorLine(410, "Expired"), R"({"object":)" + thing("a", "7") + R"(,"type":"ADDED"})" + "\n"}) {
            whole.pop_back();
            QVERIFY(!std::holds_alternative<in::Corrupt>(read(whole)));
            for (std::size_t cut = 0; cut < whole.size(); ++cut)
                QVERIFY2(std::holds_alternative<in::Corrupt>(read(whole.substr(0, cut))), whole.substr(0, cut).c_str());
        }
    }

    void whatIsNoEventIsCorrupt()
    {
        for (const char* bad : {"", "null", "[]", "{}", "<html>", R"({"type":"ADDED"})", R"({"object":{}})", R"({"type":7,"object":{}})",
                 R"({"type":"ADDED","object":{"metadata":{"name":"a"}}}})",
                 R"({"type":"ADDED","object":{"metadata":{"name":"a"}}}{"type":1})",
                 R"({"type":"ADDED","object":{"metadata":{"name":"a"}},})", R"({"type":"ADDED" "object":{"metadata":{"name":"a"}}})",
                 "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"\xff\"}}}"})
            QVERIFY2(std::holds_alternative<in::Corrupt>(read(bad)), bad);
    }

    void theEnvelopeOfAListIsChecked()
    {
        const auto padded = [](std::string text) {
            text.reserve(text.size() + json::Padding);
            return text;
        };
        auto text = padded(R"({"kind":"ThingList","metadata":{"resourceVersion":"8","continue":"t","remainingItemCount":4},"items":[]})");
        const auto envelope = readEnvelope(text);
        QVERIFY(envelope);
        QCOMPARE(envelope->resourceVersion, std::string("8"));
        QCOMPARE(envelope->continueToken, std::string("t"));
        QCOMPARE(envelope->remaining, std::size_t{4});
        for (const char* bad : {R"({"kind":"Table","metadata":{"resourceVersion":"8"}})", R"({"kind":"Status"})", "[]", "{"}) {
            text = padded(bad);
            QVERIFY2(!readEnvelope(text), bad);
        }
        // No RecordDecoder is needed for an empty list: "continue":"" is the end.
        text = padded(R"({"kind":"ThingList","metadata":{"resourceVersion":"8","continue":""},"items":null})");
        QVERIFY(readEnvelope(text)->continueToken.empty());
    }
};

QTEST_GUILESS_MAIN(TestReflectorEvents)
#include "tst_reflector_events.moc"
