// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/redisconnection.h"

#include <QSocketNotifier>

#include <hiredis/async.h>
#include <hiredis/hiredis.h>

#include <utility>

namespace forefetch {

// hiredis says when it wants to read and to write; the event loop rings.
struct RedisConnection::Bells
{
    explicit Bells(redisAsyncContext *context)
        : read(context->c.fd, QSocketNotifier::Read), write(context->c.fd, QSocketNotifier::Write)
    {
        read.setEnabled(false);
        write.setEnabled(false);
        QObject::connect(&read, &QSocketNotifier::activated,
                         [context] { redisAsyncHandleRead(context); });
        QObject::connect(&write, &QSocketNotifier::activated,
                         [context] { redisAsyncHandleWrite(context); });
    }
    QSocketNotifier read;
    QSocketNotifier write;
};

RedisConnection::RedisConnection(const RedisAddress &address, Lost lost) : m_lost(std::move(lost))
{
    m_context = address.host.empty() ? redisAsyncConnectUnix(address.path.c_str())
                                     : redisAsyncConnect(address.host.c_str(), address.port);
    if (m_context == nullptr || m_context->err != 0) {
        if (m_context != nullptr)
            redisAsyncFree(std::exchange(m_context, nullptr));
        return;
    }
    m_bells = std::make_unique<Bells>(m_context);
    m_context->data = this;
    auto &ev = m_context->ev;
    ev.data = m_bells.get();
    ev.addRead = [](void *bells) { static_cast<Bells *>(bells)->read.setEnabled(true); };
    ev.delRead = [](void *bells) { static_cast<Bells *>(bells)->read.setEnabled(false); };
    ev.addWrite = [](void *bells) { static_cast<Bells *>(bells)->write.setEnabled(true); };
    ev.delWrite = [](void *bells) { static_cast<Bells *>(bells)->write.setEnabled(false); };
    ev.cleanup = [](void *bells) {
        static_cast<Bells *>(bells)->read.setEnabled(false);
        static_cast<Bells *>(bells)->write.setEnabled(false);
    };
    redisAsyncSetConnectCallback(m_context, [](const redisAsyncContext *context, int status) {
        if (status != REDIS_OK)
            static_cast<RedisConnection *>(context->data)->lose(context->errstr);
    });
    redisAsyncSetDisconnectCallback(m_context, [](const redisAsyncContext *context, int) {
        static_cast<RedisConnection *>(context->data)->lose(context->errstr);
    });
}

RedisConnection::~RedisConnection()
{
    m_lost = nullptr;
    if (redisAsyncContext *context = std::exchange(m_context, nullptr))
        redisAsyncFree(context);
}

// hiredis frees the context after this; the bells may be ringing and go with this object.
void RedisConnection::lose(const std::string &why)
{
    if (std::exchange(m_context, nullptr) != nullptr && m_lost)
        m_lost(why.empty() ? "the connection was closed" : why);
}

void RedisConnection::send(const std::vector<std::string> &words, Reply reply)
{
    if (m_context == nullptr)
        return reply(nullptr);
    std::vector<const char *> texts;
    std::vector<std::size_t> lengths;
    for (const std::string &word : words) {
        texts.push_back(word.data());
        lengths.push_back(word.size());
    }
    struct Waiting
    {
        RedisConnection *connection;
        Reply reply;
    };
    auto waiting = std::make_unique<Waiting>(Waiting{this, std::move(reply)});
    const auto told = [](redisAsyncContext *, void *answer, void *data) {
        const std::unique_ptr<Waiting> waits(static_cast<Waiting *>(data));
        --waits->connection->m_waiting;
        waits->reply(static_cast<const redisReply *>(answer));
    };
    if (redisAsyncCommandArgv(m_context, told, waiting.get(), static_cast<int>(words.size()),
                              texts.data(), lengths.data()) != REDIS_OK)
        return waiting->reply(nullptr);
    ++m_waiting;
    waiting.release(); // NOLINT: told() takes it
}

std::string errorOf(const redisReply *reply)
{
    return reply != nullptr && reply->type == REDIS_REPLY_ERROR
               ? std::string(reply->str, static_cast<std::size_t>(reply->len))
               : std::string();
}

} // namespace forefetch
