// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interruption.h"

#include "app/signalwatch.h"

#include <csignal>
#include <utility>

namespace forefetch {

struct Interruption::Watch
{
    explicit Watch(std::function<void()> f)
        : call(std::move(f)), interrupt(SIGINT, SignalWatch::Once, [this] { happen(); }),
          terminate(SIGTERM, SignalWatch::Once, [this] { happen(); })
    {
    }
    void happen()
    {
        happened = true;
        call();
    }

    std::function<void()> call;
    bool happened = false;
    SignalWatch interrupt;
    SignalWatch terminate;
};

Interruption::Interruption(std::function<void()> call)
    : m_watch(std::make_unique<Watch>(std::move(call)))
{
    std::signal(SIGPIPE, SIG_IGN);
}

Interruption::~Interruption() = default;

bool Interruption::happened() const
{
    return m_watch->happened;
}

} // namespace forefetch
