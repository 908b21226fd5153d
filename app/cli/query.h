// SPDX-License-Identifier: Apache-2.0
// The filter language: words that all must hold. kind:ks ns:apps name:pay state:failed suspended:yes behind:yes; a bare
// word is looked for in kind, namespace, name and message. Values match without case; commas mean "or".
#pragma once

#include "flux/object.h"
#include "flux/state.h"

#include <QString>

#include <vector>

namespace dg::cli {

class Query {
public:
    // Throws UsageError for an unknown field or value.
    static Query parse(const QString& text, const QString& command);
    [[nodiscard]] bool matches(const flux::FluxObject& object, const flux::Verdict& verdict, bool behind) const;

private:
    enum class Field : unsigned char { Any, Kind, Ns, Name, State, Suspended, Behind };
    struct Term {
        Field field = Field::Any;
        std::vector<std::string> values; // lower case
    };
    std::vector<Term> m_terms;
};

} // namespace dg::cli
