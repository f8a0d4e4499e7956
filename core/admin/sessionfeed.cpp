// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/sessionfeed.h"

#include "core/admin/adminroutes.h"
#include "core/live/liverun.h"

namespace forefetch {

std::unique_ptr<AdminStream> answers::session(const AdminCall &call)
{
    return std::make_unique<SessionFeed>(call.subject->run.source());
}

} // namespace forefetch
