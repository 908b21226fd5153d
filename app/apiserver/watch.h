// SPDX-License-Identifier: Apache-2.0
// WATCH: changes from a resourceVersion on, bookmarks, the end at timeoutSeconds, 410 as an ERROR event, and WatchList
// (KEP-3157: the state as ADDED events, then a bookmark that says so).
#pragma once

#include "apiserver/http.h"
#include "apiserver/store.h"

namespace dg::apiserver {

struct WatchRequest {
    ResourceId resource = 0;
    QByteArray ns;
    Selector selector;
    Shape shape = Shape::Full;
    Version from = 0; // changes after it
    bool initialEvents = false; // begin with the state
    bool endBookmark = false; // mark the state's end by a bookmark (WatchList)
    bool bookmarks = false;
    Seconds timeout{1800};
};

[[nodiscard]] std::unique_ptr<BodySource> makeWatch(const Store& store, WatchRequest request);

} // namespace dg::apiserver
