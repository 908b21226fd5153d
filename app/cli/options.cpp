// SPDX-License-Identifier: Apache-2.0
#include "options.h"
#include "query/query.h"
#include "report_options.h"
#include "translate.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <vector>

namespace dg::cli {

namespace {

constexpr unsigned S = 1, R = 2, W = 4, C = 8, O = 16, D = 32, N = 64, G = 128, K = 256, P = 512,
                   E = 1024; // status, reconcile, wait, contexts, owner, drift, snapshot, connect, checks, report, record
constexpr unsigned Cluster = S | R | W | O | D | N | K | P | E;

struct OptionInfo {
    const char* name;
    bool takesValue;
    unsigned commands;
};
constexpr std::array<OptionInfo, 54> All{{
    {"kubeconfig", true, Cluster | C},
    {"context", true, Cluster},
    {"all-contexts", false, S | O | D | K | P | E},
    {"namespace", true, S | R | W | D | K | P | E},
    {"filter", true, S | W | D | P | K},
    {"demo", false, Cluster},
    {"demo-size", true, Cluster},
    {"demo-seed", true, Cluster},
    {"snapshot", true, S | O | D | N | K | P},
    {"at", true, S | O | D | N | K | P},
    {"profile", true, Cluster | C | G},
    {"log-level", true, Cluster | C | G},
    {"agent-url", true, Cluster | G},
    {"agent-id", true, Cluster | G},
    {"agent-ci", false, Cluster | G},
    {"allow-exec", false, Cluster},
    {"output", true, S | C | O | D | N | G | K | P | E},
    {"inventory", false, S},
    {"owner", true, D | P},
    {"baseline", true, D | P},
    {"rules", true, D | P | E},
    {"history", true, E | P | N},
    {"for", true, E},
    {"metrics", true, E},
    {"mutes", true, K | P},
    {"with-values", false, N | E},
    {"pseudonyms", false, N},
    {"preview", false, N},
    {"watch", false, D},
    {"fail-on", true, D | P},
    {"exact", false, D},
    {"from", true, D},
    {"dry-run", false, D},
    {"secrets", false, D},
    {"report", true, P},
    {"format", true, P},
    {"paper", true, P},
    {"since", true, P | N},
    {"compare", true, P},
    {"all", false, W},
    {"revision", true, W},
    {"with-source", false, R},
    {"trigger", false, R},
    {"read-token", false, R},
    {"wait", false, R},
    {"timeout", true, R | W},
    {"gitlab", true, G | K | P},
    {"gitlab-ca", true, G | K | P},
    {"gitlab-proxy", true, G | K | P},
    {"agents", false, G},
    {"check", false, G},
    {"search", true, G},
    {"export", true, G},
    {"help", false, Cluster | C | G},
}};

constexpr std::array Commands{Command::Status, Command::Reconcile, Command::Wait, Command::Owner, Command::Drift, Command::Checks,
    Command::Snapshot, Command::Report, Command::Record, Command::Contexts, Command::Connect, Command::Help};

unsigned bit(Command command)
{
    switch (command) {
    case Command::Status:
        return S;
    case Command::Reconcile:
        return R;
    case Command::Wait:
        return W;
    case Command::Contexts:
        return C;
    case Command::Owner:
        return O;
    case Command::Drift:
        return D;
    case Command::Snapshot:
        return N;
    case Command::Connect:
        return G;
    case Command::Report:
        return P;
    case Command::Checks:
        return K;
    case Command::Record:
        return E;
    default:
        return 0;
    }
}

const OptionInfo* optionInfo(const QString& name)
{
    for (const auto& option : All) {
        if (name == QLatin1String(option.name))
            return &option;
    }
    return nullptr;
}

Command commandOf(const QString& word)
{
    for (const auto command : Commands) {
        if (word == commandName(command))
            return command;
    }
    return Command::None;
}

[[noreturn]] void usage(const QString& sentence, const QString& command)
{
    throw UsageError{sentence, command};
}

QString didYouMean(const QString& near)
{
    return near.isEmpty() ? QString() : QLatin1Char(' ') + CommandLine::tr("Did you mean %1?").arg(near);
}

// One option after another, with the values they take.
class Parser {
public:
    explicit Parser(const QStringList& arguments)
        : m_arguments(arguments)
    {
    }

    Options run()
    {
        findCommand();
        for (m_at = 0; m_at < m_arguments.size(); ++m_at) {
            const auto& word = m_arguments[m_at];
            if (m_at == m_commandAt)
                continue;
            if (!m_onlyObjects && word == QLatin1String("--"))
                m_onlyObjects = true;
            else if (!m_onlyObjects && word.startsWith(QLatin1Char('-')) && word.size() > 1)
                option(word);
            else
                positional(word);
        }
        check();
        return std::move(m_options);
    }

private:
    void findCommand()
    {
        for (qsizetype i = 0; i < m_arguments.size(); ++i) {
            const auto& word = m_arguments[i];
            if (word == QLatin1String("-h") || word == QLatin1String("--help")) {
                m_options.command = Command::Help;
                continue;
            }
            if (word == QLatin1String("-V") || word == QLatin1String("--version")) {
                m_options.command = Command::Version;
                return;
            }
            if (word.startsWith(QLatin1Char('-'))) {
                const auto* info = optionInfo(word.mid(2));
                i += info && info->takesValue ? 1 : 0;
                continue;
            }
            const auto found = commandOf(word);
            if (found == Command::None)
                usage(CommandLine::tr("There is no command \"%1\".").arg(word) + didYouMean(nearest(word, commandNames())), {});
            m_commandAt = i;
            if (m_options.command == Command::Help)
                m_options.helpFor = word;
            else
                m_options.command = found;
            m_name = word;
            return helpAfter(i);
        }
    }
    // "status --help" is help, and so is "help status".
    void helpAfter(qsizetype at)
    {
        for (auto i = at + 1; i < m_arguments.size(); ++i) {
            if (m_arguments[i] == QLatin1String("--help") || m_arguments[i] == QLatin1String("-h")) {
                m_options.command = Command::Help;
                m_options.helpFor = m_name;
            }
            if (m_arguments[i] == QLatin1String("--version"))
                m_options.command = Command::Version;
        }
    }
    QString value(const QString& name)
    {
        if (m_inlineValue)
            return *m_inlineValue;
        if (m_at + 1 >= m_arguments.size())
            usage(CommandLine::tr("--%1 needs a value.").arg(name), m_name);
        return m_arguments[++m_at];
    }
    std::uint64_t number(const QString& name, std::uint64_t most)
    {
        const auto text = value(name);
        bool ok = false;
        const auto n = text.toULongLong(&ok);
        if (!ok || n > most)
            usage(CommandLine::tr("--%1 needs a number, not \"%2\".").arg(name, text), m_name);
        return n;
    }
    void option(const QString& word)
    {
        if (word == QLatin1String("-h") || word == QLatin1String("-V"))
            return;
        auto name = word.startsWith(QLatin1String("--")) ? word.mid(2) : shortName(word);
        m_inlineValue.reset();
        if (const auto equals = name.indexOf(QLatin1Char('=')); equals > 0) {
            m_inlineValue = name.mid(equals + 1);
            name.truncate(equals);
        }
        if (m_options.command == Command::Version || (m_options.command == Command::Help && name == QLatin1String("help")))
            return;
        const auto* info = optionInfo(name);
        const auto own = bit(commandOf(m_name));
        if (!info || (own && !(info->commands & own))) {
            QStringList words;
            for (const auto& candidate : All) {
                if (!own || (candidate.commands & own))
                    words << QLatin1String(candidate.name);
            }
            const auto near = nearest(name, words);
            usage(CommandLine::tr("There is no option %1 here.").arg(word.section(QLatin1Char('='), 0, 0))
                    + didYouMean(near.isEmpty() ? near : QLatin1String("--") + near),
                m_name);
        }
        if (!info->takesValue && m_inlineValue && name != QLatin1String("watch"))
            usage(CommandLine::tr("--%1 takes no value.").arg(name), m_name);
        take(name);
    }
    QString shortName(const QString& word)
    {
        static const std::array<std::pair<const char*, const char*>, 3> shorts{{{"-n", "namespace"}, {"-o", "output"}, {"-A", ""}}};
        for (const auto& [letter, name] : shorts) {
            if (word == QLatin1String(letter) && *name)
                return QLatin1String(name);
        }
        return word.mid(1);
    }
    void take(const QString& name)
    {
        auto& o = m_options;
        const auto is = [&name](const char* other) { return name == QLatin1String(other); };
        if (is("kubeconfig"))
            o.kubeconfig = value(name);
        else if (is("context"))
            o.contexts << value(name);
        else if (is("all-contexts"))
            o.allContexts = true;
        else if (is("namespace"))
            o.ns = value(name);
        else if (is("filter"))
            o.filter = value(name);
        else if (is("demo"))
            o.demo = true;
        else if (is("demo-size"))
            o.demoSize = static_cast<int>(number(name, 1'000'000));
        else if (is("demo-seed"))
            o.demoSeed = static_cast<std::uint32_t>(number(name, 0xffffffffu));
        else if (is("snapshot"))
            o.snapshot = value(name);
        else if (is("at"))
            o.at = duration(name, value(name));
        else if (is("with-values"))
            o.withValues = true;
        else if (is("pseudonyms"))
            o.pseudonyms = true;
        else if (is("preview"))
            o.preview = true;
        else if (is("profile"))
            o.profile = value(name);
        else if (is("log-level"))
            o.logLevel = level(value(name));
        else if (is("agent-url"))
            o.agentUrl = value(name);
        else if (is("agent-id"))
            o.agentId = number(name, ~std::uint64_t{0});
        else if (is("agent-ci"))
            o.agentCi = true;
        else if (is("gitlab"))
            o.gitlab = value(name);
        else if (is("gitlab-ca"))
            o.gitlabCa = value(name);
        else if (is("gitlab-proxy"))
            o.gitlabProxy = value(name);
        else if (is("agents"))
            o.listAgents = true;
        else if (is("check"))
            o.checkConnection = true;
        else if (is("search"))
            o.search = value(name);
        else if (is("export"))
            o.exportPath = value(name);
        else if (is("allow-exec"))
            o.allowExec = true;
        else if (is("output") && (o.command == Command::Snapshot || o.command == Command::Report || o.command == Command::Record))
            o.outputPath = value(name);
        else if (is("output"))
            o.output = output(value(name));
        else if (is("owner"))
            o.owner = value(name);
        else if (is("baseline"))
            o.baseline = value(name);
        else if (is("rules"))
            o.rules = value(name);
        else if (is("history"))
            o.history = value(name);
        else if (is("for"))
            o.recordFor = duration(name, value(name));
        else if (is("metrics"))
            o.metrics = value(name);
        else if (is("mutes"))
            o.mutes = value(name);
        else if (is("watch"))
            watch();
        else if (is("fail-on"))
            o.failOn = failOn(value(name));
        else if (is("format"))
            o.formats = formatsOf(value(name), m_name);
        else if (is("paper"))
            o.paper = paperOf(value(name), m_name);
        else if (is("report"))
            o.topic = topicOf(value(name), m_name);
        else if (is("compare"))
            o.compare << value(name);
        else if (is("since"))
            o.since = duration(name, value(name));
        else if (is("exact"))
            o.exact = true;
        else if (is("from"))
            o.from = value(name);
        else if (is("dry-run"))
            o.dryRun = true;
        else if (is("secrets"))
            o.secrets = true;
        else if (is("inventory"))
            o.inventory = true;
        else if (is("all"))
            o.all = true;
        else if (is("revision"))
            o.revision = value(name);
        else if (is("trigger"))
            o.trigger = true;
        else if (is("read-token"))
            o.readToken = true;
        else if (is("with-source"))
            o.withSource = true;
        else if (is("wait"))
            o.wait = true;
        else if (is("timeout"))
            o.timeout = duration(name, value(name));
    }
    LogLevel level(const QString& word)
    {
        static const QStringList words{
            QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warning"), QStringLiteral("error"), QStringLiteral("off")};
        const auto at = words.indexOf(word);
        if (at < 0)
            usage(CommandLine::tr("--log-level is one of %1, not \"%2\".").arg(words.join(QLatin1String(", ")), word), m_name);
        return static_cast<LogLevel>(at);
    }
    Output output(const QString& word)
    {
        if (word == QLatin1String("table"))
            return Output::Table;
        if (word == QLatin1String("json"))
            return Output::Json;
        if (m_options.command == Command::Checks)
            return checksOutput(word);
        if (m_options.command != Command::Drift)
            usage(CommandLine::tr("--output is table or json, not \"%1\".").arg(word), m_name);
        if (word == QLatin1String("sarif"))
            return Output::Sarif;
        if (word == QLatin1String("junit"))
            return Output::JUnit;
        if (word != QLatin1String("markdown"))
            usage(CommandLine::tr("--output is table, json, sarif, junit or markdown, not \"%1\".").arg(word), m_name);
        return Output::Markdown;
    }
    Output checksOutput(const QString& word)
    {
        if (word == QLatin1String("junit"))
            return Output::JUnit;
        if (word != QLatin1String("gitlab-codequality"))
            usage(CommandLine::tr("--output is table, json, junit or gitlab-codequality, not \"%1\".").arg(word), m_name);
        return Output::CodeQuality;
    }
    FailOn failOn(const QString& word)
    {
        if (word == QLatin1String("certain"))
            return FailOn::Certain;
        if (word == QLatin1String("likely"))
            return FailOn::Likely;
        if (word != QLatin1String("none"))
            usage(CommandLine::tr("--fail-on is certain, likely or none, not \"%1\".").arg(word), m_name);
        return FailOn::None;
    }
    // The time may be left out.
    void watch()
    {
        m_options.watch = true;
        if (m_inlineValue)
            m_options.watchFor = duration(QStringLiteral("watch"), *m_inlineValue);
        else if (m_at + 1 < m_arguments.size() && parseGoDuration(m_arguments[m_at + 1].toStdString()))
            m_options.watchFor = duration(QStringLiteral("watch"), m_arguments[++m_at]);
    }
    Millis duration(const QString& name, const QString& word)
    {
        auto parsed = parseGoDuration(word.toStdString());
        bool days = false; // Go has none
        if (const auto count = word.endsWith(QLatin1Char('d')) ? word.chopped(1).toUInt(&days) : 0; days && count < 4000)
            parsed = std::chrono::hours(24) * count;
        if (!parsed || parsed->count() <= 0)
            usage(CommandLine::tr("--%1 is a time such as 90s, 5m, 1h or 7d, not \"%2\".").arg(name, word), m_name);
        return *parsed;
    }
    void positional(const QString& word)
    {
        if (m_options.command == Command::Help) {
            if (m_name == QLatin1String("help") && m_options.helpFor.isEmpty()) {
                if (commandOf(word) == Command::None)
                    usage(CommandLine::tr("There is no command \"%1\".").arg(word) + didYouMean(nearest(word, commandNames())), {});
                m_options.helpFor = word;
            }
            return;
        }
        if (m_options.command == Command::Connect && m_options.gitlab.isEmpty()) {
            m_options.gitlab = word;
            return;
        }
        if (m_options.command != Command::Reconcile && m_options.command != Command::Wait && m_options.command != Command::Owner)
            usage(CommandLine::tr("\"%1\" is one word too many.").arg(word), m_name);
        m_options.objects << word;
    }
    void check()
    {
        const auto& o = m_options;
        if (o.command == Command::Help || o.command == Command::Version)
            return;
        if (o.command == Command::Connect)
            return checkConnect();
        const bool agent = !o.agentUrl.isEmpty() || o.agentId != 0 || o.agentCi;
        if (agent && (o.agentUrl.isEmpty() || o.agentId == 0))
            usage(CommandLine::tr("--agent-url and --agent-id belong together."), m_name);
        if (int(o.demo) + int(agent) + int(!o.contexts.isEmpty() || o.allContexts) + int(!o.snapshot.isEmpty()) > 1)
            usage(CommandLine::tr("--demo, --snapshot, --agent-url and --context exclude each other."), m_name);
        if (o.command == Command::Reconcile && o.objects.isEmpty())
            usage(CommandLine::tr("reconcile needs an object: KIND/NAMESPACE/NAME."), m_name);
        if ((o.readToken && !o.trigger) || (o.trigger && o.withSource))
            usage(CommandLine::tr("--trigger goes with --read-token and not with --with-source."), m_name);
        if (o.command == Command::Wait && o.objects.isEmpty() == !o.all)
            usage(CommandLine::tr("wait needs either an object, KIND/NAMESPACE/NAME, or --all."), m_name);
        if (o.command == Command::Owner && o.objects.isEmpty())
            usage(CommandLine::tr("owner needs a name: NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME."), m_name);
        if (o.objects.size() > (o.command == Command::Owner ? 2 : 1))
            usage(CommandLine::tr("\"%1\" is one word too many.").arg(o.objects.back()), m_name);
        if ((o.command == Command::Checks || o.command == Command::Report) && !o.gitlab.isEmpty() && !agent)
            usage(CommandLine::tr("--gitlab goes with --agent-url and --agent-id."), m_name);
        if (o.command == Command::Snapshot && o.outputPath.isEmpty() && !o.preview)
            usage(CommandLine::tr("snapshot needs a place for its file: --output FILE, or --preview."), m_name);
        if (o.at.count() > 0 && o.snapshot.isEmpty())
            usage(CommandLine::tr("--at goes with --snapshot: so long after a recording began."), m_name);
        if (o.watch && !o.snapshot.isEmpty())
            usage(CommandLine::tr("A snapshot stands still: leave --watch out."), m_name);
        if (o.command == Command::Report)
            checkReport(o, m_name);
        if (o.command == Command::Record && !o.history.isEmpty() && !o.outputPath.isEmpty())
            usage(CommandLine::tr("record writes to one place: --history URL or --output FILE."), m_name);
        const bool recording = o.command == Command::Record && o.outputPath.endsWith(QLatin1String(".dgsnap"));
        if (recording && (!o.metrics.isEmpty() || o.allContexts || o.contexts.size() > 1))
            usage(CommandLine::tr("A recording (.dgsnap) holds one cluster and serves no metrics."), m_name);
        if (o.watch && o.output != Output::Table && o.output != Output::Json)
            usage(CommandLine::tr("--watch writes JSON lines: it goes with no other --output."), m_name);
        const bool many = o.command == Command::Status || o.command == Command::Owner || o.command == Command::Checks
            || o.command == Command::Report || o.command == Command::Record || (o.command == Command::Drift && !o.watch);
        if (o.watch && o.allContexts)
            usage(CommandLine::tr("%1 works on one cluster: name one --context.").arg(m_name), m_name);
        if (!many && o.contexts.size() > 1)
            usage(CommandLine::tr("%1 works on one cluster: name one --context.").arg(m_name), m_name);
    }

    void checkConnect()
    {
        const auto& o = m_options;
        if (o.gitlab.isEmpty() && (o.agentUrl.isEmpty() || o.agentId == 0))
            usage(CommandLine::tr("connect needs a GitLab address, or --agent-url and --agent-id."), m_name);
        if (o.gitlab.isEmpty() && (o.listAgents || !o.exportPath.isEmpty()))
            usage(CommandLine::tr("--agents and --export need a GitLab address."), m_name);
        if (o.listAgents && (o.checkConnection || o.agentId != 0 || !o.exportPath.isEmpty()))
            usage(CommandLine::tr("--agents lists agents only: leave --check, --export and --agent-id out."), m_name);
        if (!o.search.isEmpty() && !o.listAgents)
            usage(CommandLine::tr("--search goes with --agents."), m_name);
    }

    const QStringList& m_arguments;
    qsizetype m_at = 0;
    qsizetype m_commandAt = -1;
    QString m_name;
    std::optional<QString> m_inlineValue;
    bool m_onlyObjects = false;
    Options m_options;
};

} // namespace

QString commandName(Command command)
{
    switch (command) {
    case Command::Status:
        return QStringLiteral("status");
    case Command::Reconcile:
        return QStringLiteral("reconcile");
    case Command::Wait:
        return QStringLiteral("wait");
    case Command::Owner:
        return QStringLiteral("owner");
    case Command::Drift:
        return QStringLiteral("drift");
    case Command::Checks:
        return QStringLiteral("checks");
    case Command::Snapshot:
        return QStringLiteral("snapshot");
    case Command::Report:
        return QStringLiteral("report");
    case Command::Record:
        return QStringLiteral("record");
    case Command::Contexts:
        return QStringLiteral("contexts");
    case Command::Connect:
        return QStringLiteral("connect");
    case Command::Help:
        return QStringLiteral("help");
    default:
        return {};
    }
}

QStringList commandNames()
{
    QStringList out;
    for (const auto command : Commands)
        out << commandName(command);
    return out;
}

QString nearest(const QString& word, const QStringList& words)
{
    std::vector<std::string> texts;
    for (const auto& candidate : words)
        texts.push_back(candidate.toStdString());
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const auto found = query::nearest(word.toStdString(), views);
    return QString::fromUtf8(found.data(), static_cast<qsizetype>(found.size()));
}

Options parse(const QStringList& arguments)
{
    return Parser(arguments).run();
}

} // namespace dg::cli
