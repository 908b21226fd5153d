// SPDX-License-Identifier: Apache-2.0
// From options to the clusters that are meant: kubeconfig contexts, a GitLab agent, a snapshot, or the demo.
#pragma once

#include "capture/capture.h"
#include "cli/cli.h"
#include "demo/demo_cluster.h"
#include "replay/replay_cluster.h"
#include "kube/kubeconfig.h"
#include "options.h"
#include "session/session.h"

#include <memory>
#include <mutex>
#include <vector>

namespace dg::cli {

struct Failure { // thrown where no answer is possible; run() prints it and exits with 2
    Error error;
    QString sentence; // otherwise text::errorSentence(error)
};

struct Targets {
    std::unique_ptr<demo::DemoCluster> demo; // runs while this lives
    std::unique_ptr<replay::ReplayCluster> replay; // as does this
    std::vector<kube::ConnectionSpec> specs; // at least one
    std::vector<std::pair<std::string, Error>> broken; // contexts that could not be resolved, with --all-contexts
};

// Warnings about files that could not be read go to `streams.err`.
[[nodiscard]] Targets findTargets(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] kube::KubeconfigSources kubeconfigSources(const Options& options, const Environment& environment);
// ~/.kube is the user's own; elsewhere a plugin runs after --allow-exec or a yes at the terminal. Any thread.
[[nodiscard]] session::ConsentFn consentFor(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] std::unique_ptr<Logger> loggerFor(const Options& options, const Environment& environment);
[[nodiscard]] std::string userAgent();
[[nodiscard]] capture::Options captureOptions(const Options& options); // of snapshot and record

} // namespace dg::cli
