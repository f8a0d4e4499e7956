// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/traceevent.h"

#include <array>
#include <string>

namespace forefetch {

// An event that keeps its texts; its memory is reused when another one is put into it.
//
//     OwnedEvent kept(event);
//     kept.event().target; // lasts as long as `kept`
//
// Thread: as a value.
class OwnedEvent
{
public:
    OwnedEvent() = default;
    explicit OwnedEvent(const TraceEvent &event) { *this = event; }
    OwnedEvent &operator=(const TraceEvent &event);

    TraceEvent event() const;
    void dropBody() { m_event.body = nullptr; }
    WallTime at() const { return m_event.at; }
    std::uint64_t number() const { return m_event.number; }

private:
    static constexpr std::size_t kTexts = 9;

    TraceEvent m_event; // its texts mean nothing
    std::array<std::size_t, kTexts> m_lengths{};
    std::string m_texts; // one behind the other
};

} // namespace forefetch
