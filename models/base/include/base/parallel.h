// SPDX-License-Identifier: Apache-2.0
// Independent work on many things, done by all cores while the caller waits. For work of milliseconds and more: a thread
// costs some 50 µs.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <system_error>
#include <thread>
#include <vector>

namespace dg {

// Calls `work(begin, end)` for every block of 0..count, on this thread and on others at a time; the last block may be
// shorter. An exception of `work` reaches the caller after all others have ended.
template <class Work> void forBlocks(std::size_t count, std::size_t block, const Work& work)
{
    std::atomic<std::size_t> next{0};
    const auto some = [&] {
        for (auto begin = next.fetch_add(block); begin < count; begin = next.fetch_add(block))
            work(begin, std::min(begin + block, count));
    };
    const std::size_t blocks = (count + block - 1) / block;
    const auto threads = std::min<std::size_t>(blocks, std::max(1u, std::thread::hardware_concurrency()));
    std::vector<std::future<void>> others;
    try {
        while (others.size() + 1 < threads)
            others.push_back(std::async(std::launch::async, some));
    } catch (const std::system_error&) { // the process may have no more threads: slower then
    }
    some();
    for (auto& other : others)
        other.get();
}

} // namespace dg
