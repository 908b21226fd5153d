// SPDX-License-Identifier: Apache-2.0
// The verdict on every object of a cluster: its state with its source looked up, behind, root cause; counts and exit code.
#pragma once

#include "flux/controllers.h"
#include "flux/object.h"
#include "flux/reconcile.h"
#include "flux/root_cause.h"
#include "flux/state.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dg::evidence {

struct Assessed {
    std::shared_ptr<const flux::FluxObject> object;
    flux::Verdict verdict;
    bool behind = false;
    std::optional<flux::RootCause> rootCause; // only what a link or message proves
};

struct Counts {
    std::size_t total = 0;
    std::size_t suspended = 0;
    std::size_t behind = 0;
    std::array<std::size_t, flux::StateCount> byState{};
    void add(const Assessed& one);
    void add(const Counts& more);
};

class Assessor {
public:
    // `kindRead`: whether the kind was read whole, so that an object that is not there is absent.
    // `controllers`: null where nobody looked at them.
    Assessor(flux::FindFlux find, std::function<bool(std::string_view kind)> kindRead, StringPool& pool,
        const flux::Controllers* controllers = nullptr)
        : m_find(std::move(find))
        , m_kindRead(std::move(kindRead))
        , m_pool(pool)
        , m_controllers(controllers)
    {
    }
    [[nodiscard]] Assessed assess(const std::shared_ptr<const flux::FluxObject>& object) const;

private:
    [[nodiscard]] flux::Verdict verdict(const flux::FluxObject& object) const;
    flux::FindFlux m_find;
    std::function<bool(std::string_view kind)> m_kindRead;
    StringPool& m_pool;
    const flux::Controllers* m_controllers;
    // Sources are few and asked for by everything that fetches from them.
    struct Source {
        const flux::FluxObject* object = nullptr;
        flux::SourceCondition condition = flux::SourceCondition::NotKnown;
    };
    [[nodiscard]] const Source& sourceOf(const flux::FluxObject& object) const;
    struct ReferenceHash {
        std::size_t operator()(const flux::Reference& of) const
        {
            const std::hash<const void*> hash; // atoms of one pool: equal texts are one address
            return hash(of.name.view().data()) * 31 + hash(of.ns.view().data()) * 7 + hash(of.kind.view().data());
        }
    };
    mutable std::unordered_map<flux::Reference, Source, ReferenceHash> m_sources;
};

// contracts.md §3: what makes `status` exit with 1.
[[nodiscard]] bool notInSync(const flux::Verdict& verdict);

} // namespace dg::evidence
