// SPDX-License-Identifier: Apache-2.0
#include "core/application.h"

#include "artifact/source_files.h"
#include "kube/kubeconfig.h"
#include "text/words.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSaveFile>

#include <algorithm>

namespace dg::core {

namespace {

class SystemClipboard final : public window::Clipboard {
public:
    void setText(const QString& text) override { QGuiApplication::clipboard()->setText(text); }
    QString text() const override { return QGuiApplication::clipboard()->text(); }
};

theme::Mode modeOf(const QString& word)
{
    if (word == u"light")
        return theme::Mode::Light;
    return word == u"dark" ? theme::Mode::Dark : theme::Mode::System;
}

kube::Kubeconfig load(const QString& file)
{
    return kube::loadKubeconfig(
        kube::KubeconfigSources::fromEnvironment(file.isEmpty() ? std::nullopt : std::optional(file.toStdString())));
}

} // namespace

Application::Application(Options options, theme::Theme& theme)
    : m_options(std::move(options))
    , m_log(m_options.paths.logFile().toStdString(), m_options.logLevel)
    , m_store(m_options.paths.settingsFile())
    , m_current(m_store.load())
    , m_theme(theme)
    , m_consents(m_store)
    , m_accounts(m_options.paths.settingsFile(),
          m_options.systemKeychain ? std::make_unique<keychain::SystemKeychain>(QStringLiteral("driftglass")) : nullptr)
    , m_desk(m_clock, m_log, "driftglass/" DRIFTGLASS_VERSION)
    , m_clipboard(std::make_unique<SystemClipboard>())
    , m_snapshots(m_pool, m_clock, m_log, m_options.paths.cache + QStringLiteral("/snapshots"))
{
    connect(&m_consents, &Consents::asked, this, &Services::consentAsked);
    connect(&m_consents, &Consents::withdrawn, this, &Services::consentWithdrawn);
    loadRules();
    loadMutes();
    m_log.info("core", "Driftglass " DRIFTGLASS_VERSION " started");
}

Application::~Application()
{
    for (int row = 0; row < m_clusters.count(); ++row)
        m_consents.close(m_opened[m_clusters.cluster(row)].id);
}

QString Application::version() const
{
    return QStringLiteral(DRIFTGLASS_VERSION);
}

int Application::add(kube::ConnectionSpec spec, std::optional<RememberedCluster> remembered)
{
    const auto id = ++m_lastId;
    session::SessionOptions sessionOptions;
    sessionOptions.userAgent = "driftglass/" DRIFTGLASS_VERSION;
    sessionOptions.keepOwnership = true;
    for (const auto& ns : m_options.namespaces)
        sessionOptions.namespaces.push_back(ns.toStdString());
    const auto name = text::qs(spec.name);
    auto session = std::make_unique<session::ClusterSession>(std::move(spec), std::move(sessionOptions), m_pool, m_clock, m_log,
        [this, id, name](const kube::ExecSpec& exec) { return m_consents.ask(id, name, exec); });
    auto model = std::make_unique<items::ClusterModel>(std::move(session), m_pool, m_clock);
    auto* raw = model.get();
    keepHistory(*raw);
    raw->watchDrift(drift::RuleSet(m_rules, raw->spec().name), factsFile(raw->spec()));
    keepExactSettings(*raw);
    m_opened[raw] = {id, std::move(remembered)};
    const int row = m_clusters.add(std::move(model));
    raw->start();
    rememberClusters();
    return row;
}

bool Application::isPassing(const kube::ConnectionSpec& spec) const
{
    return spec.snapshot || (m_demo && spec.endpoint.baseUrl == m_demo->baseUrl());
}

// What stands for one cluster in files of ours; the demo is new each time.
QString Application::nameOnDisk(const kube::ConnectionSpec& spec) const
{
    if (isPassing(spec))
        return {};
    return text::qs(history::identityOf(spec.endpoint.baseUrl, spec.name));
}

// `gitlab`: whoever signed in there reads the sources that lie there; what the environment says of that host comes first.
void Application::setExactHelpers(items::ClusterModel& cluster, artifact::GitLabLogin gitlab)
{
    const auto variable = [](const char* key) { return qEnvironmentVariable(key).toStdString(); };
    auto access = artifact::accessFromEnvironment(variable);
    access.userAgent = "driftglass/" DRIFTGLASS_VERSION;
    if (!gitlab.token.empty())
        access.gitlab.push_back(std::move(gitlab));
    cluster.setExactHelpers(artifact::remoteSourceFiles(std::move(access), m_clock, m_log), drift::findKustomize(variable("PATH")));
}

void Application::keepExactSettings(items::ClusterModel& cluster)
{
    const auto name = nameOnDisk(cluster.spec());
    if (name.isEmpty())
        return;
    setExactHelpers(cluster, {});
    cluster.setExactSettings(m_store.exactSettings(name));
    connect(&cluster, &items::ClusterModel::exactSettingsChanged, this,
        [this, name, model = &cluster] { m_store.setExactSettings(name, model->exactSettings()); });
}

// What drift remembers of one cluster.
std::string Application::factsFile(const kube::ConnectionSpec& spec) const
{
    const auto name = nameOnDisk(spec);
    if (name.isEmpty())
        return {};
    const auto folder = m_options.paths.cache + QStringLiteral("/drift");
    QDir().mkpath(folder);
    return (folder + QLatin1Char('/') + name + QStringLiteral(".dgsnap")).toStdString();
}

void Application::loadRules()
{
    QFile file(m_options.paths.config + QStringLiteral("/rules.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto yaml = file.readAll();
    auto rules = drift::parseRules({yaml.constData(), static_cast<std::size_t>(yaml.size())}, file.fileName().toStdString());
    if (rules)
        m_rules = std::move(*rules);
    else // said where rules are shown; nothing is expected meanwhile, so nothing is hidden
        m_log.warning("core", file.fileName().toStdString() + ": " + rules.error().detail + ", line " + std::to_string(rules.error().line));
}

Status Application::addDriftRules(const std::vector<drift::Rule>& rules)
{
    auto all = m_rules;
    for (const auto& rule : rules) {
        std::erase_if(all, [&](const drift::Rule& other) { return other.id == rule.id; });
        all.push_back(rule);
    }
    const QString path = m_options.paths.config + QStringLiteral("/rules.yaml");
    QDir().mkpath(m_options.paths.config);
    QSaveFile file(path);
    const auto yaml = QByteArray::fromStdString(drift::writeRules(all));
    if (!file.open(QIODevice::WriteOnly) || file.write(yaml) != yaml.size() || !file.commit())
        return fail(ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString());
    m_rules = std::move(all);
    for (int row = 0; row < m_clusters.count(); ++row) {
        auto* cluster = m_clusters.cluster(row);
        cluster->setDriftRules(drift::RuleSet(m_rules, cluster->spec().name));
    }
    return {};
}

void Application::loadMutes()
{
    QFile file(m_options.paths.config + QStringLiteral("/checks.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto yaml = file.readAll();
    auto mutes = checks::parseMutes({yaml.constData(), static_cast<std::size_t>(yaml.size())}, file.fileName().toStdString());
    if (mutes)
        m_mutes = std::move(*mutes);
    else // nothing is accepted meanwhile, so nothing is hidden
        m_log.warning("core", file.fileName().toStdString() + ": " + mutes.error().detail + ", line " + std::to_string(mutes.error().line));
}

Status Application::addCheckMutes(const std::vector<checks::Mute>& mutes)
{
    auto all = m_mutes;
    for (const auto& mute : mutes) {
        std::erase_if(all, [&](const checks::Mute& other) {
            return other.cluster == mute.cluster && other.check == mute.check && other.object == mute.object;
        });
        all.push_back(mute);
    }
    const QString path = m_options.paths.config + QStringLiteral("/checks.yaml");
    QDir().mkpath(m_options.paths.config);
    QSaveFile file(path);
    const auto yaml = QByteArray::fromStdString(checks::writeMutes(all));
    if (!file.open(QIODevice::WriteOnly) || file.write(yaml) != yaml.size() || !file.commit())
        return fail(ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString());
    m_mutes = std::move(all);
    Q_EMIT checkMutesChanged();
    return {};
}

void Application::rememberClusters()
{
    if (!m_options.remember)
        return;
    std::vector<RememberedCluster> open;
    for (int row = 0; row < m_clusters.count(); ++row) {
        const auto& opened = m_opened[m_clusters.cluster(row)];
        if (opened.remembered)
            open.push_back(*opened.remembered);
    }
    open.insert(open.end(), m_waiting.begin(), m_waiting.end());
    m_store.setClusters(open);
}

std::vector<Error> Application::openAtStart(const QStringList& contexts, bool allContexts, bool demo, const QString& snapshot)
{
    std::vector<Error> errors;
    const auto note = [&](const Result<int>& result) {
        if (!result)
            errors.push_back(result.error());
    };
    if (demo)
        note(openDemo());
    if (!snapshot.isEmpty())
        note(openSnapshotNow(snapshot));
    if (!contexts.isEmpty() || allContexts || !m_options.kubeconfig.isEmpty()) {
        const auto config = load(m_options.kubeconfig);
        errors.insert(errors.end(), config.problems.begin(), config.problems.end());
        auto wanted = contexts;
        if (allContexts) {
            for (const auto& context : config.contexts)
                wanted.push_back(text::qs(context.name));
        } else if (wanted.isEmpty() && !config.currentContext.empty()) {
            wanted.push_back(text::qs(config.currentContext));
        }
        for (const auto& context : wanted)
            note(openContext(context, m_options.kubeconfig));
        return errors;
    }
    if (demo || !snapshot.isEmpty())
        return errors;
    if (m_options.remember) {
        for (const auto& remembered : m_store.clusters()) {
            if (remembered.gitlab.isEmpty())
                note(openContext(remembered.context, remembered.file));
            else
                openRememberedAgent(remembered);
        }
    }
    if (m_clusters.count() == 0) {
        const auto config = load({});
        if (!config.currentContext.empty())
            note(openContext(text::qs(config.currentContext), {}));
    }
    return errors;
}

Status Application::openConnection(kube::ConnectionSpec spec)
{
    add(std::move(spec), std::nullopt);
    return {};
}

window::ContextList Application::contexts()
{
    window::ContextList list;
    const auto take = [&](const QString& file) {
        const auto config = load(file);
        list.fileErrors.insert(list.fileErrors.end(), config.problems.begin(), config.problems.end());
        for (const auto& context : kube::listContexts(config)) {
            window::ContextInfo info;
            info.name = text::qs(context.name);
            info.server = text::qs(context.server);
            info.user = text::qs(context.user);
            info.ns = text::qs(context.ns);
            info.file = text::qs(context.file);
            info.current = context.current;
            info.error = context.problem;
            list.contexts.push_back(std::move(info));
        }
    };
    take(m_options.kubeconfig);
    if (m_options.kubeconfig.isEmpty()) {
        for (const auto& file : m_store.kubeconfigFiles())
            take(file);
    }
    return list;
}

Result<int> Application::openContext(const QString& name, const QString& file)
{
    for (int row = 0; row < m_clusters.count(); ++row) {
        const auto& opened = m_opened[m_clusters.cluster(row)];
        if (opened.remembered == RememberedCluster{name, file})
            return row; // it is open already
    }
    // A context of the merged default files may be named together with the file it stands in.
    const auto merged = load(m_options.kubeconfig);
    const auto* known = merged.context(name.toStdString());
    const bool fromDefault = known && (file.isEmpty() || known->origin.file == file.toStdString());
    const auto spec = kube::resolve(fromDefault ? merged : load(file), name.toStdString());
    if (!spec)
        return tl::unexpected(spec.error());
    return add(*spec, RememberedCluster{name, file});
}

Status Application::openKubeconfigFile(const QString& path)
{
    const auto config = load(path);
    if (!config.problems.empty())
        return tl::unexpected(config.problems.front());
    auto files = m_store.kubeconfigFiles();
    const auto absolute = QFileInfo(path).absoluteFilePath();
    if (!files.contains(absolute))
        files.push_back(absolute);
    m_store.setKubeconfigFiles(files);
    return {};
}

Result<int> Application::openAgent(const QString& proxyUrl, quint64 agentId, const Secret& token)
{
    auto spec = kube::agentConnection(proxyUrl.trimmed().toStdString(), agentId, token);
    if (!spec)
        return tl::unexpected(spec.error());
    return add(std::move(*spec), std::nullopt);
}

Result<int> Application::openChoice(const window::AgentChoice& choice, const Secret& token)
{
    auto spec = kube::agentConnection(choice.proxyUrl.trimmed().toStdString(), choice.agentId, token);
    if (!spec)
        return tl::unexpected(spec.error());
    if (!choice.name.isEmpty())
        spec->name = choice.name.toStdString();
    spec->endpoint.proxyUrl = choice.account.proxy.toStdString();
    if (choice.account.expires > 0) {
        gitlab::TokenFacts facts;
        facts.expires = std::chrono::floor<std::chrono::days>(WallTime{std::chrono::seconds{choice.account.expires}});
        if (const auto days = facts.daysLeft(m_clock.wall()); days && *days <= gitlab::ExpiryWarningDays)
            spec->warnings.push_back("tokenEnds:" + std::to_string(*days));
    }
    if (!choice.account.caFile.isEmpty()) {
        QFile file(choice.account.caFile);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::FileUnreadable, choice.account.caFile.toStdString());
        spec->endpoint.caPem = file.read(1 << 20).toStdString();
    }
    const RememberedCluster remembered{QString::number(choice.agentId), {}, choice.account.host};
    std::erase(m_waiting, remembered);
    for (int row = 0; row < m_clusters.count(); ++row) {
        if (m_opened[m_clusters.cluster(row)].remembered != remembered)
            continue;
        m_clusters.cluster(row)->replaceToken(spec->auth.token); // signed in again: the screen stays
        setExactHelpers(*m_clusters.cluster(row), {choice.account.host.toStdString(), token});
        return row;
    }
    const int row = add(std::move(*spec), remembered);
    setExactHelpers(*m_clusters.cluster(row), {choice.account.host.toStdString(), token});
    return row;
}

Result<int> Application::openGitLabAgent(const window::AgentChoice& choice, const Secret& token, std::function<void(Status)> kept)
{
    auto row = openChoice(choice, token);
    if (row)
        m_accounts.use(choice, token, std::move(kept));
    return row;
}

// Opened as soon as the keychain has given the token; where it does not, a person is asked to sign in again.
void Application::openRememberedAgent(const RememberedCluster& remembered)
{
    for (const auto& choice : m_accounts.recent()) {
        if (choice.account.host != remembered.gitlab || QString::number(choice.agentId) != remembered.context)
            continue;
        m_waiting.push_back(remembered);
        m_accounts.read(choice.account, [this, choice](Result<Secret> token) {
            const auto row = token ? openChoice(choice, *token) : Result<int>(tl::unexpected(token.error()));
            if (!row)
                Q_EMIT signInWanted(choice.account.host, text::errorSentence(row.error()));
        });
        return;
    }
}

void Application::readToken(const window::GitLabAccount& account, std::function<void(Result<Secret>)> done)
{
    m_accounts.read(account, std::move(done));
}

void Application::replaceToken(const window::GitLabAccount& account, const Secret& token, std::function<void(Status)> kept)
{
    m_accounts.replaceToken(account, token, std::move(kept));
    if (account.kind == window::AccountKind::OAuth)
        return; // the agent proxy takes none
    for (int row = 0; row < m_clusters.count(); ++row) {
        auto* cluster = m_clusters.cluster(row);
        const auto& remembered = m_opened[cluster].remembered;
        if (!remembered || remembered->gitlab != account.host)
            continue;
        for (const auto& choice : m_accounts.recent()) { // whose account opened it
            if (choice.account.host != account.host || choice.account.user != account.user
                || QString::number(choice.agentId) != remembered->context)
                continue;
            if (auto spec = kube::agentConnection(choice.proxyUrl.toStdString(), choice.agentId, token)) {
                cluster->replaceToken(spec->auth.token);
                setExactHelpers(*cluster, {account.host.toStdString(), token});
            }
        }
    }
}

void Application::forgetAccount(const window::GitLabAccount& account, std::function<void(Status)> done)
{
    m_accounts.forget(account, std::move(done));
}

std::optional<window::AgentChoice> Application::agentOf(int row) const
{
    const auto opened = m_opened.find(m_clusters.cluster(row));
    if (opened == m_opened.end() || !opened->second.remembered)
        return std::nullopt;
    for (auto& choice : m_accounts.recent()) {
        if (choice.account.host == opened->second.remembered->gitlab
            && QString::number(choice.agentId) == opened->second.remembered->context)
            return choice;
    }
    return std::nullopt;
}

Result<int> Application::openDemo()
{
    if (!m_demo) {
        auto demo = std::make_unique<demo::DemoCluster>(m_options.demo);
        if (const auto started = demo->start(); !started)
            return tl::unexpected(started.error());
        m_demo = std::move(demo);
    }
    kube::ConnectionSpec spec;
    spec.name = m_demo->name();
    spec.endpoint.baseUrl = m_demo->baseUrl();
    spec.auth.token = m_demo->token();
    return add(std::move(spec), std::nullopt);
}

void Application::closeCluster(int row)
{
    auto* model = m_clusters.cluster(row);
    if (!model)
        return;
    m_consents.close(m_opened[model].id);
    const auto server = model->spec().endpoint.baseUrl;
    {
        const auto taken = m_clusters.take(row); // dies here, joining its thread
        m_opened.erase(taken.get());
    }
    m_snapshots.close(server); // what served it goes after it
    rememberClusters();
}

void Application::moveCluster(int from, int to)
{
    if (m_clusters.move(from, to))
        rememberClusters();
}

void Application::refreshCluster(int row)
{
    if (auto* model = m_clusters.cluster(row))
        model->refresh();
}

void Application::setSettings(const window::Settings& settings)
{
    m_current = settings;
    m_store.save(settings);
    m_theme.setMode(modeOf(settings.theme));
    applyRetention();
    Q_EMIT settingsChanged();
}

void Application::openUrl(const QUrl& url)
{
    if (url.scheme() == u"https") // an allow-list: a cluster's text must not start programs
        QDesktopServices::openUrl(url);
}

void Application::pickOpenFile(QObject* parent, const QString& title, std::function<void(QString)> done)
{
    auto* dialog = new QFileDialog(qobject_cast<QWidget*>(parent), title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::finished, dialog,
        [dialog, done = std::move(done)](int result) { done(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString()); });
    dialog->open();
}

void Application::pickFolder(QObject* parent, const QString& title, std::function<void(QString)> done)
{
    auto* dialog = new QFileDialog(qobject_cast<QWidget*>(parent), title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::finished, dialog,
        [dialog, done = std::move(done)](int result) { done(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString()); });
    dialog->open();
}

void Application::pickSaveFile(QObject* parent, const QString& title, const QString& suggestion, std::function<void(QString)> done)
{
    auto* dialog = new QFileDialog(qobject_cast<QWidget*>(parent), title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestion);
    connect(dialog, &QFileDialog::finished, dialog,
        [dialog, done = std::move(done)](int result) { done(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString()); });
    dialog->open();
}

void Application::answerConsent(quint64 id, window::Consent answer)
{
    m_consents.answer(id, answer);
}

} // namespace dg::core
