// SPDX-License-Identifier: Apache-2.0
#include "drift/facts.h"

#include <QtTest>

#include <zlib.h>

using namespace dg;
using namespace dg::drift;

namespace {

std::string written(const Facts& facts)
{
    std::string bytes;
    const auto status = writeFacts(facts, [&](std::string_view part) -> Status {
        bytes += part;
        return {};
    });
    return status ? bytes : std::string();
}

Facts sample(StringPool& pool)
{
    Facts facts;
    facts.cluster = "prod \"eu\"\n";
    facts.server = "https://example.com";
    facts.program = "driftglass/1";
    facts.observedAt = *parseRfc3339("2026-11-26T10:00:00Z");
    const auto set = std::make_shared<const flux::FieldSet>(std::vector<std::string>{"data.color", "metadata.labels[\"a.b/c\"]"});
    for (int i = 0; i < 300; ++i) {
        ObjectFacts object;
        object.uid = "u" + std::to_string(i);
        object.apiVersion = "v1";
        object.owner = {pool.intern("Kustomization"), pool.intern("flux"), pool.intern("apps")};
        object.fluxTime = facts.observedAt;
        object.fields = i % 3 ? set : nullptr;
        facts.objects[{pool.intern(""), pool.intern("ConfigMap"), pool.intern("apps"), pool.intern("c" + std::to_string(i))}] = object;
    }
    return facts;
}

QString errorOf(const std::string& bytes)
{
    StringPool pool;
    const auto read = readFacts(bytes, pool, "f");
    return read ? QString() : QString::fromLatin1(errorWord(read.error().code));
}

} // namespace

class TestFacts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        StringPool pool;
        const auto facts = sample(pool);
        const auto read = readFacts(written(facts), pool, "f");
        QVERIFY(read);
        QCOMPARE(read->cluster, facts.cluster);
        QCOMPARE(read->objects.size(), facts.objects.size());
        for (const auto& [key, object] : facts.objects) {
            const auto& other = read->objects.at(key);
            QCOMPARE(other.uid, object.uid);
            QVERIFY(other.owner == object.owner && other.fluxTime == object.fluxTime);
            QCOMPARE(static_cast<bool>(other.fields), static_cast<bool>(object.fields));
            QVERIFY(!object.fields || other.fields->paths() == object.fields->paths());
        }
    }
    void theSameFactsAreTheSameBytes()
    {
        StringPool a, b;
        QVERIFY(written(sample(a)) == written(sample(b)));
    }
    void aDamagedFileIsAnErrorAndNotHalfAnAnswer()
    {
        StringPool pool;
        const auto good = written(sample(pool));
        for (std::size_t cut = 0; cut < good.size(); cut += 97)
            QVERIFY2(!errorOf(good.substr(0, cut)).isEmpty(), qPrintable(QString::number(cut)));
        int noticed = 0, tried = 0;
        for (std::size_t at = 12; at < good.size(); at += 61, ++tried) {
            auto bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 0x55);
            noticed += errorOf(bad).isEmpty() ? 0 : 1;
        }
        QCOMPARE(noticed, tried);
        QCOMPARE(errorOf("hello"), u"badSyntax"_qs);
    }
    // Damage that the gzip around it does not notice: each line is asked by key, wherever it breaks off.
    void aDamagedTextInAWholeFileIsAnErrorToo()
    {
        StringPool pool;
        auto facts = sample(pool);
        std::erase_if(facts.objects, [](const auto& entry) { return entry.first.name.view() > "c1"; }); // few, but each kind of line
        const auto good = gunzip(written(facts));
        QVERIFY(errorOf(gzip(good)).isEmpty());
        const auto head = good.find('\n'); // its texts may be any: the checksum is of what follows
        for (const char other : {'"', '}', ']', ',', '\\', '0', '\n'}) {
            for (std::size_t at = 0; at + 1 < good.size(); ++at) {
                auto bad = good;
                const bool same = std::exchange(bad[at], other) == other;
                const auto error = errorOf(gzip(bad));
                QVERIFY2(same || at < head || !error.isEmpty(), bad.c_str());
            }
        }
    }
    void aNewerFormatSaysSo()
    {
        // Stored blocks of gzip hold the text as it is: write one by hand.
        Facts facts;
        auto bytes = written(facts);
        QVERIFY(!bytes.empty());
        QCOMPARE(errorOf(gzip(
                     "{\"apiVersion\":\"driftglass/v1\",\"kind\":\"Snapshot\",\"format\":2,\"observedAt\":\"2026-11-26T10:00:00Z\"}\n")),
            u"unsupported"_qs);
    }
    void aForeignGzipIsNoSnapshot() { QCOMPARE(errorOf(gzip("{\"kind\":\"List\"}\n")), u"badSyntax"_qs); }

private:
    static std::string gunzip(const std::string& packed)
    {
        z_stream stream{};
        std::string out(1 << 20, '\0');
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        stream.avail_in = static_cast<uInt>(packed.size());
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        if (inflateInit2(&stream, MAX_WBITS + 16) == Z_OK)
            inflate(&stream, Z_FINISH);
        out.resize(stream.total_out);
        inflateEnd(&stream);
        return out;
    }
    static std::string gzip(const std::string& text)
    {
        const auto packed = qCompress(QByteArray::fromStdString(text)); // 4 bytes of length, then zlib: 2 bytes, deflate, 4 bytes
        const auto deflated = packed.mid(6, packed.size() - 10).toStdString();
        quint32 crc = 0xffffffffU;
        for (const unsigned char c : text) {
            crc ^= c;
            for (int i = 0; i < 8; ++i)
                crc = (crc >> 1) ^ (0xedb88320U & (0U - (crc & 1U)));
        }
        crc = ~crc;
        std::string out("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
        out += deflated;
        for (const quint32 word : {crc, static_cast<quint32>(text.size())}) {
            for (unsigned shift = 0; shift < 32; shift += 8)
                out += static_cast<char>(word >> shift);
        }
        return out;
    }
};

QTEST_GUILESS_MAIN(TestFacts)
#include "tst_drift_facts.moc"
