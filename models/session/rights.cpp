// SPDX-License-Identifier: Apache-2.0
// Rights that somebody wants to know of before he asks for more: access reviews by kind, first for all namespaces at once.
#include "impl.h"

#include <algorithm>

namespace dg::session {

namespace {

constexpr std::size_t MostNamespaces = 30; // of a kind that is refused in general, asked one by one

struct Review {
    std::vector<AccessAnswer> answers;
    std::size_t open = 0;
    std::function<void(std::vector<AccessAnswer>)> done;

    void close()
    {
        if (--open > 0)
            return;
        for (auto& answer : answers)
            std::ranges::sort(answer.lacking);
        done(std::move(answers));
    }
};
using ReviewPtr = std::shared_ptr<Review>;

void askIn(net::HttpLoop& loop, const kube::Resource& resource, const ReviewPtr& all, std::size_t at, const std::string& ns)
{
    ++all->open;
    kube::checkAccess(
        loop, resource.group, resource.plural, all->answers[at].question.verb, ns, [all, at, ns](const Result<bool>& allowed) {
            auto& answer = all->answers[at];
            if (allowed && !*allowed) {
                answer.permission = Permission::Denied;
                answer.lacking.push_back(ns);
            } else if (allowed && answer.permission == Permission::Unknown) {
                answer.permission = Permission::Allowed;
            }
            all->close();
        });
}

void askAll(net::HttpLoop& loop, const kube::Resource& resource, const ReviewPtr& all, std::size_t at)
{
    const auto& question = all->answers[at].question;
    if (resource.namespaced && question.namespaces.size() == 1)
        return askIn(loop, resource, all, at, question.namespaces.front());
    ++all->open;
    kube::checkAccess(loop, resource.group, resource.plural, question.verb, {}, [&loop, resource, all, at](const Result<bool>& allowed) {
        auto& answer = all->answers[at];
        const auto& namespaces = answer.question.namespaces;
        if (allowed && !*allowed && resource.namespaced && !namespaces.empty() && namespaces.size() <= MostNamespaces) {
            for (const auto& ns : namespaces)
                askIn(loop, resource, all, at, ns);
        } else if (allowed) {
            answer.permission = *allowed ? Permission::Allowed : Permission::Denied;
        }
        all->close();
    });
}

} // namespace

void ClusterSession::checkAccess(std::vector<AccessQuestion> questions, std::function<void(std::vector<AccessAnswer>)> done)
{
    m_impl->loop.post([impl = m_impl.get(), questions = std::move(questions), done = std::move(done)] {
        const auto all = std::make_shared<Review>();
        all->done = done;
        all->open = 1; // so that nothing ends before all is asked
        for (const auto& question : questions)
            all->answers.push_back({question, {}, Permission::Unknown, {}});
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const auto* const resource = impl->discovery ? impl->discovery->find(questions[i].group, questions[i].kind) : nullptr;
            if (!resource)
                continue;
            all->answers[i].resource = resource->plural + (resource->group.empty() ? "" : "." + resource->group);
            askAll(impl->loop, *resource, all, i);
        }
        all->close();
    });
}

} // namespace dg::session
