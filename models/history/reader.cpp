// SPDX-License-Identifier: Apache-2.0
#include "history/reader.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace dg::history {

struct Reader::Impl {
    struct Question {
        int slot = 0;
        std::function<void(Result<Store*>)> ask;
    };
    explicit Impl(std::string where)
        : url(std::move(where))
        , thread([this] { run(); })
    {
    }
    void run()
    {
        std::unique_ptr<Store> store; // of this thread
        for (;;) {
            Question next;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return stopping || !questions.empty(); });
                if (stopping)
                    return;
                next = std::move(questions.front());
                questions.pop_front();
            }
            if (!store) {
                auto opened = Store::open(url, Store::Access::Read);
                if (!opened) {
                    next.ask(tl::unexpected<Error>(opened.error()));
                    continue;
                }
                store = std::move(*opened);
            }
            next.ask(store.get());
            if (store->isBroken())
                store.reset(); // set aside meanwhile, or the connection is gone
        }
    }
    const std::string url;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Question> questions;
    bool stopping = false;
    std::thread thread; // last: ends before the rest
};

Reader::Reader(std::string url)
    : m_impl(std::make_unique<Impl>(std::move(url)))
{
}

Reader::~Reader()
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_one();
    m_impl->thread.join();
}

void Reader::ask(int slot, std::function<void(Result<Store*>)> ask)
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        if (slot != 0)
            std::erase_if(m_impl->questions, [slot](const Impl::Question& question) { return question.slot == slot; });
        m_impl->questions.push_back({slot, std::move(ask)});
    }
    m_impl->wake.notify_one();
}

} // namespace dg::history
