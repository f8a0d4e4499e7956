// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/context.h"

#include "core/request/partition.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace forefetch {

namespace {

// A prefetch is a whole GET of its own: what belongs to the connection, to the body or to this one
// exchange of the client does not travel with it, whatever a Vary field names.
bool isForPrefetch(std::string_view name)
{
    static constexpr std::array<std::string_view, 20> never = {"Connection",
                                                               "Keep-Alive",
                                                               "Proxy-Connection",
                                                               "Proxy-Authorization",
                                                               "Transfer-Encoding",
                                                               "TE",
                                                               "Trailer",
                                                               "Upgrade",
                                                               "Host",
                                                               "Content-Length",
                                                               "Content-Type",
                                                               "Content-Encoding",
                                                               "Expect",
                                                               "Range",
                                                               "If-Match",
                                                               "If-None-Match",
                                                               "If-Modified-Since",
                                                               "If-Unmodified-Since",
                                                               "If-Range",
                                                               "Sec-Purpose"};
    return std::none_of(never.begin(), never.end(),
                        [name](std::string_view n) { return equalsIgnoringCase(n, name); });
}

bool isCarried(std::string_view name, const std::vector<std::string> &varyNames)
{
    constexpr std::string_view accept = "Accept";
    if (isCredentialField(name) || equalsIgnoringCase(name, "Cookie") ||
        equalsIgnoringCase(name, "User-Agent") || equalsIgnoringCase(name, accept))
        return true;
    if (name.size() > accept.size() && name[accept.size()] == '-' &&
        equalsIgnoringCase(name.substr(0, accept.size()), accept))
        return true;
    return std::any_of(varyNames.begin(), varyNames.end(),
                       [name](const std::string &n) { return equalsIgnoringCase(n, name); }) &&
           isForPrefetch(name);
}

// What contextFields() would make of the request, compared in place.
bool isContextOf(const RequestContext &context, Partition partition, const Headers &request)
{
    if (context.partition != partition)
        return false;
    auto known = context.headers.begin();
    for (const HeaderField &field : request) {
        if (!isCarried(field.name, {}))
            continue;
        if (known == context.headers.end() || *known != field)
            return false;
        ++known;
    }
    return known == context.headers.end();
}

} // namespace

Headers contextFields(const Headers &request, const std::vector<std::string> &varyNames)
{
    Headers carried;
    for (const HeaderField &field : request) {
        if (isCarried(field.name, varyNames))
            carried.add(field.name, field.value);
    }
    return carried;
}

ContextStore::ContextStore(std::size_t maxContexts)
    : m_max(std::clamp<std::size_t>(maxContexts, 1, kNone - 1))
{
}

// The variant of the session for which `same` holds is its newest from now on. The lock is held.
template <typename Same>
ContextId ContextStore::recallWhere(SessionId session, const Same &same)
{
    const auto known = m_bySession.find(session);
    if (known == m_bySession.end())
        return {};
    std::vector<std::uint32_t> &variants = known->second; // in the order of remembering
    const auto found = std::find_if(variants.begin(), variants.end(),
                                    [&](std::uint32_t at) { return same(*m_slots[at].context); });
    if (found == variants.end())
        return {};
    const std::uint32_t at = *found;
    std::rotate(found, found + 1, variants.end());
    unlink(at);
    linkNewest(at);
    return {at, m_slots[at].generation};
}

ContextId ContextStore::recall(SessionId session, Partition partition, const Headers &request)
{
    const std::lock_guard lock(m_mutex);
    return recallWhere(session, [&](const RequestContext &context) {
        return isContextOf(context, partition, request);
    });
}

ContextId ContextStore::remember(SessionId session, RequestContext context)
{
    const std::lock_guard lock(m_mutex);
    const ContextId same =
        recallWhere(session, [&](const RequestContext &known) { return known == context; });
    if (same.valid())
        return same;
    if (const auto known = m_bySession.find(session);
        known != m_bySession.end() && known->second.size() >= kMaxPerSession)
        release(known->second.front());
    const std::uint32_t at = vacate();
    Slot &slot = m_slots[at];
    slot.context = std::make_shared<const RequestContext>(std::move(context));
    slot.session = session;
    if (++slot.generation == 0)
        slot.generation = 1;
    linkNewest(at);
    m_bySession[session].push_back(at);
    return {at, slot.generation};
}

RequestContextPtr ContextStore::find(ContextId id) const
{
    const std::lock_guard lock(m_mutex);
    if (!id.valid() || id.index >= m_slots.size() || m_slots[id.index].generation != id.generation)
        return nullptr;
    return m_slots[id.index].context;
}

std::size_t ContextStore::drop(SessionId session)
{
    const std::lock_guard lock(m_mutex);
    std::size_t dropped = 0;
    for (auto known = m_bySession.find(session); known != m_bySession.end();
         known = m_bySession.find(session)) {
        release(known->second.back());
        ++dropped;
    }
    return dropped;
}

std::size_t ContextStore::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_slots.size() - m_free.size();
}

std::uint32_t ContextStore::vacate()
{
    if (m_free.empty() && m_slots.size() < m_max) {
        m_slots.emplace_back();
        return static_cast<std::uint32_t>(m_slots.size() - 1);
    }
    if (m_free.empty())
        release(m_oldest);
    const std::uint32_t at = m_free.back();
    m_free.pop_back();
    return at;
}

void ContextStore::release(std::uint32_t at)
{
    Slot &slot = m_slots[at];
    const auto known = m_bySession.find(slot.session);
    std::erase(known->second, at);
    if (known->second.empty())
        m_bySession.erase(known);
    slot.context.reset();
    unlink(at);
    m_free.push_back(at);
}

void ContextStore::linkNewest(std::uint32_t at)
{
    m_slots[at].older = m_newest;
    m_slots[at].newer = kNone;
    (m_newest == kNone ? m_oldest : m_slots[m_newest].newer) = at;
    m_newest = at;
}

void ContextStore::unlink(std::uint32_t at)
{
    const Slot &slot = m_slots[at];
    (slot.older == kNone ? m_oldest : m_slots[slot.older].newer) = slot.newer;
    (slot.newer == kNone ? m_newest : m_slots[slot.newer].older) = slot.older;
}

} // namespace forefetch
