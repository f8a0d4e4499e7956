// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace forefetch {

// Turns SIGINT and SIGTERM into a call in the event loop, so that a run ends cleanly. The signal's
// handler writes to a descriptor and does nothing else; a second signal ends the program at once,
// as it would have without this. SIGPIPE is ignored.
//
//     Interruption interruption([&] { app.quit(); });
//     app.exec();
//     interruption.happened();
//
// Thread: the main thread, one at a time, after the application object.
class Interruption
{
public:
    explicit Interruption(std::function<void()> call);
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    bool happened() const;

private:
    struct Watch;
    std::unique_ptr<Watch> m_watch;
};

} // namespace forefetch
