// SPDX-License-Identifier: Apache-2.0
// Archives as they come, and as an attacker would make them.
#include "artifact/unpack.h"

#include "support/fault_server.h"
#include "tar.h"

#include <QTest>

using namespace dg;
using namespace dg::artifact;
using dg::test::gzip;
using dg::test::tarEnd;
using dg::test::tarEntry;
using std::string;

namespace {

// "path=content" of each file, or the error.
string told(const Result<drift::FileMap>& files)
{
    if (!files)
        return string(errorWord(files.error().code)) + " " + files.error().subject + " " + files.error().detail;
    string out;
    for (const auto& [path, text] : *files)
        out += path + "=" + text.value_or("(too large)") + "\n";
    return out;
}

string packed(const string& entries)
{
    return gzip(entries + tarEnd());
}

} // namespace

class TestUnpack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesComeByTheirPaths()
    {
        const auto bytes = packed(tarEntry("./") + tarEntry("./a.yaml", "one") + tarEntry("./deep/", {}, '5')
            + tarEntry("deep//b.yaml", "two") + tarEntry("deep/b.yaml", "three") + tarEntry("empty", ""));
        QCOMPARE(told(unpack(bytes, false, "x")), string("a.yaml=one\ndeep/b.yaml=three\nempty=\n"));
    }

    void theFolderAroundAnArchiveIsTakenAway()
    {
        const auto bytes
            = packed(tarEntry("app-4ba9/", {}, '5') + tarEntry("app-4ba9/a.yaml", "one") + tarEntry("app-4ba9/b/c.yaml", "two"));
        QCOMPARE(told(unpack(bytes, true, "x")), string("a.yaml=one\nb/c.yaml=two\n"));
    }

    void symbolicLinksAreLeftOutAsFluxLeavesThemOut()
    {
        const auto bytes = packed(tarEntry("in", {}, '2', "a.yaml") + tarEntry("out", {}, '2', "/etc/passwd")
            + tarEntry("up", {}, '2', "../../etc") + tarEntry("up/shadow", "written through it?") + tarEntry("a.yaml", "one"));
        // "up" is no link here, so what is said to lie below it is a plain file of that path.
        QCOMPARE(told(unpack(bytes, false, "x")), string("a.yaml=one\nup/shadow=written through it?\n"));
    }

    void whatLeadsOutOrIsNoFileIsRefused_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const string& entry, const char* expected) {
            QTest::newRow(name) << QByteArray::fromStdString(entry) << QString::fromUtf8(expected);
        };
        row("parent", tarEntry("../evil", "x"), "badValue x ../evil");
        row("parent within", tarEntry("a/../../evil", "x"), "badValue x a/../../evil");
        row("parent that stays", tarEntry("a/../b", "x"), "badValue x a/../b");
        row("absolute", tarEntry("/etc/evil", "x"), "badValue x /etc/evil");
        row("of another system", tarEntry("..\\evil", "x"), "badValue x ..\\evil");
        row("hard link", tarEntry("passwd", {}, '1', "/etc/passwd"), "badValue x passwd (hard link)");
        row("device", tarEntry("disk", {}, '4'), "badValue x disk (device)");
        row("pipe", tarEntry("pipe", {}, '6'), "badValue x pipe (device)");
    }
    void whatLeadsOutOrIsNoFileIsRefused()
    {
        QFETCH(QByteArray, entry);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(told(unpack(packed(tarEntry("a.yaml", "one") + entry.toStdString()), false, "x"))), expected);
    }

    void bombsAreStoppedByTheirLimits()
    {
        UnpackLimits limits;
        limits.bytes = 1 << 20;
        limits.fileBytes = 64 << 10;
        limits.entries = 10;
        string many;
        for (int i = 0; i < 11; ++i)
            many += tarEntry("f" + std::to_string(i), "x");
        QCOMPARE(told(unpack(packed(many), false, "x", limits)), string("tooLarge x entries"));
        const string zeros(2 << 20, '\0'); // 2 MB out of 2 kB
        const auto bomb = packed(tarEntry("zeros", zeros));
        QVERIFY(bomb.size() < 8192);
        QCOMPARE(told(unpack(bomb, false, "x", limits)), string("tooLarge x unpacked"));
        // What is left out counts too.
        QCOMPARE(told(unpack(packed(tarEntry("zeros/", zeros, '5')), false, "x", limits)).find("a="), string::npos);
        // A large file does not keep the others from being read.
        QCOMPARE(told(unpack(packed(tarEntry("a", "one") + tarEntry("large", string(100 << 10, 'x'))), false, "x", limits)),
            string("a=one\nlarge=(too large)\n"));
        // Packed twice: each time multiplies.
        QCOMPARE(told(unpack(gzip(packed(tarEntry("a", "one"))), false, "x", limits)), string("badAnswer x packed more than once"));
        limits.nameBytes = 20;
        QCOMPARE(told(unpack(packed(tarEntry(string(30, 'n'), "x")), false, "x", limits)), string("tooLarge x a name"));
    }

    void whatIsCutShortOrNoArchiveIsSaid()
    {
        string text; // that does not shrink
        for (unsigned i = 1; text.size() < 200'000; i = i * 1664525u + 1013904223u)
            text += static_cast<char>(i >> 24);
        const auto whole = packed(tarEntry("a.yaml", text));
        QVERIFY(unpack(whole, false, "x"));
        for (const auto size : {whole.size() - 9, whole.size() / 2, std::size_t{12}})
            QVERIFY2(told(unpack(std::string_view(whole).substr(0, size), false, "x")).starts_with("badAnswer x "),
                std::to_string(size).c_str());
        QCOMPARE(told(unpack("apiVersion: v1", false, "x")), string("badAnswer x no gzip"));
        QCOMPARE(told(unpack({}, false, "x")), string("badAnswer x no gzip"));
        QVERIFY(told(unpack(gzip("apiVersion: v1\nkind: ConfigMap\n"), false, "x")).starts_with("badAnswer x "));
    }

    void theFilesInMemoryAnswerAsAFolderDoes()
    {
        const auto files
            = drift::memoryFiles({{"a.yaml", "1"}, {"b/c.yaml", "2"}, {"b/d/e.yaml", "3"}, {"b-2/f", "4"}, {"big", std::nullopt}});
        QVERIFY(files->isFile("a.yaml") && files->isFolder("b") && files->isFolder("b/d") && files->isFolder(""));
        QVERIFY(!files->isFile("b") && !files->isFolder("a.yaml") && !files->isFolder("b/") && !files->isFile("b/c"));
        QCOMPARE(files->list(""), (std::vector<string>{"a.yaml", "b", "b-2", "big"}));
        QCOMPARE(files->list("b"), (std::vector<string>{"c.yaml", "d"}));
        QCOMPARE(*files->read("b/d/e.yaml"), string("3"));
        QVERIFY(files->read("big").error().code == ErrorCode::FileTooLarge && files->read("no").error().code == ErrorCode::FileNotFound);
    }
};

QTEST_APPLESS_MAIN(TestUnpack)
#include "tst_unpack.moc"
