// SPDX-License-Identifier: Apache-2.0
// print: a report on paper. Laid out here, painted by Qt, finished by libqpdf, which adds what Qt 6.4 lacks: bookmarks, links in the
// contents, dates that do not move. Needs a QGuiApplication (the platform "offscreen" will do); any thread.
#pragma once

#include "base/result.h"
#include "report/document.h"

#include <QImage>

#include <stop_token>
#include <string>

namespace dg::print {

// The bytes of a PDF 1.4 file: portrait, contents on the first page, a header and page numbers on each. The same document has the
// same text and pages. Internal: Qt or libqpdf would not; Cancelled: `stop` was asked for, which is looked at for each row and page.
[[nodiscard]] Result<std::string> toPdf(const report::Document& document, report::Paper paper, const std::stop_token& stop = {});

// What the first page looks like, `width` pixels wide, and how many there are; once `stop` was asked for, neither is right.
struct FirstPage {
    QImage image;
    int pages = 0;
};
[[nodiscard]] FirstPage firstPage(const report::Document& document, report::Paper paper, int width, const std::stop_token& stop = {});

} // namespace dg::print
