// SPDX-License-Identifier: Apache-2.0
// replay: a snapshot's file as a cluster that can be looked at. It is served on 127.0.0.1 as the API server served it, for reading
// only; nothing in the file is run, and no address in it is asked for anything. Needs a QCoreApplication.
#pragma once

#include "base/clock.h"
#include "history/rows.h"
#include "kube/connection.h"
#include "snapshot/file.h"

#include <memory>
#include <string>
#include <vector>

namespace dg::replay {

struct Position {
    Millis at{0}; // after Head::observedAt
    Millis length{0}; // of a recording: until its last change; 0: a snapshot
    double speed = 1.0; // recorded seconds in one real second
    bool playing = false;
};

inline constexpr double MostSpeed = 100.0;

class ReplayCluster {
public:
    // Reads the whole file (blocks) and serves it. A recording stands at its beginning. Errors: those of snapshot::readFile,
    // Unsupported with snapshot::WithoutObjects for a file without objects (it serves for comparing only), ConnectFailed.
    [[nodiscard]] static Result<std::unique_ptr<ReplayCluster>> open(const std::string& path, snapshot::Limits limits = {});
    ~ReplayCluster();
    ReplayCluster(const ReplayCluster&) = delete;
    ReplayCluster& operator=(const ReplayCluster&) = delete;

    [[nodiscard]] const snapshot::Head& head() const;
    [[nodiscard]] bool cutOff() const; // a recording whose end was never written: it ends with its last change
    [[nodiscard]] bool hasHistory() const;
    [[nodiscard]] history::ClusterName historyName() const; // under which writeHistory() keeps it
    // The file's history into a new store (history::Store::open). Errors: the store's.
    [[nodiscard]] Status writeHistory(const std::string& url) const;
    // How to connect to it, while this lives. Its clock outlives this.
    [[nodiscard]] kube::ConnectionSpec connection() const;

    // Of a recording; any thread. Going back serves the state anew: whoever watches sees objects change and go.
    [[nodiscard]] Position position() const;
    void play(double speed); // 1 to MostSpeed
    void pause();
    void seek(Millis at);

private:
    struct Impl;
    explicit ReplayCluster(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::replay
