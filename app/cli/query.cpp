// SPDX-License-Identifier: Apache-2.0
#include "query.h"
#include "translate.h"

#include "options.h"
#include "text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace dg::cli {

namespace {

bool contains(std::string_view text, const std::string& lowerPart)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::search(text.begin(), text.end(), lowerPart.begin(), lowerPart.end(), [&](char a, char b) { return lower(a) == b; })
        != text.end();
}

bool same(std::string_view text, const std::string& lowerPart)
{
    return text.size() == lowerPart.size() && contains(text, lowerPart);
}

} // namespace

Query Query::parse(const QString& text, const QString& command)
{
    static const std::array<std::pair<const char*, Field>, 7> fields{{{"kind", Field::Kind}, {"ns", Field::Ns}, {"namespace", Field::Ns},
        {"name", Field::Name}, {"state", Field::State}, {"suspended", Field::Suspended}, {"behind", Field::Behind}}};
    Query query;
    const auto words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const auto& word : words) {
        Term term;
        const auto colon = word.indexOf(QLatin1Char(':'));
        if (colon > 0) {
            const auto name = word.left(colon).toLower();
            const auto found
                = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return name == QLatin1String(field.first); });
            if (found == fields.end()) {
                QStringList known;
                for (const auto& field : fields)
                    known << QLatin1String(field.first);
                const auto near = nearest(name, known);
                throw UsageError{CommandLine::tr("The filter has no field \"%1\".").arg(name)
                        + (near.isEmpty() ? QString() : QLatin1Char(' ') + CommandLine::tr("Did you mean %1?").arg(near)),
                    command};
            }
            term.field = found->second;
        }
        const auto values = (colon > 0 ? word.mid(colon + 1) : word).toLower().split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (const auto& value : values) {
            const auto utf8 = value.toStdString();
            const bool flag = term.field == Field::Suspended || term.field == Field::Behind;
            if (flag && value != QLatin1String("yes") && value != QLatin1String("no"))
                throw UsageError{CommandLine::tr("%1 is yes or no in a filter, not \"%2\".").arg(word.left(colon), value), command};
            if (term.field == Field::State && !flux::stateFromWord(utf8))
                throw UsageError{CommandLine::tr("There is no state \"%1\".").arg(value), command};
            if (term.field == Field::Kind && flux::kindFromWord(utf8) == flux::Kind::Other)
                throw UsageError{CommandLine::tr("Flux has no kind \"%1\".").arg(value), command};
            term.values.push_back(utf8);
        }
        if (!term.values.empty())
            query.m_terms.push_back(std::move(term));
    }
    return query;
}

bool Query::matches(const flux::FluxObject& object, const flux::Verdict& verdict, bool behind) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term& term) {
        return std::any_of(term.values.begin(), term.values.end(), [&](const std::string& value) {
            switch (term.field) {
            case Field::Any:
                return contains(object.key.name.view(), value) || contains(object.key.ns.view(), value)
                    || contains(object.key.kind.view(), value) || contains(verdict.message, value) || contains(object.revision(), value);
            case Field::Kind:
                return flux::kindFromWord(value) == object.kind;
            case Field::Ns:
                return same(object.key.ns.view(), value);
            case Field::Name:
                return contains(object.key.name.view(), value);
            case Field::State:
                return flux::stateWord(verdict.state) == value;
            case Field::Suspended:
                return verdict.suspended == (value == "yes");
            case Field::Behind:
                return behind == (value == "yes");
            }
            return false;
        });
    });
}

} // namespace dg::cli
