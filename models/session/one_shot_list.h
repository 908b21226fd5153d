// SPDX-License-Identifier: Apache-2.0
// One LIST to its end, with the retries that a single answer needs. On the loop's thread.
#pragma once

#include "item_reader.h"
#include "net/http.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dg::session {

struct ListWish {
    kube::Resource resource;
    std::string ns;
    std::string labelSelector;
    bool metadataOnly = false;
    bool fromCache = false; // resourceVersion=0
    std::string name{}; // only this object; empty: all of them
    std::string fieldSelector{}; // not beside a name
};

class OneShotList final : public net::ResponseHandler {
public:
    using Answer = ItemReader::Items;
    using Refresh = std::function<void(std::function<void(Status)>)>;
    OneShotList(net::HttpLoop& loop, ListWish wish, std::unique_ptr<kube::RecordDecoder> decoder, Refresh refresh,
        std::function<void(Result<Answer>)> done);
    ~OneShotList() override;
    void start();
    [[nodiscard]] const ListWish& wish() const { return m_wish; }

private:
    void onHead(const net::ResponseHead& head) override;
    net::Flow onBytes(std::string_view decoded) override;
    void onDone(const Status& outcome) override;
    void request();
    void failed(Error error);
    void again(Millis delay);
    void finish(Result<Answer> result);

    net::HttpLoop& m_loop;
    ListWish m_wish;
    std::unique_ptr<kube::RecordDecoder> m_decoder;
    Refresh m_refresh;
    std::function<void(Result<Answer>)> m_done;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true); // for a refresh that answers after our end

    net::RequestId m_request = 0;
    net::HttpLoop::TimerId m_timer = 0;
    net::ResponseHead m_head;
    ItemReader m_reader;
    std::string m_errorBody;
    std::string m_continue;
    int m_attempts = 0;
    bool m_refreshed = false;
};

} // namespace dg::session
