// SPDX-License-Identifier: Apache-2.0
#include "drift_copy.h"

#include "flux/ownership.h"
#include "text/drift_words.h"
#include "text/words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace dg::views {

namespace {

using drift::Change;
using drift::Finding;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DriftCopy)
};

// Text of a cluster as a cell of a table in Markdown: code, whatever it holds.
QString code(const QString& text)
{
    if (text.isEmpty())
        return {};
    QString inner = text;
    inner.replace(u'|', QStringLiteral("\\|"));
    const QString fence(inner.contains(u'`') ? 2 : 1, u'`');
    return inner.contains(u'`') ? fence + QLatin1Char(' ') + inner + QLatin1Char(' ') + fence : fence + inner + fence;
}

QString fullName(const ObjectKey& key)
{
    QString name = text::cleanLine(key.kind.view()) + QLatin1Char(' ');
    if (!key.ns.empty())
        name += text::cleanLine(key.ns.view()) + QLatin1Char('/');
    return name + text::cleanLine(key.name.view());
}

QString shellWord(const QString& text)
{
    static const QString safe = QStringLiteral("-_./:@%+=,");
    if (!text.isEmpty()
        && std::ranges::all_of(text, [](QChar c) { return (c.unicode() < 128 && c.isLetterOrNumber()) || safe.contains(c); }))
        return text;
    QString inner = text;
    return QLatin1Char('\'') + inner.replace(u'\'', QStringLiteral("'\\''")) + QLatin1Char('\'');
}

bool isSecret(const Finding& finding)
{
    return finding.object.kind.view() == "Secret" && finding.object.group.empty();
}

// What replaces, adds or takes away the value at a path; `was` where it stands now, `value` what it shall be.
QJsonObject step(const QString& pointer, const QJsonValue& was, const QJsonValue& value)
{
    QJsonObject one{{QStringLiteral("op"),
                        value.isUndefined()     ? QStringLiteral("remove")
                            : was.isUndefined() ? QStringLiteral("add")
                                                : QStringLiteral("replace")},
        {QStringLiteral("path"), pointer}};
    if (!value.isUndefined())
        one.insert(QStringLiteral("value"), value);
    return one;
}

QString compact(const QJsonArray& steps)
{
    return QString::fromUtf8(QJsonDocument(steps).toJson(QJsonDocument::Compact));
}

} // namespace

QString driftMarkdown(const std::vector<Finding>& findings, const Diff& diff, const QString& cluster)
{
    if (findings.empty())
        return {};
    const Finding& first = findings.front();
    QString out = QStringLiteral("**") + Words::tr("Drift") + QStringLiteral(":** ") + code(fullName(first.object));
    if (!first.owner.empty())
        //: %1 an object
        out += QStringLiteral(", ")
            + Words::tr("applied by %1")
                  .arg(code(text::cleanLine(first.owner.kind.view()) + QLatin1Char(' ') + text::cleanLine(first.owner.ns.view())
                      + QLatin1Char('/') + text::cleanLine(first.owner.name.view())));
    if (!cluster.isEmpty()) //: %1 a cluster's name
        out += QStringLiteral(", ") + Words::tr("in %1").arg(code(cluster));
    out += QStringLiteral("\n\n| %1 | %2 | %3 | %4 | %5 |\n|---|---|---|---|---|\n")
               .arg(Words::tr("Field"), Words::tr("Finding"), Words::tr("Changed by"), Words::tr("Changed at"), Words::tr("How we know"));
    for (const Finding& finding : findings) {
        QString what = text::findingTitle(finding.kind);
        if (finding.change != Change::None) //: %1 "Field changed", %2 "added"
            what = Words::tr("%1 (%2)").arg(what, text::changeText(finding.change));
        const auto time = finding.time ? finding.time : finding.since;
        //: %1 "From field ownership", %2 "certain"
        const QString how
            = Words::tr("%1, %2").arg(text::evidenceShort(finding.evidence), text::confidenceText(finding.confidence).toLower());
        out += QStringLiteral("| %1 | %2 | %3 | %4 | %5 |\n")
                   .arg(code(text::cleanLine(finding.path)), what,
                       finding.manager.empty() ? text::managerText(finding) : code(text::cleanLine(finding.manager)),
                       time ? QString::fromStdString(toRfc3339(*time)) : QString(), how);
    }
    if (!diff.hunks.empty() && !isSecret(first))
        out += QStringLiteral("\n```diff\n") + diffText(diff, 2).replace(QStringLiteral("```"), QStringLiteral("'''"))
            + QStringLiteral("```\n");
    return out;
}

QString driftKubectl(const std::vector<Finding>& findings, const QJsonObject& live)
{
    if (findings.empty())
        return {};
    const ObjectKey& key = findings.front().object;
    QString kind = text::qs(key.kind.view()).toLower();
    if (!key.group.empty())
        kind += QLatin1Char('.') + text::qs(key.group.view());
    const QString ns = key.ns.empty() ? QString() : QStringLiteral(" --namespace ") + shellWord(text::qs(key.ns.view()));
    const QString name = shellWord(kind) + QLatin1Char(' ') + shellWord(text::qs(key.name.view()));
    QJsonArray steps;
    bool known = !live.isEmpty() && !isSecret(findings.front());
    for (const Finding& finding : findings) {
        const QString pointer = jsonPointer(live, finding.path);
        const bool takenAway = finding.change == Change::Added && drift::isExact(finding.evidence);
        if (pointer.isEmpty() || (!finding.desired && !takenAway)) {
            known = false;
            break;
        }
        const QJsonValue was = valueAt(live, finding.path);
        steps.append(step(pointer, was, takenAway ? QJsonValue(QJsonValue::Undefined) : parsedValue(*finding.desired, was)));
    }
    if (known && !steps.isEmpty())
        return QStringLiteral("kubectl patch %1%2 --type=json --patch %3").arg(name, ns, shellWord(compact(steps)));
    return QStringLiteral("kubectl get %1%2 --output yaml --show-managed-fields").arg(name, ns);
}

QString driftPatch(const std::vector<Finding>& findings, const QJsonObject& live)
{
    QJsonArray steps;
    for (const Finding& finding : findings) {
        if (finding.path.empty() || isSecret(finding))
            continue;
        const QString pointer = jsonPointer(live, finding.path);
        if (pointer.isEmpty())
            continue;
        const QJsonValue now = valueAt(live, finding.path);
        if (now.isUndefined() && finding.change != Change::Removed)
            continue;
        const bool added = finding.change == Change::Added;
        steps.append(step(pointer, added ? QJsonValue(QJsonValue::Undefined) : QJsonValue(true), now));
    }
    return steps.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(steps).toJson(QJsonDocument::Indented));
}

} // namespace dg::views
