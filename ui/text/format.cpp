// SPDX-License-Identifier: Apache-2.0
// Ages, times, revisions, and foreign text made fit for one line.
#include "text/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>

namespace dg::text {

namespace {

bool isHex(QStringView text)
{
    for (const QChar c : text) {
        const auto u = c.unicode();
        if (!((u >= '0' && u <= '9') || (u >= 'a' && u <= 'f') || (u >= 'A' && u <= 'F')))
            return false;
    }
    return !text.isEmpty();
}

constexpr int ShownHex = 8; // as Git abbreviates in large repositories

// Unicode's bidirectional controls (UAX #9) and other invisible format characters that can hide or reorder text.
bool isHidden(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C
        || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

} // namespace

QString age(Millis value)
{
    const auto ms = value.count();
    if (ms < -999)
        return QCoreApplication::translate("Age", "in the future");
    if (ms < 1000)
        return QCoreApplication::translate("Age", "now");
    const auto seconds = ms / 1000;
    if (seconds < 60)
        return QCoreApplication::translate("Age", "%1 s").arg(seconds);
    if (seconds < 3600)
        return QCoreApplication::translate("Age", "%1 min").arg(seconds / 60);
    if (seconds < 86400)
        return QCoreApplication::translate("Age", "%1 h").arg(seconds / 3600);
    return QCoreApplication::translate("Age", "%1 d").arg(seconds / 86400);
}

QString duration(Millis value)
{
    const auto ms = std::max<Millis::rep>(0, value.count());
    if (ms < 10'000) //: %1 is a number with one decimal
        return QCoreApplication::translate("Age", "%1 s").arg(QLocale().toString(static_cast<double>(ms) / 1000.0, 'f', 1));
    if (ms < 60'000)
        return QCoreApplication::translate("Age", "%1 s").arg(ms / 1000);
    if (ms < 3'600'000)
        return QCoreApplication::translate("Age", "%1 min %2 s").arg(ms / 60'000).arg(ms / 1000 % 60, 2, 10, QLatin1Char('0'));
    return QCoreApplication::translate("Age", "%1 h %2 min").arg(ms / 3'600'000).arg(ms / 60'000 % 60, 2, 10, QLatin1Char('0'));
}

QString localTime(WallTime time)
{
    const auto local = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss t"));
}

QString clockTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).toString(QStringLiteral("HH:mm:ss"));
}

// Forms: domain.md §3.9. "ref@alg:hex", "alg:hex", and before Flux 2.0 "branch/hex".
QString shortRevision(std::string_view revision)
{
    const QString whole = cleanLine(revision);
    const auto at = whole.lastIndexOf(QLatin1Char('@'));
    QString ref = at >= 0 ? whole.left(at) : QString();
    QString digest = at >= 0 ? whole.mid(at + 1) : whole;
    const auto colon = digest.indexOf(QLatin1Char(':'));
    if (colon > 0 && isHex(QStringView(digest).mid(colon + 1)))
        digest = digest.mid(colon + 1);
    else if (at < 0) {
        const auto slash = digest.lastIndexOf(QLatin1Char('/'));
        const auto tail = QStringView(digest).mid(slash + 1);
        if (slash < 0 || (tail.size() != 40 && tail.size() != 64) || !isHex(tail))
            return (whole.size() == 40 || whole.size() == 64) && isHex(whole) ? whole.left(ShownHex) : whole;
        ref = digest.left(slash);
        digest = tail.toString();
    }
    for (const auto prefix : {QLatin1String("refs/heads/"), QLatin1String("refs/tags/")}) {
        if (ref.startsWith(prefix))
            ref = ref.mid(prefix.size());
    }
    if (isHex(digest))
        digest = digest.left(ShownHex);
    if (ref == QLatin1String("HEAD"))
        ref.clear();
    return ref.isEmpty() ? digest : ref + QLatin1Char('@') + digest;
}

QString cleanLine(std::string_view utf8)
{
    const QString source = qs(utf8);
    QString out;
    out.reserve(source.size());
    bool space = false;
    const auto put = [&](const QString& piece) {
        if (space && !out.isEmpty())
            out += QLatin1Char(' ');
        space = false;
        out += piece;
    };
    for (const char32_t c : source.toUcs4()) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029)
            space = true;
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            put(QString(QChar::ReplacementCharacter));
        else if (isHidden(c))
            put(QStringLiteral("<U+%1>").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper());
        else
            put(QString::fromUcs4(&c, 1));
    }
    return out;
}

} // namespace dg::text
