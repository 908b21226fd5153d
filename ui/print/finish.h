// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace dg::print {

struct Bookmark {
    std::string title; // UTF-8
    int page = 0; // from 0
    double top = 0; // points from the page's lower edge
    double left = 0, bottom = 0, right = 0, height = 0; // its entry in the contents on the first page, points
};

struct Finish {
    std::vector<Bookmark> bookmarks;
    std::string language; // BCP 47
    std::string title, program; // UTF-8
    std::string date; // "D:20261126200000Z"
    std::string dataHash;
};

// Adds bookmarks and links, replaces what moves from run to run.
[[nodiscard]] Result<std::string> finishPdf(const std::string& pdf, const Finish& finish);

} // namespace dg::print
