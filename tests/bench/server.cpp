// SPDX-License-Identifier: Apache-2.0
// The benchmarks' API server: TLS and HTTP/2 on loopback, answers made beforehand, so that what is measured is the client.
// Prints one line of JSON with its addresses when it is ready; the end of stdin ends it.
//   bench_server DIR [OBJECTS]     DIR takes the kubeconfig and the CA
// Two addresses: "list" answers LIST (gzipped beforehand), "watch" answers WatchList, and on namespaces/team-NNN/ of the
// first Streams namespaces a share of the objects that changes once /bench/churn was asked for.
#include "support/h2_server.h"
#include "workload.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <thread>

namespace dg::bench {
namespace {

using More = test::H2Server::More;
using Steady = std::chrono::steady_clock;

constexpr std::size_t Streams = 20;
constexpr std::string_view Flux = "/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations";
constexpr std::string_view Oci = "/apis/source.toolkit.fluxcd.io/v1/ocirepositories";
constexpr std::string_view Namespaces = "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/";

struct Served {
    const char* group;
    const char* version;
    const char* kind;
    const char* plural;
};
constexpr std::array Kinds{Served{"source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories"},
    Served{"source.toolkit.fluxcd.io", "v1", "OCIRepository", "ocirepositories"},
    Served{"source.toolkit.fluxcd.io", "v1", "Bucket", "buckets"},
    Served{"source.toolkit.fluxcd.io", "v1", "HelmRepository", "helmrepositories"},
    Served{"source.toolkit.fluxcd.io", "v1", "HelmChart", "helmcharts"},
    Served{"kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations"},
    Served{"helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases"}};

std::string discoveryOfGroups()
{
    std::string out = R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[)";
    std::string_view group;
    for (const auto& kind : Kinds) {
        if (group != kind.group) {
            out += group.empty() ? "" : "]}]},";
            out += R"({"metadata":{"name":")" + std::string(kind.group) + R"("},"versions":[{"version":")" + kind.version
                + R"(","freshness":"Current","resources":[)";
            group = kind.group;
        } else {
            out += ",";
        }
        out += R"({"resource":")" + std::string(kind.plural) + R"(","responseKind":{"group":")" + kind.group + R"(","version":")"
            + kind.version + R"(","kind":")" + kind.kind
            + R"("},"scope":"Namespaced","singularResource":"","verbs":["get","list","watch","patch"]})";
    }
    return out + "]}]}]}";
}

void serveSmall(test::H2Server& server)
{
    const std::string aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    server.serve("/apis", aggregated, discoveryOfGroups());
    server.serve("/api", aggregated, R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[]})");
    server.serve("/version", "application/json", R"({"major":"1","minor":"36","gitVersion":"v1.36.3","platform":"linux/amd64"})");
}

// Initial events, the bookmark that ends them, then silence (or the end, where the query says end=1).
test::H2Server::MakeProducer watchList(const List& list, std::string kind, std::string apiVersion)
{
    return [&list, kind = std::move(kind), apiVersion = std::move(apiVersion)](
               const test::SeenRequest& request) -> test::H2Server::Producer {
        const bool ends = request.query.find("end=1") != std::string::npos;
        auto at = request.query.find("sendInitialEvents=true") != std::string::npos ? std::size_t{0} : list.items.size() + 1;
        return [&list, kind, apiVersion, ends, at](std::string& out) mutable {
            if (at > list.items.size())
                return ends ? More::End : More::Later;
            if (at < list.items.size())
                out.append(R"({"type":"ADDED","object":)").append(list.item(at)).append("}\n");
            else
                out += R"({"type":"BOOKMARK","object":{"kind":")" + kind + R"(","apiVersion":")" + apiVersion
                    + R"(","metadata":{"resourceVersion":"1000020001","creationTimestamp":null,"annotations":{"k8s.io/initial-events-end":"true"}}}})"
                    + "\n";
            ++at;
            return More::Yes;
        };
    };
}

// Changes at an even pace: each stream's events are due at fixed times, whether or not the client keeps up.
class Churn {
public:
    explicit Churn(std::size_t objects)
        : m_shape{objects, 50, Streams, 42}
        , m_list(kustomizations(m_shape))
    {
    }

    void install(test::H2Server& server)
    {
        for (std::size_t stream = 0; stream < Streams; ++stream) {
            server.stream(std::string(Namespaces) + namespaceOf(m_shape, stream) + "/kustomizations",
                [this, stream](const test::SeenRequest&) { return producer(stream); });
        }
        server.stream("/bench/churn", [this](const test::SeenRequest& request) -> test::H2Server::Producer {
            m_rate = number(request.query, "rate=");
            m_end = number(request.query, "seconds=") * m_rate;
            m_start = Steady::now().time_since_epoch().count();
            return [](std::string& out) {
                out += "{}";
                return More::End;
            };
        });
    }
    [[nodiscard]] bool running() const { return m_start != 0; }

private:
    static std::uint64_t number(const std::string& query, const char* name)
    {
        const auto at = query.find(name);
        return at == std::string::npos ? 0 : std::strtoull(query.c_str() + at + std::strlen(name), nullptr, 10);
    }

    static void overwrite(std::string& text, std::size_t from, std::string_view mark, std::size_t digits, std::uint64_t value)
    {
        auto at = text.find(mark, from) + mark.size();
        for (std::size_t i = digits; i-- > 0; value /= 10)
            text[at + i] = static_cast<char>('0' + value % 10);
    }

    // Half of the events of the stream whose objects stand on screen go to the rows that are painted.
    std::size_t chooseObject(std::size_t stream, std::uint64_t event) const
    {
        const auto own = m_list.items.size() / Streams;
        if (stream == 7 && event % 2 == 0) {
            const std::size_t hot = event / 2 % 30;
            return 7 + 100 * hot; // in stream 7 every fifth object fails, these stand first
        }
        return stream + Streams * (event * 7919 % own);
    }

    test::H2Server::Producer producer(std::size_t stream)
    {
        return [this, stream, initial = std::size_t{0}, event = std::uint64_t{0}](std::string& out) mutable {
            const auto own = m_list.items.size() / Streams;
            if (initial < own) {
                out.append(R"({"type":"ADDED","object":)").append(m_list.item(stream + Streams * initial)).append("}\n");
                if (++initial == own)
                    out += R"({"type":"BOOKMARK","object":{"kind":"Kustomization","apiVersion":"kustomize.toolkit.fluxcd.io/v1","metadata":{"resourceVersion":"1000020001","annotations":{"k8s.io/initial-events-end":"true"}}}})"
                           "\n";
                return More::Yes;
            }
            const auto start = m_start.load();
            const auto number = event * Streams + stream; // among the events of all streams
            if (start == 0 || number >= m_end)
                return More::Later;
            const auto due = start + static_cast<std::int64_t>(number * 1'000'000'000ull / m_rate);
            if (Steady::now().time_since_epoch().count() < due)
                return More::Later;
            const auto from = out.size();
            out.append(R"({"type":"MODIFIED","object":)").append(m_list.item(chooseObject(stream, event))).append("}\n");
            overwrite(out, from, R"(requestedAt":")", StampDigits, static_cast<std::uint64_t>(due));
            overwrite(out, from + 300, R"("resourceVersion":")", VersionDigits, 1'100'000'000ull + number);
            // What a row shows changes too: a digest, and so its cell's text.
            overwrite(out, from + 300, R"("lastAppliedRevision":"main@sha1:)", VersionDigits, number * 0x9e3779b97f4a7c15ull >> 20);
            ++event;
            return More::Yes;
        };
    }

    Shape m_shape;
    List m_list;
    std::atomic<std::int64_t> m_start{0}; // steady nanoseconds; 0: not yet
    std::atomic<std::uint64_t> m_rate{1}, m_end{0};
};

void writeFile(const std::string& path, const std::string& text)
{
    std::ofstream file(path, std::ios::trunc);
    file << text;
    if (!file.flush()) {
        std::cerr << "cannot write " << path << '\n';
        std::exit(2);
    }
}

int run(const std::string& folder, std::size_t objects)
{
    Shape shape;
    shape.objects = objects;
    const auto list = kustomizations(shape);
    const auto repositories = sources(shape);
    const auto packed = gzipFast(list.json);
    Churn churn(objects);

    const auto identity = std::make_shared<test::TlsIdentity>();
    test::H2Server lists(identity);
    serveSmall(lists);
    for (const auto& kind : Kinds) {
        const auto apiVersion = std::string(kind.group) + "/" + kind.version;
        lists.serve("/apis/" + apiVersion + "/" + kind.plural, "application/json", emptyList(apiVersion, kind.kind));
    }
    lists.serve(std::string(Flux), "application/json", list.json, packed);
    lists.serve(std::string(Oci), "application/json", repositories.json, gzipFast(repositories.json));

    test::H2Server watches(identity);
    serveSmall(watches);
    watches.stream(std::string(Flux), watchList(list, "Kustomization", "kustomize.toolkit.fluxcd.io/v1"));
    watches.stream(std::string(Oci), watchList(repositories, "OCIRepository", "source.toolkit.fluxcd.io/v1"));
    churn.install(watches);

    const std::string ca = folder + "/bench-ca.pem";
    const std::string kubeconfig = folder + "/bench-kubeconfig";
    writeFile(ca, lists.caPem());
    writeFile(kubeconfig,
        "apiVersion: v1\nkind: Config\ncurrent-context: bench\n"
        "clusters: [{name: bench, cluster: {server: \""
            + lists.url() + "\", certificate-authority: \"" + ca
            + "\"}}]\n"
              "users: [{name: bench, user: {token: bench}}]\n"
              "contexts: [{name: bench, context: {cluster: bench, user: bench}}]\n");

    std::atomic<bool> stop{false};
    std::thread pace([&] {
        while (!stop) { // a server's own grain: a thousandth of a second
            std::this_thread::sleep_for(std::chrono::milliseconds(churn.running() ? 1 : 20));
            if (churn.running())
                watches.wake();
        }
    });
    std::printf("{\"list\":\"%s\",\"watch\":\"%s\",\"path\":\"%s\",\"kubeconfig\":\"%s\",\"ca\":\"%s\",\"objects\":%zu,\"rawBytes\":%zu,"
                "\"gzipBytes\":%zu}\n",
        lists.url().c_str(), watches.url().c_str(), std::string(Flux).c_str(), kubeconfig.c_str(), ca.c_str(), objects, list.json.size(),
        packed.size());
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
    stop = true;
    pace.join();
    return 0;
}

} // namespace
} // namespace dg::bench

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fputs("bench_server DIR [OBJECTS]\n", stderr);
        return 2;
    }
    return dg::bench::run(argv[1], argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 20'000);
}
