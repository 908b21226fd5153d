// SPDX-License-Identifier: Apache-2.0
#include "metrics.h"

#include "flux/state.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

#include <array>

namespace dg::cli {

namespace {

constexpr qint64 LongestRequest = 8192;
constexpr int MostConnections = 20;
constexpr auto Patience = std::chrono::seconds(5);

std::string quoted(const std::string& value)
{
    std::string out = "\"";
    for (const char c : value) {
        if (c == '\\' || c == '"')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + '"';
}

std::string plain(double value)
{
    auto text = QByteArray::number(value, 'g', 15).toStdString();
    return text;
}

class Writer {
public:
    explicit Writer(bool openMetrics)
        : m_open(openMetrics)
    {
    }
    // A counter's samples end in "_total"; OpenMetrics names the family without it.
    void family(const std::string& name, const char* type, const char* help)
    {
        m_name = name;
        m_sample = name;
        const bool counter = std::string_view(type) == "counter";
        if (counter)
            m_sample += "_total";
        const auto& told = counter && !m_open ? m_sample : m_name;
        m_text += "# HELP " + told + ' ' + help + "\n# TYPE " + told + ' ' + type + '\n';
    }
    void sample(const std::string& labels, double value) { line(m_sample, labels, value); }
    void histogram(const std::string& labels, const history::Durations& of)
    {
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < of.buckets.size(); ++i) {
            below += of.buckets[i];
            const auto bound = i < history::DurationBounds.size() ? plain(history::DurationBounds[i]) + (m_open ? ".0" : "") : "+Inf";
            line(m_name + "_bucket", labels + ",le=\"" + bound + '"', static_cast<double>(below));
        }
        line(m_name + "_sum", labels, of.sum);
        line(m_name + "_count", labels, static_cast<double>(of.count));
    }
    [[nodiscard]] std::string take()
    {
        if (m_open)
            m_text += "# EOF\n";
        return std::move(m_text);
    }

private:
    void line(const std::string& name, const std::string& labels, double value)
    {
        m_text += name + (labels.empty() ? "" : '{' + labels + '}') + ' ' + plain(value) + '\n';
    }
    const bool m_open;
    std::string m_name, m_sample, m_text;
};

} // namespace

std::string metricsText(const Numbers& numbers, bool openMetrics)
{
    Writer out(openMetrics);
    const auto each
        = [&](const std::string& name, const char* type, const char* help, const std::function<double(const ClusterNumbers&)>& value) {
              out.family(name, type, help);
              for (const auto& cluster : numbers.clusters)
                  out.sample("cluster=" + quoted(cluster.name), value(cluster));
          };
    out.family("driftglass_build_info", "gauge", "The program's version.");
    out.sample("version=\"" DRIFTGLASS_VERSION "\"", 1);
    each("driftglass_cluster_live", "gauge", "1 while everything that can be read of the cluster is being watched.",
        [](const ClusterNumbers& of) { return of.live ? 1.0 : 0.0; });
    out.family("driftglass_objects", "gauge", "Flux's objects by state.");
    for (const auto& cluster : numbers.clusters) {
        for (std::size_t i = 0; i < flux::StateCount; ++i)
            out.sample("cluster=" + quoted(cluster.name) + ",state=\"" + flux::stateWord(static_cast<flux::State>(i)) + '"',
                cluster.summary.byState[i]);
    }
    each("driftglass_objects_suspended", "gauge", "Flux's objects that are suspended.",
        [](const ClusterNumbers& of) { return of.summary.suspended; });
    each("driftglass_objects_behind", "gauge", "Appliers whose source is ahead of what they applied.",
        [](const ClusterNumbers& of) { return of.summary.behind; });
    out.family("driftglass_drift_findings", "gauge", "Open findings of drift that no rule expects.");
    for (const auto& cluster : numbers.clusters) {
        out.sample("cluster=" + quoted(cluster.name) + ",confidence=\"certain\"", cluster.driftCertain);
        out.sample("cluster=" + quoted(cluster.name) + ",confidence=\"likely\"", cluster.driftLikely);
    }
    each("driftglass_drifted_objects", "gauge", "Objects with such findings.", [](const ClusterNumbers& of) { return of.driftedObjects; });
    each("driftglass_data_age_seconds", "gauge", "Time since the last sign of life of the oldest stream.",
        [](const ClusterNumbers& of) { return of.dataAge; });
    each("driftglass_streams", "gauge", "Lists and watches that are open.",
        [](const ClusterNumbers& of) { return static_cast<double>(of.streams); });
    out.family("driftglass_passes", "counter", "Finished passes of Flux since the program was started.");
    for (const auto& cluster : numbers.clusters) {
        out.sample("cluster=" + quoted(cluster.name) + ",outcome=\"good\"", static_cast<double>(cluster.passes.good));
        out.sample("cluster=" + quoted(cluster.name) + ",outcome=\"failed\"", static_cast<double>(cluster.passes.failed));
    }
    out.family("driftglass_pass_duration_seconds", "histogram", "How long passes took.");
    for (const auto& cluster : numbers.clusters)
        out.histogram("cluster=" + quoted(cluster.name), cluster.passes.duration);
    out.family("driftglass_source_to_applied_seconds", "histogram", "From a source's artifact to its being applied.");
    for (const auto& cluster : numbers.clusters)
        out.histogram("cluster=" + quoted(cluster.name), cluster.passes.lag);
    each("driftglass_history_writer", "gauge", "1 where this program writes the cluster's history.",
        [](const ClusterNumbers& of) { return of.writer ? 1.0 : 0.0; });
    out.family("driftglass_history_up", "gauge", "1 while the history can be written.");
    out.sample({}, numbers.history.writing ? 1 : 0);
    out.family("driftglass_history_waiting_rows", "gauge", "Rows that are not written yet.");
    out.sample({}, static_cast<double>(numbers.history.waiting));
    out.family("driftglass_history_size_bytes", "gauge", "Size of the history.");
    out.sample({}, static_cast<double>(numbers.history.facts.bytes));
    out.family("driftglass_history_lost_rows", "counter", "Rows that could not be kept.");
    out.sample({}, static_cast<double>(numbers.history.lost));
    return out.take();
}

MetricsServer::MetricsServer(std::function<Numbers()> numbers, QObject* parent)
    : QObject(parent)
    , m_numbers(std::move(numbers))
{
    m_server.setMaxPendingConnections(MostConnections);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (auto* socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(*socket); });
            QTimer::singleShot(Patience, socket, [socket] { socket->abort(); });
        }
    });
}

Status MetricsServer::listen(const QString& address)
{
    const auto colon = address.lastIndexOf(QLatin1Char(':'));
    auto host = address.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    bool number = false;
    const auto port = address.mid(colon + 1).toUShort(&number);
    const QHostAddress to(host == QLatin1String("localhost") ? QStringLiteral("127.0.0.1") : host);
    if (colon <= 0 || !number || to.isNull())
        return fail(ErrorCode::BadValue, address.toStdString());
    if (!m_server.listen(to, port))
        return fail(ErrorCode::ConnectFailed, address.toStdString(), m_server.errorString().toStdString());
    return {};
}

QString MetricsServer::address() const
{
    const auto host = m_server.serverAddress().toString();
    return (host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host) + QLatin1Char(':')
        + QString::number(m_server.serverPort());
}

bool MetricsServer::isLocal() const
{
    return m_server.serverAddress().isLoopback();
}

void MetricsServer::answer(QTcpSocket& socket)
{
    const auto head = socket.peek(LongestRequest);
    const bool whole = head.contains("\r\n\r\n");
    if (!whole && head.size() < LongestRequest)
        return;
    socket.readAll();
    const auto first = head.left(head.indexOf("\r\n")).split(' ');
    const bool get = whole && first.size() == 3 && (first[0] == "GET" || first[0] == "HEAD");
    const bool here = get && (first[1] == "/metrics" || first[1].startsWith("/metrics?"));
    QByteArray body, type = "text/plain; charset=utf-8";
    if (here) {
        const bool open = head.toLower().contains("application/openmetrics-text");
        body = QByteArray::fromStdString(metricsText(m_numbers(), open));
        type = open ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8";
    } else {
        body = get ? "see /metrics\n" : "GET only\n";
    }
    socket.write((here         ? "HTTP/1.1 200 OK"
                         : get ? "HTTP/1.1 404 Not Found"
                               : "HTTP/1.1 405 Method Not Allowed")
        + QByteArray("\r\nContent-Type: ") + type + "\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");
    if (!first.isEmpty() && first[0] != "HEAD")
        socket.write(body);
    socket.disconnectFromHost();
}

} // namespace dg::cli
