// SPDX-License-Identifier: Apache-2.0
#include "harness.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

namespace dg::bench {

double millis(SteadyTime::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    const auto at = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
    return values[at];
}

double peakMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:"))
            return std::strtod(line.c_str() + 6, nullptr) / 1024;
    }
    return 0;
}

std::string readFile(const char* path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool Application::notify(QObject* receiver, QEvent* event)
{
    if (receiver == m_viewport && event->type() == QEvent::Paint)
        m_paintSeen = true;
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    ++m_depth;
    const auto began = std::chrono::steady_clock::now();
    const bool result = QApplication::notify(receiver, event);
    const auto took = std::chrono::steady_clock::now() - began;
    --m_depth;
    m_busy += took;
    m_longest = std::max(m_longest, took);
    if (m_paintSeen) {
        m_paintSeen = false;
        frames.push_back(millis(m_busy));
        turns.push_back(millis(m_longest));
        if (painted)
            painted();
        m_busy = m_longest = {};
    }
    return result;
}

void Application::restart()
{
    frames.clear();
    turns.clear();
    m_busy = m_longest = {};
}

struct Feed::Stream {
    Stream(Feed& feed, const Wish& wish, store::ListId list, kube::FirstState first)
        : decoder(wish.kind, feed.pool)
        , sink(feed.store, list)
        , reflector(feed.loop, resourceOf(wish.kind), optionsOf(wish, first), decoder, sink, feed.clock, feed.log, list)
    {
    }
    static kube::Resource resourceOf(flux::Kind kind)
    {
        const auto& info = flux::info(kind);
        return {std::string(info.group), std::string(info.versions.front()), std::string(info.name), std::string(info.plural), true, {}};
    }
    static kube::Reflector::Options optionsOf(const Wish& wish, kube::FirstState first)
    {
        kube::Reflector::Options options;
        options.ns = wish.ns;
        options.firstState = first;
        return options;
    }
    flux::FluxDecoder decoder;
    ListSink sink;
    kube::Reflector reflector;
};

namespace {

net::Endpoint endpointOf(const std::string& url, const std::string& caPem)
{
    net::Endpoint endpoint;
    endpoint.baseUrl = url;
    endpoint.caPem = caPem;
    return endpoint;
}

} // namespace

Feed::Feed(const std::string& url, const std::string& caPem)
    : loop(endpointOf(url, caPem), "driftglass-bench", clock, log)
{
}

Feed::~Feed()
{
    stop();
}

void Feed::start(const std::vector<Wish>& wishes, kube::FirstState firstState, bool stopAfterList)
{
    for (const auto& wish : wishes) {
        m_streams.push_back(std::make_unique<Stream>(*this, wish, static_cast<store::ListId>(m_streams.size() + 1), firstState));
        auto& stream = *m_streams.back();
        if (stopAfterList)
            stream.sink.ended = [this, &stream] { loop.post([&stream] { stream.reflector.stop(); }); };
    }
    loop.post([this] {
        for (auto& stream : m_streams)
            stream->reflector.start();
    });
    m_thread = std::thread([this] { loop.run(); });
}

void Feed::stop()
{
    if (!m_thread.joinable())
        return;
    loop.post([this] { m_streams.clear(); });
    loop.post([this] { loop.quit(); });
    m_thread.join();
}

bool Feed::synced() const
{
    return std::all_of(m_streams.begin(), m_streams.end(), [](const auto& stream) { return stream->sink.synced.load(); });
}

std::uint64_t Feed::received() const
{
    std::uint64_t sum = 0;
    for (const auto& stream : m_streams)
        sum += stream->sink.received;
    return sum;
}

Screen::Screen(Application& app, Feed& feed)
    : words(feed.clock)
    , model(feed.pool)
    , scheduler(feed.inbox, model.tree(), feed.clock)
    , view((theme.install(app, theme::Mode::Light), theme))
{
    model.setTextSource(&words);
    model.tree().setNow(feed.clock.wall());
    view.setTreeModel(&model);
    view.resize(1600, 1000);
    view.show();
    QApplication::processEvents();
    app.watch(view.viewport());
}

std::pair<int, int> Screen::rowsOnScreen() const
{
    const int first = view.rowAt(0);
    if (first < 0)
        return {0, 0};
    const int last = view.rowAt(view.viewport()->height() - 1);
    return {first, last < 0 ? model.rowCount() : last + 1};
}

bool Screen::showsAnObject() const
{
    const auto [first, last] = rowsOnScreen();
    for (int row = first; row < last; ++row) {
        if (model.row(row).type == tree::RowType::Flux)
            return true;
    }
    return false;
}

} // namespace dg::bench
