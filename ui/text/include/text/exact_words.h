// SPDX-License-Identifier: Apache-2.0
// The exact comparison in words: what could not be compared and why, which rights are needed. For the window and the command line.
#pragma once

#include "session/exact.h"

#include <QString>

#include <vector>

namespace dg::text {

// Who says it: the same reasons, but another way to help oneself.
enum class Teller : unsigned char { Window, CommandLine };
[[nodiscard]] QString whyNotCompared(const session::NotCompared& one, Teller teller);

struct NotComparedLine {
    QString what; // "ConfigMap/apps/theme", "HelmRelease/apps/redis: 4 objects", "Kustomization: 12 objects"
    QString why;
    bool byChoice = false; // left out by the options, or compared in another way
    ObjectKey object; // of a line about one object
    flux::Reference owner; // empty: of several
};
// One line for each reason and owner, with how many objects it keeps from being compared.
[[nodiscard]] std::vector<NotComparedLine> linesOf(const std::vector<session::NotCompared>& all, Teller teller);
// Whether it was left out by the options, or compared in another way: no gap of its own.
[[nodiscard]] bool isByChoice(session::NotCompared::Why why);

// "KIND/NS/NAME"
[[nodiscard]] QString nameOf(const flux::Reference& reference);
// "get deployments.apps"
[[nodiscard]] QString rightText(const session::AccessAnswer& answer);
// "You have it", "You lack it in apps, web"
[[nodiscard]] QString permissionText(const session::AccessAnswer& answer);

} // namespace dg::text
