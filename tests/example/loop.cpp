// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole loop, twice: behind a gateway as the programs run it, and in virtual time. The guide
// prints both; run by guide_test.cpp.
#include "core/live/livesession.h"
#include "core/simulate/virtualdrive.h"

using namespace forefetch;
using namespace std::chrono_literals;

// A gateway to an API in one's own program; needs a QCoreApplication.
Result<ListenAddress> openGateway(const std::string &target, std::unique_ptr<LiveSession> &session)
{
    Result<Origin> origin = Origin::parse(target);
    if (!origin)
        return origin.error();
    LiveOptions options;
    options.source = "serve";
    options.origin = *origin;
    options.listen = {"127.0.0.1", 0}; // a free port
    options.sessionKey = *SessionKey::parse("header:X-Client");
    options.profile = *loadProfile("balanced");

    session = std::make_unique<LiveSession>(options);
    return session->start(); // where clients connect, or why not
}

// A visit to three pages, again and again, in virtual time: no socket, no waiting.
Snapshot simulateVisits(bool prefetch)
{
    ManualClock clock;
    Settings settings(clock);
    auto set = settings.set(Param::PrefetchEnabled, prefetch ? 1 : 0, "user");
    if (set)
        set = settings.set(Param::CacheDefaultTtl, 60, "user"); // fresh so long
    Q_ASSERT(set.ok());
    OriginModel origin(clock, fixedAnswers(50ms, 1024)); // 50 ms, 1 KiB each
    Pipeline pipeline(settings, clock, origin, {});
    if (!pipeline.start())
        return {};
    VirtualDrive drive(pipeline, clock, origin);

    for (std::uint32_t visit = 0; visit < 100; ++visit) { // each a session
        const std::string n = std::to_string(visit % 20);
        for (const std::string &page : {"/shelf/" + n, "/book/" + n, "/author/" + n}) {
            Exchange request;
            request.session = {visit, 1};
            request.resource = pipeline.interner().intern(page);
            request.at = clock.now() + 2s;
            drive.request(request);
        }
    }
    drive.finish();
    const Snapshot end = pipeline.snapshot();
    pipeline.stop(0s);
    return end;
}
