// SPDX-License-Identifier: Apache-2.0
// What the Delivery view knows of one Kustomization of a live cluster, as one line of JSON: for chain.py.
//   delivery_probe KUBECONFIG CONTEXT GITLAB TOKEN NAMESPACE NAME SHA
// Answers once the delivery is of that commit and its status is posted, or after a minute with what there is then.
#include "../cluster/watched.h"
#include "gitlab/address.h"
#include "gitlab/client.h"
#include "items/delivery_model.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <cstdio>

using namespace dg;
using delivery::Hop;

namespace {

QString word(delivery::HopState state)
{
    static const char* const words[] = {"unknown", "done", "running", "failed", "waiting", "not-applicable", "no-evidence"};
    return QLatin1String(words[static_cast<std::size_t>(state)]);
}

QJsonObject told(const delivery::Delivery& one)
{
    static const char* const names[] = {"commit", "artifact", "agent", "fetched", "applied", "healthy", "reported"};
    QJsonObject hops;
    for (std::size_t i = 0; i < delivery::HopCount; ++i) {
        const auto& hop = one.hops[i];
        QJsonObject entry{{QStringLiteral("state"), word(hop.state)}, {QStringLiteral("actor"), QString::fromStdString(hop.actor)},
            {QStringLiteral("message"), QString::fromStdString(hop.message)}};
        if (hop.time)
            entry[QStringLiteral("time")] = QString::fromStdString(toRfc3339(*hop.time));
        hops[QLatin1String(names[i])] = entry;
    }
    return {{QStringLiteral("sha"), QString::fromStdString(one.sha)}, {QStringLiteral("hops"), hops},
        {QStringLiteral("behind"), one.behind ? QJsonValue(static_cast<qint64>(*one.behind)) : QJsonValue()},
        {QStringLiteral("standsAt"),
            one.standsAt ? QJsonValue(QLatin1String(names[static_cast<std::size_t>(*one.standsAt)])) : QJsonValue()},
        {QStringLiteral("cause"), static_cast<int>(one.cause)}};
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const auto arguments = app.arguments();
    if (arguments.size() != 8)
        return 2;
    session::SessionOptions options;
    options.keepOwnership = true;
    options.watchManaged = false;
    test::Watched cluster(arguments[1], argv[2], options);
    items::DeliveryModel model(cluster.pool());
    model.setTree(&cluster.tree());
    const auto key = cluster.key("kustomize.toolkit.fluxcd.io", "Kustomization", argv[5], argv[6]);
    SystemClock clock;
    Logger log;
    gitlab::Access access;
    access.host = *gitlab::parseHost(argv[3]);
    access.token.value = Secret(std::string_view(argv[4]));
    QElapsedTimer time;
    time.start();
    const delivery::Delivery* one = nullptr;
    while (time.elapsed() < 60'000) {
        QThread::msleep(200); // what arrives comes on the session's own thread
        cluster.pump();
        model.refresh(clock.wall());
        one = model.find(key);
        if (!one || !one->source)
            continue;
        const auto address = gitlab::projectAddress(
            one->source->kind, one->source->url, one->source->trail ? one->source->trail->originSource : std::string());
        const auto match = gitlab::matchProject(address, std::vector{access.host});
        if (!match)
            break;
        gitlab::Client client(access, "driftglass/test", clock, log);
        auto answer = gitlab::askCommit(client, delivery::commitQuestion(*one, match->projects));
        delivery::GitLabFacts facts;
        facts.standing = answer ? delivery::Standing::Known : delivery::Standing::Failed;
        if (answer)
            facts.answer = std::make_shared<const gitlab::CommitAnswer>(std::move(*answer));
        else
            facts.error = answer.error();
        model.setGitLab(key, std::move(facts));
        one = model.find(key);
        if (one->sha == argv[7] && one->at(Hop::Reported).state == delivery::HopState::Done)
            break;
    }
    if (!one)
        return 1;
    std::puts(QJsonDocument(told(*one)).toJson(QJsonDocument::Compact).constData());
    return 0;
}
