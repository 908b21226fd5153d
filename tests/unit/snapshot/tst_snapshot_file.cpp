// SPDX-License-Identifier: Apache-2.0
#include "snapshot/file.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QtTest>

#include <zlib.h>

using namespace dg;
using namespace dg::snapshot;

namespace {

Sink into(std::string& bytes)
{
    return [&bytes](std::string_view part) -> Status {
        bytes += part;
        return {};
    };
}

Head someHead(bool recording = false)
{
    Head head;
    head.cluster = "prod \"eu\"";
    head.server = "https://k8s.example.com";
    head.observedAt = *parseRfc3339("2026-11-26T10:00:00Z");
    head.program = "driftglass/1";
    head.serverVersion = "v1.33.1";
    head.user = "system:serviceaccount:a:b";
    head.recording = recording;
    head.objects = true;
    return head;
}

const Kind Maps{"", "v1", "ConfigMap", "configmaps", true, false, true, false};

// A value that looks like the line it stands in.
std::string objectJson(int i)
{
    return "{\"metadata\":{\"name\":\"c" + std::to_string(i) + "\",\"labels\":{\"raw\":\",\\\"raw\\\":{}\"}}}";
}

std::string sample(bool recording = false, int objects = 100)
{
    std::string bytes;
    Writer writer(into(bytes));
    auto ok = writer.begin(someHead(recording)).has_value() && writer.line(kindLine(Maps)).has_value();
    for (int i = 0; i < objects; ++i)
        ok = ok && writer.line(putLine({0, "managed", objectJson(i), Millis{i}}));
    ok = ok && writer.line(goneLine({0, "managed", "apps", "c1", Millis{500}}));
    ok = ok && writer.line(absentLine({"apps", "Deployment", "apps", "web"}));
    ok = ok && writer.line(notReadLine({"Bucket", {}, "forbidden", "no right"}));
    ok = ok && writer.line(R"({"something":"later"})");
    ok = ok && writer.end(0);
    return ok ? bytes : std::string();
}

struct Everything final : Visitor {
    Status head(const Head& read) override { return found = read, Status{}; }
    Status kind(Kind kind) override { return kinds.push_back(std::move(kind)), Status{}; }
    Status put(Put put) override { return puts.push_back(std::move(put)), Status{}; }
    Status gone(Gone gone) override { return gones.push_back(std::move(gone)), Status{}; }
    Status absent(Absent absent) override { return absents.push_back(std::move(absent)), Status{}; }
    Status notRead(NotRead notRead) override { return unread.push_back(std::move(notRead)), Status{}; }
    Status other(Line, std::string_view raw) override { return others.emplace_back(raw), Status{}; }
    Head found;
    std::vector<Kind> kinds;
    std::vector<Put> puts;
    std::vector<Gone> gones;
    std::vector<Absent> absents;
    std::vector<NotRead> unread;
    std::vector<std::string> others;
};

// How reading `bytes` ended: "" well, "cut" a recording cut off, else the error's word.
QString endOf(std::string_view bytes, Limits limits = {}, std::size_t block = 777)
{
    Everything all;
    Reader reader(all, "f", limits);
    Status status;
    for (std::size_t i = 0; i < bytes.size() && status; i += block)
        status = reader.feed(bytes.substr(i, block));
    if (status)
        status = reader.finish();
    if (!status)
        return QString::fromLatin1(errorWord(status.error().code));
    return reader.cutOff() ? QStringLiteral("cut") : QString();
}

// Single quotes stand for double ones.
std::string quoted(const char* json)
{
    return QByteArray(json).replace('\'', '"').toStdString();
}

std::string zipped(const std::string& text)
{
    std::string out(compressBound(static_cast<uLong>(text.size())) + 100, '\0');
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    (void)deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

const std::string FirstLine = R"({"apiVersion":"driftglass/v1","kind":"Snapshot","format":1,"observedAt":"2026-11-26T10:00:00Z"})";

} // namespace

class TestSnapshotFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        const auto bytes = sample();
        QVERIFY(!bytes.empty());
        for (const std::size_t block : {std::size_t{1}, std::size_t{1000}, bytes.size()}) {
            Everything all;
            Reader reader(all, "f");
            for (std::size_t i = 0; i < bytes.size(); i += block)
                QVERIFY(reader.feed(std::string_view(bytes).substr(i, block)));
            QVERIFY(reader.finish());
            QVERIFY(!reader.cutOff());
            QCOMPARE(all.found.cluster, someHead().cluster);
            QCOMPARE(all.found.user, someHead().user);
            QVERIFY(all.found.objects && !all.found.recording && all.found.observedAt == someHead().observedAt);
            QCOMPARE(all.kinds, std::vector{Maps});
            QCOMPARE(all.puts.size(), std::size_t{100});
            QCOMPARE(all.puts[7].json, objectJson(7));
            QCOMPARE(all.puts[7].by, std::string("managed"));
            QVERIFY(all.puts[7].at == Millis{7});
            QVERIFY(all.gones.size() == 1 && all.gones[0].name == "c1" && all.gones[0].at == Millis{500});
            QVERIFY(all.absents.size() == 1 && all.absents[0].name == "web");
            QVERIFY(all.unread.size() == 1 && all.unread[0].reason == "forbidden");
            QCOMPARE(all.others, std::vector<std::string>{R"({"something":"later"})"});
        }
    }

    void aDamagedFileIsAClearError()
    {
        const auto good = sample();
        QCOMPARE(endOf(good), QString());
        for (std::size_t cut = 0; cut < good.size(); cut += 11)
            QCOMPARE(endOf(std::string_view(good).substr(0, cut)), QStringLiteral("badSyntax"));
        int told = 0;
        for (std::size_t at = 10; at < good.size(); at += 7) { // a bit that no line needs may turn unseen in gzip's own head
            auto bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 0x10);
            told += endOf(bad).isEmpty() ? 0 : 1;
        }
        QCOMPARE(told, static_cast<int>((good.size() - 10 + 6) / 7));
        QCOMPARE(endOf(good + "x"), QStringLiteral("badSyntax"));
        QCOMPARE(endOf(good + good), QStringLiteral("badSyntax"));
        QCOMPARE(endOf("no gzip at all"), QStringLiteral("badSyntax"));
        QCOMPARE(endOf(zipped("{}\n")), QStringLiteral("badSyntax"));
        QCOMPARE(endOf(zipped(FirstLine + "\n{\"put\":0,\"by\":\"flux\",\"raw\":{}}\n")), QStringLiteral("badSyntax")); // of no kind
        auto newer = FirstLine;
        newer.replace(newer.find("format\":1"), 9, "format\":2");
        QCOMPARE(endOf(zipped(newer + "\n")), QStringLiteral("unsupported"));
    }

    // Written by another program: spaces, another order, fields that we do not know.
    void anObjectIsReadHoweverItsLineIsWritten()
    {
        const auto body = quoted("{'read': {'version': 'v1', 'kind': 'ConfigMap', 'plural': 'configmaps', 'whole': true}}\n"
                                 " { 'raw' : {'metadata': {'name': 'a'}}, 'by': 'flux', 'put': 0 } \n"
                                 "{'put':0,'note':{'x':1,'raw':{'metadata':{'name':'wrong'}}},'raw':{'metadata':{'name':'b'}}}\n");
        const auto hash = QCryptographicHash::hash(QByteArray::fromStdString(body), QCryptographicHash::Sha256).toHex().toStdString();
        const auto bytes = zipped(FirstLine + "\n" + body + quoted("{'end': true, 'objects': 0, 'sha256': '") + hash + "\"}\n");
        Everything all;
        Reader reader(all, "f");
        QVERIFY(reader.feed(bytes) && reader.finish());
        QCOMPARE(all.puts.size(), std::size_t{2});
        QCOMPARE(all.puts[0].json, quoted("{'metadata':{'name':'a'}}"));
        QCOMPARE(all.puts[1].json, quoted("{'metadata':{'name':'b'}}"));
    }

    // Packed anew after somebody changed it: gzip finds nothing wrong.
    void whatWasChangedByHandIsFound()
    {
        std::string text(1 << 20, '\0');
        const auto good = sample();
        z_stream stream{};
        QCOMPARE(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(good.data()));
        stream.avail_in = static_cast<uInt>(good.size());
        stream.next_out = reinterpret_cast<Bytef*>(text.data());
        stream.avail_out = static_cast<uInt>(text.size());
        QCOMPARE(inflate(&stream, Z_FINISH), Z_STREAM_END);
        text.resize(stream.total_out);
        inflateEnd(&stream);
        QCOMPARE(endOf(zipped(text)), QString());
        auto changed = text;
        changed.replace(changed.find("\"c42\""), 5, "\"c43\"");
        QCOMPARE(endOf(zipped(changed)), QStringLiteral("badSyntax"));
        const auto line = text.find("{\"absent\"");
        QCOMPARE(endOf(zipped(text.substr(0, line) + text.substr(text.find('\n', line) + 1))), QStringLiteral("badSyntax"));
    }

    void bombsMeetALimit()
    {
        const auto zeros = zipped(FirstLine + "\n" + std::string(30'000'000, ' '));
        QVERIFY(zeros.size() < 100'000);
        QCOMPARE(endOf(zeros), QStringLiteral("fileTooLarge")); // one line
        std::string lines = FirstLine + "\n";
        for (int i = 0; i < 100'000; ++i)
            lines += "{\"x\":\"                                                        \"}\n";
        QCOMPARE(endOf(zipped(lines), Limits{1'000'000, 1 << 20}), QStringLiteral("fileTooLarge"));
        const std::string deep = FirstLine + "\n{\"x\":" + std::string(100'000, '[') + "\n";
        QCOMPARE(endOf(zipped(deep)), QStringLiteral("badSyntax"));
    }

    void aRecordingIsReadUpToWhereItWasCutOff()
    {
        std::string bytes;
        Writer writer(into(bytes));
        QVERIFY(writer.begin(someHead(true)) && writer.line(kindLine(Maps)));
        std::vector<std::size_t> flushed;
        for (int i = 0; i < 40; ++i) {
            QVERIFY(writer.line(putLine({0, "managed", R"({"metadata":{"name":"c"}})", Millis{i * 100}})));
            QVERIFY(writer.flush());
            flushed.push_back(bytes.size());
        }
        for (std::size_t i = 0; i < flushed.size(); i += 5) { // as a power cut leaves it: what was flushed, and a piece of what came
            for (const std::size_t more : {std::size_t{0}, std::size_t{3}}) {
                Everything all;
                Reader reader(all, "f");
                QVERIFY(reader.feed(std::string_view(bytes).substr(0, flushed[i] + more)));
                QVERIFY(reader.finish());
                QVERIFY(reader.cutOff());
                QVERIFY(all.puts.size() >= i + 1);
            }
        }
        QCOMPARE(endOf(std::string_view(bytes).substr(0, 5)), QStringLiteral("badSyntax")); // no head yet
    }

    void filesThatAreNotThereOrCannotBeReadSaySo()
    {
        Everything all;
        QTemporaryDir folder;
        const auto missing = readFile(folder.filePath(QStringLiteral("none")).toStdString(), all);
        QVERIFY(!missing && missing.error().code == ErrorCode::FileNotFound);
        const auto directory = readFile(folder.path().toStdString(), all);
        QVERIFY(!directory);
        QFile file(folder.filePath(QStringLiteral("s")));
        const auto bytes = sample();
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), static_cast<qint64>(bytes.size())) > 0);
        file.close();
        const auto head = readHead(file.fileName().toStdString());
        QVERIFY(head && head->cluster == someHead().cluster);
        const auto read = readFile(file.fileName().toStdString(), all);
        QVERIFY(read && !*read);
    }
};

QTEST_GUILESS_MAIN(TestSnapshotFile)
#include "tst_snapshot_file.moc"
