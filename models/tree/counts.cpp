// SPDX-License-Identifier: Apache-2.0
#include "counts.h"

#include <algorithm>
#include <numeric>

namespace dg::tree {

std::uint32_t RollUp::flux() const
{
    return std::accumulate(byState.begin(), byState.end(), 0U);
}

std::uint32_t RollUp::problems() const
{
    std::uint32_t sum = missing;
    for (std::size_t i = 0; i < byState.size(); ++i) {
        if (flux::isProblem(static_cast<flux::State>(i)))
            sum += byState[i];
    }
    return sum;
}

Counts& Counts::operator+=(const Counts& other)
{
    for (std::size_t i = 0; i < byState.size(); ++i)
        byState[i] += other.byState[i];
    suspended += other.suspended;
    behind += other.behind;
    managed += other.managed;
    missing += other.missing;
    drifted += other.drifted;
    managedFailed += other.managedFailed;
    managedTerminating += other.managedTerminating;
    return *this;
}

Counts& Counts::operator-=(const Counts& other)
{
    for (std::size_t i = 0; i < byState.size(); ++i)
        byState[i] -= other.byState[i];
    suspended -= other.suspended;
    behind -= other.behind;
    managed -= other.managed;
    missing -= other.missing;
    drifted -= other.drifted;
    managedFailed -= other.managedFailed;
    managedTerminating -= other.managedTerminating;
    return *this;
}

int Counts::worst() const
{
    int worst = 0;
    for (std::size_t i = 0; i < byState.size(); ++i) {
        if (byState[i])
            worst = std::max(worst, flux::severity(static_cast<flux::State>(i)));
    }
    if (missing)
        worst = std::max(worst, flux::severity(flux::State::Missing));
    if (managedFailed)
        worst = std::max(worst, flux::severity(flux::State::Failed));
    if (managedTerminating)
        worst = std::max(worst, flux::severity(flux::State::Terminating));
    return worst;
}

RollUp Counts::rollUp() const
{
    return {byState, suspended, managed, missing, drifted};
}

} // namespace dg::tree
