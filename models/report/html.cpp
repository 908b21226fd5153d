// SPDX-License-Identifier: Apache-2.0
#include "report/writers.h"

#include <QCryptographicHash>

namespace dg::report {

namespace {

constexpr std::string_view Style = R"css(
:root{color-scheme:light dark;--window:#edf0f1;--base:#fff;--raised:#f7f9f9;--line:#dce2e4;--text:#182124;--text2:#465458;--accent:#0d6683;
--good:#2b7136;--bad:#b3261e;--drift:#8a5300;--waiting:#6a4fa3;--neutral:#546368}
@media (prefers-color-scheme:dark){:root{--window:#20272a;--base:#181e20;--raised:#1d2427;--line:#2e373a;--text:#e3e9ea;--text2:#afbbbe;
--accent:#6cc0d8;--good:#73c07e;--bad:#f58f85;--drift:#e5b05a;--waiting:#bdabec;--neutral:#9fadb1}}
*{box-sizing:border-box}
body{margin:0;background:var(--base);color:var(--text);font:14px/1.5 Inter,"Segoe UI",system-ui,"Noto Sans","Noto Sans CJK JP",sans-serif}
header,main,footer{max-width:1200px;margin:0 auto;padding:0 24px}
header{padding-top:28px}
h1{font-size:24px;line-height:1.25;margin:0}
h1 small{display:block;font-size:15px;font-weight:400;color:var(--text2);overflow-wrap:anywhere}
h2{font-size:17px;margin:32px 0 8px;padding-top:8px;border-top:1px solid var(--line)}
.verdict{font-size:16px;font-weight:600;margin:12px 0}
ul.figures{display:flex;flex-wrap:wrap;gap:8px;list-style:none;padding:0;margin:12px 0}
ul.figures li{background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:6px 14px;min-width:88px}
ul.figures b{display:block;font-size:20px;line-height:1.3;font-variant-numeric:tabular-nums}
nav a{color:var(--accent);margin-right:16px;white-space:nowrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:0}
dt{color:var(--text2)}dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse;table-layout:fixed;min-width:720px}
th,td{text-align:left;vertical-align:top;padding:5px 10px 5px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--text2);font-weight:600;border-bottom-width:2px}
.good{color:var(--good)}.bad{color:var(--bad)}.drift{color:var(--drift)}.waiting{color:var(--waiting)}.neutral{color:var(--neutral)}
.n{text-align:right;padding-right:24px;font-variant-numeric:tabular-nums}
td.good,td.bad,td.drift,td.waiting{font-weight:600}
#search{font:inherit;color:inherit;background:var(--base);border:1px solid var(--neutral);border-radius:4px;padding:5px 10px;margin:14px 0 0;width:min(420px,100%)}
#search:focus,a:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
footer{margin-top:40px;padding-bottom:28px;color:var(--text2);font-size:12px;overflow-wrap:anywhere}
@media (max-width:640px){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
@media print{@page{margin:16mm}:root{--base:#fff;--raised:#fff;--line:#bcc6c9;--text:#000;--text2:#465458;--accent:#0d6683;--good:#2b7136;
--bad:#b3261e;--drift:#8a5300;--waiting:#6a4fa3;--neutral:#546368}body{font-size:9.5pt}header,main,footer{max-width:none;padding:0}
#search,nav{display:none}.wide{overflow:visible}table{min-width:0}thead{display:table-header-group}tr,li{break-inside:avoid}h2{break-after:avoid}}
)css";

// Adds the field: without a script there is none, and the browser's own search works.
constexpr std::string_view Script = R"js(
(function(){var nav=document.querySelector("nav"),field=document.createElement("input");field.id="search";field.type="search";
field.placeholder=nav.dataset.search;field.setAttribute("aria-label",nav.dataset.search);nav.before(field);
var rows=[].slice.call(document.querySelectorAll("tbody tr")).map(function(r){return[r,r.textContent.toLowerCase()]});
field.addEventListener("input",function(){var words=field.value.toLowerCase().split(/\s+/);rows.forEach(function(r){
r[0].hidden=!words.every(function(w){return r[1].indexOf(w)>=0})})})})();
)js";

const char* classOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return " class=\"good\"";
    case Tone::Bad:
        return " class=\"bad\"";
    case Tone::Drift:
        return " class=\"drift\"";
    case Tone::Waiting:
        return " class=\"waiting\"";
    case Tone::Neutral:
        return " class=\"neutral\"";
    case Tone::Plain:
        break;
    }
    return "";
}

std::string scriptHash()
{
    const auto bytes = QByteArray::fromRawData(Script.data(), static_cast<qsizetype>(Script.size()));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toBase64().toStdString();
}

void addHead(std::string& out, const Document& document)
{
    out += "<!DOCTYPE html>\n<html lang=\"" + xmlText(document.language) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
    out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
        + scriptHash() + "'\">\n";
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\""
        + xmlText(document.program) + "\">\n";
    out += "<title>" + xmlText(document.title) + ": " + xmlText(document.subtitle) + "</title>\n<style>";
    out.append(Style);
    out += "</style>\n</head>\n<body>\n";
}

void addOverview(std::string& out, const Document& document)
{
    out += "<header>\n<h1>" + xmlText(document.title) + " <small>" + xmlText(document.subtitle) + "</small></h1>\n";
    std::string tone = classOf(document.verdictTone);
    tone = tone.empty() ? " class=\"verdict\"" : tone.insert(8, "verdict ");
    out += "<p" + tone + '>' + xmlText(document.verdict) + "</p>\n<ul class=\"figures\">\n";
    for (const auto& figure : document.figures)
        out += std::string("<li><b") + classOf(figure.tone) + '>' + std::to_string(figure.value) + "</b>" + xmlText(figure.label)
            + "</li>\n";
    out += "</ul>\n<nav aria-label=\"" + xmlText(document.labels.contents) + "\" data-search=\"" + xmlText(document.labels.search)
        + "\">\n";
    for (const auto& section : document.sections)
        out += "<a href=\"#" + xmlText(section.id) + "\">" + xmlText(section.title) + "</a>\n";
    out += "</nav>\n</header>\n";
}

// False: it is to stop.
bool addTable(std::string& out, const Table& table, const std::stop_token& stop)
{
    int all = 0;
    for (const int weight : table.weights)
        all += weight;
    out += "<div class=\"wide\"><table>\n<colgroup>";
    for (const int weight : table.weights)
        out += "<col style=\"width:" + std::to_string(all > 0 ? weight * 100 / all : 0) + "%\">";
    out += "</colgroup>\n<thead><tr>";
    for (std::size_t i = 0; i < table.header.size(); ++i)
        out += std::string("<th scope=\"col\"") + (table.isNumber(i) ? " class=\"n\">" : ">") + xmlText(table.header[i]) + "</th>";
    out += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        if (stop.stop_requested())
            return false;
        out += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i)
            out += std::string("<td") + (table.isNumber(i) ? " class=\"n\"" : classOf(row[i].tone)) + '>' + xmlText(row[i].text) + "</td>";
        out += "</tr>\n";
    }
    out += "</tbody></table></div>\n";
    return true;
}

} // namespace

Result<std::string> toHtml(const Document& document, const std::stop_token& stop)
{
    std::string out;
    addHead(out, document);
    addOverview(out, document);
    out += "<main>\n";
    for (const auto& section : document.sections) {
        const auto id = xmlText(section.id);
        out += "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + xmlText(section.title) + "</h2>\n";
        for (const auto& paragraph : section.paragraphs)
            out += "<p>" + xmlText(paragraph) + "</p>\n";
        if (!section.facts.empty()) {
            out += "<dl>\n";
            for (const auto& [name, value] : section.facts)
                out += "<dt>" + xmlText(name) + "</dt><dd>" + xmlText(value) + "</dd>\n";
            out += "</dl>\n";
        }
        if (section.table && !section.table->rows.empty() && !addTable(out, *section.table, stop))
            return fail(ErrorCode::Cancelled);
        out += "</section>\n";
    }
    out += "</main>\n<footer>" + xmlText(document.program) + ", " + xmlText(document.writtenAt) + ", SHA-256 " + xmlText(document.dataHash)
        + "</footer>\n<script>";
    out.append(Script);
    return out + "</script>\n</body>\n</html>\n";
}

} // namespace dg::report
