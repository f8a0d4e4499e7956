// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/session.h"
#include "core/trace/bodyshelf.h"
#include "core/trace/cachebusters.h"
#include "core/trace/rawevent.h"
#include "core/trace/tracereader.h"

#include <string>
#include <string_view>

namespace forefetch {

// What the first lines of a log say of all of it.
struct TraceShape
{
    bool oneClient = false;    // all requests come from one address and carry a forwarded one
    bool marked = false;       // most carry the mark of a session
    bool wholeSeconds = false; // no time has a fraction
    bool durations = false;    // some say how long they took

    void look(const RawEvent &event);
    void decide(); // when all have been looked at

private:
    std::size_t m_seen = 0;
    std::size_t m_marks = 0;
    std::size_t m_forwarded = 0;
    bool m_fraction = false;
    bool m_severalClients = false;
    std::string m_client;
};

// Turns what the lines of any format say into events, and keeps the report: targets in origin form
// and without what is to be dropped, the identity of the sender, sessions, times that never run
// backwards.
//
//     if (const auto why = intake.judge(raw, number, event); !why.empty())
//         intake.reject(number, why, line);
//     else
//         intake.finish(event); // in the order of the beginnings
//
// Thread: the owner's.
class TraceIntake
{
public:
    // `begun` names source and format; `bodies` holds those that were read already.
    TraceIntake(const TraceOptions &options, TraceShape shape, TraceReport begun,
                BodyShelf bodies = BodyShelf());

    // Why the line is no event, as a constant; empty when it is one. The event's texts point where
    // those of `raw` do, or into the intake until the next call.
    std::string_view judge(const RawEvent &raw, std::uint64_t number, TraceEvent &event);
    void reject(std::uint64_t number, std::string_view reason, std::string_view line);
    // Does it lie after the first part, which is all that is wanted?
    bool isBeyond(const TraceEvent &event) const;
    // It does, and so do `others` that were judged already.
    void stop(std::uint64_t others);
    // Sessions and monotone time; in the order in which events are handed out.
    void finish(TraceEvent &event);

    bool keepsFileOrder() const { return !m_shape.durations && m_shape.wholeSeconds; }
    TraceReport &report() { return m_report; }
    // With what is only known of all that was read.
    void complete();

private:
    std::string_view judgeTarget(const RawEvent &raw, TraceEvent &event);
    void judgeTime(const RawEvent &raw, TraceEvent &event) const;
    void judgeClient(const RawEvent &raw, TraceEvent &event);
    Body bodyOf(const RawEvent &raw);
    void noteHost(std::string_view host);
    std::string keyText() const;

    const TraceOptions m_options;
    const TraceShape m_shape;
    const bool m_useMark;
    SessionTracker m_sessions;
    CacheBusters m_busters;
    BodyShelf m_bodies;
    TraceReport m_report;
    std::string m_absolute;   // scratch of targets
    std::string m_normalised; // and
    std::string m_identity;
    WallTime m_latest{};
    std::uint64_t m_forwarded = 0; // events whose client is a forwarded address
    std::uint64_t m_marked = 0;    // events told apart by a mark
};

} // namespace forefetch
