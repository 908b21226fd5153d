// SPDX-License-Identifier: Apache-2.0
#include "server.h"

#include "content.h"
#include "stored_release.h"

namespace dg::demo {

DemoSite::DemoSite(const DemoOptions& options, const Secret& token)
    : m_clock(options.timeFactor)
    , m_simulation(m_store, m_clock, options.seed)
    , m_server(m_store, *this, token)
{
    fillStandard(m_store, options.seed, m_clock.start());
    if (options.size > 0)
        fillSized(m_store, options.seed, m_clock.start(), options.size);
    m_store.clearHistory();
    m_simulation.start(options.alive);
}

bool DemoSite::mayGetSecrets(const QByteArray& ns) const
{
    return mayReadSecrets(ns);
}

HttpResponse DemoSite::absent(const Target& target) const
{
    return objectNotFound(resources()[target.resource], target.name);
}

} // namespace dg::demo
