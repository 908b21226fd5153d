// SPDX-License-Identifier: Apache-2.0
#include "kube/yaml.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <sstream>
#include <unordered_set>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace dg::kube {

namespace {

constexpr std::size_t MaxDepth = 64;
// 8 MB of the smallest entries of a context list stay below it.
constexpr std::size_t MaxNodes = 2'000'000;

struct Refusal { // thrown through yaml-cpp, caught below
    ErrorCode code;
    std::string detail;
    int line;
};

class Builder final : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark&) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add(mark, YamlNode::Type::Null); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { throw Refusal{ErrorCode::Unsupported, "alias", mark.line + 1}; }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override
    {
        if (!m_open.empty() && m_open.back().node.type == YamlNode::Type::Map && !m_open.back().haveKey) {
            takeKey(mark, value, tag == "?");
            return;
        }
        auto node = make(mark, YamlNode::Type::Scalar);
        node.plain = tag == "?";
        node.scalar = value;
        if (node.plain && (value == "~" || value == "null" || value == "Null" || value == "NULL" || value.empty()))
            node.type = YamlNode::Type::Null;
        attach(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
        open(mark, YamlNode::Type::Sequence);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
        open(mark, YamlNode::Type::Map);
    }
    void OnMapEnd() override { close(); }

    YamlNode root;

private:
    struct Level {
        YamlNode node;
        std::unordered_set<std::string> seen;
        bool haveKey = false;
    };
    YamlNode make(const YAML::Mark& mark, YamlNode::Type type)
    {
        if (++m_count > MaxNodes)
            throw Refusal{ErrorCode::FileTooLarge, "more than 2,000,000 values", mark.line + 1};
        YamlNode node;
        node.type = type;
        node.line = mark.line + 1;
        return node;
    }
    void takeKey(const YAML::Mark& mark, const std::string& key, bool plain)
    {
        auto& top = m_open.back();
        if (plain && key == "<<")
            throw Refusal{ErrorCode::Unsupported, "merge key <<", mark.line + 1};
        if (!top.seen.insert(key).second)
            throw Refusal{ErrorCode::BadSyntax, "the key \"" + key + "\" stands twice", mark.line + 1};
        top.node.keys.push_back(key);
        top.haveKey = true;
    }
    void refuseAsKey(const YAML::Mark& mark)
    {
        if (!m_open.empty() && m_open.back().node.type == YamlNode::Type::Map && !m_open.back().haveKey)
            throw Refusal{ErrorCode::BadSyntax, "a key that is not text", mark.line + 1};
    }
    void add(const YAML::Mark& mark, YamlNode::Type type)
    {
        refuseAsKey(mark);
        attach(make(mark, type));
    }
    void open(const YAML::Mark& mark, YamlNode::Type type)
    {
        refuseAsKey(mark);
        if (m_open.size() >= MaxDepth)
            throw Refusal{ErrorCode::Unsupported, "nested more than 64 deep", mark.line + 1};
        m_open.push_back({make(mark, type), {}, false});
    }
    void close()
    {
        auto node = std::move(m_open.back().node);
        m_open.pop_back();
        attach(std::move(node));
    }
    void attach(YamlNode node)
    {
        if (m_open.empty()) {
            root = std::move(node);
            return;
        }
        m_open.back().node.children.push_back(std::move(node));
        m_open.back().haveKey = false;
    }

    std::vector<Level> m_open;
    std::size_t m_count = 0;
};

int lineAt(std::string_view text, std::size_t position)
{
    int line = 1;
    for (std::size_t i = 0; i < position; ++i)
        line += text[i] == '\n';
    return line;
}

// UTF-8 without a byte order mark, checked.
Result<std::string> asUtf8(std::string_view text)
{
    std::string out;
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
        QStringDecoder decoder(text[0] == '\xff' ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE);
        const QString decoded = decoder(QByteArrayView(text.data() + 2, static_cast<qsizetype>(text.size() - 2)));
        if (decoder.hasError() || text.size() % 2 != 0)
            return fail(ErrorCode::BadSyntax, {}, "not valid UTF-16");
        out = decoded.toStdString();
    } else {
        if (text.starts_with("\xef\xbb\xbf"))
            text.remove_prefix(3);
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
        if (decoder.hasError())
            return fail(ErrorCode::BadSyntax, {}, "not valid UTF-8");
        out = std::string(text);
    }
    if (const auto at = out.find('\0'); at != std::string::npos)
        return fail(ErrorCode::BadSyntax, {}, "a NUL byte", lineAt(out, at));
    return out;
}

QJsonValue jsonScalar(const YamlNode& node)
{
    const auto text = QString::fromStdString(node.scalar);
    if (node.plain) {
        if (node.scalar == "true" || node.scalar == "True" || node.scalar == "TRUE")
            return true;
        if (node.scalar == "false" || node.scalar == "False" || node.scalar == "FALSE")
            return false;
        bool ok = false;
        if (const auto number = text.toLongLong(&ok); ok && text == QString::number(number))
            return number;
        if (text.contains(QLatin1Char('.'))) {
            if (const auto number = text.toDouble(&ok); ok)
                return number;
        }
    }
    return text;
}

QJsonValue jsonValue(const YamlNode& node)
{
    switch (node.type) {
    case YamlNode::Type::Null:
        return QJsonValue(QJsonValue::Null);
    case YamlNode::Type::Scalar:
        return jsonScalar(node);
    case YamlNode::Type::Sequence: {
        QJsonArray array;
        for (const auto& child : node.children)
            array.append(jsonValue(child));
        return array;
    }
    case YamlNode::Type::Map: {
        QJsonObject object;
        for (std::size_t i = 0; i < node.keys.size() && i < node.children.size(); ++i)
            object.insert(QString::fromStdString(node.keys[i]), jsonValue(node.children[i]));
        return object;
    }
    }
    return {};
}

} // namespace

const YamlNode* YamlNode::find(std::string_view key) const
{
    for (std::size_t i = 0; i < keys.size() && i < children.size(); ++i) {
        if (keys[i] == key)
            return &children[i];
    }
    return nullptr;
}

Result<YamlNode> parseYaml(std::string_view text)
{
    auto utf8 = asUtf8(text);
    if (!utf8)
        return tl::unexpected(utf8.error());
    Builder builder;
    try {
        // yaml-cpp takes a quote that the end of the file leaves open for closed; the mark of a next document, which only the
        // end of this one can precede, makes it an error.
        std::istringstream stream(*utf8 + "\n---\n");
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder); // false: an empty file, which is an empty configuration
    } catch (const Refusal& refusal) {
        return fail(refusal.code, {}, refusal.detail, refusal.line);
    } catch (const YAML::Exception& error) {
        return fail(ErrorCode::BadSyntax, {}, error.msg, error.mark.is_null() ? 0 : error.mark.line + 1);
    } catch (const std::exception& error) { // yaml-cpp on odd input
        return fail(ErrorCode::BadSyntax, {}, error.what());
    }
    return std::move(builder.root);
}

std::string toJson(const YamlNode& node)
{
    // QJsonDocument holds objects and arrays only: a scalar travels in an array and loses its brackets.
    const auto value = jsonValue(node);
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).toStdString();
    const auto wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).toStdString();
    return wrapped.substr(1, wrapped.size() - 2);
}

} // namespace dg::kube
