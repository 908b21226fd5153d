// SPDX-License-Identifier: Apache-2.0
#include "text/filter.h"

#include "text/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace dg::text {

namespace {

struct Filter {
    Q_DECLARE_TR_FUNCTIONS(Filter)
};

QString joined(std::span<const std::string_view> words)
{
    QStringList list;
    for (const auto word : words)
        list << qs(word);
    return list.join(QStringLiteral(", "));
}

QString fieldList()
{
    QStringList list;
    for (const auto& entry : query::fieldWords())
        list << qs(entry.word);
    return list.join(QStringLiteral(", "));
}

QString suggested(const std::string& nearest, const QString& known)
{
    return nearest.empty() ? known : Filter::tr("Did you mean %1?").arg(qs(nearest)) + QLatin1Char(' ') + known;
}

} // namespace

QString filterProblem(const query::Problem& problem)
{
    const QString value = cleanLine(problem.value);
    const QLatin1Char blank(' ');
    switch (problem.reason) {
    case query::Problem::UnknownField:
        return Filter::tr("The filter has no field \"%1\".").arg(value) + blank
            + suggested(problem.nearest, Filter::tr("It knows %1; text with a colon goes into quotes.").arg(fieldList()));
    case query::Problem::UnknownState:
        return Filter::tr("There is no state \"%1\".").arg(value) + blank
            + suggested(problem.nearest, Filter::tr("It is one of %1.").arg(joined(query::stateWords())));
    case query::Problem::UnknownFinding:
        return Filter::tr("There is no finding \"%1\".").arg(value) + blank
            + suggested(problem.nearest, Filter::tr("It is yes, no or one of %1.").arg(joined(query::findingWords())));
    case query::Problem::NotYesNo:
        //: %1 is a field such as suspended
        return Filter::tr("%1 is yes or no in a filter, not \"%2\".").arg(cleanLine(problem.word).section(QLatin1Char(':'), 0, 0), value);
    case query::Problem::BadAge:
        return Filter::tr("An age is written age>1h or age<30m, with the units s, m, h, d and w; \"%1\" is none.")
            .arg(cleanLine(problem.word));
    }
    return {};
}

QString filterHint(query::Field field)
{
    using query::Field;
    switch (field) {
    case Field::Word:
        return Filter::tr("Part of a kind, namespace, name, revision or message");
    case Field::Kind:
        return Filter::tr("Kind or its short name: ks, deploy, NetworkPolicy");
    case Field::Namespace:
        return Filter::tr("Whole namespace; * for any text");
    case Field::Name:
        return Filter::tr("Part of the name; with * the whole");
    case Field::State:
        return Filter::tr("State, or problem for all that is wrong");
    case Field::Source:
        return Filter::tr("A source and what is built from it");
    case Field::Owner:
        return Filter::tr("Who applies it: NAME, NS/NAME or KIND/NS/NAME");
    case Field::Label:
        return Filter::tr("A label: KEY or KEY=VALUE");
    case Field::Drift:
        return Filter::tr("Drifted or not, or one finding");
    case Field::By:
        return Filter::tr("Field manager that changed something");
    case Field::Suspended:
        return Filter::tr("Suspended or not");
    case Field::Behind:
        return Filter::tr("Whether its source has a newer revision");
    case Field::Cluster:
        return Filter::tr("Name of the cluster");
    case Field::Age:
        return Filter::tr("Time since it was applied: 30m, 1h, 2d, 1w");
    }
    return {};
}

} // namespace dg::text
