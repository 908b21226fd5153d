// SPDX-License-Identifier: Apache-2.0
#include "kube/discovery.h"

#include "kube/api_error.h"
#include "json/json.h"

#include <algorithm>

namespace dg::kube {
namespace {

constexpr const char* Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
                                   "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
constexpr std::size_t AtOnce = 8; // requests of the older form, on an old server with perhaps a hundred groups

// Keeps itself alive by the callbacks it waits for.
struct Run : std::enable_shared_from_this<Run> {
    Run(net::HttpLoop& httpLoop, std::function<void(Result<Discovery>)> callback, std::shared_ptr<const Discovery> before)
        : loop(httpLoop)
        , done(std::move(callback))
        , previous(std::move(before))
    {
    }

    void start()
    {
        open = 3;
        root("/apis");
        root("/api");
        get("/version", "application/json", {}, [](Run& run, Result<net::Response> answer) {
            if (answer && answer->head.status == 200)
                run.version(answer->body);
            run.finishOne();
        });
    }

    void get(std::string path, const char* accept, const std::string& etag, std::function<void(Run&, Result<net::Response>)> then)
    {
        net::Request request;
        request.path = std::move(path);
        request.headers.emplace_back("Accept", accept);
        if (!etag.empty())
            request.headers.emplace_back("If-None-Match", etag);
        loop.fetch(std::move(request), [self = shared_from_this(), then = std::move(then)](Result<net::Response> answer) {
            if (answer)
                self->serverTime = parseHttpDate(answer->head.header("date"));
            then(*self, std::move(answer));
        });
    }

    void root(const std::string& path, bool older = false)
    {
        const bool core = path == "/api";
        const auto etag = previous && !older ? (core ? previous->coreEtag : previous->etag) : std::string();
        get(path, older ? "application/json" : Aggregated, etag, [path, core, older](Run& run, Result<net::Response> answer) {
            if (answer && answer->head.status == 406 && !older) {
                run.root(path, true);
                return;
            }
            run.rootAnswered(core, std::move(answer));
            run.finishOne();
        });
    }

    void rootAnswered(bool core, Result<net::Response> answer)
    {
        auto& part = core ? coreResources : groupResources;
        if (answer && answer->head.status == 304 && previous) {
            std::copy_if(previous->resources.begin(), previous->resources.end(), std::back_inserter(part.resources),
                [&](const Resource& r) { return r.group.empty() == core; });
            std::copy_if(previous->broken.begin(), previous->broken.end(), std::back_inserter(part.broken),
                [&](const std::string& gv) { return (gv.find('/') == std::string::npos) == core; });
            part.etag = core ? previous->coreEtag : previous->etag;
            return;
        }
        std::vector<GroupVersion> older;
        if (answer && answer->head.status == 200 && readAggregated(answer->body, part))
            part.etag = std::string(answer->head.header("etag"));
        else if (answer && answer->head.status == 200 && readGroups(answer->body, older))
            for (auto& gv : older)
                waiting.push_back({core, std::move(gv), {}});
        else if (core)
            part.broken.push_back("v1");
        else if (!answer)
            error = answer.error();
        else if (answer->head.status != 200)
            error = apiError(answer->head, answer->body, "/apis");
        else
            error = Error{ErrorCode::BadAnswer, "/apis", plainText(answer->body)};
    }

    void version(const std::string& body)
    {
        simdjson::dom::parser parser;
        std::string_view text;
        if (parser.parse(body)["gitVersion"].get_string().get(text) == simdjson::SUCCESS)
            serverVersion = plainText(text, 100);
    }

    void finishOne()
    {
        if (--open > 0)
            return;
        if (error) {
            done(tl::unexpected(*error));
            return;
        }
        more();
    }

    // The older form: group versions in parallel, results in the order of preference.
    void more()
    {
        if (answered == waiting.size()) {
            conclude();
            return;
        }
        while (asked < waiting.size() && asked - answered < AtOnce) {
            const auto index = asked++;
            const auto& gv = waiting[index].of;
            Resource where{gv.group, gv.version, {}, {}, false, {}};
            auto path = where.path();
            path.pop_back(); // the slash before the empty plural
            get(std::move(path), "application/json", {}, [index](Run& run, Result<net::Response> answer) {
                auto& entry = run.waiting[index];
                if (!answer || answer->head.status != 200 || !readResources(answer->body, entry.of, entry.found))
                    entry.found.broken.push_back(entry.of.group.empty() ? entry.of.version : entry.of.group + "/" + entry.of.version);
                ++run.answered;
                run.more();
            });
        }
    }

    void conclude()
    {
        for (auto& entry : waiting)
            take(entry.found, entry.core ? coreResources : groupResources);
        Discovery out;
        take(coreResources, out);
        take(groupResources, out);
        out.etag = groupResources.etag;
        out.coreEtag = coreResources.etag;
        out.serverVersion = serverVersion;
        out.serverTime = serverTime;
        done(std::move(out));
    }

    static void take(Discovery& from, Discovery& to)
    {
        std::move(from.resources.begin(), from.resources.end(), std::back_inserter(to.resources));
        std::move(from.broken.begin(), from.broken.end(), std::back_inserter(to.broken));
    }

    struct Pending {
        bool core;
        GroupVersion of;
        Discovery found;
    };
    net::HttpLoop& loop;
    std::function<void(Result<Discovery>)> done;
    std::shared_ptr<const Discovery> previous;
    Discovery coreResources, groupResources;
    std::optional<Error> error;
    std::string serverVersion;
    std::optional<WallTime> serverTime;
    std::vector<Pending> waiting;
    std::size_t asked = 0, answered = 0;
    int open = 0;
};

} // namespace

void discover(net::HttpLoop& loop, std::function<void(Result<Discovery>)> done, std::shared_ptr<const Discovery> previous)
{
    std::make_shared<Run>(loop, std::move(done), std::move(previous))->start();
}

} // namespace dg::kube
