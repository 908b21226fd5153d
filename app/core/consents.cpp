// SPDX-License-Identifier: Apache-2.0
#include "core/consents.h"

#include "text/words.h"

#include <QMetaObject>

namespace dg::core {

Consents::Consents(SettingsStore& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
}

Consents::~Consents()
{
    const std::scoped_lock lock(m_mutex);
    for (auto& [id, open] : m_open)
        open.promise.set_value(false);
}

bool Consents::ask(ClusterId cluster, const QString& name, const kube::ExecSpec& spec)
{
    std::future<bool> answered;
    window::ConsentQuestion question;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed.contains(cluster))
            return false;
        question.id = m_next++;
        auto& open = m_open[question.id];
        open.cluster = cluster;
        open.spec = spec;
        answered = open.promise.get_future();
    }
    question.cluster = name;
    question.definedIn = text::qs(spec.definedIn);
    for (const auto& argument : spec.args)
        question.arguments.push_back(text::qs(argument));
    // Settings and PATH belong to the GUI thread: it looks there first, then asks.
    QMetaObject::invokeMethod(
        this,
        [this, question, spec]() mutable {
            if (m_settings.pluginAllowed(spec)) {
                answer(question.id, window::Consent::AllowOnce);
                return;
            }
            question.program = pluginProgram(spec);
            if (question.program.isEmpty())
                question.program = text::qs(spec.command);
            Q_EMIT asked(question);
        },
        Qt::QueuedConnection);
    return answered.get();
}

void Consents::answer(quint64 id, window::Consent consent)
{
    const std::scoped_lock lock(m_mutex);
    const auto it = m_open.find(id);
    if (it == m_open.end())
        return;
    if (consent == window::Consent::AllowAlways)
        m_settings.allowPlugin(it->second.spec);
    it->second.promise.set_value(consent != window::Consent::Deny);
    m_open.erase(it);
}

void Consents::close(ClusterId cluster)
{
    std::vector<quint64> gone;
    {
        const std::scoped_lock lock(m_mutex);
        m_closed.insert(cluster);
        for (auto it = m_open.begin(); it != m_open.end();) {
            if (it->second.cluster != cluster) {
                ++it;
                continue;
            }
            it->second.promise.set_value(false);
            gone.push_back(it->first);
            it = m_open.erase(it);
        }
    }
    for (const auto id : gone)
        Q_EMIT withdrawn(id);
}

} // namespace dg::core
