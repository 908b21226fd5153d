// SPDX-License-Identifier: Apache-2.0
#include "snapshot/redaction.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace dg;
using namespace dg::snapshot;

namespace {

// Single quotes stand for double ones.
std::string quoted(const char* json)
{
    return QByteArray(json).replace('\'', '"').toStdString();
}

QJsonObject objectOf(const char* json, bool withValues = false, RedactionCounts* counts = nullptr)
{
    Redaction redaction(withValues);
    const auto clean = redaction.object(quoted(json));
    if (counts)
        *counts = redaction.counts();
    return clean ? QJsonDocument::fromJson(QByteArray::fromStdString(*clean)).object() : QJsonObject();
}

QString at(QJsonValue value, const char* path)
{
    for (const auto& part : QByteArray(path).split('.')) {
        bool number = false;
        const int index = part.toInt(&number);
        value = number ? value.toArray().at(index) : value.toObject().value(QString::fromUtf8(part));
    }
    return value.toString();
}

const QString Gone = QStringLiteral("<redacted>");

} // namespace

class TestRedaction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dataOfSecretsAndConfigMapsNeverStays()
    {
        for (const bool withValues : {false, true}) {
            const auto secret = objectOf("{'kind':'Secret','metadata':{'name':'s','annotations':{"
                                         "'kubectl.kubernetes.io/last-applied-configuration':'data: Y2FuYXJ5'}},"
                                         "'data':{'password':'Y2FuYXJ5','n':7},'stringData':{'x':'canary'},'type':'Opaque'}",
                withValues);
            QCOMPARE(at(secret, "data.password"), Gone);
            QCOMPARE(at(secret, "data.n"), Gone);
            QCOMPARE(at(secret, "stringData.x"), Gone);
            QCOMPARE(at(secret, "type"), QStringLiteral("Opaque"));
            QVERIFY(!QJsonDocument(secret).toJson().contains("Y2FuYXJ5"));
        }
    }

    void valuesStayOnlyWhereTheyAreAskedFor()
    {
        constexpr auto Json
            = "{'spec':{'values':{'auth':{'user':'u','password':'canary'},'replicas':3},'postBuild':{'substitute':{'a':'b'}},"
              "'template':{'spec':{'containers':[{'name':'web','image':'nginx:1','env':[{'name':'URL','value':'postgres://canary'},"
              "{'name':'K','valueFrom':{'secretKeyRef':{'name':'db','key':'password'}}}]}]}}}}";
        RedactionCounts counts;
        const auto clean = objectOf(Json, false, &counts);
        QCOMPARE(at(clean, "spec.values.auth.password"), Gone);
        QCOMPARE(at(clean, "spec.values.auth.user"), Gone);
        QCOMPARE(at(clean, "spec.values.replicas"), Gone);
        QCOMPARE(at(clean, "spec.postBuild.substitute.a"), Gone);
        QCOMPARE(at(clean, "spec.template.spec.containers.0.env.0.value"), Gone);
        QCOMPARE(at(clean, "spec.template.spec.containers.0.env.0.name"), QStringLiteral("URL"));
        QCOMPARE(at(clean, "spec.template.spec.containers.0.env.1.valueFrom.secretKeyRef.name"), QStringLiteral("db"));
        QCOMPARE(at(clean, "spec.template.spec.containers.0.image"), QStringLiteral("nginx:1"));
        QCOMPARE(counts.values, std::uint64_t{5});
        const auto kept = objectOf(Json, true);
        QCOMPARE(at(kept, "spec.values.auth.user"), QStringLiteral("u"));
        QCOMPARE(at(kept, "spec.values.auth.password"), Gone); // its name says what it is
        QCOMPARE(at(kept, "spec.template.spec.containers.0.env.0.value"), QStringLiteral("postgres://canary"));
    }

    void credentialsInTextsGo()
    {
        RedactionCounts counts;
        const auto clean = objectOf("{'status':{'conditions':[{'message':'GET https://bot:hunter2hunter2@git.example.com/a.git: 401'},"
                                    "{'message':'token glpat-abcdefghijklmnop1234 is no "
                                    "good'}],'webhookPath':'/hook/bed6d00b5555b1603e1f59b94d7fdbca58089cb5663633fb83f2815dc626d92b'},"
                                    "'spec':{'apiKey':'k','tokenRef':{'name':'stays'},'secretName':'stays'}}",
            true, &counts);
        const auto text = QJsonDocument(clean).toJson();
        for (const auto* canary : {"hunter2", "glpat-abc", "bed6d00b"})
            QVERIFY2(!text.contains(canary), canary);
        QCOMPARE(counts.tokens, std::uint64_t{3});
        QCOMPARE(at(clean, "spec.apiKey"), Gone);
        QCOMPARE(at(clean, "spec.tokenRef.name"), QStringLiteral("stays"));
        QCOMPARE(at(clean, "spec.secretName"), QStringLiteral("stays"));
    }

    void mailAddressesGoAndWhatOnlyLooksLikeOneStays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");
        const auto row = [](const char* name, const char* text, const char* clean) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(clean);
        };
        row("alone", "alice@example.com", "<redacted>");
        row("in a sentence", "by Alice <alice.b+x@mail.example.com>, later.", "by Alice <<redacted>>, later.");
        row("two", "a@b.io,c@d.io", "<redacted>,<redacted>");
        row("at the end", "ask ops@example.com.", "ask <redacted>.");
        row("a digest", "latest@sha256:4b0a259c", "latest@sha256:4b0a259c");
        row("a tag with dots", "v1.2@sha256:4b0a", "v1.2@sha256:4b0a");
        row("a git revision", "main@sha1:dce7fcbb", "main@sha1:dce7fcbb");
        row("an address for ssh", "git@gitlab.example.com:team/app.git", "git@gitlab.example.com:team/app.git");
        row("no host", "me@localhost", "me@localhost");
        row("a field", "k:{name:web}", "k:{name:web}");
    }
    void mailAddressesGoAndWhatOnlyLooksLikeOneStays()
    {
        QFETCH(QString, text);
        QFETCH(QString, clean);
        Redaction redaction(false);
        QCOMPARE(QString::fromStdString(redaction.text(text.toStdString())), clean);
        Redaction kept(true);
        QCOMPARE(QString::fromStdString(kept.text(text.toStdString())), text);
    }

    void whatIsNoSecretStaysAsItIs()
    {
        constexpr auto Json
            = "{\"a\":[1,2.50,-3e10,true,null,\"ü\\\"\\\\\\n\"],\"b\":{},\"c\":[],\"metadata\":{\"labels\":{\"team\":\"strict\"}}}";
        Redaction redaction(false);
        const auto clean = redaction.object(Json);
        QVERIFY(clean);
        QVERIFY2(clean->find("2.50") != std::string::npos && clean->find("-3e10") != std::string::npos, clean->c_str());
        auto expected = QJsonDocument::fromJson(Json).object();
        const auto read = QJsonDocument::fromJson(QByteArray::fromStdString(*clean)).object();
        QCOMPARE(read[QLatin1String("a")], expected[QLatin1String("a")]);
        QVERIFY(!redaction.object("{\"a\":").has_value());
        QVERIFY(!redaction.object("[]").has_value());
        QVERIFY(!redaction.object("{\"x\":" + std::string(5000, '[') + std::string(5000, ']') + "}").has_value());
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
