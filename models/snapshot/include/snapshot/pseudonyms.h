// SPDX-License-Identifier: Apache-2.0
// Other names for namespaces, objects, hosts, repositories and people, the same ones throughout a file, so that it can be handed to
// strangers. Kubernetes' and Flux's own names (flux-system, kube-system, controllers) stay, as do kinds, field names, label
// keys, revisions and digests. One thread at a time.
#pragma once

#include "snapshot/file.h"

#include <memory>

namespace dg::snapshot {

class Pseudonyms {
public:
    Pseudonyms();
    ~Pseudonyms();
    Pseudonyms(const Pseudonyms&) = delete;
    Pseudonyms& operator=(const Pseudonyms&) = delete;
    // First everything is learnt, then it can be told.
    void learn(const Head& head);
    void learnObject(std::string_view json); // as in Put
    void learnName(std::string_view ns, std::string_view name);
    [[nodiscard]] Head told(Head head) const;
    [[nodiscard]] Result<std::string> toldLine(std::string_view json); // a line of a file, or an object

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// The file `bytes` once more, under other names. Errors: those of Reader and of `sink`.
[[nodiscard]] Status underOtherNames(std::string_view bytes, const std::string& subject, const Sink& sink);

} // namespace dg::snapshot
