// SPDX-License-Identifier: Apache-2.0
// The verdicts of `status`: block by block, on all cores.
#include "base/parallel.h"
#include "evidence/status.h"
#include "sorted_objects.h"

#include <algorithm>
#include <iterator>

namespace dg::evidence {

namespace {

constexpr std::size_t BlockSize = 256;

struct Block {
    Counts counts;
    std::vector<Assessed> problems, fine;
    std::string json; // of the fine ones, instead of them
};

class StatusAssessor {
public:
    StatusAssessor(const ClusterReport& report, const FilterScope& scope, StringPool& pool, bool asJson)
        : m_report(report)
        , m_scope(scope)
        , m_pool(pool)
        , m_asJson(asJson)
        , m_objects(report.read->objects)
    {
        for (const auto kind : report.read->readKinds)
            m_readKinds.insert(flux::info(kind).name);
    }

    // What is fine needs no sorting: as JSON it is written on the spot, while what it says is at hand. Later, and kept
    // until then, it costs twice as much.
    [[nodiscard]] Block assess(std::size_t begin, std::size_t end) const
    {
        Block block;
        JsonWriter json([&block](std::string_view text) { block.json += text; });
        const Assessor assessor([this](const ObjectKey& key) { return m_objects.find(key); },
            [this](std::string_view kind) { return m_readKinds.contains(kind); }, m_pool, &m_report.read->controllers);
        for (auto i = begin; i < end; ++i) {
            auto one = assessor.assess(m_report.read->objects[i]);
            if (!m_report.filter.matches(one, m_scope))
                continue;
            block.counts.add(one);
            if (flux::severity(one.verdict.state) > 0)
                block.problems.push_back(std::move(one));
            else if (m_asJson)
                writeStatusItem(json, one);
            else
                block.fine.push_back(std::move(one));
        }
        json.flush();
        return block;
    }

private:
    const ClusterReport& m_report;
    const FilterScope& m_scope;
    StringPool& m_pool;
    bool m_asJson;
    SortedObjects m_objects;
    std::set<std::string_view> m_readKinds;
};

bool isWorse(const Assessed* a, const Assessed* b)
{
    return flux::severity(a->verdict.state) > flux::severity(b->verdict.state);
}

} // namespace

void failWhole(ClusterReport& report, const Error& error, WallTime now)
{
    report.read = tl::unexpected(error);
    report.observedAt = now;
    for (const auto& info : flux::kinds())
        report.missing.push_back({std::string(info.name), std::nullopt, error});
}

int ClusterReport::exitCode() const
{
    if (std::any_of(items.begin(), items.end(), [](const Assessed* one) { return notInSync(one->verdict); }))
        return ExitNotInSync;
    return complete() ? ExitOk : ExitCouldNotTell;
}

void assessStatus(ClusterReport& report, const Filter& filter, StringPool& pool, bool asJson)
{
    report.filter = filter;
    std::optional<ManagedView> managed;
    if (filter.needsManaged())
        managed.emplace(*report.read);
    const FilterScope scope{report.name, report.observedAt, managed ? &*managed : nullptr};
    const StatusAssessor assessor(report, scope, pool, asJson);
    const auto count = report.read->objects.size();
    std::vector<Block> blocks((count + BlockSize - 1) / BlockSize);
    forBlocks(count, BlockSize, [&](std::size_t begin, std::size_t end) { blocks[begin / BlockSize] = assessor.assess(begin, end); });

    const auto keep = [&report](std::vector<Assessed>&& some) {
        for (const auto& one : report.assessed.emplace_back(std::move(some)))
            report.items.push_back(&one);
    };
    for (auto& block : blocks) {
        report.counts.add(block.counts);
        keep(std::move(block.problems));
        if (!block.json.empty())
            report.fineAsJson.push_back(std::move(block.json));
    }
    std::stable_sort(report.items.begin(), report.items.end(), &isWorse);
    for (auto& block : blocks)
        keep(std::move(block.fine));
}

} // namespace dg::evidence
