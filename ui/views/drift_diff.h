// SPDX-License-Identifier: Apache-2.0
// What differs, as lines of YAML side by side: the live object, and what Git says where that is known. Structure-aware: lists
// are matched by their elements' keys, and a finding's path marks its own lines whatever the text around it.
#pragma once

#include "drift/finding.h"

#include <QJsonObject>
#include <QString>

#include <utility>
#include <vector>

namespace dg::views {

struct DiffLine {
    enum Sign : unsigned char {
        Same,
        Changed, // other text on both sides
        Added, // only in the cluster
        Removed, // only in Git
        Marked, // changed by somebody; what Git says is not known
        Gone, // was taken away; what it was is not known
    };
    Sign sign = Same;
    int leftNumber = 0, rightNumber = 0; // from 1; 0: no line on this side
    QString left, right;
    int leftFrom = 0, leftTo = 0, rightFrom = 0, rightTo = 0; // the words that differ
};

// One for each owner path: the outermost list element that holds the finding, or what stands above its field.
struct DiffHunk {
    QString path, note; // "kubectl-edit, 2 fields changed"
    bool exact = false;
    int first = 0, last = 0; // of Diff::lines
};

struct Diff {
    std::vector<DiffLine> lines; // the whole object
    std::vector<DiffHunk> hunks; // in the order of their lines, never overlapping
    bool gitKnown = false; // any of it
    int differing = 0; // findings that have lines here

    // The lines of a hunk that are shown with so much context: ranges, both ends included.
    [[nodiscard]] std::vector<std::pair<int, int>> shown(const DiffHunk& hunk, int context) const;
};

// `live` without managedFields and status' noise is the caller's wish; it is taken as it is. Findings of one object.
[[nodiscard]] Diff makeDiff(const QJsonObject& live, const std::vector<drift::Finding>& findings);
// What can be said of an object that must not be read (a Secret) or could not be: its keys, by the findings' paths.
[[nodiscard]] QJsonObject skeletonOf(const std::vector<drift::Finding>& findings, const QString& placeholder);
// The value as Git has it, with the type that the live one has.
[[nodiscard]] QJsonValue parsedValue(const std::string& text, const QJsonValue& like);
// The value at a path; undefined: there is none.
[[nodiscard]] QJsonValue valueAt(const QJsonValue& root, std::string_view path);
// "/spec/template/spec/containers/0/image"; empty: the path leads nowhere in this object.
[[nodiscard]] QString jsonPointer(const QJsonValue& root, std::string_view path);
// A text for other programs: "--- path (note)", then lines with " ", "-" or "+" before them.
[[nodiscard]] QString diffText(const Diff& diff, int context);

} // namespace dg::views
