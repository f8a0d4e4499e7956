// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/redisaddress.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

struct redisAsyncContext;
struct redisReply;

namespace forefetch {

// One connection to a Redis server, through hiredis, on the event loop of its thread.
//
//     RedisConnection connection(address, [](const std::string &why) { ... });
//     connection.send({"GET", "k"}, [](const redisReply *reply) { ... });   // null: it was lost
//
// What is sent before the connection stands goes out when it does. Once lost it stays lost: `lost`
// is called, after every waiting reply has been told; make another.
// Thread: the one of its event loop.
class RedisConnection
{
public:
    using Lost = std::function<void(const std::string &why)>;
    using Reply = std::function<void(const redisReply *)>;

    RedisConnection(const RedisAddress &address, Lost lost);
    // Waiting replies are told null; `lost` is not called.
    ~RedisConnection();
    RedisConnection(const RedisConnection &) = delete;
    RedisConnection &operator=(const RedisConnection &) = delete;

    bool isLost() const { return m_context == nullptr; }
    void send(const std::vector<std::string> &words, Reply reply);
    std::size_t waiting() const { return m_waiting; }

private:
    struct Bells;
    void lose(const std::string &why);

    redisAsyncContext *m_context = nullptr;
    std::unique_ptr<Bells> m_bells;
    Lost m_lost;
    std::size_t m_waiting = 0; // replies
};

// What an error reply says; "" for any other.
std::string errorOf(const redisReply *reply);

} // namespace forefetch
