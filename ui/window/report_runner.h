// SPDX-License-Identifier: Apache-2.0
// Writes reports beside the GUI thread: one after another on a thread of its own. What is reported is gathered on the GUI thread as
// pointers to objects that never change, so that the cluster is not read again.
#pragma once

#include "evidence/report.h"
#include "items/cluster_model.h"

#include <QImage>
#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace dg::window {

struct ReportJob {
    evidence::Question question;
    evidence::ClusterReport cluster;
    QString before; // Change: the earlier snapshot's file
    WallTime writtenAt{};
    std::vector<evidence::Format> formats; // none: a preview
    report::Paper paper = report::Paper::A4;
    QString folder; // made if need be
    QString stamp; // of a scheduled one, "20261126-0800"; part of the files' names
    int previewWidth = 0; // pixels
    Millis since{0}; // what the history tells of this long until the reading; 0: nothing
    std::string historyUrl; // of the cluster; empty: none is kept
    history::ClusterName historyName;
    int keep = 0; // with `stamp`: files of each format; the oldest go
};

struct ReportOutcome {
    Status status; // Cancelled too
    QStringList files; // written, whole
    // Of a preview: the first page, how many there are, and the report's title and verdict as words.
    QImage page;
    int pages = 0;
    QString title, verdict;
    int exitCode = evidence::ExitCouldNotTell;
};

// What the window shows of this cluster now, as `question` wants it. `outcomes`: of the checks, where they are known.
[[nodiscard]] ReportJob gatherReport(const items::ClusterModel& cluster, StringPool& pool, const Clock& clock, evidence::Question question,
    const std::vector<checks::Outcome>* outcomes);

class ReportRunner final : public QObject {
    Q_OBJECT
public:
    // Files so far, of how many.
    using Progress = std::function<void(int done, int all)>;
    using Done = std::function<void(const ReportOutcome& outcome)>;

    explicit ReportRunner(StringPool& pool, QObject* parent = nullptr);
    ~ReportRunner() override; // cancels, and waits for that

    // Called back on the GUI thread; with a `context` that dies first not at all. The job's number.
    quint64 start(ReportJob job, QObject* context, Progress progress, Done done);
    void cancel(quint64 id); // before the next row or page; 0 and what has ended are ignored

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::window
