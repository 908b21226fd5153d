// SPDX-License-Identifier: Apache-2.0
// First row and whole tree: from the server's bytes to the painted view, against fetching alone and parsing alone in the
// same process.   bench_pipeline list|watchlist URL CAFILE PATH OBJECTS   -> one line of JSON
#include "harness.h"
#include "workload.h"
#include "json/stream.h"

#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace dg::bench {
namespace {

struct Discard final : net::ResponseHandler {
    void onHead(const net::ResponseHead& head) override { status = head.status; }
    net::Flow onBytes(std::string_view bytes) override
    {
        size += bytes.size();
        return net::Flow::Continue;
    }
    void onDone(const Status& outcome) override
    {
        ok = outcome && status == 200;
        loop->quit();
    }
    net::HttpLoop* loop = nullptr;
    std::uint64_t size = 0;
    int status = 0;
    bool ok = false;
};

// The same bytes the same way, thrown away. Ms, including the connection; negative: failed.
double fetchOnly(const std::string& url, const std::string& ca, const std::string& path, bool watch)
{
    SystemClock clock;
    Logger log;
    net::Endpoint endpoint;
    endpoint.baseUrl = url;
    endpoint.caPem = ca;
    net::HttpLoop loop(endpoint, "driftglass-bench", clock, log);
    Discard handler;
    handler.loop = &loop;
    loop.post([&] {
        net::Request request;
        request.path = path + (watch ? "?watch=true&sendInitialEvents=true&end=1" : "?resourceVersion=0");
        request.gzip = !watch;
        request.stream = watch;
        loop.start(std::move(request), handler);
    });
    const auto began = clock.steady();
    loop.run();
    return handler.ok ? millis(clock.steady() - began) : -1;
}

// Cutting, parsing and making records, from memory, in pieces as large as libcurl's.
double parseOnly(const List& list, bool watch)
{
    constexpr std::size_t Piece = 16u << 10;
    std::string lines;
    if (watch) {
        lines.reserve(list.json.size() + list.items.size() * 32);
        for (std::size_t i = 0; i < list.items.size(); ++i)
            lines.append(R"({"type":"ADDED","object":)").append(list.item(i)).append("}\n");
    }
    const std::string& bytes = watch ? lines : list.json;
    StringPool pool;
    flux::FluxDecoder decoder(flux::Kind::Kustomization, pool);
    json::Parser parser;
    std::vector<store::RecordPtr> records;
    const auto take = [&](std::string_view text) {
        json::Document document;
        json::Object object;
        if (parser.iterate(text.data(), text.size(), text.size() + json::Padding).get(document))
            return;
        if (watch ? document["object"].get_object().get(object) : document.get_object().get(object))
            return;
        if (auto record = decoder.decode(object))
            records.push_back(std::move(*record));
    };
    const auto began = std::chrono::steady_clock::now();
    json::ItemCutter cutter;
    json::LineFramer framer;
    std::string piece;
    for (std::size_t at = 0; at < bytes.size(); at += Piece) {
        const auto part = std::string_view(bytes).substr(at, Piece);
        if (!(watch ? framer.feed(part, take) : cutter.feed(part, take)))
            return -1;
    }
    const auto took = millis(std::chrono::steady_clock::now() - began);
    return records.size() == list.items.size() ? took : -1;
}

struct Outcome {
    double firstRow = -1;
    double whole = -1;
    double frame = 0;
    double turn = 0;
    double peak = 0;
};

Outcome wholePath(Application& app, const std::string& url, const std::string& ca, std::size_t objects, bool watch)
{
    Feed feed(url, ca);
    Screen screen(app, feed);
    app.frames.clear();
    app.turns.clear();
    Outcome out;
    QTimer::singleShot(60'000, &app, [] { QCoreApplication::exit(1); });
    const auto began = feed.clock.steady();
    app.painted = [&] {
        if (out.firstRow < 0 && screen.showsAnObject())
            out.firstRow = millis(feed.clock.steady() - began);
        if (screen.model.tree().summary().total == objects && feed.inbox.size() == 0) {
            out.whole = millis(feed.clock.steady() - began);
            app.painted = nullptr;
            QCoreApplication::quit();
        }
    };
    feed.start({{flux::Kind::OCIRepository, {}}, {flux::Kind::Kustomization, {}}},
        watch ? kube::FirstState::WatchList : kube::FirstState::ListThenWatch, !watch);
    app.exec();
    app.painted = nullptr;
    out.frame = percentile(app.frames, 0.99);
    out.turn = percentile(app.turns, 1);
    out.peak = peakMegabytes();
    feed.stop();
    return out;
}

} // namespace
} // namespace dg::bench

int main(int argc, char** argv)
{
    using namespace dg::bench;
    if (argc != 6) {
        std::fputs("bench_pipeline list|watchlist URL CAFILE PATH OBJECTS\n", stderr);
        return 2;
    }
    const bool watch = std::strcmp(argv[1], "watchlist") == 0;
    const auto ca = readFile(argv[3]);
    Shape shape;
    shape.objects = std::strtoull(argv[5], nullptr, 10);
    Application app(argc, argv);
    const auto outcome = wholePath(app, argv[2], ca, shape.objects + shape.namespaces, watch);
    const double fetch = fetchOnly(argv[2], ca, argv[4], watch);
    const double parse = parseOnly(kustomizations(shape), watch);
    std::printf("{\"first_row_ms\":%.2f,\"whole_ms\":%.2f,\"frame_p99_ms\":%.2f,\"longest_turn_ms\":%.2f,\"peak_mb\":%.1f,\"fetch_ms\":%."
                "2f,\"parse_ms\":%.2f}\n",
        outcome.firstRow, outcome.whole, outcome.frame, outcome.turn, outcome.peak, fetch, parse);
    return outcome.whole > 0 && fetch > 0 && parse > 0 ? 0 : 1;
}
