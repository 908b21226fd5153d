// SPDX-License-Identifier: Apache-2.0
// Ten million rows of three clusters over 90 days: how long the views' questions take. And how many rows a second are written,
// and deltas followed. Prints one line of JSON; times in milliseconds, medians of five.
#include "history/store.h"
#include "history/tracker.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

using namespace dg;
using history::Batch;
using history::Store;

namespace {

constexpr int Clusters = 3;
constexpr int Objects = 400; // a cluster
constexpr int Days = 90;
const WallTime Now = *parseRfc3339("2026-11-26T12:00:00Z");

double since(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

history::ObjectRow object(int i)
{
    return {0, "kustomize.toolkit.fluxcd.io", "Kustomization", "team-" + std::to_string(i % 20), "app-" + std::to_string(i)};
}

// A pass each 12 minutes, a failure now and then, a delivery a day, drift once a month.
void fillDay(Batch& batch, int day, std::uint64_t& rows)
{
    const auto begin = Now - std::chrono::days(Days - day);
    for (int i = 0; i < Objects; ++i) {
        const auto of = object(i);
        const int step = 86'400 / 90;
        for (int n = 0; n < 90; ++n) {
            history::PassRow pass;
            pass.at = begin + Seconds(n * step + i % step);
            pass.duration = Millis(2000 + (i * 37 + n * 91 + day * 13) % 6000 + (n % 30 == 29 ? 20'000 : 0));
            pass.outcome = "ReconciliationSucceeded";
            pass.news = n == 45;
            pass.revision = "main@sha1:" + std::to_string(day * 100'000 + i);
            if (pass.news)
                pass.lag = Millis(60'000 + (i * 997) % 300'000);
            batch.passes.push_back({of, pass});
        }
        if ((i + day) % 10 == 0) {
            const auto at = begin + Seconds(3600 + i);
            history::StateRow failed;
            failed.at = failed.last = at;
            failed.state = flux::State::Failed;
            failed.reason = "HealthCheckFailed";
            failed.message = "Deployment/app-" + std::to_string(i) + " is not ready";
            history::StateRow ready = failed;
            ready.at = ready.last = at + Seconds(600);
            ready.state = flux::State::Ready;
            batch.states.push_back({of, failed});
            batch.states.push_back({of, ready});
            batch.troubles.push_back({of, {failed.at, ready.at, flux::State::Failed, failed.reason, failed.message}, true});
        }
        if ((i * 7 + day) % 30 == 0) {
            history::DriftRow drift;
            drift.id = std::to_string(i) + "-" + std::to_string(day);
            drift.path = "spec.replicas";
            drift.manager = "kubectl-edit";
            drift.opened = begin + Seconds(7200 + i);
            drift.closed = drift.opened + Seconds(1800);
            batch.drifts.push_back({{0, "apps", "Deployment", "team-" + std::to_string(i % 20), "d-" + std::to_string(i)}, of, drift});
        }
        delivery::Run run;
        run.revision = "main@sha1:" + std::to_string(day * 100'000 + i);
        run.fetched = begin + Seconds(43'000 + i);
        run.healthy = *run.fetched + Seconds(90);
        batch.deliveries.push_back({of, run});
    }
    for (int n = 0; n < 300; ++n) {
        history::Sample sample;
        sample.at = begin + Seconds(n * 288);
        sample.byState[0] = static_cast<std::uint32_t>(Objects - n % 7);
        batch.samples.push_back(sample);
    }
    batch.watched = history::Watched{Now - std::chrono::days(Days), begin + std::chrono::days(1)};
    rows += batch.rows();
}

double median(const std::function<bool()>& work)
{
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        if (!work()) {
            std::fprintf(stderr, "a question failed\n");
            std::exit(1);
        }
        times.push_back(since(begin));
    }
    std::ranges::sort(times);
    return times[2];
}

// One object after another with a new resourceVersion, as a busy cluster tells them.
double deltasASecond()
{
    StringPool pool;
    history::Tracker tracker(pool, {});
    std::vector<store::Delta> deltas;
    for (int i = 0; i < 20'000; ++i) {
        auto made = std::make_shared<flux::FluxObject>();
        made->kind = flux::Kind::Kustomization;
        made->key = {pool.intern("kustomize.toolkit.fluxcd.io"), pool.intern("Kustomization"), pool.intern("apps"),
            pool.intern("app-" + std::to_string(i))};
        made->hasStatus = true;
        made->conditions = {{"Ready", flux::Tri::True, "ReconciliationSucceeded", "Applied revision: main@sha1:1111", Now, 0}};
        deltas.push_back({made->key, store::RecordType::Flux, made, {}});
    }
    Batch batch;
    tracker.apply(deltas, Now, batch);
    const auto begin = std::chrono::steady_clock::now();
    for (int round = 0; round < 10; ++round) {
        for (std::size_t at = 0; at < deltas.size(); at += 500)
            tracker.apply(std::span(deltas).subspan(at, 500), Now + Seconds(round), batch);
        tracker.tick(Now + Seconds(round), batch);
    }
    return 200'000 / since(begin) * 1000;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const int days = argc > 1 ? std::max(std::atoi(argv[1]), 31) : Days;
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("history.sqlite"));
    auto opened = Store::open(path.toStdString(), Store::Access::Write);
    if (!opened)
        return 1;
    auto& store = **opened;
    std::uint64_t rows = 0;
    const auto began = std::chrono::steady_clock::now();
    for (int cluster = 0; cluster < Clusters; ++cluster) {
        const auto id = store.cluster({"c" + std::to_string(cluster), "c", "s"});
        for (int day = Days - days; day < Days; ++day) {
            Batch batch;
            batch.cluster = *id;
            fillDay(batch, day, rows);
            if (const auto written = store.write(batch); !written) {
                std::fprintf(stderr, "%s\n", written.error().detail.c_str());
                return 1;
            }
        }
    }
    const auto writing = since(began);
    auto reader = Store::open(path.toStdString(), Store::Access::Read);
    if (!reader)
        return 1;
    auto& ask = **reader;
    const history::Scope scope{1, {}, 0, {}};
    const auto last = [](int hours) { return history::Range{Now - std::chrono::hours(hours), Now}; };
    const auto found = ask.find(1, object(7).group, "Kustomization", object(7).ns, object(7).name);
    std::printf("{\"rows\": %llu, \"bytes\": %lld, \"rowsASecond\": %.0f, \"deltasASecond\": %.0f", static_cast<unsigned long long>(rows),
        static_cast<long long>(QFileInfo(path).size()), static_cast<double>(rows) / writing * 1000, deltasASecond());
    const auto told = [&](const char* name, const std::function<bool()>& work) { std::printf(", \"%s\": %.1f", name, median(work)); };
    for (const int hours : {24, 720}) {
        const auto suffix = hours == 24 ? std::string("Day") : std::string("Month");
        const auto range = last(hours);
        told(("lanes" + suffix).c_str(), [&] { return ask.lanes(scope, range, Now, 40).has_value(); });
        // What the Timeline asks: all lanes, and the stretches of the first sixty.
        told(("laneList" + suffix).c_str(), [&] {
            const auto lanes = ask.laneList(scope, range, Now);
            std::vector<history::ObjectId> seen;
            for (std::size_t i = 0; lanes && i < std::min<std::size_t>(60, lanes->size()); ++i)
                seen.push_back((*lanes)[i].object.id);
            return !seen.empty() && ask.segments(1, range, Now, seen).has_value();
        });
        told(("entries" + suffix).c_str(), [&] { return ask.entries(scope, range, 200).has_value(); });
        told(("samples" + suffix).c_str(), [&] { return ask.samples(1, range, 400).has_value(); });
        told(("durations" + suffix).c_str(),
            [&] { return ask.trend(history::Metric::PassDuration, scope, range, range.length() / 48).has_value(); });
        told(("recover" + suffix).c_str(),
            [&] { return ask.trend(history::Metric::TimeToRecover, scope, range, range.length() / 48).has_value(); });
        told(("drift" + suffix).c_str(), [&] { return ask.driftEpisodes(scope, range, 200).has_value(); });
        told(("totals" + suffix).c_str(), [&] { return ask.totals(scope, range, Store::Order::SlowestPass, 20).has_value(); });
        told(("changes" + suffix).c_str(), [&] { return ask.changes(scope, range).has_value(); });
        told(("deliveries" + suffix).c_str(), [&] { return ask.deliveriesPerDay(scope, range).has_value(); });
    }
    auto words = scope;
    words.words = {"app-12"};
    told("filteredEntries", [&] { return ask.entries(words, last(720), 200).has_value(); });
    auto one = scope;
    one.object = *found ? (*found)->id : 0;
    told("objectMonth", [&] { return ask.trend(history::Metric::PassDuration, one, last(720), std::chrono::hours(12)).has_value(); });
    told("rewind", [&] { return ask.at(scope, Now - std::chrono::days(20)).has_value(); });
    told("runs", [&] { return ask.runs(one.object, 50).has_value(); });
    std::printf("}\n");
    return 0;
}
