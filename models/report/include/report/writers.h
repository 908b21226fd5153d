// SPDX-License-Identifier: Apache-2.0
// The text formats of a report. The same document gives the same bytes.
#pragma once

#include "base/result.h"
#include "report/document.h"

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace dg::report {

// One file without anything from elsewhere: light and dark, for the screen and for paper. It needs no script; the one in it adds a
// field that filters the tables, and a Content-Security-Policy allows that script alone. Cancelled: `stop` was asked for meanwhile.
[[nodiscard]] Result<std::string> toHtml(const Document& document, const std::stop_token& stop = {});
// GitLab's flavour. Rows beyond `most` bytes are left out, and how many is said (a comment there holds 1,000,000 characters).
[[nodiscard]] std::string toMarkdown(const Document& document, std::size_t most = 900'000);
// A report as the bytes of a PDF file (print/pdf.h). Who writes reports does without fonts and a display.
using PdfPrinter = std::function<Result<std::string>(const Document& document, Paper paper, const std::stop_token& stop)>;
// A record of RFC 4180, with its CRLF. What a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection).
[[nodiscard]] std::string csvRecord(const std::vector<std::string>& cells);

// Text for an XML or HTML text or attribute value: one line, valid XML 1.0 (what is not UTF-8 becomes U+FFFD).
[[nodiscard]] std::string xmlText(std::string_view text);
// Text for a Markdown cell or paragraph: nothing of it is markup.
[[nodiscard]] std::string markdownText(std::string_view text);
// 64 lowercase hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);
// A name as a part of a file's name: letters, digits, point, hyphen and underscore stay, the rest becomes a hyphen; never empty and
// never beginning with a point.
[[nodiscard]] std::string fileNamePart(std::string_view name);

} // namespace dg::report
