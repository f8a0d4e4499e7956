// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace forefetch {

// What runs within Redis, each in one step. All keys of one call have the same hash tag (their
// resource), so a cluster has them in one slot.
//
// A resource has a generation, `g`, which every purge raises. A response is kept with the
// generation that its fetch began in, and counts only while that is the one in force. A lease, `l`,
// says who fetches for all; its token fences what comes too late.
//
// Look: keys g l r1 r2 ..; arguments: token ("": no lease is wanted), its begin (who we are), ms.
// Gives g, how the lease stands (0: something fresh is there, 1: ours from now on, 2: ours already,
// 3: another's), and each response or nil.
inline constexpr const char *kLookScript = R"lua(
local g = redis.call('GET', KEYS[1]) or '0'
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
local found, fresh = {}, false
for i = 3, #KEYS do
  local r = redis.call('HMGET', KEYS[i], 'g', 'f', 'b')
  local holds = r[1] == g and r[3]
  found[i - 2] = holds and r[3] or false
  fresh = fresh or (holds and tonumber(r[2]) > now)
end
local lease = 0
if not fresh and ARGV[1] ~= '' then
  if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[3]) then
    lease = 1
  else
    local holder = redis.call('GET', KEYS[2]) or ''
    lease = string.sub(holder, 1, #ARGV[2]) == ARGV[2] and 2 or 3
  end
end
return {g, lease, unpack(found)}
)lua";

// Keep: keys g l r; arguments: generation ("": the one in force), token ("": none), fresh until and
// kept for in ms, bytes. 1: kept.
inline constexpr const char *kKeepScript = R"lua(
local g = redis.call('GET', KEYS[1]) or '0'
local holder = redis.call('GET', KEYS[2])
if holder and holder == ARGV[2] then redis.call('DEL', KEYS[2]) end
if ARGV[1] ~= '' and ARGV[1] ~= g then return 0 end
if ARGV[2] ~= '' and holder and holder ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[3], 'g', g, 'f', ARGV[3], 'b', ARGV[5])
redis.call('PEXPIRE', KEYS[3], ARGV[4])
return 1
)lua";

// Release: key l; argument: token.
inline constexpr const char *kReleaseScript = R"lua(
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
)lua";

// Purge: key g; argument: how long a generation is remembered in ms, longer than any response.
inline constexpr const char *kPurgeScript = R"lua(
redis.call('INCR', KEYS[1])
return redis.call('PEXPIRE', KEYS[1], ARGV[1])
)lua";

// Take: the token bucket of the origin (all gateways' prefetches together); key b; arguments:
// tokens a second, most. 1: taken.
inline constexpr const char *kTakeScript = R"lua(
local t = redis.call('TIME')
local now = t[1] + t[2] / 1000000
local rate, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local b = redis.call('HMGET', KEYS[1], 'n', 't')
local n = math.min(most, (tonumber(b[1]) or most) + math.max(0, now - (tonumber(b[2]) or now)) * rate)
local taken = 0
if n >= 1 then n, taken = n - 1, 1 end
redis.call('HSET', KEYS[1], 'n', tostring(n), 't', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], 60000)
return taken
)lua";

} // namespace forefetch
