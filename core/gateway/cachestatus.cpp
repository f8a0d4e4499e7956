// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/cachestatus.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace forefetch {

namespace {

constexpr std::string_view kVia = "Via: 1.1 forefetch\r\n";

void appendSeconds(std::string &out, Duration d)
{
    const auto whole = std::chrono::floor<std::chrono::seconds>(d).count();
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), whole).ptr;
    out.append(digits.data(), end);
}

} // namespace

void hitLines(const CacheEntry &entry, TimePoint now, std::string &lines)
{
    lines = "Age: ";
    appendSeconds(lines, std::max(Duration(0), entry.ageWhenStored + (now - entry.storedAt)));
    lines += "\r\nCache-Status: forefetch; hit; ttl=";
    appendSeconds(lines, entry.freshUntil - now);
    if (entry.prefetch != PrefetchId::None)
        lines += "; detail=prefetched";
    lines += "\r\n";
    lines += kVia;
}

void forwardLines(const ForwardStatus &status, std::string &lines)
{
    lines = "Cache-Status: forefetch";
    if (!status.forward.empty()) {
        lines += "; fwd=";
        lines += status.forward;
    }
    if (status.originStatus != 0)
        lines.append("; fwd-status=").append(std::to_string(status.originStatus));
    if (status.stored)
        lines += "; stored";
    if (status.collapsed)
        lines += "; collapsed";
    if (status.prefetch)
        lines += "; detail=prefetch";
    else if (!status.detail.empty())
        lines.append("; detail=").append(status.detail);
    lines += "\r\n";
    lines += kVia;
}

} // namespace forefetch
