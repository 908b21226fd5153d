// SPDX-License-Identifier: Apache-2.0
// demo: a simulated Kubernetes API server with Flux, on 127.0.0.1 behind a bearer token, on a thread of its own. It
// speaks HTTP/1.1 as a real API server does and links nothing of the program but base: whoever wants the demo connects
// to baseUrl() as to any other cluster. Needs a QCoreApplication.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dg::demo {

struct DemoOptions {
    int size = 0; // 0: the standard content; otherwise about that many Kustomizations beside it
    std::uint32_t seed = 1; // equal seeds start equal, but for times, which are relative to now
    bool alive = true; // commits arrive, passes run, things break and heal; without it only requests are answered
    double timeFactor = 1.0; // simulated seconds in one real second; Date headers and times in objects follow it
};

class DemoCluster {
public:
    explicit DemoCluster(DemoOptions options = {});
    ~DemoCluster(); // stops
    DemoCluster(const DemoCluster&) = delete;
    DemoCluster& operator=(const DemoCluster&) = delete;

    // Returns once the server accepts connections. Errors: Refused (already started), ConnectFailed (no port to be had).
    [[nodiscard]] Status start();
    // Closes every connection and ends the thread. Idempotent.
    void stop();
    [[nodiscard]] std::string baseUrl() const; // "http://127.0.0.1:PORT"; empty before start()
    [[nodiscard]] Secret token() const; // the bearer token, random for each start
    [[nodiscard]] std::string name() const; // "demo"

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// The standard content as it is served at its start, of Flux's own kinds only: JSON, one object each.
struct DemoObject {
    std::string group, kind, json;
};
[[nodiscard]] std::vector<DemoObject> standardObjects(std::uint32_t seed, WallTime now);

} // namespace dg::demo
