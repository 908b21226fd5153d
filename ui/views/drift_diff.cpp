// SPDX-License-Identifier: Apache-2.0
#include "drift_diff.h"

#include "flux/ownership.h"
#include "text/drift_words.h"
#include "text/words.h"
#include "views/yaml.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace dg::views {

namespace {

using drift::Finding;
using flux::PathSegment;
using Sign = DiffLine::Sign;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DriftDiff)
};

QString scalar(const QJsonValue& value)
{
    QString text = toYaml(value);
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

QString plainOf(const QJsonValue& value)
{
    return value.isString() ? value.toString() : scalar(value);
}

// Whether an element of a list is the one a segment names: "name=web", "containerPort=80,protocol=TCP", "=\"x\"" of a set, "0".
bool isElement(const std::string& segment, const QJsonValue& value, qsizetype index)
{
    const QString text = text::qs(segment);
    if (text.startsWith(u'=')) {
        const QString wanted = text.mid(1);
        const bool quoted = wanted.size() > 1 && wanted.startsWith(u'"') && wanted.endsWith(u'"');
        return plainOf(value) == (quoted ? wanted.mid(1, wanted.size() - 2) : wanted);
    }
    bool number = false;
    if (const auto wanted = text.toLongLong(&number); number)
        return wanted == index;
    if (!value.isObject())
        return false;
    const QJsonObject object = value.toObject();
    for (const QString& pair : text.split(u',')) {
        const auto equals = pair.indexOf(u'=');
        QString wanted = pair.mid(equals + 1);
        if (wanted.size() > 1 && wanted.startsWith(u'"') && wanted.endsWith(u'"'))
            wanted = wanted.mid(1, wanted.size() - 2);
        if (equals < 1 || plainOf(object.value(pair.left(equals))) != wanted)
            return false;
    }
    return true;
}

// -1: none.
qsizetype elementAt(const QJsonArray& list, const std::string& segment)
{
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (isElement(segment, list.at(i), i))
            return i;
    }
    return -1;
}

QJsonValue elementFor(const std::string& segment)
{
    QJsonObject object;
    for (const QString& pair : text::qs(segment).split(u',')) {
        if (const auto equals = pair.indexOf(u'='); equals > 0)
            object.insert(pair.left(equals), pair.mid(equals + 1));
    }
    return object;
}

// A copy with the value at the path set, or taken away when it is undefined.
QJsonValue withValue(const QJsonValue& base, const std::vector<PathSegment>& path, std::size_t at, const QJsonValue& value)
{
    if (at == path.size())
        return value;
    const auto& segment = path[at];
    if (segment.element) {
        QJsonArray list = base.toArray();
        const auto index = elementAt(list, segment.text);
        if (index < 0) {
            if (!value.isUndefined())
                list.append(withValue(elementFor(segment.text), path, at + 1, value));
            return list;
        }
        const QJsonValue inner = withValue(list.at(index), path, at + 1, value);
        if (inner.isUndefined())
            list.removeAt(index);
        else
            list.replace(index, inner);
        return list;
    }
    QJsonObject object = base.toObject();
    const QString key = text::qs(segment.text);
    if (value.isUndefined() && !object.contains(key))
        return base.isUndefined() ? QJsonValue(object) : base;
    const QJsonValue inner = withValue(object.value(key), path, at + 1, value);
    if (inner.isUndefined())
        object.remove(key);
    else
        object.insert(key, inner);
    return object;
}

// The element of another list that means the same: by the keys Kubernetes merges by, else by place.
qsizetype partnerOf(const QJsonValue& element, qsizetype index, const QJsonArray& other)
{
    if (!element.isObject())
        return other.contains(element) ? [&] {
            for (qsizetype i = 0; i < other.size(); ++i) {
                if (other.at(i) == element)
                    return i;
            }
            return qsizetype{-1};
        }()
                                       : -1;
    const QJsonObject object = element.toObject();
    for (const auto* key : {"name", "containerPort", "port", "mountPath", "devicePath", "ip", "type", "key", "uid", "topologyKey"}) {
        const QString name = QLatin1String(key);
        if (!object.contains(name))
            continue;
        for (qsizetype i = 0; i < other.size(); ++i) {
            if (other.at(i).toObject().value(name) == object.value(name))
                return i;
        }
        return -1;
    }
    return index < other.size() ? index : -1;
}

bool isPartOfWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_';
}

// The words that differ, whole.
void markWords(DiffLine& line)
{
    const QString& a = line.left;
    const QString& b = line.right;
    int begin = 0;
    while (begin < a.size() && begin < b.size() && a.at(begin) == b.at(begin))
        ++begin;
    int endA = static_cast<int>(a.size()), endB = static_cast<int>(b.size());
    while (endA > begin && endB > begin && a.at(endA - 1) == b.at(endB - 1)) {
        --endA;
        --endB;
    }
    while (begin > 0 && isPartOfWord(a.at(begin - 1)))
        --begin;
    while (endA < a.size() && isPartOfWord(a.at(endA)) && endB < b.size()) {
        ++endA;
        ++endB;
    }
    line.leftFrom = line.rightFrom = begin;
    line.leftTo = endA;
    line.rightTo = endB;
}

struct Active { // a finding whose path leads here
    std::size_t finding;
    std::size_t depth; // of its segments behind us
};
using Actives = std::vector<Active>;

class Writer {
public:
    Writer(Diff& diff, const std::vector<Finding>& findings)
        : m_diff(diff)
        , m_paths(findings.size())
        , m_ranges(findings.size(), {-1, -1})
    {
        for (std::size_t i = 0; i < findings.size(); ++i) {
            m_paths[i] = flux::pathSegments(findings[i].path);
            m_added.push_back(findings[i].change == drift::Change::Added);
        }
    }

    void write(const QJsonObject& git, const QJsonObject& live)
    {
        Actives all;
        for (std::size_t i = 0; i < m_paths.size(); ++i) {
            if (!m_paths[i].empty())
                all.push_back({i, 0});
        }
        object(git, live, 0, {}, all, false);
    }
    // The lines between which everything below a path stands: first and last, -1: nowhere.
    [[nodiscard]] std::pair<int, int> rangeOf(std::size_t finding) const { return m_ranges[finding]; }
    // Where the owner path's own element or map begins and ends, by its text.
    [[nodiscard]] const std::map<std::vector<std::string>, std::pair<int, int>>& places() const { return m_places; }

private:
    [[nodiscard]] int count() const { return static_cast<int>(m_diff.lines.size()); }

    void put(Sign sign, const QString& left, const QString& right)
    {
        DiffLine line;
        if (m_marked > 0 && sign == Sign::Same)
            sign = m_markSign;
        line.sign = sign;
        line.left = sign == Sign::Added ? QString() : left;
        line.right = right;
        if (sign != Sign::Added && sign != Sign::Gone)
            line.leftNumber = ++m_left;
        if (sign != Sign::Removed && sign != Sign::Gone)
            line.rightNumber = ++m_right;
        if (sign == Sign::Changed)
            markWords(line);
        if (line.sign == Sign::Marked || sign == Sign::Added || sign == Sign::Removed || sign == Sign::Gone) {
            const auto indent = [](const QString& text) {
                int n = 0;
                while (n < text.size() && text.at(n) == u' ')
                    ++n;
                return n;
            };
            line.leftFrom = indent(left);
            line.leftTo = static_cast<int>(left.size());
            line.rightFrom = indent(right);
            line.rightTo = static_cast<int>(right.size());
        }
        m_diff.lines.push_back(std::move(line));
    }

    // Lines of one side only; `text` may hold several.
    void lines(Sign sign, const QString& lead, const QJsonValue& value, int indent)
    {
        const QString pad(indent + 2, u' ');
        const bool container = (value.isObject() && !value.toObject().isEmpty()) || (value.isArray() && !value.toArray().isEmpty());
        QStringList all;
        if (container && lead.trimmed() == QLatin1String("-")) {
            all = toYaml(value).split(u'\n', Qt::SkipEmptyParts);
            for (qsizetype i = 0; i < all.size(); ++i)
                all[i] = (i == 0 ? lead : pad) + all[i];
        } else if (container) {
            all = toYaml(value).split(u'\n', Qt::SkipEmptyParts);
            const QString inner = value.isArray() ? QString(indent, u' ') : pad;
            for (QString& line : all)
                line.prepend(inner);
            all.prepend(lead.trimmed().isEmpty() ? lead : lead.left(lead.size() - 1));
        } else {
            all = scalar(value).split(u'\n');
            for (qsizetype i = 0; i < all.size(); ++i)
                all[i] = (i == 0 ? lead : pad) + all[i];
        }
        for (const QString& line : all)
            put(sign, sign == Sign::Added ? QString() : line, sign == Sign::Removed ? QString() : line);
    }

    // `lead`: what stands before the value: "  key: " or "  - ".
    void entry(const QString& lead, const QJsonValue& git, const QJsonValue& live, int indent, std::vector<std::string> path,
        const Actives& actives)
    {
        const int begin = count();
        int marks = 0;
        Actives below;
        for (const Active& active : actives) {
            if (active.depth == m_paths[active.finding].size()) {
                ++marks;
                if (m_marked == 0)
                    m_markSign = m_added[active.finding] ? Sign::Added : Sign::Marked;
            } else
                below.push_back(active);
        }
        m_marked += m_gitKnown ? 0 : marks;
        const bool bothObjects = git.isObject() && live.isObject() && !git.toObject().isEmpty() && !live.toObject().isEmpty();
        const bool bothLists = git.isArray() && live.isArray() && !git.toArray().isEmpty() && !live.toArray().isEmpty();
        if (bothObjects && lead.trimmed() == QLatin1String("-")) {
            m_lead = lead;
            object(git.toObject(), live.toObject(), indent + 2, path, below, true);
        } else if (bothObjects) {
            const QString head = lead.left(lead.size() - 1);
            put(Sign::Same, head, head);
            object(git.toObject(), live.toObject(), indent + 2, path, below, false);
        } else if (bothLists) {
            const QString head = lead.left(lead.size() - 1);
            put(Sign::Same, head, head);
            list(git.toArray(), live.toArray(), indent, path, below);
        } else if (live.isUndefined()) {
            lines(Sign::Removed, lead, git, indent);
        } else if (git.isUndefined()) {
            lines(Sign::Added, lead, live, indent);
        } else if (git == live) {
            lines(Sign::Same, lead, live, indent);
        } else {
            const QString a = scalar(git), b = scalar(live);
            const bool simple
                = !git.isObject() && !git.isArray() && !live.isObject() && !live.isArray() && !a.contains(u'\n') && !b.contains(u'\n');
            if (simple) {
                put(Sign::Changed, lead + a, lead + b);
            } else {
                lines(Sign::Removed, lead, git, indent);
                lines(Sign::Added, lead, live, indent);
            }
        }
        m_marked -= m_gitKnown ? 0 : marks;
        for (const Active& active : actives) {
            if (active.depth == m_paths[active.finding].size())
                m_ranges[active.finding] = {begin, count() - 1};
        }
        if (!actives.empty())
            m_places[path] = {begin, count() - 1};
    }

    static Actives through(const Actives& actives, const std::vector<std::vector<PathSegment>>& paths, auto&& test)
    {
        Actives out;
        for (const Active& active : actives) {
            const auto& path = paths[active.finding];
            if (active.depth < path.size() && test(path[active.depth]))
                out.push_back({active.finding, active.depth + 1});
        }
        return out;
    }

    // What findings name and neither side has.
    void gone(const Actives& actives, std::vector<std::size_t>& seen, const QString& pad)
    {
        for (const Active& active : actives) {
            if (active.depth >= m_paths[active.finding].size() || std::ranges::find(seen, active.finding) != seen.end())
                continue;
            const auto& segment = m_paths[active.finding][active.depth];
            const QString name = text::cleanLine(segment.text);
            const int begin = count();
            put(Sign::Gone, pad + (segment.element ? QStringLiteral("- ") + name : name + QLatin1Char(':')), {});
            m_ranges[active.finding] = {begin, begin};
        }
    }

    void object(const QJsonObject& git, const QJsonObject& live, int indent, const std::vector<std::string>& path, const Actives& actives,
        bool continued)
    {
        QStringList keys = live.keys();
        for (const QString& key : git.keys()) {
            if (!live.contains(key))
                keys.insert(std::ranges::lower_bound(keys, key), key);
        }
        // An element's name stands first: it says which one it is.
        if (continued && keys.removeOne(QStringLiteral("name")))
            keys.prepend(QStringLiteral("name"));
        std::vector<std::size_t> seen;
        QString lead = continued ? m_lead : QString(indent, u' ');
        for (const QString& key : keys) {
            const std::string name = key.toStdString();
            const Actives inner = through(actives, m_paths, [&](const PathSegment& s) { return !s.element && s.text == name; });
            for (const Active& active : inner)
                seen.push_back(active.finding);
            auto below = path;
            if (!inner.empty())
                below.push_back(name);
            entry(lead + scalar(key) + QStringLiteral(": "), git.value(key), live.value(key), indent, below, inner);
            lead = QString(indent, u' ');
        }
        gone(actives, seen, QString(indent, u' '));
    }

    void list(const QJsonArray& git, const QJsonArray& live, int indent, const std::vector<std::string>& path, const Actives& actives)
    {
        std::vector<bool> taken(static_cast<std::size_t>(git.size()));
        std::vector<std::size_t> seen;
        const QString lead = QString(indent, u' ') + QStringLiteral("- ");
        const auto one = [&](const QJsonValue& a, const QJsonValue& b, qsizetype index) {
            const Actives inner = through(
                actives, m_paths, [&](const PathSegment& s) { return s.element && isElement(s.text, b.isUndefined() ? a : b, index); });
            auto below = path;
            for (const Active& active : inner) {
                seen.push_back(active.finding);
                if (below.size() == path.size())
                    below.push_back("[" + m_paths[active.finding][active.depth - 1].text + "]");
            }
            entry(lead, a, b, indent, below, inner);
        };
        for (qsizetype i = 0; i < live.size(); ++i) {
            const auto partner = partnerOf(live.at(i), i, git);
            if (partner >= 0)
                taken[static_cast<std::size_t>(partner)] = true;
            one(partner >= 0 ? git.at(partner) : QJsonValue(QJsonValue::Undefined), live.at(i), i);
        }
        for (qsizetype i = 0; i < git.size(); ++i) {
            if (!taken[static_cast<std::size_t>(i)])
                one(git.at(i), QJsonValue(QJsonValue::Undefined), i);
        }
        gone(actives, seen, QString(indent, u' '));
    }

public:
    bool m_gitKnown = false;

private:
    Diff& m_diff;
    std::vector<std::vector<PathSegment>> m_paths;
    std::vector<std::pair<int, int>> m_ranges;
    std::map<std::vector<std::string>, std::pair<int, int>> m_places;
    QString m_lead;
    std::vector<bool> m_added;
    Sign m_markSign = Sign::Marked;
    int m_marked = 0;
    int m_left = 0, m_right = 0;
};

// The outermost element of a list that holds it, else what stands above it.
std::size_t ownerDepth(const std::vector<PathSegment>& path)
{
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (path[i].element)
            return i + 1;
    }
    return path.empty() ? 0 : path.size() - 1;
}

std::vector<std::string> placeKey(const std::vector<PathSegment>& path, std::size_t depth)
{
    std::vector<std::string> key;
    for (std::size_t i = 0; i < depth; ++i)
        key.push_back(path[i].element ? "[" + path[i].text + "]" : path[i].text);
    return key;
}

QString pathText(const std::string& whole, const std::vector<PathSegment>& path, std::size_t depth)
{
    if (depth >= path.size())
        return text::cleanLine(whole);
    // As it is written, up to there.
    std::size_t end = whole.size();
    for (std::size_t at = 1; at < whole.size(); ++at) {
        if ((whole[at] == '.' || whole[at] == '[') && flux::pathSegments(std::string_view(whole).substr(0, at)).size() == depth) {
            end = at;
            break;
        }
    }
    return text::cleanLine(std::string_view(whole).substr(0, end));
}

QString noteOf(const std::vector<const Finding*>& findings)
{
    const Finding& first = *findings.front();
    const bool alike = std::ranges::all_of(findings, [&](const auto* f) { return f->change == first.change && f->kind == first.kind; });
    const bool sameHand = std::ranges::all_of(findings, [&](const auto* f) { return f->manager == first.manager; });
    const QString who = sameHand ? text::managerText(first) : Words::tr("several");
    const int count = static_cast<int>(findings.size());
    QString what;
    if (first.kind == drift::Kind::FieldTaken && alike)
        what = count == 1 ? Words::tr("field taken over") : Words::tr("%n fields taken over", nullptr, count);
    else if (first.change == drift::Change::Added && alike)
        what = count == 1 ? Words::tr("field added") : Words::tr("%n fields added", nullptr, count);
    else if (first.change == drift::Change::Removed && alike)
        what = count == 1 ? Words::tr("field removed") : Words::tr("%n fields removed", nullptr, count);
    else if (first.change == drift::Change::Unknown && alike)
        what = count == 1 ? Words::tr("field changed or removed") : Words::tr("%n fields changed or removed", nullptr, count);
    else
        what = count == 1 ? Words::tr("field changed") : Words::tr("%n fields changed", nullptr, count);
    const bool exact = std::ranges::all_of(findings, [](const auto* f) { return drift::isExact(f->evidence); });
    //: %1 a field manager, %2 "2 fields changed"
    const QString note = Words::tr("%1, %2").arg(who, what);
    //: %1 "kubectl-edit, 2 fields changed"
    return exact ? Words::tr("%1, exact").arg(note) : note;
}

} // namespace

QJsonValue parsedValue(const std::string& text, const QJsonValue& like)
{
    const QByteArray bytes = QByteArray::fromStdString(text);
    const auto document = QJsonDocument::fromJson("[" + bytes + "]");
    const bool json = document.isArray() && document.array().size() == 1;
    if (json && (like.isUndefined() || document.array().at(0).type() == like.type()))
        return document.array().at(0);
    if (like.isString() || !json)
        return QString::fromUtf8(bytes);
    return document.array().at(0);
}

QJsonValue valueAt(const QJsonValue& root, std::string_view path)
{
    QJsonValue at = root;
    for (const auto& segment : flux::pathSegments(path)) {
        if (segment.element) {
            const auto index = elementAt(at.toArray(), segment.text);
            at = index < 0 ? QJsonValue(QJsonValue::Undefined) : at.toArray().at(index);
        } else {
            at = at.toObject().value(text::qs(segment.text));
        }
    }
    return at;
}

QString jsonPointer(const QJsonValue& root, std::string_view path)
{
    QJsonValue at = root;
    QString pointer;
    for (const auto& segment : flux::pathSegments(path)) {
        if (segment.element) {
            const auto index = elementAt(at.toArray(), segment.text);
            if (index < 0)
                return {};
            pointer += QStringLiteral("/%1").arg(index);
            at = at.toArray().at(index);
        } else {
            QString name = text::qs(segment.text);
            at = at.toObject().value(name);
            pointer += QLatin1Char('/') + name.replace(u'~', QLatin1String("~0")).replace(u'/', QLatin1String("~1"));
        }
    }
    return pointer;
}

QJsonObject skeletonOf(const std::vector<Finding>& findings, const QString& placeholder)
{
    QJsonValue out = QJsonObject();
    for (const Finding& finding : findings) {
        if (!finding.path.empty() && finding.change != drift::Change::Removed)
            out = withValue(out, flux::pathSegments(finding.path), 0, finding.live ? text::qs(*finding.live) : placeholder);
    }
    return out.toObject();
}

Diff makeDiff(const QJsonObject& live, const std::vector<Finding>& findings)
{
    Diff diff;
    QJsonValue git = live;
    for (const Finding& finding : findings) {
        if (finding.path.empty())
            continue;
        const auto path = flux::pathSegments(finding.path);
        if (finding.desired) {
            git = withValue(git, path, 0, parsedValue(*finding.desired, valueAt(live, finding.path)));
            diff.gitKnown = true;
        } else if (finding.change == drift::Change::Added) {
            git = withValue(git, path, 0, QJsonValue(QJsonValue::Undefined));
            diff.gitKnown = diff.gitKnown || drift::isExact(finding.evidence);
        }
    }
    Writer writer(diff, findings);
    writer.m_gitKnown = diff.gitKnown;
    writer.write(diff.gitKnown ? git.toObject() : live, live);

    struct Owned {
        std::vector<std::string> key;
        QString path;
        std::pair<int, int> range{-1, -1};
        std::vector<const Finding*> findings;
    };
    std::vector<Owned> owned;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const auto range = writer.rangeOf(i);
        if (range.first < 0)
            continue;
        ++diff.differing;
        const auto path = flux::pathSegments(findings[i].path);
        auto depth = ownerDepth(path);
        auto key = placeKey(path, depth);
        auto place = writer.places().find(key);
        while (place == writer.places().end() && depth > 0) {
            key = placeKey(path, --depth);
            place = writer.places().find(key);
        }
        const auto whole = place == writer.places().end() ? range : place->second;
        const auto found = std::ranges::find(owned, key, &Owned::key);
        if (found == owned.end())
            owned.push_back({key, depth == 0 ? text::cleanLine(findings[i].path) : pathText(findings[i].path, path, depth),
                {std::min(whole.first, range.first), std::max(whole.second, range.second)}, {&findings[i]}});
        else
            found->findings.push_back(&findings[i]);
    }
    std::ranges::stable_sort(owned, [](const Owned& a, const Owned& b) { return a.range.first < b.range.first; });
    for (std::size_t i = 0; i < owned.size(); ++i) { // one within another is part of it
        while (i + 1 < owned.size() && owned[i + 1].range.first <= owned[i].range.second) {
            auto& inner = owned[i + 1];
            owned[i].range.second = std::max(owned[i].range.second, inner.range.second);
            owned[i].findings.insert(owned[i].findings.end(), inner.findings.begin(), inner.findings.end());
            owned.erase(owned.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
        diff.hunks.push_back({owned[i].path, noteOf(owned[i].findings),
            std::ranges::all_of(owned[i].findings, [](const auto* f) { return drift::isExact(f->evidence); }), owned[i].range.first,
            owned[i].range.second});
    }
    return diff;
}

namespace {
constexpr int OwnContext = 3; // so much stays within the owner path, more goes beyond it
}

std::vector<std::pair<int, int>> Diff::shown(const DiffHunk& hunk, int context) const
{
    std::vector<std::pair<int, int>> out;
    for (int i = hunk.first; i <= hunk.last; ++i) {
        if (lines[static_cast<std::size_t>(i)].sign == DiffLine::Same)
            continue;
        const bool within = context <= OwnContext;
        const int from = std::max(within ? hunk.first : 0, i - context);
        const int to = std::min(within ? hunk.last : static_cast<int>(lines.size()) - 1, i + context);
        if (!out.empty() && from <= out.back().second + 1)
            out.back().second = std::max(out.back().second, to);
        else
            out.emplace_back(from, to);
    }
    return out;
}

QString diffText(const Diff& diff, int context)
{
    QString out;
    for (const DiffHunk& hunk : diff.hunks) {
        out += QStringLiteral("@@ %1 (%2)\n").arg(hunk.path, hunk.note);
        for (const auto& [from, to] : diff.shown(hunk, context)) {
            for (int i = from; i <= to; ++i) {
                const DiffLine& line = diff.lines[static_cast<std::size_t>(i)];
                switch (line.sign) {
                case DiffLine::Same:
                    out += QLatin1Char(' ') + line.right + QLatin1Char('\n');
                    break;
                case DiffLine::Marked:
                case DiffLine::Added:
                    out += QLatin1Char('+') + line.right + QLatin1Char('\n');
                    break;
                case DiffLine::Changed:
                    out += QLatin1Char('-') + line.left + QLatin1String("\n+") + line.right + QLatin1Char('\n');
                    break;
                case DiffLine::Removed:
                case DiffLine::Gone:
                    out += QLatin1Char('-') + line.left + QLatin1Char('\n');
                    break;
                }
            }
        }
    }
    return out;
}

} // namespace dg::views
