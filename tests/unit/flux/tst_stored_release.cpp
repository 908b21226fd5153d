// SPDX-License-Identifier: Apache-2.0
#include "flux/stored_release.h"
#include "sample.h"

#include <QByteArray>
#include <QtTest>

#include <zlib.h>

using namespace dg;
using namespace dg::flux;

namespace {

QByteArray gzip(const QByteArray& plain)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(plain.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

// As Helm stores it and the API server sends it.
std::string secret(const char* manifest, bool packed = true)
{
    const QByteArray release = QByteArray(R"({"name":"web","namespace":"apps","version":3,"manifest":")") + manifest + R"("})";
    return (R"({"kind":"Secret","data":{"release":")" + (packed ? gzip(release) : release).toBase64().toBase64() + R"("}})").toStdString();
}

std::optional<bool> namespaced(std::string_view, std::string_view kind)
{
    if (kind == "Widget")
        return std::nullopt; // not served
    return kind != "ClusterRole";
}

std::string entries(const Inventory& inventory)
{
    std::string all;
    inventory.forEach([&](const InventoryEntry& e) {
        all.append(e.group)
            .append("/")
            .append(e.version)
            .append(" ")
            .append(e.kind)
            .append(" ")
            .append(e.ns)
            .append("/")
            .append(e.name)
            .append(";");
    });
    return all;
}

} // namespace

class TestStoredRelease : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsManifestNamesWhatItApplied()
    {
        const char* const manifest
            = "---\\n# Source: web/templates/a.yaml\\napiVersion: apps/v1\\nkind: Deployment\\nmetadata:\\n  name: web\\n"
              "---\\napiVersion: rbac.authorization.k8s.io/v1\\nkind: ClusterRole\\nmetadata: {name: 'system:web', namespace: apps}\\n"
              "---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: c, namespace: other}\\n"
              "---\\n# nothing\\n---\\nkind: [broken\\n---\\napiVersion: x/v1\\nkind: Widget\\nmetadata: {name: w}\\n";
        for (const bool packed : {true, false}) {
            const auto found = inventoryOfStoredRelease(secret(manifest, packed), namespaced);
            QVERIFY(found.has_value());
            QCOMPARE(entries(*found),
                std::string("apps/v1 Deployment apps/web;rbac.authorization.k8s.io/v1 ClusterRole /system:web;/v1 ConfigMap other/c;x/v1 "
                            "Widget /w;"));
            QVERIFY(found->present());
        }
    }

    void damageIsAnErrorAndNoEmptyInventory_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto cut = gzip(R"({"manifest":"kind: A"})");
        QTest::newRow("no secret") << QByteArray("{}");
        QTest::newRow("not JSON") << QByteArray("{");
        QTest::newRow("no base64") << QByteArray(R"({"data":{"release":"%%"}})");
        QTest::newRow("cut") << QByteArray(R"({"data":{"release":")" + cut.left(cut.size() / 2).toBase64().toBase64() + R"("}})");
        QTest::newRow("no manifest") << QByteArray(R"({"data":{"release":")" + QByteArray("{}").toBase64().toBase64() + R"("}})");
        QTest::newRow("a bomb") << QByteArray(R"({"data":{"release":")" + gzip(QByteArray(80 << 20, ' ')).toBase64().toBase64() + R"("}})");
    }
    void damageIsAnErrorAndNoEmptyInventory()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!inventoryOfStoredRelease(text.toStdString(), namespaced));
    }

    void theReleaseIsNamedByTheNewestHistoryEntry()
    {
        const auto release = sample::fluxObject(Kind::HelmRelease,
            R"({"metadata":{"name":"web","namespace":"apps"},"status":{"storageNamespace":"flux-system","history":[{"name":"apps-web","version":3,"chartVersion":"1.0.0"},{"name":"old","version":2}]}})");
        QCOMPARE(storedReleaseName(*release), std::string("sh.helm.release.v1.apps-web.v3"));
        QCOMPARE(release->storageNamespace, std::string("flux-system"));
        QVERIFY(storedReleaseName(*sample::fluxObject(Kind::HelmRelease, R"({"metadata":{"name":"web"}})")).empty());
    }
};

QTEST_APPLESS_MAIN(TestStoredRelease)
#include "tst_stored_release.moc"
