// SPDX-License-Identifier: Apache-2.0
// A Receiver called by hand: its path through the API server's service proxy, then what it asked to reconcile (domain.md
// §6.4, measured: the whole request URI is compared, so no query).
#include "impl.h"

#include "kube/api_error.h"

#include <QByteArray>

#include <simdjson.h>

#include <algorithm>

namespace dg::session {

namespace {

constexpr std::size_t MostFollowed = 50;
constexpr std::size_t DigestLength = 64;

struct ReceiverFacts {
    std::string path; // status.webhookPath
    std::string event; // the first of spec.events
};

// Only a path as notification-controller makes it: text from a cluster does not choose where this token's POST goes.
bool isWebhookPath(std::string_view path)
{
    constexpr std::string_view Start = "/hook/";
    const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return path.starts_with(Start) && path.size() == Start.size() + DigestLength && std::ranges::all_of(path.substr(Start.size()), hex);
}

std::string textAt(const simdjson::dom::element& root, const char* pointer)
{
    std::string_view text;
    return root.at_pointer(pointer).get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

Result<ReceiverFacts> factsOf(const std::string& json, const ObjectKey& key)
{
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(json).get(root) != simdjson::SUCCESS)
        return fail(ErrorCode::BadAnswer, key.toString());
    ReceiverFacts facts{textAt(root, "/status/webhookPath"), textAt(root, "/spec/events/0")};
    if (!isWebhookPath(facts.path))
        return fail(ErrorCode::NotFound, key.toString(), "no webhookPath");
    return facts;
}

std::string requestedAtOf(const std::string& json)
{
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    return parser.parse(json).get(root) == simdjson::SUCCESS ? textAt(root, "/metadata/annotations/reconcile.fluxcd.io~1requestedAt")
                                                             : std::string();
}

// A Secret as a parsed document; neither its text nor its strings stay behind.
class WipedDocument {
public:
    explicit WipedDocument(const std::string& json)
        : m_padded(json) // the parser would make a copy of its own
    {
        m_good = m_parser.parse(m_padded).get(m_root) == simdjson::SUCCESS;
    }
    ~WipedDocument()
    {
        if (m_parser.doc.string_buf) // 5/3 of the capacity at least, by simdjson's own allocation
            secureZero(m_parser.doc.string_buf.get(), 5 * m_padded.size() / 3);
        secureZero(m_padded.data(), m_padded.size());
    }
    WipedDocument(const WipedDocument&) = delete;
    WipedDocument& operator=(const WipedDocument&) = delete;
    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] simdjson::dom::element root() const { return m_root; }

private:
    simdjson::padded_string m_padded;
    simdjson::dom::parser m_parser;
    simdjson::dom::element m_root;
    bool m_good = false;
};

Result<Secret> tokenOf(const std::string& json, const std::string& name)
{
    const WipedDocument document(json);
    if (!document.good())
        return fail(ErrorCode::BadAnswer, name);
    const auto root = document.root();
    auto encoded = textAt(root, "/data/token");
    auto decoded = QByteArray::fromBase64(QByteArray::fromRawData(encoded.data(), static_cast<qsizetype>(encoded.size())));
    Secret token(std::string_view(decoded.constData(), static_cast<std::size_t>(decoded.size())));
    secureZero(decoded.data(), static_cast<std::size_t>(decoded.size()));
    secureZero(encoded.data(), encoded.size());
    if (token.empty())
        return fail(ErrorCode::NotFound, name, "token");
    return token;
}

} // namespace

struct ClusterSession::Impl::Trigger {
    std::uint64_t id = 0;
    std::shared_ptr<const flux::FluxObject> receiver;
    std::shared_ptr<ReceiverCall> call;
    ReceiverFacts facts;
    std::unordered_map<ObjectKey, std::string> before; // what it may ask -> requestedAt as it was
    std::size_t open = 0; // questions after the call
};

std::string ClusterSession::Impl::receiverNamespace() const
{
    std::string ns = "flux-system";
    store.forEach([&](const store::RecordPtr& record) {
        if (record->type != store::RecordType::Controller)
            return;
        const auto& controller = static_cast<const flux::ControllerRecord&>(*record);
        if (!controller.pod && controller.app == "notification-controller")
            ns = controller.key.ns.str();
    });
    return ns;
}

void ClusterSession::Impl::beginTrigger(std::uint64_t id, const ObjectKey& key, std::shared_ptr<ReceiverCall> call)
{
    Action action;
    action.id = id;
    action.verb = ActionVerb::Trigger;
    action.key = key;
    action.began = clock.wall();
    addAction(action);
    auto trigger = std::make_shared<Trigger>();
    trigger->id = id;
    trigger->receiver = fluxObject(key);
    trigger->call = std::move(call);
    if (!trigger->receiver || trigger->receiver->kind != flux::Kind::Receiver)
        return endTrigger(*trigger, fail(ErrorCode::NotFound, key.toString()));
    const auto& type = trigger->receiver->extras ? trigger->receiver->extras->type : std::string();
    if (type != "generic" && type != "gitlab")
        return endTrigger(*trigger, fail(ErrorCode::Unsupported, key.toString(), "Receiver type " + type));
    fetch(key, trigger->receiver->apiVersion, [this, trigger, key, type](const Result<std::string>& json) {
        auto facts = json ? factsOf(*json, key) : tl::unexpected(json.error());
        if (!facts)
            return endTrigger(*trigger, tl::unexpected(facts.error()));
        trigger->facts = std::move(*facts);
        if (type != "gitlab" || !trigger->call->readToken)
            return callReceiver(trigger);
        const kube::Resource secrets{"", "v1", "Secret", "secrets", true, {}};
        const auto name = trigger->receiver->secretName.str();
        kube::getObject(
            loop, secrets, key.ns.str(), name,
            [this, trigger, name](Result<std::string> secret) {
                auto token = secret ? tokenOf(*secret, name) : tl::unexpected(secret.error());
                if (secret)
                    secureZero(secret->data(), secret->size());
                if (!token)
                    return endTrigger(*trigger, tl::unexpected(token.error()));
                trigger->call->token = std::move(*token);
                callReceiver(trigger);
            },
            kube::Secrets::Asked);
    });
}

void ClusterSession::Impl::callReceiver(const std::shared_ptr<Trigger>& trigger)
{
    const auto& receiver = *trigger->receiver;
    for (const auto& covered : receiver.extras->covers) {
        if (covered.name.view() != "*") {
            const auto key = flux::keyOf(covered, pool);
            const auto object = fluxObject(key);
            trigger->before[key] = object ? object->requestedAt : std::string();
            continue;
        }
        store.forEach([&](const store::RecordPtr& record) {
            if (record->type == store::RecordType::Flux && record->key.kind == covered.kind && record->key.ns == covered.ns)
                trigger->before[record->key] = static_cast<const flux::FluxObject&>(*record).requestedAt;
        });
    }
    net::Request request;
    request.method = "POST";
    const auto& ns = trigger->call->ns;
    request.path = "/api/v1/namespaces/" + kube::percentEncode(ns.empty() ? receiverNamespace() : ns)
        + "/services/http:webhook-receiver:80/proxy" + trigger->facts.path;
    request.contentType = "application/json";
    request.body = "{}";
    if (receiver.extras->type == "gitlab") {
        request.headers.emplace_back("X-Gitlab-Token", std::string(trigger->call->token.reveal()));
        request.headers.emplace_back("X-Gitlab-Event", trigger->facts.event.empty() ? "Push Hook" : trigger->facts.event);
    }
    loop.fetch(std::move(request), [this, trigger](const Result<net::Response>& answer) { receiverAnswered(trigger, answer); });
}

// 200: all are annotated, before it answers. 400: the proof was refused; 404: nobody knows the path; 503: suspended or not ready.
void ClusterSession::Impl::receiverAnswered(const std::shared_ptr<Trigger>& trigger, const Result<net::Response>& answer)
{
    trigger->call->token = Secret();
    if (!answer)
        return endTrigger(*trigger, tl::unexpected(answer.error()));
    if (answer->head.status != 200)
        return endTrigger(*trigger, tl::unexpected(kube::apiError(answer->head, answer->body, "webhook-receiver")));
    trigger->open = std::min(trigger->before.size(), MostFollowed);
    if (trigger->open == 0)
        return endTrigger(*trigger, {});
    std::size_t taken = 0;
    for (const auto& entry : trigger->before) {
        if (taken++ == MostFollowed)
            break;
        const auto& key = entry.first;
        const auto& before = entry.second;
        const auto object = fluxObject(key);
        fetch(key, object ? object->apiVersion : std::string(), [this, trigger, key, before](const Result<std::string>& json) {
            const auto now = json ? requestedAtOf(*json) : std::string();
            if (!now.empty() && now != before)
                followAsked(trigger, key, now);
            if (--trigger->open == 0)
                endTrigger(*trigger, {});
        });
    }
}

void ClusterSession::Impl::followAsked(const std::shared_ptr<Trigger>& trigger, const ObjectKey& key, const std::string& token)
{
    const auto shown = std::ranges::find(actions, trigger->id, &Action::id);
    if (shown != actions.end())
        ++shown->asked;
    RunningAction fresh;
    fresh.asked = true;
    fresh.action.id = nextAction++;
    fresh.action.cause = trigger->id;
    fresh.action.key = key;
    fresh.action.began = clock.wall();
    fresh.tracker = flux::ReconcileTracker({key}, token);
    running.push_back(std::move(fresh));
    addAction(running.back().action);
    followTick(running.back().action.id);
}

void ClusterSession::Impl::endTrigger(const Trigger& trigger, Status how)
{
    const auto shown = std::ranges::find(actions, trigger.id, &Action::id);
    if (shown != actions.end() && !shown->done()) {
        shown->stage = ActionStage::Done;
        shown->outcome = how ? ActionOutcome::Ready : ActionOutcome::Error;
        if (!how)
            shown->error = how.error();
        shown->duration = clock.wall() - shown->began;
    }
    publish();
}

std::uint64_t ClusterSession::triggerReceiver(const ObjectKey& receiver, ReceiverCall call)
{
    const auto id = m_impl->nextAction++;
    auto kept = std::make_shared<ReceiverCall>(std::move(call));
    m_impl->loop.post([impl = m_impl.get(), id, receiver, kept] { impl->beginTrigger(id, receiver, kept); });
    return id;
}

} // namespace dg::session
