// SPDX-License-Identifier: Apache-2.0
// Streaming gzip, level 1 as the API server uses it.
#pragma once

#include <QByteArray>

#include <memory>

namespace dg::apiserver {

class Gzip {
public:
    Gzip();
    ~Gzip();
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;
    // What is ready so far; everything with `last`.
    [[nodiscard]] QByteArray add(const QByteArray& bytes, bool last);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

} // namespace dg::apiserver
