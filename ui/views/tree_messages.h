// SPDX-License-Identifier: Apache-2.0
// What the tree page says about the connection: the banner, the sentence in place of rows, the count of objects.
#pragma once

#include "base/clock.h"
#include "session/session.h"
#include "tree/fleet_tree.h"
#include "widgets/banner.h"

#include <QString>

namespace dg::views {

struct BannerContent {
    widgets::BannerKind kind = widgets::BannerKind::Neutral;
    QString lead;
    QString sentence; // empty: no banner
    QString link; // "Try now", "Show cause", or empty
    bool signIn = false; // the link asks for a new token
    ObjectKey cause; // what "Show cause" chooses; empty: the link tries again
};
struct PageMessage {
    enum Action { None, Connect, Retry, ClearFilter };
    bool showTree = true;
    QString sentence;
    QString advice;
    QString button;
    Action action = None;
};

[[nodiscard]] bool holdsOldData(session::ConnectionPhase phase);
// One at a time, the worst first: old data, then the unsafe connection, then the cause behind most rows, then what may not
// be read. `causes` as the tree has them.
[[nodiscard]] BannerContent bannerFor(const session::SessionStatus& status, const std::vector<std::string>& permanentWarnings,
    const std::vector<tree::Cause>& causes, const QString& cluster, bool rows, const Clock& clock);
[[nodiscard]] PageMessage messageFor(
    const tree::FleetTree* tree, const session::SessionStatus& status, const QString& cluster, bool filtered, bool stillLoading);
[[nodiscard]] QString countWords(const tree::Summary& summary, const session::SessionStatus& status, bool filtered);

} // namespace dg::views
