// SPDX-License-Identifier: Apache-2.0
#include "items/history_desk.h"

#include <mutex>

namespace dg::items {

struct HistoryDesk::Gate {
    std::mutex mutex;
    HistoryDesk* desk = nullptr;
};

void HistoryDesk::post(const std::shared_ptr<Gate>& gate, std::function<void()> work)
{
    const std::scoped_lock lock(gate->mutex);
    if (gate->desk)
        QMetaObject::invokeMethod(gate->desk, std::move(work), Qt::QueuedConnection);
}

namespace {

history::Recorder::Options recorderOptions(const HistoryDesk::Options& options, std::function<void()> changed)
{
    history::Recorder::Options out;
    out.url = options.url;
    out.retention = options.retention;
    out.holder = options.holder;
    out.spool = options.spool;
    out.changed = std::move(changed);
    return out;
}

} // namespace

HistoryDesk::HistoryDesk(Options options, StringPool& pool, const Clock& clock, Logger& log, QObject* parent)
    : QObject(parent)
    , m_url(options.url)
    , m_gate(std::make_shared<Gate>())
    , m_recorder(recorderOptions(options, [gate = m_gate] { post(gate, [gate] { Q_EMIT gate->desk->changed(); }); }), pool, clock, log)
    , m_reader(options.url)
{
    const std::scoped_lock lock(m_gate->mutex);
    m_gate->desk = this;
}

HistoryDesk::~HistoryDesk()
{
    const std::scoped_lock lock(m_gate->mutex);
    m_gate->desk = nullptr;
}

std::shared_ptr<history::Feed> HistoryDesk::open(const history::ClusterName& cluster, bool awaitsUid)
{
    return m_recorder.open(cluster, awaitsUid);
}

void HistoryDesk::erase(const std::string& identity, QObject* context, std::function<void(Status)> done)
{
    m_recorder.erase(identity, [gate = m_gate, to = QPointer<QObject>(context), done = std::move(done)](Status status) {
        post(gate, [to, done, status = std::move(status)] {
            if (to)
                done(status);
        });
    });
}

} // namespace dg::items
