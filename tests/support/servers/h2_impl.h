// SPDX-License-Identifier: Apache-2.0
// What the connections of an H2Server share.
#pragma once

#include "channel.h"
#include "support/h2_server.h"

#include <atomic>
#include <list>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace dg::test {

struct H2Route {
    std::string contentType;
    std::shared_ptr<const std::string> body;
    std::shared_ptr<const std::string> gzipped;
    int status = 200;
    H2Server::MakeProducer make;
    bool silent = false;
};

// Orders from other threads; each connection's thread carries them out when its eventfd wakes it.
struct H2Order {
    enum class Kind : unsigned char { Wake, Push, Reset, GoAway } kind = Kind::Wake;
    std::string path;
    std::string bytes;
};

struct H2Connection {
    int fd = -1; // under Impl::mutex; -1 once over
    int wakeFd = -1;
    std::vector<H2Order> orders; // under Impl::mutex
    std::thread thread;
};

struct H2Server::Impl {
    std::shared_ptr<const TlsIdentity> identity;
    std::string alpn = std::string("\x02h2", 3);
    Owned<SSL_CTX> context;
    Listener listener = listenOnLoopback();
    std::thread acceptor;
    mutable std::mutex mutex;
    std::map<std::string, H2Route, std::less<>> routes;
    std::list<H2Connection> connections;
    std::map<std::string, int, std::less<>> counts;
    SeenRequest last;
    int accepted = 0;
    std::atomic<int> streams{0};
    std::atomic<std::uint64_t> sent{0};
    std::atomic<bool> stopping{false};

    void acceptAll();
    void serve(H2Connection& connection, int fd); // h2_connection.cpp
    bool findRoute(const SeenRequest& request, H2Route& route);
    void order(const H2Order& order);
};

} // namespace dg::test
