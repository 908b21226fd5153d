// SPDX-License-Identifier: Apache-2.0
// report: a report as headings, facts and tables, and what writes it down (writers.h). It knows neither clusters nor Flux: who has
// read one fills it with words, translated and cleaned (text::cleanLine), so that every format says the same. All text is UTF-8 and
// plain: a writer escapes it. Values; any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dg::report {

enum class Tone : unsigned char { Plain, Good, Bad, Drift, Waiting, Neutral };
enum class Paper : unsigned char { A4, Letter };

struct Cell {
    std::string text;
    Tone tone = Tone::Plain;
};

struct Table {
    std::vector<std::string> header;
    std::vector<int> weights; // of the columns' widths, one each
    std::vector<std::vector<Cell>> rows; // each as long as the header
    std::vector<std::size_t> numbers{}; // columns of numbers: aligned to the right
    [[nodiscard]] bool isNumber(std::size_t column) const { return std::ranges::find(numbers, column) != numbers.end(); }
};

struct Section {
    std::string id; // of letters, digits and hyphens; one of its kind in the document
    std::string title;
    std::vector<std::string> paragraphs;
    std::vector<std::pair<std::string, std::string>> facts; // name, value
    std::optional<Table> table;
};

struct Figure {
    std::string label;
    std::size_t value = 0;
    Tone tone = Tone::Plain;
};

// What the writers say by themselves.
struct Labels {
    std::string contents;
    std::string search; // of the field in the HTML
    std::string page; // "Page %1 of %2"
    std::string moreRows; // Markdown that was cut: "%1 more rows are in the other formats."
};

struct Document {
    std::string language = "en"; // BCP 47
    std::string title;
    std::string subtitle; // the cluster
    std::string verdict; // a sentence
    Tone verdictTone = Tone::Plain;
    std::vector<Figure> figures;
    std::vector<Section> sections;
    Labels labels;
    std::string program; // "driftglass 0.1.0"
    std::string writtenAt; // RFC 3339, UTC
    std::string dataHash; // SHA-256, 64 hexadecimal digits
};

} // namespace dg::report
