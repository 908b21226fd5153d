// SPDX-License-Identifier: Apache-2.0
// What a snapshot holds, in words: for whoever is about to give it away. GUI thread or a command's.
#pragma once

#include "capture/capture.h"

#include <QString>
#include <QStringList>

namespace dg::evidence {

// "412 objects of 21 kinds, 38 KB: what prod-eu was at 10:42."
[[nodiscard]] QString contentsLine(const capture::Contents& contents);
// What was kept to itself, what could not be read, what was left out; a line each.
[[nodiscard]] QStringList contentsNotes(const capture::Contents& contents);
// Columns of a table of its kinds: kind, objects, size, what of them.
[[nodiscard]] QStringList contentsHeader();
[[nodiscard]] QStringList contentsRow(const capture::Contents::Kind& kind);
// "Snapshot monday.dgsnap of prod-eu, taken 2026-11-20 10:42": for a mark that it is not the cluster itself.
[[nodiscard]] QString snapshotMark(const kube::SnapshotOrigin& origin, const std::string& cluster);

} // namespace dg::evidence
