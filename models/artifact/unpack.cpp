// SPDX-License-Identifier: Apache-2.0
#include "artifact/unpack.h"

#include <array>
#include <memory>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

namespace dg::artifact {

namespace {

struct FreeArchive {
    void operator()(archive* one) const { archive_read_free(one); }
};
using Reader = std::unique_ptr<archive, FreeArchive>;

// "./a//b" as "a/b"; nullopt: absolute, or with "..".
std::optional<std::string> cleanName(std::string_view name)
{
    if (name.starts_with('/') || name.find('\\') != std::string_view::npos)
        return std::nullopt;
    std::string out;
    for (std::size_t at = 0; at <= name.size();) {
        const auto end = std::min(name.find('/', at), name.size());
        const auto part = name.substr(at, end - at);
        at = end + 1;
        if (part == "..")
            return std::nullopt;
        if (!part.empty() && part != ".")
            out.append(out.empty() ? "" : "/").append(part);
    }
    return out;
}

class Unpack {
public:
    Unpack(bool stripTop, const std::string& what, const UnpackLimits& limits)
        : m_stripTop(stripTop)
        , m_what(what)
        , m_limits(limits)
    {
    }
    Result<drift::FileMap> run(std::string_view packed);

private:
    Status take(archive_entry* entry);
    Status content(std::optional<std::string>& into);
    [[nodiscard]] tl::unexpected<Error> bad(ErrorCode code, std::string detail) const { return fail(code, m_what, std::move(detail)); }
    [[nodiscard]] tl::unexpected<Error> broken() const
    {
        const char* const text = archive_error_string(m_reader.get());
        return bad(ErrorCode::BadAnswer, text ? text : "no archive");
    }

    bool m_stripTop;
    const std::string& m_what;
    const UnpackLimits& m_limits;
    Reader m_reader;
    drift::FileMap m_files;
    std::size_t m_entries = 0;
    std::uint64_t m_bytes = 0;
};

Result<drift::FileMap> Unpack::run(std::string_view packed)
{
    if (!packed.starts_with("\x1f\x8b"))
        return bad(ErrorCode::BadAnswer, "no gzip");
    m_reader.reset(archive_read_new());
    archive_read_support_filter_gzip(m_reader.get());
    archive_read_support_format_tar(m_reader.get());
    if (archive_read_open_memory(m_reader.get(), packed.data(), packed.size()) != ARCHIVE_OK)
        return broken();
    // Each filter may multiply the bytes a thousandfold: one is enough (gzip, and the memory below it).
    if (archive_filter_count(m_reader.get()) > 2)
        return bad(ErrorCode::BadAnswer, "packed more than once");
    for (;;) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(m_reader.get(), &entry);
        if (status == ARCHIVE_EOF)
            break;
        if (status < ARCHIVE_WARN || !entry)
            return broken();
        if (++m_entries > m_limits.entries)
            return bad(ErrorCode::TooLarge, "entries");
        if (const auto ok = take(entry); !ok)
            return tl::unexpected(ok.error());
    }
    return std::move(m_files);
}

Status Unpack::take(archive_entry* entry)
{
    const char* const raw = archive_entry_pathname(entry);
    const std::string_view given = raw ? raw : "";
    if (given.size() > m_limits.nameBytes)
        return bad(ErrorCode::TooLarge, "a name");
    auto name = cleanName(given);
    if (!name)
        return bad(ErrorCode::BadValue, std::string(given));
    if (m_stripTop)
        name->erase(0, name->find('/') == std::string::npos ? name->size() : name->find('/') + 1);
    const auto type = archive_entry_filetype(entry);
    if (archive_entry_hardlink(entry))
        return bad(ErrorCode::BadValue, std::string(given) + " (hard link)");
    std::optional<std::string> text(std::in_place);
    if (const auto ok = content(text); !ok) // of what is left out too: its bytes count
        return ok;
    if (type == AE_IFLNK || type == AE_IFDIR)
        return {};
    if (type != AE_IFREG)
        return bad(ErrorCode::BadValue, std::string(given) + " (device)");
    if (!name->empty())
        m_files[*name] = std::move(text); // the last of a name wins, as when it is unpacked to a disk
    return {};
}

Status Unpack::content(std::optional<std::string>& into)
{
    std::array<char, 64 << 10> buffer;
    std::uint64_t size = 0;
    for (;;) {
        const auto count = archive_read_data(m_reader.get(), buffer.data(), buffer.size());
        if (count == 0)
            return {};
        if (count < 0)
            return broken();
        size += static_cast<std::uint64_t>(count);
        m_bytes += static_cast<std::uint64_t>(count);
        if (m_bytes > m_limits.bytes)
            return bad(ErrorCode::TooLarge, "unpacked");
        if (size > m_limits.fileBytes)
            into.reset();
        else if (into)
            into->append(buffer.data(), static_cast<std::size_t>(count));
    }
}

} // namespace

Result<drift::FileMap> unpack(std::string_view packed, bool stripTop, const std::string& what, const UnpackLimits& limits)
{
    return Unpack(stripTop, what, limits).run(packed);
}

} // namespace dg::artifact
