// SPDX-License-Identifier: Apache-2.0
#include "report/writers.h"

namespace dg::report {

namespace {

std::string line(const std::vector<Cell>& cells)
{
    std::string out = "|";
    for (const auto& cell : cells)
        out += ' ' + markdownText(cell.text) + " |";
    return out + '\n';
}

std::string headOf(const Table& table)
{
    std::string out = "|", rule = "|";
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        out += ' ' + markdownText(table.header[i]) + " |";
        rule += table.isNumber(i) ? "---:|" : "---|";
    }
    return out + '\n' + rule + '\n';
}

std::string withNumber(std::string text, std::size_t number)
{
    if (const auto at = text.find("%1"); at != std::string::npos)
        text.replace(at, 2, std::to_string(number));
    return text;
}

void addTable(std::string& out, const Table& table, const Document& document, std::size_t most)
{
    if (table.rows.empty())
        return;
    out += headOf(table);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto text = line(table.rows[i]);
        if (out.size() + text.size() > most) {
            out += '\n' + markdownText(withNumber(document.labels.moreRows, table.rows.size() - i)) + "\n\n";
            return;
        }
        out += text;
    }
    out += '\n';
}

} // namespace

std::string toMarkdown(const Document& document, std::size_t most)
{
    std::string out = "## " + markdownText(document.title) + "\\: " + markdownText(document.subtitle) + "\n\n";
    out += "**" + markdownText(document.verdict) + "**\n\n";
    for (const auto& section : document.sections) {
        out += "### " + markdownText(section.title) + "\n\n";
        for (const auto& paragraph : section.paragraphs)
            out += markdownText(paragraph) + "\n\n";
        for (const auto& [name, value] : section.facts)
            out += "- " + markdownText(name) + "\\: " + markdownText(value) + '\n';
        if (!section.facts.empty())
            out += '\n';
        if (section.table)
            addTable(out, *section.table, document, most);
    }
    return out;
}

} // namespace dg::report
