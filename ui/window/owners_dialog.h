// SPDX-License-Identifier: Apache-2.0
// "Who owns this?": a name as it is typed, and for every object of that name in every open cluster who applies it, from
// which source and path. Enter goes there.
#pragma once

#include "base/object_key.h"

#include <QString>

#include <functional>

class QWidget;

namespace dg::items {
class ClusterListModel;
class ClusterModel;
} // namespace dg::items

namespace dg::window {

// `shown` is listed first; `name` is in the field at the start. Object names: "owners", "ownersField", "ownersRows".
void openOwnersDialog(QWidget* parent, items::ClusterListModel& clusters, items::ClusterModel* shown, const QString& name,
    std::function<void(items::ClusterModel*, const ObjectKey&)> go);

} // namespace dg::window
