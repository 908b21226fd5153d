// SPDX-License-Identifier: Apache-2.0
// LIST: one snapshot of the store, written while it is sent; pages with a continue token.
#pragma once

#include "apiserver/http.h"
#include "apiserver/store.h"

namespace dg::apiserver {

struct ListRequest {
    ResourceId resource = 0;
    QByteArray ns;
    Selector selector;
    Shape shape = Shape::Full;
    std::size_t limit = 0; // 0: no pages
    QByteArray continueToken;
};

enum class ListProblem : unsigned char { None, BadToken, ExpiredToken };

// The answer of a list; `problem` is set instead when the continue token is of no use.
[[nodiscard]] HttpResponse answerList(const Store& store, ListRequest request, ListProblem& problem);

} // namespace dg::apiserver
