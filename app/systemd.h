// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace forefetch::systemd {

// What passes between a service and systemd (sd_notify(3), sd_listen_fds(3)); without one, all of
// it does nothing.
//
// Thread: the main thread.
void tellReady(const std::string &status);
void tellReloading();
void tellStopping();
void tellStatus(const std::string &status);

// The first socket that was handed over, as ListenAddress takes it ("fd:3"); asked once, before
// threads begin.
std::optional<std::string> handedOver();

} // namespace forefetch::systemd
