// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The server: whether it is there and answers in time, and what other gateways have voided.
#include "core/store/redisclient.h"
#include "core/store/redisload.h"
#include "core/store/redisscripts.h"
#include "core/time/random.h"

#include <hiredis/hiredis.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace forefetch {

namespace {

constexpr unsigned kLateOnes = 3; // answers in a row, after which nobody waits any more
constexpr std::chrono::milliseconds kFirstPause{100};
constexpr std::chrono::milliseconds kLongestPause{1000};
constexpr std::chrono::milliseconds kBetweenProbes{100};
constexpr std::chrono::seconds kBetweenClocks{30};
constexpr Duration kNoAnswer = std::chrono::seconds(2); // the connection is given up
constexpr const char *kGenerationKept = "691200000";    // 8 days in ms; a response 7 at most
constexpr const char *kPurgesKept = "100000";
constexpr Duration kSentAgain = std::chrono::seconds(60); // what a server that failed over may lack
constexpr std::size_t kMostPurges = 50'000;

std::string textOf(const redisReply *reply)
{
    const bool isText = reply != nullptr && reply->type == REDIS_REPLY_STRING;
    return isText ? std::string(reply->str, static_cast<std::size_t>(reply->len)) : std::string();
}

} // namespace

RedisStore::Client::Client(Shared &shared, IoLoop &loop)
    : m_shared(shared), m_loop(loop), m_me(std::to_string(secretNumber()) + '/')
{
    m_tick.setInterval(std::chrono::milliseconds(5));
    QObject::connect(&m_tick, &QTimer::timeout, [this] { tick(); });
    m_again.setSingleShot(true);
    QObject::connect(&m_again, &QTimer::timeout, [this] { m_greeted ? probe() : connect(); });
    const Name any = m_shared.nameOf("/", Partition::everyone());
    m_space = any.tag.substr(0, any.tag.find('{'));
}

RedisStore::Client::~Client()
{
    m_main.reset();
    m_stream.reset();
    for (const LoadPtr &load : std::exchange(m_asked, {}))
        end(load);
}

void RedisStore::Client::connect()
{
    const auto gone = [this](const std::string &why) { lost(why); };
    m_stream.reset();
    m_main = std::make_unique<RedisConnection>(m_shared.options.address, gone);
    if (m_main->isLost())
        return lost("it cannot be reached");
    greet();
    m_probing = true;
    m_probedAt = m_shared.clock.now();
    if (!m_tick.isActive())
        m_tick.start(); // it looks after this, too
}

void RedisStore::Client::login(RedisConnection &connection)
{
    const RedisAddress &address = m_shared.options.address;
    const auto checked = [this](const redisReply *reply) {
        if (const std::string error = errorOf(reply); !error.empty())
            m_loop.post([self = weak_from_this(), error] {
                if (const auto client = self.lock())
                    client->lost(error);
            });
    };
    if (!address.user.empty())
        connection.send({"AUTH", address.user, address.password}, checked);
    else if (!address.password.empty())
        connection.send({"AUTH", address.password}, checked);
    if (address.database != 0)
        connection.send({"SELECT", std::to_string(address.database)}, checked);
}

void RedisStore::Client::greet()
{
    login(*m_main);
    m_main->send({"TIME"}, [this](const redisReply *reply) {
        m_probing = false;
        if (const std::string error = errorOf(reply); !error.empty())
            return refused(error);
        if (!setTime(reply))
            return;
        m_greeted = true;
        m_pause = {};
        follow();
        up();
    });
}

// (Never from within an answer: the connection is still at work.)
void RedisStore::Client::refused(const std::string &why)
{
    m_loop.post([self = weak_from_this(), why] {
        if (const auto client = self.lock())
            client->lost(why);
    });
}

bool RedisStore::Client::setTime(const redisReply *reply)
{
    if (reply == nullptr || reply->type != REDIS_REPLY_ARRAY || reply->elements != 2)
        return false;
    const std::int64_t s = std::atoll(textOf(reply->element[0]).c_str());
    const std::int64_t us = std::atoll(textOf(reply->element[1]).c_str());
    m_time = {(s * 1'000'000 + us) * 1000, m_shared.clock.now()};
    return true;
}

void RedisStore::Client::up()
{
    m_lateInARow = 0;
    if (!m_shared.isUp.load()) {
        for (const auto &[at, target] : m_purges)
            sendPurge(target);
    }
    m_shared.isUp.store(true);
    m_again.start(kBetweenClocks);
    if (std::exchange(m_toldDown, false))
        m_shared.tell("Redis at " + m_shared.options.address.text() +
                      " is back: gateways share again");
}

void RedisStore::Client::down(const std::string &why)
{
    m_shared.isUp.store(false);
    {
        const std::lock_guard lock(m_shared.mutex);
        ++m_shared.figures.failures;
    }
    for (const LoadPtr &load : std::exchange(m_asked, {}))
        end(load);
    if (!std::exchange(m_toldDown, true))
        m_shared.tell("Redis at " + m_shared.options.address.text() + " fails (" + why +
                      "): this gateway goes on alone, and it is tried again");
}

void RedisStore::Client::lost(const std::string &why)
{
    m_greeted = m_probing = false;
    down(why);
    // They may be in the midst of telling it: they go at the next turn.
    m_loop.post([main = std::shared_ptr<RedisConnection>(std::move(m_main)),
                 stream = std::shared_ptr<RedisConnection>(std::move(m_stream))] {});
    m_pause = std::clamp(2 * m_pause, kFirstPause, kLongestPause);
    m_again.start(m_pause);
}

// Answers that are late: nobody waits longer for them.
void RedisStore::Client::tick()
{
    const TimePoint now = m_shared.clock.now();
    while (!m_asked.empty()) {
        const LoadPtr load = m_asked.front();
        if (load->isAsked && !load->ended && load->deadline > now)
            break;
        m_asked.pop_front();
        if (!load->isAsked || load->ended)
            continue;
        {
            const std::lock_guard lock(m_shared.mutex);
            ++m_shared.figures.timeouts;
        }
        end(load);
        if (++m_lateInARow == kLateOnes && m_shared.isUp.load()) {
            down("its answers are late");
            m_again.start(kBetweenProbes);
        }
    }
    if (m_probing && now - m_probedAt > kNoAnswer)
        return lost("it does not answer");
    if (m_asked.empty() && !m_probing)
        m_tick.stop();
}

// Is it there, and in time? The answer also says what its clock is.
void RedisStore::Client::probe()
{
    if (m_probing || !m_greeted)
        return;
    m_probing = true;
    m_probedAt = m_shared.clock.now();
    m_tick.start();
    m_main->send({"TIME"}, [this](const redisReply *reply) {
        m_probing = false;
        if (!setTime(reply))
            return;
        const bool isQuick = m_shared.clock.now() - m_probedAt <= m_shared.options.replyWithin;
        if (isQuick)
            up();
        else
            m_again.start(kBetweenProbes);
    });
}

void RedisStore::Client::evalScript(const char *script, const std::vector<std::string> &keys,
                                    std::vector<std::string> arguments,
                                    RedisConnection::Reply reply)
{
    if (!m_greeted) {
        if (reply)
            reply(nullptr);
        return;
    }
    std::vector<std::string> words{"EVAL", script, std::to_string(keys.size())};
    words.insert(words.end(), keys.begin(), keys.end());
    std::move(arguments.begin(), arguments.end(), std::back_inserter(words));
    m_main->send(
        words, reply ? std::move(reply) : [](const redisReply *) {});
}

void RedisStore::Client::failed(const redisReply *reply)
{
    const std::string error = errorOf(reply);
    const std::lock_guard lock(m_shared.mutex);
    ++m_shared.figures.failures;
    if (!error.empty() && error != std::exchange(m_lastError, error))
        m_shared.tell("Redis at " + m_shared.options.address.text() + " refuses: " + error);
}

// --- Purges ---------------------------------------------------------------------------------

void RedisStore::Client::purge(const std::string &target)
{
    const TimePoint now = m_shared.clock.now();
    while (m_greeted && !m_purges.empty() && now - m_purges.front().first > kSentAgain)
        m_purges.pop_front();
    if (m_purges.size() >= kMostPurges)
        m_purges.pop_front();
    m_purges.emplace_back(now, target);
    if (m_greeted)
        sendPurge(target);
}

void RedisStore::Client::sendPurge(const std::string &target)
{
    const Name name = m_shared.nameOf(target, Partition::everyone());
    evalScript(kPurgeScript, {name.generation()}, {kGenerationKept},
               [this](const redisReply *reply) {
                   if (reply == nullptr || !errorOf(reply).empty())
                       failed(reply);
               });
    if (m_greeted)
        m_main->send({"XADD", m_space + "purges", "MAXLEN", "~", kPurgesKept, "*", "by", m_me,
                      "target", target},
                     [](const redisReply *) {});
}

// From the newest there is, the first time: memory was empty then.
void RedisStore::Client::follow()
{
    m_stream = std::make_unique<RedisConnection>(m_shared.options.address,
                                                 [this](const std::string &why) { lost(why); });
    if (m_stream->isLost())
        return refused("it cannot be reached");
    login(*m_stream);
    if (!m_lastHeard.empty())
        return readOn();
    m_stream->send(
        {"XREVRANGE", m_space + "purges", "+", "-", "COUNT", "1"}, [this](const redisReply *reply) {
            if (reply == nullptr)
                return;
            const bool any = reply->type == REDIS_REPLY_ARRAY && reply->elements == 1;
            const redisReply *last = any ? reply->element[0] : nullptr;
            m_lastHeard = last != nullptr && last->elements > 0 ? textOf(last->element[0])
                                                                : std::string("0-0");
            readOn();
        });
}

void RedisStore::Client::readOn()
{
    m_stream->send(
        {"XREAD", "COUNT", "500", "BLOCK", "0", "STREAMS", m_space + "purges", m_lastHeard},
        [this](const redisReply *reply) { heard(reply); });
}

void RedisStore::Client::heard(const redisReply *reply)
{
    if (reply == nullptr)
        return;
    if (const std::string error = errorOf(reply); !error.empty())
        return refused(error);
    const bool any = reply->type == REDIS_REPLY_ARRAY && reply->elements == 1 &&
                     reply->element[0]->elements == 2;
    const redisReply *messages = any ? reply->element[0]->element[1] : nullptr;
    for (std::size_t i = 0; messages != nullptr && i < messages->elements; ++i)
        heardOne(messages->element[i]);
    readOn();
}

void RedisStore::Client::heardOne(const redisReply *message)
{
    if (message->elements != 2)
        return;
    m_lastHeard = textOf(message->element[0]);
    const redisReply *fields = message->element[1];
    std::string by;
    std::string target;
    for (std::size_t i = 0; i + 1 < fields->elements; i += 2) {
        const std::string name = textOf(fields->element[i]);
        (name == "by" ? by : target) = textOf(fields->element[i + 1]);
    }
    if (by == m_me || target.empty())
        return;
    {
        const std::lock_guard lock(m_shared.mutex);
        m_shared.marks.mark(m_shared.nameOf(target, Partition::everyone()).resource);
        ++m_shared.figures.remotePurges;
    }
    if (m_shared.purged)
        m_shared.purged(target);
}

} // namespace forefetch
