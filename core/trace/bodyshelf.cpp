// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/bodyshelf.h"

#include <memory>
#include <string>

namespace forefetch {

namespace {

constexpr std::size_t kBeside = 96; // bytes: the string, its owners' count, its place in the set

} // namespace

Body BodyShelf::put(std::string_view text)
{
    const auto found = m_bodies.find(text);
    if (found != m_bodies.end())
        return *found;
    const std::size_t cost = text.size() + kBeside;
    if (text.size() > kLargest || m_bytes + cost > m_most) {
        ++m_leftOut;
        return nullptr;
    }
    m_bytes += cost;
    return *m_bodies.insert(std::make_shared<const std::string>(text)).first;
}

} // namespace forefetch
