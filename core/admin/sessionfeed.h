// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminstream.h"
#include "core/admin/sessionpacket.h"

namespace forefetch {

// All that a window shows of a run, for a window elsewhere (RemoteRun): packets one after the
// other, each with its length before it. Made for this very program: whoever writes another client
// takes the documents.
//
// Thread: its server thread's; the run as SessionSampler asks it.
class SessionFeed final : public AdminStream
{
public:
    explicit SessionFeed(RunSource &run) : m_run(run) {}

    const char *contentType() const override { return "application/vnd.forefetch.session"; }
    std::string news(TimePoint) override { return framed(packed(m_packets.next(m_run))); }

private:
    RunSource &m_run;
    SessionPackets m_packets;
};

} // namespace forefetch
