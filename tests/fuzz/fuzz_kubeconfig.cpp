// SPDX-License-Identifier: Apache-2.0
// Any bytes as a kubeconfig: an error with the file's name, or a configuration whose every context resolves or says why.
// Files are not opened: contexts with a path in them are only listed.
#include "kube/kubeconfig.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace dg::kube;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto config = parseKubeconfig({reinterpret_cast<const char*>(data), size}, "/fuzz/config");
    if (!config) {
        if (config.error().subject != "/fuzz/config" || config.error().line < 0)
            std::abort();
        return 0;
    }
    const auto list = listContexts(*config);
    if (list.size() != config->contexts.size())
        std::abort();
    for (const auto& info : list) {
        bool readsFiles = false;
        for (const auto& field : dangerousFields(*config, info.name))
            readsFiles = readsFiles || field.danger == Danger::FileRead;
        if (readsFiles)
            continue;
        const auto spec = resolve(*config, info.name);
        if (info.problem && spec)
            std::abort(); // what the list calls broken must not connect
        if (spec && !spec->endpoint.baseUrl.starts_with("http"))
            std::abort();
    }
    return 0;
}
