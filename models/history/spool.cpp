// SPDX-License-Identifier: Apache-2.0
#include "spool.h"

#include "blind_rows.h"
#include "sql.h"

#include <QDataStream>
#include <QIODevice>

#include <unordered_map>

namespace dg::history {

namespace {

constexpr QByteArrayView Magic = "DGSPOOL1";
constexpr std::int64_t HeadBytes = 16; // magic, place of the first frame that was not replayed
constexpr std::uint32_t LongestFrame = 256u << 20;

// One function for both directions: what is written in this order is read in it.
class Archive {
public:
    explicit Archive(QByteArray& to)
        : m_stream(&to, QIODevice::WriteOnly)
        , m_writing(true)
    {
    }
    struct Reading { };
    Archive(const QByteArray& from, Reading)
        : m_stream(from)
        , m_writing(false)
    {
    }
    [[nodiscard]] bool good() const { return m_stream.status() == QDataStream::Ok; }
    // What a frame had from the first day on, and what is behind it since: a program reads as much as it knows.
    void frame(ClusterName& cluster, Batch& batch, bool& blind)
    {
        all(cluster, batch);
        if (m_writing || !m_stream.atEnd())
            all(batch.events, batch.eventsSeen, cluster.uid, blind);
    }
    template <class... T> void all(T&... values) { (one(values), ...); }

private:
    void number(qint64& value)
    {
        if (m_writing)
            m_stream << value;
        else
            m_stream >> value;
    }
    template <class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
    void one(T& value)
    {
        auto wide = static_cast<qint64>(value);
        number(wide);
        value = static_cast<T>(wide);
    }
    void one(WallTime& value)
    {
        auto wide = static_cast<qint64>(toMillis(value));
        number(wide);
        value = fromMillis(wide);
    }
    void one(Millis& value)
    {
        auto wide = static_cast<qint64>(value.count());
        number(wide);
        value = Millis{wide};
    }
    void one(std::string& value)
    {
        auto bytes = QByteArray::fromStdString(value);
        if (m_writing)
            m_stream << bytes;
        else
            m_stream >> bytes;
        value = bytes.toStdString();
    }
    template <class T> void one(std::optional<T>& value)
    {
        bool there = value.has_value();
        one(there);
        if (!m_writing)
            value = there ? std::optional<T>(T{}) : std::nullopt;
        if (value)
            one(*value);
    }
    template <class T> void one(std::vector<T>& values)
    {
        auto count = static_cast<qint64>(values.size());
        number(count);
        if (!m_writing) {
            if (!good() || count < 0 || count > m_stream.device()->bytesAvailable())
                return m_stream.setStatus(QDataStream::ReadCorruptData);
            values.resize(static_cast<std::size_t>(count));
        }
        for (auto& value : values) {
            if (good())
                one(value);
        }
    }
    template <class T, std::size_t N> void one(std::array<T, N>& values)
    {
        for (auto& value : values)
            one(value);
    }
    void one(ClusterName& of) { all(of.identity, of.name, of.server); }
    void one(ObjectRow& of) { all(of.group, of.kind, of.ns, of.name); }
    void one(StateRow& of)
    {
        all(of.at, of.state, of.suspended, of.behind, of.reason, of.message, of.revision, of.origin, of.times, of.last);
    }
    void one(PassRow& of) { all(of.at, of.duration, of.lag, of.ok, of.news, of.outcome, of.revision, of.origin); }
    void one(TroubleRow& of) { all(of.began, of.ended, of.worst, of.reason, of.message); }
    void one(DriftRow& of)
    {
        all(of.id, of.kind, of.confidence, of.path, of.manager, of.operation, of.expected, of.opened, of.closed, of.origin);
    }
    void one(ActionRow& of) { all(of.at, of.duration, of.verb, of.outcome, of.message); }
    void one(Sample& of) { all(of.at, of.byState, of.suspended, of.drifted); }
    void one(Watched& of) { all(of.from, of.to); }
    void one(delivery::Run& of)
    {
        all(of.revision, of.sha, of.committed, of.built, of.fetched, of.applied, of.healthy, of.failed, of.image, of.checked);
    }
    void one(EventRow& of) { all(of.at, of.last, of.times, of.warning, of.reason, of.message, of.reporter, of.origin); }
    void one(EventSeen& of) { all(of.uid, of.count, of.last); }
    void one(Batch::Event& of) { all(of.object, of.row); }
    void one(Batch::State& of) { all(of.object, of.row); }
    void one(Batch::Repeat& of) { all(of.object, of.at, of.last, of.times); }
    void one(Batch::Pass& of) { all(of.object, of.row); }
    void one(Batch::Trouble& of) { all(of.object, of.row, of.begins); }
    void one(Batch::Drift& of) { all(of.object, of.owner, of.row); }
    void one(Batch::Delivery& of) { all(of.object, of.run); }
    void one(Batch::Action& of) { all(of.object, of.row); }
    void one(Batch& of)
    {
        all(of.states, of.repeats, of.passes, of.troubles, of.drifts, of.deliveries, of.actions, of.samples, of.watched, of.lost);
    }
    QDataStream m_stream;
    const bool m_writing;
};

QByteArray number(std::int64_t value)
{
    QByteArray out;
    QDataStream(&out, QIODevice::WriteOnly) << static_cast<qint64>(value);
    return out;
}

} // namespace

Spool::Spool(const std::string& path, std::int64_t mostBytes)
    : m_file(QString::fromStdString(path))
    , m_lock(QString::fromStdString(path + ".lock"))
    , m_most(mostBytes)
{
    m_lock.setStaleLockTime(0);
}

std::unique_ptr<Spool> Spool::open(const std::string& path, std::int64_t mostBytes)
{
    std::unique_ptr<Spool> spool(new Spool(path, mostBytes));
    return spool->m_lock.tryLock(0) && spool->start() ? std::move(spool) : nullptr;
}

bool Spool::start()
{
    if (!m_file.open(QIODevice::ReadWrite))
        return false;
    m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const auto head = m_file.read(HeadBytes);
    if (head.size() < HeadBytes || !head.startsWith(Magic)) {
        m_read = m_end = HeadBytes;
        return m_file.resize(0) && m_file.seek(0) && m_file.write(Magic.toByteArray() + number(HeadBytes)) == HeadBytes && m_file.flush();
    }
    qint64 read = 0;
    QDataStream(head.mid(Magic.size())) >> read;
    m_read = m_end = std::clamp<qint64>(read, HeadBytes, m_file.size());
    // Whole frames only: a length, a checksum, the bytes.
    for (;;) {
        m_file.seek(m_end);
        QDataStream stream(&m_file);
        quint32 length = 0;
        quint16 sum = 0;
        stream >> length >> sum;
        if (stream.status() != QDataStream::Ok || length > LongestFrame)
            break;
        const auto bytes = m_file.read(length);
        if (bytes.size() != static_cast<qsizetype>(length) || qChecksum(bytes) != sum)
            break;
        m_end = m_file.pos();
    }
    return m_file.resize(m_end);
}

bool Spool::empty() const
{
    return m_read >= m_end;
}

std::int64_t Spool::bytes() const
{
    return m_end - m_read;
}

bool Spool::append(const ClusterName& cluster, const Batch& batch, bool blind)
{
    QByteArray bytes;
    auto name = cluster;
    auto copy = batch; // an archive takes what it may also fill
    Archive(bytes).frame(name, copy, blind);
    if (m_end + bytes.size() > m_most || bytes.size() > static_cast<qsizetype>(LongestFrame))
        return false;
    QByteArray frame;
    QDataStream(&frame, QIODevice::WriteOnly) << static_cast<quint32>(bytes.size()) << qChecksum(bytes);
    frame += bytes;
    if (!m_file.seek(m_end) || m_file.write(frame) != frame.size() || !m_file.flush()) {
        m_file.resize(m_end);
        return false;
    }
    m_end += frame.size();
    return true;
}

Status Spool::replay(Store& store)
{
    std::unordered_map<ClusterId, BlindRows> fitting;
    while (!empty()) {
        m_file.seek(m_read);
        QDataStream stream(&m_file);
        quint32 length = 0;
        quint16 sum = 0;
        stream >> length >> sum;
        const auto bytes = m_file.read(length);
        ClusterName cluster;
        Batch batch;
        Archive archive(bytes, Archive::Reading{});
        bool blind = false;
        archive.frame(cluster, batch, blind);
        if (archive.good()) {
            const auto id = store.cluster(cluster);
            if (!id)
                return tl::unexpected<Error>(id.error());
            batch.cluster = *id;
            if (blind) {
                if (!fitting.contains(*id)) {
                    auto rows = BlindRows::of(store, *id);
                    if (!rows)
                        return tl::unexpected<Error>(rows.error());
                    fitting.emplace(*id, std::move(*rows));
                }
                if (auto fitted = fitting.at(*id).fit(store, batch); !fitted)
                    return fitted;
            }
            if (auto written = store.write(batch); !written)
                return written;
        }
        m_read = m_file.pos();
        m_file.seek(Magic.size());
        m_file.write(number(m_read));
        m_file.flush();
    }
    m_read = m_end = HeadBytes;
    m_file.seek(Magic.size());
    m_file.write(number(HeadBytes));
    m_file.resize(HeadBytes);
    m_file.flush();
    return {};
}

} // namespace dg::history
