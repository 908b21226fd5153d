// SPDX-License-Identifier: Apache-2.0
// What a Kustomization would apply: its live spec, the files (a folder, or the revision that was applied, fetched from its
// source), the variables, then the build: our own, or kustomize's program where ours refuses. Private to session; on the
// reader's thread, what waits on its worker.
#pragma once

#include "drift/build.h"
#include "object_reader.h"
#include "session/exact.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dg::session {

struct Unbuilt {
    NotCompared::Why why = NotCompared::Why::CannotBuild;
    Error error{};
    // What was read in vain, and where: a right may be missing. Without a kind: nothing was.
    kube::Resource asked{};
    std::string ns{};
};
struct BuiltKustomization {
    std::vector<drift::Value> objects;
    bool prune = false;
};

class KustomizationBuild {
public:
    using Done = std::function<void(tl::expected<BuiltKustomization, Unbuilt>)>;
    KustomizationBuild(const ExactOptions& options, ObjectReader& reader)
        : m_options(options)
        , m_reader(reader)
    {
    }
    // From within the reader's run(). `folder`: the source's root; null: options.sources fetches it. Must outlive the run.
    void start(const std::shared_ptr<const flux::FluxObject>& owner, const drift::Files* folder, Done done);

private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;
    void readSource(const JobPtr& job, const std::string& revision);
    void readSecrets(const JobPtr& job, artifact::SourceReference source, std::vector<std::string> names);
    void fetch(const JobPtr& job, const artifact::SourceReference& source);
    void readVariables(const JobPtr& job, std::size_t at);
    void build(const JobPtr& job);
    void runProgram(const JobPtr& job);
    static void finish(const JobPtr& job, Result<std::vector<drift::Value>> built);
    [[nodiscard]] std::optional<bool> isNamespaced(std::string_view group, std::string_view kind) const;

    const ExactOptions& m_options;
    ObjectReader& m_reader;
};

} // namespace dg::session
