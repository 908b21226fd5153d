// SPDX-License-Identifier: Apache-2.0
#include "push_line.h"

#include "flux/arming.h"
#include "text/check_words.h"
#include "text/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace dg::views {

namespace {

flux::Arming armingOf(
    const tree::FleetTree& tree, const session::SessionStatus& status, const flux::AgentReach& reach, const flux::FluxObject& source)
{
    std::vector<std::shared_ptr<const flux::FluxObject>> receivers;
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
        if (object.kind == flux::Kind::Receiver && object.key.ns == source.key.ns)
            receivers.push_back(tree.find(object.key));
    });
    flux::ArmingInput input;
    input.receivers = receivers;
    input.receiversServed = std::ranges::find(status.notServed, flux::Kind::Receiver) == status.notServed.end();
    input.receiversRead = std::ranges::any_of(status.streams, [](const session::StreamInfo& stream) {
        return stream.fluxKind && stream.ns.empty() && stream.state.synced && stream.resource.kind == "Receiver";
    });
    auto controllers = tree.controllers();
    controllers.setReadable(status.controllersReadable);
    input.controllers = &controllers;
    input.reach = &reach;
    return flux::armingOf(source, input);
}

} // namespace

void addPushLine(std::vector<Line>& lines, const tree::FleetTree& tree, const session::SessionStatus& status, const flux::AgentReach& reach,
    const ObjectKey& key)
{
    const auto object = tree.find(key);
    if (!object || (object->kind != flux::Kind::GitRepository && object->kind != flux::Kind::OCIRepository))
        return;
    const auto arming = armingOf(tree, status, reach, *object);
    Line line;
    line.label = QCoreApplication::translate("Inspector", "Push to Flux");
    line.value = text::armingText(arming);
    const auto reason = text::armingReason(arming);
    line.full = reason.isEmpty() ? line.value : line.value + QStringLiteral(": ") + reason;
    if (!arming.armed() && !reason.isEmpty()) //: %1 "Polls every 10 min", %2 "no Receiver covers it"
        line.value = QCoreApplication::translate("Inspector", "%1 (%2)").arg(line.value, reason);
    const auto interval = std::ranges::find(lines, QCoreApplication::translate("Inspector", "Interval"), &Line::label);
    lines.insert(interval == lines.end() ? lines.end() : interval + 1, std::move(line));
}

} // namespace dg::views
