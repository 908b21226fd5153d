// SPDX-License-Identifier: Apache-2.0
#include "snapshot/pseudonyms.h"

#include "rewrite.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>

namespace dg::snapshot {

namespace {

// Everybody's names: to replace them would hide nothing and cost the reader much.
constexpr std::array<std::string_view, 16> Everybodys{"default", "kube-system", "kube-public", "kube-node-lease", "flux-system",
    "source-controller", "kustomize-controller", "helm-controller", "notification-controller", "image-reflector-controller",
    "image-automation-controller", "source-watcher", "latest", "main", "master", "localhost"};

bool isNameChar(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.';
}

// Fields whose values are words of Kubernetes, not names.
bool isWord(std::string_view key)
{
    static constexpr std::array<std::string_view, 15> Words{"apiVersion", "kind", "group", "version", "plural", "type", "status", "reason",
        "operation", "manager", "uid", "resourceVersion", "phase", "by", "evidence"};
    return std::ranges::find(Words, key) != Words.end();
}

bool namesAddress(std::string_view key)
{
    return key == "url" || key == "image" || key == "endpoint" || key == "address" || key == "imageRepository";
}

} // namespace

struct Pseudonyms::Impl final : Rewriting {
    // One of a kind each: "ns3", "name17", "host2.example", "path5".
    enum class Sort : unsigned char { Namespace, Name, Host, Path, Person };

    void add(Sort sort, std::string_view name)
    {
        static constexpr std::array<std::pair<const char*, const char*>, 5> Forms{
            {{"ns", ""}, {"name", ""}, {"host", ".example"}, {"path", ""}, {"person", ""}}};
        if (name.size() < 2 || std::ranges::find(Everybodys, name) != Everybodys.end())
            return;
        const auto [entry, fresh] = names.try_emplace(std::string(name));
        if (!fresh)
            return;
        const auto& [prefix, suffix] = Forms[static_cast<std::size_t>(sort)];
        entry->second = prefix + std::to_string(++counts[static_cast<std::size_t>(sort)]) + suffix;
    }

    // "oci://registry.example.com/team/delivery:v1", "registry.example.com/team/app@sha256:…", "nginx:1.27"
    void addAddress(std::string_view address)
    {
        const auto scheme = address.find("://");
        auto rest = scheme == std::string_view::npos ? address : address.substr(scheme + 3);
        rest = rest.substr(0, rest.find('@', rest.find('/') == std::string_view::npos ? 0 : rest.find('/')));
        bool first = true;
        while (!rest.empty()) {
            auto part = rest.substr(0, rest.find('/'));
            rest.remove_prefix(std::min(rest.size(), part.size() + 1));
            if (const auto user = part.find('@'); first && user != std::string_view::npos)
                part.remove_prefix(user + 1);
            part = part.substr(0, part.find(':')); // a port, a tag
            const bool host = first && (scheme != std::string_view::npos || part.find('.') != std::string_view::npos);
            add(host ? Sort::Host : Sort::Path, part.ends_with(".git") ? part.substr(0, part.size() - 4) : part);
            first = false;
        }
    }

    [[nodiscard]] const std::string* known(std::string_view word) const
    {
        const auto it = names.find(word);
        return it == names.end() ? nullptr : &it->second;
    }

    // A whole word, or what was made of a name: "api-7d9f8-x2k" of "api".
    [[nodiscard]] std::string word(std::string_view word) const
    {
        if (const auto* name = known(word))
            return *name;
        for (auto cut = word.find_last_of("-."); cut != std::string_view::npos && cut > 0; cut = word.find_last_of("-.", cut - 1)) {
            if (const auto* name = known(word.substr(0, cut)))
                return *name + std::string(word.substr(cut));
        }
        return std::string(word);
    }

    [[nodiscard]] std::string words(std::string_view text) const
    {
        std::string out;
        out.reserve(text.size());
        for (std::size_t i = 0; i < text.size();) {
            if (!isNameChar(text[i])) {
                out += text[i++];
                continue;
            }
            auto end = i;
            while (end < text.size() && isNameChar(text[end]))
                ++end;
            auto last = end;
            while (last > i + 1 && text[last - 1] == '.')
                --last; // a sentence's end
            out.append(word(text.substr(i, last - i))).append(text.substr(last, end - last));
            i = end;
        }
        return out;
    }

    // namespace_name_group_Kind of an inventory: group and kind are words of Kubernetes.
    [[nodiscard]] std::string inventoryId(std::string_view id) const
    {
        const auto kind = id.rfind('_');
        const auto group = kind == std::string_view::npos ? kind : id.rfind('_', kind - 1);
        const auto ns = id.find('_');
        if (group == std::string_view::npos || ns >= group)
            return words(id);
        return word(id.substr(0, ns)) + '_' + words(id.substr(ns + 1, group - ns - 1)) + std::string(id.substr(group));
    }

    Place enter(Place place, std::string_view key, int) override { return place || key == "managedFields" ? 1 : 0; }
    std::string text(Place, std::string_view key, std::string_view text) override
    {
        if (isWord(key))
            return std::string(text);
        return key == "id" ? inventoryId(text) : words(text);
    }
    // managedFields name elements of lists by their keys: k:{"name":"web"}, v:"web".
    std::string renamed(Place, std::string_view key) override
    {
        return key.starts_with("k:") || key.starts_with("v:") ? words(key) : std::string(key);
    }

    std::map<std::string, std::string, std::less<>> names;
    std::array<int, 5> counts{};
    Rewriter rewriter;
};

namespace {

// Learns from an object: it changes nothing.
class Learning final : public Rewriting {
public:
    explicit Learning(std::function<void(std::string_view key, std::string_view text, bool ofMetadata)> learn)
        : m_learn(std::move(learn))
    {
    }
    Place enter(Place place, std::string_view key, int depth) override
    {
        if (depth == 0 && key == "metadata")
            return Metadata;
        if (place == Metadata && depth == 1)
            return key == "name" || key == "namespace" ? OwnName : Elsewhere;
        const bool refers = key.ends_with("Ref") || key.ends_with("Refs") || key == "dependsOn" || key == "ownerReferences";
        return refers || place == Reference ? Reference : Elsewhere;
    }
    std::string text(Place place, std::string_view key, std::string_view text) override
    {
        if (place == OwnName || (place == Reference && (key == "name" || key == "namespace")) || key == "targetNamespace"
            || key == "releaseName" || key == "namespace")
            m_learn(key, text, true);
        else if (namesAddress(key))
            m_learn(key, text, false);
        return {};
    }

private:
    static constexpr Place Elsewhere = 0, Metadata = 1, OwnName = 2, Reference = 3;
    std::function<void(std::string_view, std::string_view, bool)> m_learn;
};

} // namespace

Pseudonyms::Pseudonyms()
    : m_impl(std::make_unique<Impl>())
{
}

Pseudonyms::~Pseudonyms() = default;

void Pseudonyms::learn(const Head& head)
{
    m_impl->addAddress(head.server);
    m_impl->add(Impl::Sort::Name, head.cluster);
    m_impl->add(Impl::Sort::Person, head.user);
    for (std::string_view rest = head.user; !rest.empty();) { // "gitlab:user:alice", "system:serviceaccount:team:reader"
        const auto part = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
        if (rest.empty())
            m_impl->add(Impl::Sort::Person, part);
    }
}

void Pseudonyms::learnName(std::string_view ns, std::string_view name)
{
    m_impl->add(Impl::Sort::Namespace, ns);
    m_impl->add(Impl::Sort::Name, name);
}

void Pseudonyms::learnObject(std::string_view json)
{
    Learning learning([this](std::string_view key, std::string_view text, bool name) {
        if (!name)
            m_impl->addAddress(text);
        else
            m_impl->add(key == "namespace" || key == "targetNamespace" ? Impl::Sort::Namespace : Impl::Sort::Name, text);
    });
    (void)m_impl->rewriter.rewrite(json, learning);
}

Head Pseudonyms::told(Head head) const
{
    head.cluster = m_impl->words(head.cluster);
    head.server = m_impl->words(head.server);
    head.user = m_impl->words(head.user);
    head.pseudonyms = true;
    return head;
}

Result<std::string> Pseudonyms::toldLine(std::string_view json)
{
    return m_impl->rewriter.rewrite(json, *m_impl);
}

namespace {

class Learner final : public Visitor {
public:
    explicit Learner(Pseudonyms& names)
        : m_names(names)
    {
    }
    Status head(const Head& head) override
    {
        m_names.learn(head);
        return {};
    }
    Status put(Put put) override
    {
        m_names.learnObject(put.json);
        return {};
    }
    Status absent(Absent absent) override
    {
        m_names.learnName(absent.ns, absent.name);
        return {};
    }

private:
    Pseudonyms& m_names;
};

class Teller final : public Visitor {
public:
    Teller(Pseudonyms& names, Writer& to)
        : m_names(names)
        , m_to(to)
    {
    }
    Status head(const Head& head) override { return m_to.begin(m_names.told(head)); }
    Status kind(Kind kind) override { return m_to.line(kindLine(kind)); }
    Status put(Put put) override
    {
        auto json = m_names.toldLine(put.json);
        if (!json)
            return tl::unexpected(json.error());
        put.json = std::move(*json);
        return m_to.line(putLine(put));
    }
    Status gone(Gone gone) override { return tell(goneLine(gone)); }
    Status absent(Absent absent) override { return tell(absentLine(absent)); }
    Status notRead(NotRead notRead) override { return tell(notReadLine(notRead)); }
    Status other(Line, std::string_view raw) override { return tell(raw); }
    Status end(Line line) override
    {
        std::uint64_t objects = 0;
        if (line["objects"].get_uint64().get(objects))
            objects = 0; // the reader of drift's facts will say so
        return m_to.end(objects);
    }

private:
    Status tell(std::string_view line)
    {
        const auto told = m_names.toldLine(line);
        return told ? m_to.line(*told) : Status(tl::unexpected(told.error()));
    }
    Pseudonyms& m_names;
    Writer& m_to;
};

Status readBytes(std::string_view bytes, const std::string& subject, Visitor& visitor)
{
    Reader reader(visitor, subject);
    if (auto status = reader.feed(bytes); !status)
        return status;
    return reader.finish();
}

} // namespace

Status underOtherNames(std::string_view bytes, const std::string& subject, const Sink& sink)
{
    Pseudonyms names;
    Learner learner(names);
    if (auto status = readBytes(bytes, subject, learner); !status)
        return status;
    Writer writer(sink);
    Teller teller(names, writer);
    return readBytes(bytes, subject, teller);
}

} // namespace dg::snapshot
