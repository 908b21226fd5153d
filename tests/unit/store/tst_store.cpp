// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <QtTest>

#include <map>
#include <random>

using namespace dg;
using namespace dg::store;

namespace {

StringPool pool;

ObjectKey keyOf(int number)
{
    return {pool.intern("g"), pool.intern("Kind"), pool.intern("n"), pool.intern("o" + std::to_string(number))};
}

RecordPtr recordOf(int number, int version)
{
    auto record = std::make_shared<Record>(RecordType::Flux);
    record->key = keyOf(number);
    record->uid = "u";
    record->resourceVersion = std::to_string(version);
    return record;
}

} // namespace

class TestStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theInboxKeepsTheLastOfEachObjectInOrderOfFirstArrival()
    {
        Inbox inbox;
        int notified = 0;
        inbox.setNotify([&] { ++notified; });
        inbox.push({keyOf(1), RecordType::Flux, recordOf(1, 1), {}});
        inbox.push({keyOf(2), RecordType::Flux, recordOf(2, 1), {}});
        inbox.push({keyOf(1), RecordType::Flux, recordOf(1, 2), {}});
        QCOMPARE(notified, 1);
        std::vector<Delta> out;
        QVERIFY(inbox.drain(out, 1));
        QCOMPARE(out[0].record->resourceVersion, std::string("2"));
        QVERIFY(!inbox.drain(out, 10));
        QVERIFY(out[1].key == keyOf(2));
        inbox.push({keyOf(1), RecordType::Flux, nullptr, {}});
        QCOMPARE(notified, 2);
    }
    void theSameVersionIsNoNews()
    {
        Inbox inbox;
        ObjectStore objects(inbox);
        QVERIFY(objects.apply(1, recordOf(1, 1), {}));
        QVERIFY(!objects.apply(1, recordOf(1, 1), {}));
        QVERIFY(objects.apply(1, recordOf(1, 2), {}));
        QVERIFY(!objects.remove(2, keyOf(1), {})); // another list's object
        QVERIFY(objects.remove(1, keyOf(1), {}));
        QVERIFY(!objects.remove(1, keyOf(1), {}));
    }
    // Two lists, relists, drops and partial draining, against maps: store, mirror of the deltas and oracle agree.
    void storeAndInboxAgreeWithAnOracleUnderRandomOperations()
    {
        for (unsigned seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            const auto pick = [&](int n) { return int(random() % unsigned(n)); };
            Inbox inbox;
            ObjectStore objects(inbox);
            struct Known {
                int version;
                ListId list;
                bool fresh;
            };
            std::map<std::string, Known> oracle;
            std::map<std::string, std::string> mirror;
            const auto drain = [&](std::size_t max) {
                std::vector<Delta> out;
                inbox.drain(out, max);
                for (const auto& delta : out) {
                    if (delta.record)
                        mirror[delta.key.toString()] = delta.record->resourceVersion;
                    else
                        mirror.erase(delta.key.toString());
                }
            };
            for (int step = 0; step < 400; ++step) {
                const ListId list = ListId(1 + pick(2));
                const int number = pick(30);
                const auto name = keyOf(number).toString();
                switch (pick(8)) {
                case 0:
                    objects.beginRelist(list);
                    for (auto& [key, known] : oracle)
                        known.fresh = known.fresh && known.list != list;
                    break;
                case 1:
                    objects.endRelist(list, {});
                    std::erase_if(oracle, [&](const auto& item) { return item.second.list == list && !item.second.fresh; });
                    break;
                case 2:
                    if (pick(20) == 0) {
                        objects.dropList(list, {});
                        std::erase_if(oracle, [&](const auto& item) { return item.second.list == list; });
                    }
                    break;
                case 3: {
                    const auto it = oracle.find(name);
                    const bool removes = it != oracle.end() && it->second.list == list;
                    QCOMPARE(objects.remove(list, keyOf(number), {}), removes);
                    if (removes)
                        oracle.erase(it);
                    break;
                }
                case 4:
                    drain(std::size_t(pick(6)));
                    break;
                default: {
                    const int version = pick(5);
                    const auto it = oracle.find(name);
                    const bool news = it == oracle.end() || it->second.version != version;
                    QCOMPARE(objects.apply(list, recordOf(number, version), {}), news);
                    oracle[name] = {version, list, true};
                }
                }
                QCOMPARE(objects.size(), oracle.size());
                QVERIFY(inbox.size() <= 30);
            }
            drain(1000);
            QCOMPARE(inbox.size(), std::size_t(0));
            QCOMPARE(mirror.size(), oracle.size());
            for (const auto& [name, known] : oracle)
                QCOMPARE(mirror[name], std::to_string(known.version));
        }
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
