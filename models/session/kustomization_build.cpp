// SPDX-License-Identifier: Apache-2.0
#include "kustomization_build.h"

#include "drift/exact.h"

#include <QByteArray>

namespace dg::session {

using Why = NotCompared::Why;

struct KustomizationBuild::Job {
    std::shared_ptr<const flux::FluxObject> owner;
    std::shared_ptr<const drift::Files> files;
    drift::KustomizationSpec spec;
    std::map<std::string, std::string> found; // variables
    std::map<std::string, bool> secret; // of those: from a Secret
    Done done;

    void fail(Why why, Error error) const { done(tl::unexpected(Unbuilt{why, std::move(error)})); }
    void unread(Why why, const Error& error, const kube::Resource& asked, const std::string& ns) const
    {
        done(tl::unexpected(Unbuilt{why, error, asked, ns}));
    }
    ~Job()
    {
        for (auto* const texts : {&found, &spec.build.variables}) {
            for (auto& [name, text] : *texts)
                secureZero(text.data(), text.size());
        }
    }
};

void KustomizationBuild::start(const std::shared_ptr<const flux::FluxObject>& owner, const drift::Files* folder, Done done)
{
    const auto job = std::make_shared<Job>();
    job->owner = owner;
    job->done = std::move(done);
    if (folder)
        job->files = std::shared_ptr<const drift::Files>(std::shared_ptr<void>(), folder);
    else if (!m_options.sources)
        return job->fail(Why::NoFiles, {});
    const auto* const resource = m_reader.discovery().find(owner->key.group.view(), owner->key.kind.view());
    if (!resource)
        return job->fail(Why::NotServed, {});
    const auto ns = owner->key.ns.str();
    m_reader.ask({*resource, ns, owner->key.name.str()}, [this, job, resource = *resource, ns](Result<std::string>& answer) {
        if (!answer)
            return job->unread(Why::Failed, answer.error(), resource, ns);
        const auto object = drift::fromJson(*answer);
        auto spec = object ? drift::kustomizationSpec(*object) : tl::unexpected(object.error());
        if (!spec)
            return job->fail(Why::CannotBuild, spec.error());
        job->spec = std::move(*spec);
        if (job->files)
            readVariables(job, 0);
        else
            readSource(job, std::string(object->textAt({"status", "lastAppliedRevision"})));
    });
}

void KustomizationBuild::readSource(const JobPtr& job, const std::string& revision)
{
    const auto& source = job->owner->source;
    const auto* const resource = m_reader.discovery().find("source.toolkit.fluxcd.io", source.kind.view());
    if (!resource) { // not one of those that can be fetched
        artifact::SourceReference unknown;
        unknown.kind = source.kind.str();
        return fetch(job, unknown);
    }
    const auto ns = source.ns.str();
    m_reader.ask({*resource, ns, source.name.str()}, [this, job, revision, resource = *resource, ns](Result<std::string>& answer) {
        if (!answer)
            return job->unread(Why::Failed, answer.error(), resource, ns);
        const auto object = drift::fromJson(*answer);
        if (!object)
            return job->fail(Why::Failed, object.error());
        readSecrets(job, artifact::sourceReference(*object, revision),
            m_options.includeSecrets ? artifact::secretsOf(*object) : std::vector<std::string>());
    });
}

// What Flux logs in with, where a person asked for Secrets. One that cannot be read: the person's own login may do.
void KustomizationBuild::readSecrets(const JobPtr& job, artifact::SourceReference source, std::vector<std::string> names)
{
    if (names.empty())
        return fetch(job, source);
    const auto name = std::move(names.back());
    names.pop_back();
    const auto ns = source.ns;
    m_reader.ask({kube::Resource{"", "v1", "Secret", "secrets", true, {}}, ns, name, {}, {}, true},
        [this, job, source = std::move(source), names = std::move(names)](Result<std::string>& answer) mutable {
            auto parsed = answer ? drift::fromJson(*answer) : tl::unexpected(answer.error());
            if (parsed) {
                const drift::Wiped secret(std::move(*parsed));
                artifact::takeSecret(source, secret.value);
            }
            readSecrets(job, std::move(source), std::move(names));
        });
}

void KustomizationBuild::fetch(const JobPtr& job, const artifact::SourceReference& source)
{
    m_reader.work([this, job, source](const std::stop_token& stop) -> std::function<void()> {
        auto files = m_options.sources->get(source, stop);
        return [this, job, files = std::move(files)] {
            if (!files)
                return job->fail(Why::NotFetched, files.error());
            job->files = *files;
            readVariables(job, 0);
        };
    });
}

// One after the other: later ones win, and what postBuild.substitute says wins over all.
void KustomizationBuild::readVariables(const JobPtr& job, std::size_t at)
{
    auto& own = job->spec.build;
    if (at == job->spec.from.size()) {
        for (const auto& [name, secret] : job->secret) {
            if (secret && !own.variables.contains(name))
                own.secretVariables.insert(name);
        }
        own.variables.insert(job->found.begin(), job->found.end());
        own.substitutes = !own.variables.empty();
        return build(job);
    }
    const auto from = job->spec.from[at];
    const bool secret = from.kind == "Secret";
    if (from.kind != "ConfigMap" && !(secret && m_options.includeSecrets))
        return job->fail(Why::CannotBuild, Error{ErrorCode::Unsupported, "spec.postBuild.substituteFrom", from.kind + "/" + from.name});
    const auto ns = job->owner->key.ns.str();
    const auto resource
        = secret ? kube::Resource{"", "v1", "Secret", "secrets", true, {}} : kube::Resource{"", "v1", "ConfigMap", "configmaps", true, {}};
    m_reader.ask({resource, ns, from.name, {}, {}, secret}, [this, job, at, from, secret, resource, ns](Result<std::string>& answer) {
        if (!answer) {
            if (from.optional && answer.error().code == ErrorCode::NotFound)
                return readVariables(job, at + 1);
            return job->unread(Why::Failed, answer.error(), resource, ns);
        }
        auto parsed = drift::fromJson(*answer);
        const drift::Wiped object(parsed ? std::move(*parsed) : drift::Value());
        const auto* const data = object.value.find("data");
        for (std::size_t i = 0; data && i < data->keys.size(); ++i) {
            auto text = data->children[i].text;
            if (secret) {
                auto decoded = QByteArray::fromBase64(QByteArray::fromStdString(text));
                text = decoded.toStdString();
                secureZero(decoded.data(), static_cast<std::size_t>(decoded.size()));
            }
            std::erase(text, '\n');
            job->found[data->keys[i]] = std::move(text);
            job->secret[data->keys[i]] = secret;
        }
        readVariables(job, at + 1);
    });
}

void KustomizationBuild::build(const JobPtr& job)
{
    auto built = drift::buildKustomization(
        *job->files, job->spec.build, [this](std::string_view group, std::string_view kind) { return isNamespaced(group, kind); });
    if (!built && m_options.kustomize && drift::kustomizeCould(built.error()))
        return runProgram(job);
    finish(job, std::move(built));
}

void KustomizationBuild::runProgram(const JobPtr& job)
{
    m_reader.work([this, job](const std::stop_token& stop) -> std::function<void()> {
        const auto built = std::make_shared<Result<std::vector<drift::Value>>>(
            drift::buildWithProgram(*job->files, job->spec.build, *m_options.kustomize, stop));
        return [job, built] { finish(job, std::move(*built)); };
    });
}

void KustomizationBuild::finish(const JobPtr& job, Result<std::vector<drift::Value>> built)
{
    if (!built)
        return job->fail(Why::CannotBuild, built.error());
    job->done(BuiltKustomization{std::move(*built), job->spec.prune});
}

std::optional<bool> KustomizationBuild::isNamespaced(std::string_view group, std::string_view kind) const
{
    const auto* const resource = m_reader.discovery().find(group, kind);
    return resource ? std::optional(resource->namespaced) : std::nullopt;
}

} // namespace dg::session
