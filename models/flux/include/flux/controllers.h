// SPDX-License-Identifier: Apache-2.0
// Flux's own controllers as a cluster runs them: Deployments with the label app.kubernetes.io/part-of=flux, and their Pods
// for the restarts. Read with ordinary rights; where they may not be listed nothing is concluded from their absence.
#pragma once

#include "base/string_pool.h"
#include "flux/kinds.h"
#include "kube/reflector.h"
#include "store/store.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::flux {

// One Deployment or Pod of a controller. Its key's group is "controllers/…", so that it never meets the same object among
// the managed ones.
struct ControllerRecord final : store::Record {
    ControllerRecord()
        : Record(store::RecordType::Controller)
    {
    }
    bool pod = false;
    std::string app; // "source-controller"; a Pod's label app
    std::string image; // of the first container
    std::string version; // label app.kubernetes.io/version: the distribution's, "v2.9.0"
    std::string instance; // label app.kubernetes.io/instance
    std::string shard; // the watch-label-selector among its arguments, else empty
    std::int64_t wanted = 1; // replicas
    std::int64_t ready = 0;
    std::int64_t restarts = 0; // Pods: of all containers
    std::string waiting; // Pods: why a container waits, "CrashLoopBackOff"
};

// What is listed. Set-based, so that only these Pods travel.
inline constexpr std::string_view ControllerSelector = "app.kubernetes.io/part-of=flux";
[[nodiscard]] std::string controllerPodSelector();

class ControllerDecoder final : public kube::RecordDecoder {
public:
    ControllerDecoder(bool pods, StringPool& pool);
    [[nodiscard]] Result<store::RecordPtr> decode(json::Object& object) override;

private:
    bool m_pods;
    StringPool& m_pool;
};

struct Controller {
    std::string name, ns, image;
    std::string version; // of its image: "v1.9.1"
    std::string distribution; // "v2.9.0"; empty: not labelled
    std::string shard;
    std::int64_t wanted = 0, ready = 0, restarts = 0;
    std::string waiting;
};

// How well a distribution is looked after: Flux supports its newest three minor versions.
enum class Support : unsigned char { NotKnown, Supported, OutOfSupport };

class Controllers {
public:
    struct Trouble {
        std::string ns;
        bool absent = false; // others of Flux are there, this one is not
        std::string message; // "0 of 1 replicas ready, CrashLoopBackOff"
    };

    void apply(const store::Delta& delta); // other records are ignored
    // Both lists were read whole; false while unknown or forbidden: then nothing is absent.
    void setReadable(bool readable) { m_readable = readable; }
    [[nodiscard]] bool readable() const { return m_readable; }
    [[nodiscard]] std::vector<Controller> list() const; // by name, namespace
    [[nodiscard]] bool empty() const { return m_deployments.empty(); }
    // What keeps this controller from its work; empty: nothing known.
    [[nodiscard]] std::optional<Trouble> troubleWith(std::string_view controller) const;
    // The distribution's version that most of them carry, "v2.9.0"; empty: not labelled.
    [[nodiscard]] std::string distribution() const;

private:
    std::map<std::string, std::shared_ptr<const ControllerRecord>> m_deployments; // "ns/name"
    std::map<std::string, std::shared_ptr<const ControllerRecord>> m_pods;
    bool m_readable = false;
};

// "v2.6.1" -> OutOfSupport (this program knows Flux up to 2.9; domain.md §3.1); what it cannot read is NotKnown.
[[nodiscard]] Support supportOf(std::string_view distribution);

} // namespace dg::flux
