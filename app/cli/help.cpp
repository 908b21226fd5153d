// SPDX-License-Identifier: Apache-2.0
#include "options.h"
#include "translate.h"

#include <QCoreApplication>

namespace dg::cli {

namespace {

QString clusterOptions()
{
    return CommandLine::tr("Which cluster:\n"
                           "  --kubeconfig FILE      this file only (otherwise $KUBECONFIG, then ~/.kube/config)\n"
                           "  --context NAME         this context (otherwise the current one)\n"
                           "  --agent-url URL --agent-id N\n"
                           "                         through a GitLab agent; token from $DRIFTGLASS_TOKEN or asked for\n"
                           "  --agent-ci             the token is $CI_JOB_TOKEN\n"
                           "  --demo [--demo-size N] [--demo-seed N]\n"
                           "                         the built-in demo cluster\n"
                           "  --allow-exec           let the kubeconfig's credential plugin run without asking\n"
                           "  --profile DIR          keep settings, data and log in this folder\n"
                           "  --log-level LEVEL      debug, info, warning, error or off\n");
}

QString overview()
{
    return CommandLine::tr("Driftglass shows whether a Kubernetes cluster is what Git says (Flux).\n\n"
                           "Usage: driftglass                       the window\n"
                           "       driftglass COMMAND [options]     prints and ends; needs no display\n\n"
                           "Commands:\n"
                           "  status      the state of every Flux object\n"
                           "  reconcile   ask Flux to reconcile one object\n"
                           "  wait        until an object, or everything, is ready\n"
                           "  owner       who applies an object: its Kustomization or HelmRelease, source and path\n"
                           "  drift       what is not as Flux applied it: which field, by whom, since when\n"
                           "  checks      how the cluster is set up: what is risky, why, and how to mend it\n"
                           "  snapshot    keep what is known now in a file, to compare with later\n"
                           "  report      state, drift, posture or changes as HTML, PDF, CSV, JSON, Markdown, JUnit, SARIF\n"
                           "  record      keep the history day and night without a window; metrics for Prometheus\n"
                           "  contexts    the kubeconfig contexts\n"
                           "  connect     to GitLab: find agents, test the way to a cluster step by step\n"
                           "  help        about a command: driftglass help status\n\n"
                           "The window: driftglass [--view VIEW] [--select KIND/NS/NAME] [--theme light|dark] [--size WxH]\n"
                           "            [--language en|ja] [--filter QUERY] [--screenshot FILE] [--demo]\n\n"
                           "Exit codes: 0 in sync, 1 not in sync, 2 could not tell, 130 interrupted.\n\n"
                           "Examples:\n"
                           "  driftglass status --demo\n"
                           "  driftglass status --context prod --output json\n");
}

// Also what the window's filter takes: one language.
QString orSnapshot()
{
    return CommandLine::tr(
        "  --snapshot FILE        a snapshot or recording in place of a cluster; --at TIME  a recording so long after its begin\n");
}

QString filterHelp()
{
    return CommandLine::tr("The filter: terms that all must hold. A word is part of a kind, namespace, name, revision or message.\n"
                           "  kind:ks,deploy   ns:apps   name:pay   state:failed (or problem, missing, orphaned)\n"
                           "  source:apps   owner:payments   by NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME\n"
                           "  label:KEY, label:KEY=VALUE   drift:yes, no or a finding   suspended:yes   behind:yes\n"
                           "  cluster:NAME   by:FIELD-MANAGER   age>1h   age<30m (s, m, h, d, w)\n"
                           "  A comma is \"or\", - or ! before a term negates, * and ? stand for any text and any letter,\n"
                           "  quotes keep blanks and signs. With --inventory, managed objects are asked by themselves.\n");
}

QString statusHelp()
{
    return CommandLine::tr("Usage: driftglass status [options]\n\n"
                           "Shows the state of every Flux object, problems first.\n\n"
                           "Options:\n"
                           "  -n, --namespace NAME   only this namespace\n"
                           "  --filter QUERY         only what matches, see below\n"
                           "  --inventory            the managed objects too\n"
                           "  -o, --output FORMAT    table or json\n"
                           "  --context NAME         may be repeated;  --all-contexts  every one\n\n")
        + clusterOptions() + orSnapshot() + QLatin1Char('\n') + filterHelp()
        + CommandLine::tr("\nExit codes: 0 in sync; 1 something is failed, stalled, waiting, stale, terminating, unknown, or\n"
                          "reconciling without having been ready; 2 something in scope could not be read.\n\n"
                          "Examples:\n"
                          "  driftglass status\n"
                          "  driftglass status --namespace apps --filter \"state:failed\"\n"
                          "  driftglass status --filter \"kind:ks,hr -suspended:yes age>1d\"\n"
                          "  driftglass status --inventory --filter \"kind:deploy owner:payments\" --output json\n"
                          "  driftglass status --all-contexts --output json | jq .clusters[].summary\n");
}

QString reconcileHelp()
{
    return CommandLine::tr("Usage: driftglass reconcile KIND/NAMESPACE/NAME [options]\n\n"
                           "Asks Flux to reconcile an object now. KIND is a name or short name: Kustomization, ks, hr, git, oci.\n\n"
                           "Options:\n"
                           "  --with-source          its source first\n"
                           "  --wait                 until it is done\n"
                           "  --timeout TIME         with --wait; 5m unless given\n"
                           "  --trigger              call the Receiver, as a push would, through the API server's service proxy;\n"
                           "                         with --wait everything that it asks to reconcile is followed\n"
                           "  --read-token           with --trigger: take a gitlab Receiver's token from its Secret (otherwise\n"
                           "                         from $DRIFTGLASS_RECEIVER_TOKEN)\n\n")
        + clusterOptions()
        + CommandLine::tr("\nExit codes: 0 accepted, or with --wait ready; 1 failed, stalled or waiting at the end;\n"
                          "2 refused, not found or timed out.\n\n"
                          "Examples:\n"
                          "  driftglass reconcile ks/apps/payments\n"
                          "  driftglass reconcile HelmRelease/apps/shop --with-source --wait --timeout 10m\n"
                          "  driftglass reconcile Receiver/flux-system/apps --trigger --wait\n");
}

QString waitHelp()
{
    return CommandLine::tr("Usage: driftglass wait KIND/NAMESPACE/NAME [options]\n"
                           "       driftglass wait --all [options]\n\n"
                           "Waits until an object, or every object in scope, is ready.\n\n"
                           "Options:\n"
                           "  --revision REV         and has applied this revision (whole, or the first 7 characters of a hash or more)\n"
                           "  --timeout TIME         5m unless given\n"
                           "  -n, --namespace NAME   with --all: only this namespace\n"
                           "  --filter QUERY         with --all: see driftglass help status\n\n")
        + clusterOptions()
        + CommandLine::tr("\nExit codes: 0 reached, 1 failed, 2 timed out or could not tell.\n\n"
                          "Examples:\n"
                          "  driftglass wait ks/apps/payments --revision 4f1c9e2a\n"
                          "  driftglass wait --all --namespace apps --timeout 10m\n");
}

QString ownerHelp()
{
    return CommandLine::tr("Usage: driftglass owner [KIND/]NAMESPACE/NAME [options]\n"
                           "       driftglass owner NAME [options]\n\n"
                           "Who owns this? Says for every object of that name which Kustomization or HelmRelease applies it, from\n"
                           "which source and path. KIND is a name or short name: Deployment, deploy, cm. * and ? stand for any text\n"
                           "and any letter. Inventories are asked first; where none lists an object, its labels.\n\n"
                           "Options:\n"
                           "  -o, --output FORMAT    table or json\n"
                           "  --context NAME         may be repeated;  --all-contexts  every one\n\n")
        + clusterOptions() + orSnapshot()
        + CommandLine::tr("\nExit codes: 0 found; 1 nothing of Flux owns it; 2 could not tell.\n\n"
                          "Examples:\n"
                          "  driftglass owner payments/api\n"
                          "  driftglass owner deploy/payments/api --all-contexts\n"
                          "  driftglass owner \"api-*\" --output json | jq .items[].owner\n");
}

QString driftHelp()
{
    return CommandLine::tr(
               "Usage: driftglass drift [options]\n\n"
               "Shows what in the cluster is not as Flux applied it: which field, by whom, since when, and how we know.\n"
               "Reads names, labels and field ownership only (get, list, watch); no values, no Secrets, except with --exact.\n\n"
               "Options:\n"
               "  --owner KIND/NS/NAME   only what this Kustomization or HelmRelease applied\n"
               "  -n, --namespace NAME   only this namespace\n"
               "  --filter QUERY         see driftglass help status; by:MANAGER, drift:FINDING\n"
               "  --baseline FILE        compare with an earlier snapshot: removals and changes are certain then\n"
               "  --exact                also compare values: with what Helm stored (needs get secrets and get on each kind)\n"
               "  --from source          with --exact: Kustomizations too, built from the revision that was applied: fetched from\n"
               "                         the registry (OCIRepository) or GitLab's API (GitRepository)\n"
               "  --from FOLDER          with --exact: the same from their source's files in FOLDER\n"
               "  --dry-run              with --exact: ask the server what applying would change (needs patch on each kind)\n"
               "  --secrets              with --exact: compare Secrets, take variables and the source's login from them; never shown\n"
               "  --watch [TIME]         JSON lines as drift opens, changes and closes; for TIME, or until stopped\n"
               "  --rules FILE           what is expected; otherwise rules.yaml of the profile\n"
               "  --fail-on LEVEL        certain (as it is), likely or none: what makes the exit code 1\n"
               "  -o, --output FORMAT    table, json, sarif, junit or markdown\n"
               "  --context NAME         may be repeated;  --all-contexts  every one\n\n")
        + clusterOptions() + orSnapshot()
        + CommandLine::tr("\nExit codes: 0 nothing drifted; 1 something did; 2 could not tell.\n"
                          "Only listed, never 1: revision-lag, suspended-behind, pruned-later, corrected and what a rule expects.\n\n"
                          "Examples:\n"
                          "  driftglass drift\n"
                          "  driftglass drift --owner ks/apps/payments --output markdown\n"
                          "  driftglass snapshot --output monday.dgsnap && driftglass drift --baseline monday.dgsnap\n"
                          "  driftglass drift --exact --from source\n"
                          "  driftglass drift --exact --from . --owner ks/flux-system/apps\n"
                          "  driftglass drift --watch 10m --output json | jq -r .item.path\n");
}

QString checksHelp()
{
    return CommandLine::tr(
               "Usage: driftglass checks [options]\n\n"
               "Checks how the cluster is set up: sources, Receivers, tokens, Kustomizations, HelmReleases, Secrets, Flux's\n"
               "version. Each check says what was found, why it matters and how to mend it. Secrets are never read: only whether\n"
               "they are there and what their keys are called.\n\n"
               "Options:\n"
               "  -n, --namespace NAME   only objects of this namespace\n"
               "  --filter QUERY         only objects that match, see below\n"
               "  --mutes FILE           accepted risks (otherwise checks.yaml of the profile)\n"
               "  --gitlab HOST          with --agent-id: the token, the agent and its configuration too\n"
               "  --gitlab-ca FILE       trust this certificate authority (PEM);  --gitlab-proxy URL  an HTTP proxy\n"
               "  -o, --output FORMAT    table, json, junit or gitlab-codequality\n"
               "  --context NAME         may be repeated;  --all-contexts  every one\n\n")
        + clusterOptions() + orSnapshot() + QLatin1Char('\n') + filterHelp()
        + CommandLine::tr("\nExit codes: 0 all passed or accepted; 1 something is to be mended; 2 something could not be told.\n\n"
                          "Examples:\n"
                          "  driftglass checks\n"
                          "  driftglass checks --filter \"kind:receiver ns:web\"\n"
                          "  driftglass checks --output gitlab-codequality > gl-code-quality-report.json\n"
                          "  driftglass checks --output json | jq -r .items[].check\n");
}

QString recordHelp()
{
    return CommandLine::tr("Usage: driftglass record [--history URL | --output FILE] [options]\n\n"
                           "Follows the clusters and writes what happens into a history, until it is stopped or the time is over: states,\n"
                           "passes, deliveries, drift. One program writes a cluster at a time; another one waits and takes over.\n\n")
        + clusterOptions() // a whole paragraph
        + QLatin1Char('\n')
        + CommandLine::tr(
            "  --all-contexts         every context\n"
            "  --namespace NS         where lists of the whole cluster are forbidden\n"
            "  --history URL          sqlite:/PATH or postgresql://USER@HOST/DATABASE?sslmode=verify-full; the password comes from\n"
            "                         $PGPASSWORD or ~/.pgpass. Otherwise $DRIFTGLASS_HISTORY, then the window's own history\n"
            "  --output FILE          a new file of its own, for an incident. FILE.dgsnap: one cluster as it changes, to be opened\n"
            "                         and played again at 1 to 100 times its pace (driftglass --snapshot FILE); else a history\n"
            "  --with-values          FILE.dgsnap: keep environment variables, Helm values and mail addresses\n"
            "  --for TIME             90s, 30m, 2h\n"
            "  --metrics ADDRESS:PORT serve metrics for Prometheus there, for instance 127.0.0.1:9464\n"
            "  --rules FILE           rules of expected drift\n\n"
            "Exit codes: 0 recorded, 2 could not connect or write, 130 interrupted.\n\n"
            "Examples:\n"
            "  driftglass record --all-contexts --metrics 127.0.0.1:9464\n"
            "  driftglass record --for 2h --output incident.dgsnap\n");
}

QString snapshotHelp()
{
    return CommandLine::tr(
               "Usage: driftglass snapshot --output FILE [options]\n\n"
               "Writes what the cluster is known to hold into one file: Flux's objects and what they manage, as the server sent\n"
               "them, and what drift compares with. Never the data of a Secret or ConfigMap, never a token. Open it with\n"
               "driftglass --snapshot FILE, here or elsewhere: nothing is asked of the cluster then.\n\n"
               "Options:\n"
               "  -o, --output FILE      where to\n"
               "  --preview              only say what the file would hold\n"
               "  --pseudonyms           other names for namespaces, objects, hosts and people, the same ones throughout\n"
               "  --with-values          keep environment variables, Helm values and mail addresses (redacted otherwise)\n"
               "  --since TIME           also what the history tells of this long until now (24h, 7d)\n"
               "  --history URL          that history; otherwise $DRIFTGLASS_HISTORY, then the window's own\n"
               "  --snapshot FILE        of a snapshot in place of a cluster, for instance to give it pseudonyms\n"
               "  --context NAME         this context (otherwise the current one)\n\n")
        + clusterOptions()
        + CommandLine::tr("\nExit codes: 0 written; 2 not written, or something could not be read.\n\n"
                          "Examples:\n"
                          "  driftglass snapshot --output before-the-change.dgsnap\n"
                          "  driftglass snapshot --pseudonyms --since 24h --output for-support.dgsnap\n"
                          "  driftglass drift --baseline before-the-change.dgsnap\n"
                          "  driftglass status --snapshot before-the-change.dgsnap\n");
}

QString reportHelp()
{
    return CommandLine::tr(
               "Usage: driftglass report --format FORMATS --output FOLDER [--report KIND] [options]\n"
               "       driftglass report --report change --compare SNAPSHOT [--compare SNAPSHOT] --format FORMATS --output FOLDER\n\n"
               "Writes driftglass-KIND-CLUSTER.html, .pdf, .csv, .json, .md, .junit.xml, .sarif, .codequality.json into FOLDER, from one\n"
               "look. Each says who asked, when it was read, what could not be read, and the SHA-256 of its data.\n\n"
               "Kinds:\n"
               "  sync                   state and drift now (as it is)\n"
               "  drift                  findings by owner: who, when, how it is known\n"
               "  posture                the checks, what to mend and how\n"
               "  change                 what came, went, was made anew or applied again since a snapshot, or between two\n"
               "  delivery               what was delivered in the last 7 days (--since): hop by hop, lead times, failures\n\n"
               "Options:\n"
               "  --format FORMATS       some of html,pdf,csv,json,markdown,junit; drift and posture also sarif,codequality;\n"
               "                         change and delivery without junit\n"
               "  -o, --output FOLDER    where to; it is made if need be, each file is whole or not there\n"
               "  --paper SIZE           a4 (as it is) or letter, of the PDF\n"
               "  --since TIME           also what the history tells of this long until now: trouble, drift, deliveries, changes (24h)\n"
               "  --history URL          the history; otherwise $DRIFTGLASS_HISTORY, then the window's own\n"
               "  --compare FILE         change: an earlier snapshot; a second one is compared in place of the cluster\n"
               "  -n, --namespace NAME   only this namespace\n"
               "  --filter QUERY         see driftglass help status\n"
               "  --owner KIND/NS/NAME   only this Kustomization or HelmRelease and what it applied; not with posture\n"
               "  --baseline FILE        compare drift with an earlier snapshot\n"
               "  --rules FILE           what is expected; otherwise rules.yaml of the profile\n"
               "  --mutes FILE           posture: accepted risks; otherwise checks.yaml of the profile\n"
               "  --gitlab URL           posture: see driftglass help checks\n"
               "  --fail-on LEVEL        certain (as it is), likely or none: which drift makes the exit code 1\n"
               "  --context NAME         may be repeated;  --all-contexts  every one\n\n")
        + clusterOptions()
        + CommandLine::tr(
            "\nExit codes: 0 in sync, nothing to mend; 1 not in sync, drifted, or a check needs attention; 2 could not tell, or not\n"
            "written. A change or delivery report exits with 0 or 2.\n\n"
            "Examples:\n"
            "  driftglass report --format html,pdf --output reports\n"
            "  driftglass report --report drift --format sarif,codequality --output reports\n"
            "  driftglass report --report change --compare before.dgsnap --format html --output reports\n"
            "  driftglass report --report delivery --since 30d --format pdf,csv --output reports\n"
            "  driftglass report --format html,junit --output reports --agent-ci --agent-url URL --agent-id 1234\n");
}

QString connectHelp()
{
    return CommandLine::tr("Usage: driftglass connect GITLAB --agents [--search WORDS]\n"
                           "       driftglass connect GITLAB --agent-id N [--check] [--export FILE]\n"
                           "       driftglass connect ENVIRONMENT-PAGE [--check] [--export FILE]\n"
                           "       driftglass connect --agent-url URL --agent-id N [--check]\n\n"
                           "Tests the way to a cluster through a GitLab agent: host, encryption, token, scopes, agent, user_access,\n"
                           "Kubernetes, Flux and rights; what fails says what to change, with the YAML for it. GITLAB is a host name or\n"
                           "address, also under a relative URL. The token comes from $DRIFTGLASS_TOKEN or is asked for, never from an\n"
                           "option; without read_api a typed --agent-url and --agent-id still work.\n\n"
                           "Options:\n"
                           "  --agents               the agents of your projects: connected, offline or never connected\n"
                           "  --search WORDS         with --agents: part of an agent's or a project's name\n"
                           "  --agent-id N           the agent's number;  --agent-url URL  its proxy, where GitLab does not tell\n"
                           "  --agent-ci             the token is $CI_JOB_TOKEN\n"
                           "  --check                the test (also without it, unless --export is given)\n"
                           "  --export FILE          a kubeconfig as glab writes it; it holds no token\n"
                           "  --gitlab-ca FILE       trust this certificate authority (PEM)\n"
                           "  --gitlab-proxy URL     an HTTP proxy (otherwise $HTTPS_PROXY)\n"
                           "  -o, --output FORMAT    table or json\n\n"
                           "Exit codes: 0 everything needed works; 1 a step fails; 2 could not tell.\n\n"
                           "Examples:\n"
                           "  driftglass connect gitlab.example.com --agents --search prod\n"
                           "  driftglass connect gitlab.example.com --agent-id 1234\n"
                           "  driftglass connect https://gitlab.example.com/team/shop/-/environments/42\n"
                           "  driftglass connect gitlab.example.com --agent-id 1234 --export prod.yaml\n");
}

QString contextsHelp()
{
    return CommandLine::tr("Usage: driftglass contexts [options]\n\n"
                           "Lists the contexts of the kubeconfig files. No cluster is contacted.\n\n"
                           "Options:\n"
                           "  --kubeconfig FILE      this file only (otherwise $KUBECONFIG, then ~/.kube/config)\n"
                           "  -o, --output FORMAT    table or json\n\n"
                           "Exit codes: 0, or 2 when a file could not be read.\n\n"
                           "Examples:\n"
                           "  driftglass contexts\n"
                           "  driftglass contexts --kubeconfig ./staging.yaml --output json\n");
}

} // namespace

QString helpText(const QString& command)
{
    if (command == QLatin1String("status"))
        return statusHelp();
    if (command == QLatin1String("reconcile"))
        return reconcileHelp();
    if (command == QLatin1String("wait"))
        return waitHelp();
    if (command == QLatin1String("owner"))
        return ownerHelp();
    if (command == QLatin1String("drift"))
        return driftHelp();
    if (command == QLatin1String("checks"))
        return checksHelp();
    if (command == QLatin1String("record"))
        return recordHelp();
    if (command == QLatin1String("snapshot"))
        return snapshotHelp();
    if (command == QLatin1String("report"))
        return reportHelp();
    if (command == QLatin1String("connect"))
        return connectHelp();
    if (command == QLatin1String("contexts"))
        return contextsHelp();
    return overview();
}

} // namespace dg::cli
