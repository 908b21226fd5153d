// SPDX-License-Identifier: Apache-2.0
#include "exact_secret.h"

#include "base/secret.h"
#include "drift/exact.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>

namespace dg::drift {

namespace {

const QByteArray& processKey()
{
    static const QByteArray key = [] {
        std::array<quint32, 8> words{};
        QRandomGenerator::system()->fillRange(words.data(), words.size());
        return QByteArray(reinterpret_cast<const char*>(words.data()), sizeof words);
    }();
    return key;
}

Value keyedHash(QByteArrayView bytes)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, processKey());
    code.addData(QByteArray::fromRawData(bytes.data(), bytes.size()));
    return Value::string(code.result().toHex().toStdString());
}

bool isEncryptedText(std::string_view text)
{
    return text.starts_with("ENC[") && text.ends_with("]");
}

bool anyEncrypted(const Value& value)
{
    if (value.isString())
        return isEncryptedText(value.text);
    for (const auto& child : value.children) {
        if (anyEncrypted(child))
            return true;
    }
    return false;
}

void dropFrom(Value& value)
{
    for (auto& child : value.children) {
        if (child.isString() && isEncryptedText(child.text))
            child.wipe();
        else
            dropFrom(child);
    }
}

} // namespace

bool isEncrypted(const Value& object)
{
    const auto* block = object.find("sops");
    return (block && block->isMap() && block->find("mac")) || anyEncrypted(object);
}

void dropEncrypted(Value& object)
{
    object.remove("sops");
    dropFrom(object);
}

void hashSecretValues(Value& secret)
{
    auto hashes = Value::map();
    for (const char* const name : {"data", "stringData"}) { // stringData wins
        auto* const values = secret.find(name);
        if (!values || !values->isMap())
            continue;
        for (std::size_t i = 0; i < values->keys.size(); ++i) {
            auto& value = values->children[i];
            if (value.type == Value::Type::Null) {
                hashes.put(values->keys[i]); // encrypted: only the key is known
                continue;
            }
            QByteArray bytes(value.text.data(), static_cast<qsizetype>(value.text.size()));
            if (std::string_view(name) == "data") {
                auto decoded = QByteArray::fromBase64Encoding(QByteArray(bytes).replace("\n", ""), QByteArray::AbortOnBase64DecodingErrors);
                if (decoded) {
                    secureZero(bytes.data(), static_cast<std::size_t>(bytes.size()));
                    bytes = std::move(decoded.decoded);
                }
            }
            hashes.put(values->keys[i], keyedHash(bytes));
            secureZero(bytes.data(), static_cast<std::size_t>(bytes.size()));
        }
        values->wipe();
    }
    secret.remove("stringData");
    if (auto* annotations = secret.find("metadata") ? secret.find("metadata")->find("annotations") : nullptr)
        annotations->remove("kubectl.kubernetes.io/last-applied-configuration"); // holds the values
    secret.put("data", std::move(hashes));
}

} // namespace dg::drift
