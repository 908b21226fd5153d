// SPDX-License-Identifier: Apache-2.0
#include "kube/credentials.h"

#include "exec_credential.h"
#include "kube/exec_process.h"
#include "kubeconfig_file.h"

#include <algorithm>
#include <cctype>

#include <QByteArray>

namespace dg::kube {

namespace {

constexpr Millis FileAge{60'000}; // client-go reads a token file once a minute: projected tokens rotate
constexpr Millis ExpiryMargin{10'000};
constexpr std::size_t MaxTokenFile = 1u << 20;

// A key of as-user-extra as a header name: lower case, everything but RFC 7230 token characters percent-encoded.
std::string extraHeader(const std::string& key)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out = "Impersonate-Extra-";
    for (const char raw : key) {
        const auto c = static_cast<unsigned char>(std::tolower(static_cast<unsigned char>(raw)));
        if (std::isalnum(c)
            || (c < 0x80 && std::string_view("!#$&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos && c != 0)) {
            out.push_back(static_cast<char>(c));
        } else {
            out.push_back('%');
            out.push_back(hex[c >> 4]);
            out.push_back(hex[c & 15]);
        }
    }
    return out;
}

// Header values come from a file that a person may have been sent: no second header line out of them.
std::string oneLine(std::string_view text)
{
    std::string out(text);
    out.erase(std::remove_if(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }), out.end());
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

} // namespace

struct Credentials::Impl : std::enable_shared_from_this<Impl> {
    Impl(AuthSpec a, const Clock& c, Logger& l, Consent ask)
        : auth(std::move(a))
        , clock(c)
        , log(l)
        , consent(std::move(ask))
    {
    }

    AuthSpec auth;
    const Clock& clock;
    Logger& log;
    Consent consent;

    Secret fileToken;
    std::optional<SteadyTime> fileRead;
    std::optional<ExecCredential> credential; // the plugin's last
    std::uint64_t certificateChanges = 0;
    std::optional<bool> consented;
    std::shared_ptr<ExecRun> running;
    std::vector<Done> waiting;

    // Static token and basic suppress the plugin's bearer (client-go's exec.go).
    [[nodiscard]] bool pluginDecides() const
    {
        return auth.exec && auth.token.empty() && auth.tokenFile.empty() && auth.username.empty() && auth.password.empty();
    }
    [[nodiscard]] bool valid() const { return credential && (!credential->expires || *credential->expires - ExpiryMargin > clock.wall()); }
    Status readFile();
    void run(const Post& post, Done done);
    void finish(Result<ExecOutput> output);
    void answer(const Status& status);
    [[nodiscard]] std::optional<Error> refusal();
    [[nodiscard]] tl::unexpected<Error> explained(Error error, const std::string& errors) const;
};

Status Credentials::Impl::readFile()
{
    fileRead = clock.steady();
    auto text = readWholeFile(auth.tokenFile, MaxTokenFile);
    if (!text) {
        log.warning("credentials", "token file " + auth.tokenFile + ": " + text.error().detail);
        return tl::unexpected(text.error()); // the old token stays: it may still be good
    }
    const auto token = trimmed(*text);
    const bool usable
        = !token.empty() && std::none_of(token.begin(), token.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (usable)
        fileToken = Secret(token);
    secureZero(text->data(), text->size());
    if (!usable)
        return fail(ErrorCode::BadValue, auth.tokenFile, "no token in the file");
    return {};
}

std::optional<Error> Credentials::Impl::refusal()
{
    const auto& spec = *auth.exec;
    if (spec.interactiveMode == "Always")
        return Error{ErrorCode::PluginRefused, spec.command, "interactiveMode Always needs a terminal"};
    if (!consented)
        consented = consent && consent(spec);
    if (!*consented)
        return Error{ErrorCode::PluginRefused, spec.command, "consent"};
    return std::nullopt;
}

void Credentials::Impl::run(const Post& post, Done done)
{
    waiting.push_back(std::move(done));
    if (running)
        return; // one run at a time; its result serves all
    if (const auto error = refusal())
        return answer(tl::unexpected(*error));
    const auto& spec = *auth.exec;
    ExecCommand command;
    command.command = spec.command;
    command.args = spec.args;
    command.env = spec.env;
    command.env.emplace_back("KUBERNETES_EXEC_INFO", execInfo(spec));
    log.info("credentials", "running " + spec.command);
    // The worker's thread only posts; what it posts finds out on the I/O thread whether anybody still wants it.
    running = ExecRun::start(std::move(command), [post, weak = weak_from_this()](Result<ExecOutput> output) {
        if (!output && output.error().code == ErrorCode::Cancelled)
            return;
        if (weak.expired())
            return;
        auto shared = std::make_shared<Result<ExecOutput>>(std::move(output));
        post([weak, shared] {
            if (const auto self = weak.lock())
                self->finish(std::move(*shared));
        });
    });
}

tl::unexpected<Error> Credentials::Impl::explained(Error error, const std::string& errors) const
{
    const auto add = [&error](const std::string& text) {
        if (!text.empty())
            error.detail += (error.detail.empty() ? "" : "\n") + text;
    };
    add(std::string(trimmed(errors)));
    if (error.code == ErrorCode::PluginMissing)
        add(std::string(trimmed(auth.exec->installHint)));
    return tl::unexpected(std::move(error));
}

void Credentials::Impl::finish(Result<ExecOutput> output)
{
    running.reset();
    if (!output) {
        auto error = output.error();
        if (error.code == ErrorCode::TooLarge)
            error.code = ErrorCode::PluginBadAnswer;
        return answer(explained(std::move(error), {}));
    }
    const auto& command = auth.exec->command;
    if (output->exitCode != 0) {
        log.warning("credentials", command + " ended with " + std::to_string(output->exitCode));
        return answer(explained({ErrorCode::PluginFailed, command, "exit code " + std::to_string(output->exitCode)}, output->errors));
    }
    auto parsed = parseExecCredential(output->output.reveal(), *auth.exec, clock.wall());
    if (!parsed)
        return answer(explained(parsed.error(), output->errors));
    const bool sameCertificate
        = credential ? credential->certPem == parsed->certPem && credential->keyPem.sameAs(parsed->keyPem) : parsed->certPem.empty();
    certificateChanges += sameCertificate ? 0 : 1;
    credential = std::move(*parsed);
    answer({});
}

void Credentials::Impl::answer(const Status& status)
{
    const auto self = shared_from_this(); // a callback may destroy us
    const auto callbacks = std::exchange(waiting, {});
    for (const auto& callback : callbacks)
        callback(status);
}

Credentials::Credentials(AuthSpec auth, const Clock& clock, Logger& log, Consent consent)
    : m_impl(std::make_shared<Impl>(std::move(auth), clock, log, std::move(consent)))
{
}

Credentials::~Credentials()
{
    m_impl->waiting.clear();
    if (m_impl->running)
        m_impl->running->cancel();
}

void Credentials::replaceToken(Secret token)
{
    m_impl->auth.token = std::move(token);
}

void Credentials::authorize(Headers& headers)
{
    auto& self = *m_impl;
    std::erase_if(headers, [](const auto& header) {
        return header.first.size() == 13 && std::equal(header.first.begin(), header.first.end(), "authorization", [](char a, char b) {
            return std::tolower(static_cast<unsigned char>(a)) == b;
        });
    });
    if (!self.auth.tokenFile.empty() && (!self.fileRead || self.clock.steady() - *self.fileRead >= FileAge))
        (void)self.readFile();
    const auto bearer = [&headers](const Secret& token) { headers.emplace_back("Authorization", "Bearer " + oneLine(token.reveal())); };
    if (!self.fileToken.empty()) {
        bearer(self.fileToken); // takes over from a token beside it as soon as it reads
    } else if (!self.auth.token.empty()) {
        bearer(self.auth.token);
    } else if (!self.auth.username.empty() || !self.auth.password.empty()) {
        auto pair = QByteArray::fromStdString(self.auth.username + ":");
        pair.append(self.auth.password.reveal().data(), static_cast<qsizetype>(self.auth.password.size()));
        headers.emplace_back("Authorization", "Basic " + pair.toBase64().toStdString());
    } else if (self.credential && !self.credential->token.empty()) {
        bearer(self.credential->token);
    }
    const auto& as = self.auth.impersonation;
    if (as.empty())
        return;
    headers.emplace_back("Impersonate-User", oneLine(as.user));
    if (!as.uid.empty())
        headers.emplace_back("Impersonate-Uid", oneLine(as.uid));
    for (const auto& group : as.groups)
        headers.emplace_back("Impersonate-Group", oneLine(group));
    for (const auto& [key, value] : as.extra)
        headers.emplace_back(extraHeader(key), oneLine(value));
}

void Credentials::ensure(Post post, Done done)
{
    auto& self = *m_impl;
    if (self.pluginDecides() && (self.running || !self.valid()))
        return self.run(post, std::move(done));
    if (!self.auth.tokenFile.empty() && self.auth.token.empty() && self.fileToken.empty())
        return done(self.readFile());
    done({});
}

void Credentials::refresh(Post post, Done done)
{
    auto& self = *m_impl;
    if (self.pluginDecides())
        return self.run(post, std::move(done));
    if (!self.auth.tokenFile.empty())
        return done(self.readFile());
    done(fail(ErrorCode::Unauthorized, {}, "nothing to renew: the credential is fixed"));
}

std::optional<ClientCert> Credentials::clientCertificate() const
{
    if (!m_impl->credential || m_impl->credential->certPem.empty())
        return std::nullopt;
    return ClientCert{m_impl->credential->certPem, m_impl->credential->keyPem};
}

std::uint64_t Credentials::certificateChanges() const
{
    return m_impl->certificateChanges;
}
bool Credentials::usesPlugin() const
{
    return m_impl->pluginDecides();
}

} // namespace dg::kube
