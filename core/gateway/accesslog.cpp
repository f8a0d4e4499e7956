// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/accesslog.h"

#include "core/request/redact.h"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace forefetch {

namespace {

void appendText(std::string &out, std::string_view name, std::string_view value)
{
    out += out.empty() || out.back() == '\n' ? "{\"" : ",\"";
    out.append(name).append("\":");
    out += boost::json::serialize(boost::json::string_view(value.data(), value.size()));
}

template <typename... Values>
void appendFormatted(std::string &out, const char *format, Values... values)
{
    std::array<char, 96> text{};
    const int length = std::snprintf(text.data(), text.size(), format, values...);
    out.append(text.data(), static_cast<std::size_t>(std::max(0, length)));
}

void appendTime(std::string &out, WallTime at)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    appendFormatted(out, "{\"time_iso8601\":\"%04d-%02u-%02uT%02d:%02d:%02d.%03dZ\"",
                    static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                    static_cast<int>(time.minutes().count()),
                    static_cast<int>(time.seconds().count()),
                    static_cast<int>(time.subseconds().count()));
    const auto ms = static_cast<long long>(at.time_since_epoch().count());
    appendFormatted(out, ",\"msec\":%lld.%03lld", ms / 1000, ms % 1000);
}

std::string_view nameOf(const DemandEnd &end)
{
    switch (end.result) {
    case DemandResult::Hit:
        return end.prefetchedEntry ? "hit_prefetched" : "hit";
    case DemandResult::Miss:
        return "miss";
    case DemandResult::Late:
        return "late";
    case DemandResult::Bypassed:
        return "bypassed";
    case DemandResult::Error:
        break;
    }
    return "error";
}

} // namespace

Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::string &path, const Clock &clock,
                                                   std::uint64_t key)
{
    std::FILE *file = path == "-" ? stderr : std::fopen(path.c_str(), "ae");
    if (file == nullptr)
        return Error{ErrorCode::Io,
                     "cannot write the access log to \"" + path + "\": " + std::strerror(errno)};
    return std::unique_ptr<AccessLog>(new AccessLog(file, clock, key));
}

AccessLog::AccessLog(std::FILE *file, const Clock &clock, std::uint64_t key)
    : m_file(file), m_clock(clock), m_key(key), m_thread([this] { run(); })
{
}

AccessLog::~AccessLog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_news.notify_one();
    m_thread.join();
    if (m_file != stderr)
        std::fclose(m_file);
}

void AccessLog::run()
{
    std::string batch;
    std::unique_lock lock(m_mutex);
    while (!m_ending || !m_waiting.empty()) {
        m_news.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        batch.swap(m_waiting);
        lock.unlock();
        std::fwrite(batch.data(), 1, batch.size(), m_file);
        std::fflush(m_file);
        batch.clear();
        lock.lock();
    }
}

AccessLine AccessLog::lineOf(const RequestHead &request, std::string_view address)
{
    return {request.method, redacted(request.target),
            std::string(request.headers.value("user-agent")), std::string(address)};
}

void AccessLog::record(const AccessLine &line, const Exchange &exchange, const DemandEnd &end)
{
    const WallTime now = m_clock.wallNow();
    std::string text;
    text.reserve(320);
    appendTime(text, now);
    appendText(text, "remote_addr", line.address);
    appendText(text, "request_method", line.method);
    appendText(text, "request_uri", line.target);
    appendFormatted(text, ",\"status\":%d,\"body_bytes_sent\":%llu,\"request_time\":%.6f",
                    end.status, static_cast<unsigned long long>(end.bytes),
                    seconds(m_clock.now() - exchange.at));
    appendText(text, "http_user_agent", line.agent);
    appendFormatted(text, ",\"session\":\"%016llx\"",
                    static_cast<unsigned long long>(mixBits(exchange.session.packed() ^ m_key)));
    appendText(text, "cache", nameOf(end));
    text += "}\n";
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() + text.size() > kMostWaiting) {
            ++m_dropped;
            return;
        }
        m_waiting += text;
    }
    m_news.notify_one();
}

std::uint64_t AccessLog::dropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_dropped;
}

} // namespace forefetch
