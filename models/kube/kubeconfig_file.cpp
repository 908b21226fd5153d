// SPDX-License-Identifier: Apache-2.0
#include "kubeconfig_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace dg::kube {

Result<std::string> readWholeFile(const std::string& path, std::size_t maxBytes)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return fail(ErrorCode::FileUnreadable, path, std::strerror(EISDIR));
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file)
        return fail(errno == ENOENT || errno == ENOTDIR ? ErrorCode::FileNotFound : ErrorCode::FileUnreadable, path, std::strerror(errno));
    std::string out;
    std::array<char, 65536> buffer{};
    while (const auto count = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
        out.append(buffer.data(), count);
        if (out.size() > maxBytes)
            return fail(ErrorCode::FileTooLarge, path, "more than " + std::to_string(maxBytes) + " bytes");
    }
    if (std::ferror(file.get()))
        return fail(ErrorCode::FileUnreadable, path, std::strerror(errno));
    return out;
}

} // namespace dg::kube
