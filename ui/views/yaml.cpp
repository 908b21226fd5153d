// SPDX-License-Identifier: Apache-2.0
#include "views/yaml.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

namespace dg::views {

namespace {

constexpr int MaxDepth = 200; // deeper than any API object; a guard for the recursion

// What a plain scalar would be read as by YAML 1.1 or 1.2: numbers, booleans, null, times.
bool readsAsOther(const QString& text)
{
    static const QRegularExpression other(QStringLiteral(
        "^(?:[-+]?(?:0x[0-9a-fA-F_]+|0o?[0-7_]+|[0-9][0-9_]*(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\\.[0-9_]+(?:[eE][-+]?[0-9]+)?)"
        "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)|[0-9]+(?::[0-5]?[0-9])+(?:\\.[0-9]*)?"
        "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)$"));
    static const QStringList words{QStringLiteral("y"), QStringLiteral("n"), QStringLiteral("yes"), QStringLiteral("no"),
        QStringLiteral("on"), QStringLiteral("off"), QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("null"),
        QStringLiteral("~")};
    return words.contains(text.toLower()) || other.match(text).hasMatch();
}

bool plainIsSafe(const QString& text)
{
    if (text.isEmpty() || text.front().isSpace() || text.back().isSpace() || readsAsOther(text))
        return false;
    static const QString leading = QStringLiteral("-?:,[]{}#&*!|>'\"%@`=<");
    if (leading.contains(text.front()))
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (!c.isPrint() && !c.isSurrogate())
            return false;
        if (c == u':' && (i + 1 == text.size() || text.at(i + 1).isSpace()))
            return false;
        if (c == u'#' && text.at(i - 1).isSpace())
            return false;
    }
    return true;
}

bool blockIsSafe(const QString& text)
{
    if (!text.contains(u'\n') || text.front() == u' ' || text.front() == u'\n')
        return false;
    for (const QChar c : text) {
        if (c != u'\n' && c != u'\t' && !c.isPrint() && !c.isSurrogate())
            return false;
    }
    return !text.contains(QStringLiteral(" \n"));
}

QString quoted(const QString& text)
{
    QString out = QStringLiteral("\"");
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += QLatin1Char('\\') + QString(c);
        else if (c == u'\n')
            out += QStringLiteral("\\n");
        else if (c == u'\t')
            out += QStringLiteral("\\t");
        else if (c == u'\r')
            out += QStringLiteral("\\r");
        else if (!c.isPrint() && !c.isSurrogate())
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out + QLatin1Char('"');
}

QString number(double value)
{
    if (value == std::floor(value) && std::abs(value) < 9.0e15)
        return QString::number(static_cast<qint64>(value));
    return QString::number(value, 'g', 17);
}

class Emitter {
public:
    explicit Emitter(const YamlOptions& options)
        : m_options(options)
    {
    }

    void object(const QJsonObject& map, int indent, const QString& path, bool continued)
    {
        bool first = continued; // the first key stands behind "- "
        for (auto it = map.begin(); it != map.end(); ++it) {
            if (!m_options.managedFields && path == QLatin1String("/metadata") && it.key() == QLatin1String("managedFields"))
                continue;
            if (!first)
                m_out += QString(indent, QLatin1Char(' '));
            first = false;
            m_out += (plainIsSafe(it.key()) ? it.key() : quoted(it.key())) + QLatin1Char(':');
            value(it.value(), indent, path + QLatin1Char('/') + it.key(), true);
        }
    }

    // After "key:" or "-": the scalar on the same line, or a block below.
    void value(const QJsonValue& v, int indent, const QString& path, bool ofKey)
    {
        if (indent > MaxDepth * 2) {
            m_out += QStringLiteral(" ...\n");
        } else if (v.isObject() && !v.toObject().isEmpty()) {
            m_out += ofKey ? QStringLiteral("\n") : QStringLiteral(" ");
            object(v.toObject(), indent + 2, path, !ofKey);
        } else if (v.isArray() && !v.toArray().isEmpty()) {
            // Kubernetes' own style: list items at the key's indent.
            const int at = ofKey ? indent : indent + 2;
            m_out += QLatin1Char('\n');
            for (const QJsonValue& item : v.toArray()) {
                m_out += QString(at, QLatin1Char(' ')) + QLatin1Char('-');
                value(item, at, path, false);
            }
        } else {
            scalar(v, indent + 2);
        }
    }

    void scalar(const QJsonValue& v, int indent)
    {
        m_out += QLatin1Char(' ');
        if (v.isString() && blockIsSafe(v.toString()))
            block(v.toString(), indent);
        else if (v.isString())
            m_out += (plainIsSafe(v.toString()) ? v.toString() : quoted(v.toString())) + QLatin1Char('\n');
        else if (v.isBool())
            m_out += v.toBool() ? QStringLiteral("true\n") : QStringLiteral("false\n");
        else if (v.isDouble())
            m_out += number(v.toDouble()) + QLatin1Char('\n');
        else if (v.isObject())
            m_out += QStringLiteral("{}\n");
        else if (v.isArray())
            m_out += QStringLiteral("[]\n");
        else
            m_out += QStringLiteral("null\n");
    }

    void block(QString text, int indent)
    {
        QString chomp = QStringLiteral("-");
        if (text.endsWith(u'\n')) {
            text.chop(1);
            chomp = text.endsWith(u'\n') ? QStringLiteral("+") : QString();
        }
        m_out += QLatin1Char('|') + chomp + QLatin1Char('\n');
        for (const QString& line : text.split(u'\n'))
            m_out += (line.isEmpty() ? QString() : QString(indent, QLatin1Char(' ')) + line) + QLatin1Char('\n');
    }

    QString m_out;

private:
    const YamlOptions& m_options;
};

} // namespace

QString toYaml(const QJsonValue& value, const YamlOptions& options)
{
    Emitter emitter(options);
    if (value.isObject() && !value.toObject().isEmpty()) {
        emitter.object(value.toObject(), 0, QString(), false);
    } else if (value.isArray() && !value.toArray().isEmpty()) {
        for (const QJsonValue& item : value.toArray()) {
            emitter.m_out += QLatin1Char('-');
            emitter.value(item, 0, QString(), false);
        }
    } else {
        emitter.scalar(value, 0);
        emitter.m_out = emitter.m_out.mid(1);
    }
    return emitter.m_out;
}

QString objectToYaml(std::string_view json, const YamlOptions& options)
{
    const auto document = QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size())));
    if (!document.isObject())
        return {};
    QJsonObject object = document.object();
    if (object.value(QLatin1String("kind")).toString() == QLatin1String("Secret")) {
        object.remove(QLatin1String("data"));
        object.remove(QLatin1String("stringData"));
    }
    return toYaml(object, options);
}

} // namespace dg::views
