// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/ownedevent.h"

namespace forefetch {

namespace {

using Text = std::string_view TraceEvent::*;
constexpr std::array<Text, 9> kMembers{
    &TraceEvent::method,   &TraceEvent::target,       &TraceEvent::host,
    &TraceEvent::client,   &TraceEvent::agent,        &TraceEvent::user,
    &TraceEvent::mimeType, &TraceEvent::cacheControl, &TraceEvent::faults};

} // namespace

OwnedEvent &OwnedEvent::operator=(const TraceEvent &event)
{
    m_event = event;
    m_texts.clear();
    for (std::size_t i = 0; i < kMembers.size(); ++i) {
        const std::string_view text = event.*kMembers[i];
        m_lengths[i] = text.size();
        m_texts.append(text);
        m_event.*kMembers[i] = {};
    }
    return *this;
}

TraceEvent OwnedEvent::event() const
{
    TraceEvent event = m_event;
    std::size_t at = 0;
    for (std::size_t i = 0; i < kMembers.size(); ++i) {
        event.*kMembers[i] = std::string_view(m_texts).substr(at, m_lengths[i]);
        at += m_lengths[i];
    }
    return event;
}

} // namespace forefetch
