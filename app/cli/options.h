// SPDX-License-Identifier: Apache-2.0
// The command line as values. A mistake is a UsageError with one sentence; it names the nearest word.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "evidence/drift.h"
#include "evidence/report.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace dg::cli {

struct UsageError { // thrown by the parser and the commands, caught in run()
    QString sentence;
    QString command; // whose help to point at; may be empty
};

enum class Command : unsigned char {
    None,
    Status,
    Reconcile,
    Wait,
    Owner,
    Drift,
    Checks,
    Snapshot,
    Report,
    Record,
    Contexts,
    Connect,
    Help,
    Version
};
enum class Output : unsigned char { Table, Json, Sarif, JUnit, Markdown, CodeQuality }; // what follows json: drift or checks
using evidence::FailOn;

struct Options {
    Command command = Command::None;
    QString helpFor; // Help: a command's name or empty
    std::optional<QString> kubeconfig;
    QStringList contexts;
    bool allContexts = false;
    QString ns;
    QString filter;
    bool demo = false;
    int demoSize = 0;
    std::uint32_t demoSeed = 1;
    QString snapshot; // a snapshot's file in place of a cluster
    Millis at{0}; // of a recording: so long after its begin
    QString profile;
    LogLevel logLevel = LogLevel::Off;
    QString agentUrl;
    std::uint64_t agentId = 0;
    bool agentCi = false;
    bool allowExec = false;
    QString gitlab; // connect, checks: the instance, or an environment's page
    QString gitlabCa; // connect, checks: a PEM file
    QString gitlabProxy; // connect, checks: an HTTP proxy
    bool listAgents = false; // connect
    bool checkConnection = false; // connect
    QString search; // connect, with listAgents
    QString exportPath; // connect: a kubeconfig like glab's goes there
    Output output = Output::Table;
    bool inventory = false; // status
    QString owner; // drift: KIND/NAMESPACE/NAME
    QString baseline; // drift: a snapshot's file
    QString rules; // drift: instead of the profile's rules.yaml
    QString mutes; // checks: instead of the profile's checks.yaml
    bool watch = false; // drift
    Millis watchFor{0}; // with watch; 0: until it is stopped
    FailOn failOn = FailOn::Certain; // drift
    bool exact = false; // drift
    QString from; // drift, with exact: the files of the source, or the word "source"
    bool dryRun = false; // drift, with exact
    bool secrets = false; // drift, with exact: compare Secrets too
    QString outputPath; // snapshot: a file; report: a folder
    bool withValues = false; // snapshot, record: keep values
    bool pseudonyms = false; // snapshot
    bool preview = false; // snapshot: say what it would hold
    QString history; // record, report with since: where, see history::Store; empty: the profile's own
    Millis recordFor{0}; // record; 0: until it is stopped
    QString metrics; // record: ADDRESS:PORT of the metrics; empty: none
    evidence::Topic topic = evidence::Topic::Sync; // report
    std::vector<evidence::Format> formats; // report
    Millis since{0}; // report: what the history tells of this long until now; 0: nothing
    QStringList compare; // report: one snapshot, or two
    report::Paper paper = report::Paper::A4; // report, of the PDF
    bool all = false; // wait
    QString revision; // wait
    bool withSource = false; // reconcile
    bool trigger = false; // reconcile: call the Receiver
    bool readToken = false; // reconcile, with trigger: from its Secret
    bool wait = false; // reconcile
    Millis timeout{300'000};
    QStringList objects; // KIND/NAMESPACE/NAME; owner: [KIND/]NS/NAME or NAME
};

[[nodiscard]] Options parse(const QStringList& arguments);
[[nodiscard]] QString commandName(Command command);
[[nodiscard]] QStringList commandNames();
// The word of `words` that was probably meant; empty: none is near.
[[nodiscard]] QString nearest(const QString& word, const QStringList& words);
[[nodiscard]] QString helpText(const QString& command);

} // namespace dg::cli
