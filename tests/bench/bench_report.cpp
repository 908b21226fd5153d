// SPDX-License-Identifier: Apache-2.0
// A report of 20,000 rows as HTML and as PDF. One line of JSON.
#include "print/pdf.h"
#include "report/writers.h"

#include <QGuiApplication>

#include <cstdio>
#include <ctime>

using namespace dg;

namespace {

constexpr int Rows = 20'000;

// CPU time of this thread: a busy machine does not count.
double now()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

report::Document document()
{
    report::Document out;
    out.title = "Sync report";
    out.subtitle = "bench";
    out.verdict = "Not in sync";
    out.labels = {"Contents", "Search in the tables", "Page %1 of %2", "%1 more rows"};
    out.program = "driftglass bench";
    out.writtenAt = "2026-11-26T20:00:00Z";
    out.dataHash = std::string(64, 'a');
    report::Section section{"trouble", "In trouble", {}, {}, {}};
    section.table = report::Table{{"State", "Object", "Revision", "Message"}, {2, 5, 3, 8}, {}, {}};
    for (int i = 0; i < Rows; ++i) {
        const auto number = std::to_string(i);
        section.table->rows.push_back({{i % 7 == 0 ? "Failed" : "Ready", i % 7 == 0 ? report::Tone::Bad : report::Tone::Good},
            {"Kustomization/team-" + std::to_string(i % 97) + "/application-" + number, {}}, {"main@sha1:4f1c9e2a", {}},
            {i % 7 == 0 ? "Health check failed after 30 s: timeout waiting for: [Deployment/team/application-" + number
                        + " status: 'InProgress']"
                        : "Applied revision: main@sha1:4f1c9e2a",
                {}}});
    }
    out.sections.push_back(std::move(section));
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    const auto made = document();
    auto began = now();
    const auto html = *report::toHtml(made);
    const auto htmlTook = now() - began;
    began = now();
    const auto pdf = print::toPdf(made, report::Paper::A4);
    const auto pdfTook = now() - began;
    if (!pdf)
        return 1;
    std::printf("{\"html_ms\":%.1f,\"html_mb\":%.2f,\"pdf_ms\":%.1f,\"pdf_mb\":%.2f}\n", htmlTook, static_cast<double>(html.size()) / 1e6,
        pdfTook, static_cast<double>(pdf->size()) / 1e6);
    return 0;
}
