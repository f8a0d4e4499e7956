// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/systemd.h"

#include <systemd/sd-daemon.h>

#include <ctime>

namespace forefetch::systemd {

void tellReady(const std::string &status)
{
    sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void tellReloading()
{
    timespec now{}; // systemd asks when, on its own clock
    clock_gettime(CLOCK_MONOTONIC, &now);
    const long long microseconds = now.tv_sec * 1'000'000LL + now.tv_nsec / 1000;
    sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds)).c_str());
}

void tellStopping()
{
    sd_notify(0, "STOPPING=1\nSTATUS=Finishing what is under way");
}

void tellStatus(const std::string &status)
{
    sd_notify(0, ("STATUS=" + status).c_str());
}

std::optional<std::string> handedOver()
{
    if (sd_listen_fds(1) < 1)
        return {};
    return "fd:" + std::to_string(SD_LISTEN_FDS_START);
}

} // namespace forefetch::systemd
