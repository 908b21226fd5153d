// SPDX-License-Identifier: Apache-2.0
// A gzip'd tar as files in memory: nothing is written to disk. Links are left out, as source-controller leaves them out of an
// artifact (fluxcd/pkg/tar, WithSkipSymlinks). Pure. libarchive appears only in the .cpp file.
#pragma once

#include "base/result.h"
#include "drift/build.h"

#include <cstdint>
#include <string_view>

namespace dg::artifact {

struct UnpackLimits {
    std::size_t entries = 100'000;
    std::uint64_t bytes = 256ull << 20; // of everything, unpacked
    std::uint64_t fileBytes = 16ull << 20; // a larger file is there, but cannot be read (FileTooLarge)
    std::size_t nameBytes = 4096;
};

// `stripTop`: the one folder that GitLab puts around an archive is taken away.
// Errors, with `what` as subject: BadAnswer (no gzip'd tar, cut short, packed more than once), BadValue (a name that leads
// out, a hard link, a device), TooLarge.
[[nodiscard]] Result<drift::FileMap> unpack(
    std::string_view packed, bool stripTop, const std::string& what, const UnpackLimits& limits = {});

} // namespace dg::artifact
