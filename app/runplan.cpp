// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runplan.h"

#include "app/configuration.h"
#include "app/files.h"
#include "app/modelfiles.h"
#include "app/surroundings.h"
#include "app/systemd.h"
#include "core/metrics/gate.h"
#include "core/record/sessionformat.h"
#include "core/replay/replay.h"

#include <cstdlib>
#include <fstream>
#include <optional>
#include <utility>

namespace forefetch {

namespace {

// A demo's: late enough for the cache to work, and over before the demo is.
constexpr Duration kFaultsAt = std::chrono::seconds(10);
constexpr Duration kFaultsFor = std::chrono::seconds(10);

// Where each value that is not a default came from; for -v.
void tell(const Configuration &configuration, Console &console)
{
    for (const std::string &warning : configuration.warnings)
        console.warning(warning);
    for (const ParamInfo &row : parameterTable()) {
        const std::string &origin = configuration.origins[static_cast<std::size_t>(row.param)];
        if (!origin.empty())
            console.detail(std::string(row.id) + " = " +
                           formatValue(row.param, configuration.profile.values[row.param]) + "  (" +
                           origin + ")");
    }
}

std::optional<Refusal> readTarget(const CommandLine &line, RunPlan &plan)
{
    Result<Origin> origin = Origin::parse(line.target);
    if (!origin)
        return Refusal{"--target: " + origin.error().text, ExitUsage};
    std::string address = line.listen;
    if (!line.listenGiven)
        address = systemd::handedOver().value_or(address);
    Result<ListenAddress> listen = ListenAddress::parse(address);
    if (!listen)
        return Refusal{"--listen: " + listen.error().text, ExitUsage};
    Result<SessionKey> key = SessionKey::parse(line.sessionKey);
    if (!key)
        return Refusal{"--session-key: " + key.error().text, ExitUsage};
    plan.target = std::move(*origin);
    plan.listen = std::move(*listen);
    plan.sessionKey = std::move(*key);
    return {};
}

std::optional<Refusal> readRedis(const CommandLine &line, RunPlan &plan)
{
    plan.redis = line.redis;
    plan.keyFile = line.keyFile;
    if (line.redisPasswordFile.empty()) {
        const char *password = std::getenv("FOREFETCH_REDIS_PASSWORD");
        plan.redisPassword = password ? password : "";
        return {};
    }
    std::ifstream in(line.redisPasswordFile);
    if (!std::getline(in, plan.redisPassword) || plan.redisPassword.empty())
        return Refusal{"--redis-password-file " + line.redisPasswordFile +
                           ": no password can be read there",
                       ExitUsage};
    return {};
}

std::optional<Refusal> planModels(const CommandLine &line, RunPlan &plan)
{
    if (auto writable = checkLearntWritable(line); !writable)
        return Refusal{writable.error().text, ExitUsage};
    for (const std::string &file : line.loadModels)
        if (auto readable = checkReadable(file); !readable)
            return Refusal{"--load-model " + readable.error().text, ExitInput};
    if (!line.loadModels.empty())
        plan.teach = [line](Predictor &predictor, Interner &interner) {
            return loadModels(line, predictor, interner);
        };
    return {};
}

bool isDemo(const CommandLine &line)
{
    return line.command != Command::Serve &&
           line.command != Command::Replay; // beside a log as well
}

// Everything that has a say, over `inputs.standard`.
std::variant<Profile, Refusal> readProfile(const CommandLine &line, ConfigurationInputs inputs,
                                           Console &console)
{
    inputs.profile = line.profile;
    inputs.sets = line.sets;
    Result<Configuration> configuration = configure(inputs, loadProfile);
    if (!configuration)
        return Refusal{configuration.error().text, ExitUsage};
    tell(*configuration, console);
    return std::move(configuration->profile);
}

} // namespace

std::variant<Profile, Refusal> planProfile(const CommandLine &line, Console &console,
                                           const SettingsValues &standard)
{
    ConfigurationInputs inputs = surroundings();
    inputs.standard = standard;
    return readProfile(line, std::move(inputs), console);
}

std::variant<std::vector<PlannedFault>, Refusal> planFaults(const CommandLine &line,
                                                            const FaultSchedule &standard)
{
    const bool isTimed = line.faultsAt || line.faultsFor || line.faultsEvery;
    if (line.faults.empty() && isTimed)
        return Refusal{"--faults-at, --faults-for and --faults-every want --faults NAME",
                       ExitUsage};
    if (line.faults.empty())
        return std::vector<PlannedFault>();
    const FaultSchedule schedule{line.faultsAt.value_or(standard.begin),
                                 line.faultsFor.value_or(standard.length),
                                 line.faultsEvery.value_or(standard.every)};
    if (schedule.length <= Duration::zero())
        return Refusal{"--faults-for: a fault lasts longer than nothing", ExitUsage};
    if (schedule.every > Duration::zero() && schedule.every <= schedule.length)
        return Refusal{"--faults-every has to be longer than --faults-for", ExitUsage};
    Result<std::vector<PlannedFault>> planned = planFaults(line.faults, schedule);
    if (!planned)
        return Refusal{"--faults: " + planned.error().text, ExitUsage};
    return std::move(*planned);
}

std::variant<Profile, Refusal> planRunProfile(const CommandLine &line, Beginning beginning,
                                              Console &console)
{
    ConfigurationInputs inputs = surroundings();
    if (isDemo(line)) {
        inputs.standard = demoSettings();
        if (beginning == Beginning::NotPrefetching)
            inputs.standard[Param::PrefetchEnabled] = 0;
    }
    if (line.command == Command::Replay) // a log's answers say as little of freshness as the demo's
        inputs.standard[Param::CachePolicy] = static_cast<double>(CachePolicy::Assume);
    return readProfile(line, std::move(inputs), console);
}

std::variant<RunPlan, Refusal> planRun(const CommandLine &line, Beginning beginning,
                                       Console &console)
{
    RunPlan plan;
    const bool isReplay = line.command == Command::Replay;
    plan.isDemo = isDemo(line);
    plan.seed = line.seed;
    plan.users = line.users;
    plan.rate = line.rate;
    plan.accessLog = line.accessLog;
    std::variant<Profile, Refusal> profile = planRunProfile(line, beginning, console);
    if (const auto *refusal = std::get_if<Refusal>(&profile))
        return *refusal;
    plan.profile = std::get<Profile>(std::move(profile));
    if (!line.snapshotFile.empty())
        if (auto writable = checkWritable(line.snapshotFile); !writable)
            return Refusal{"--snapshot " + writable.error().text, ExitUsage};
    if (!line.recordFile.empty())
        if (auto writable = checkWritable(line.recordFile); !writable)
            return Refusal{"--record " + writable.error().text, ExitUsage};
    if (!line.recordBodies.empty() && line.recordFile.empty())
        return Refusal{"--record-bodies says what --record FILE holds; that is missing", ExitUsage};
    if (!line.recordBodies.empty() && isSessionPath(line.recordFile))
        return Refusal{"--record-bodies is for HAR and JSON lines; a recording of the run holds no "
                       "bodies",
                       ExitUsage};
    plan.recordFile = line.recordFile;
    if (!line.alert.empty()) {
        if (const auto gate = Gate::parse(line.alert); !gate)
            return Refusal{"--alert " + gate.error().text, ExitUsage};
        plan.alert.emplace().text = line.alert;
    }
    plan.storeFolder = line.storeDir;
    if (auto refusal = readRedis(line, plan))
        return *refusal;
    plan.recordBodies = line.recordBodies.empty()       ? RecordedBodies::None
                        : line.recordBodies == "public" ? RecordedBodies::Public
                                                        : RecordedBodies::All;
    if (std::optional<Refusal> refusal = planModels(line, plan))
        return *refusal;
    auto faults = planFaults(line, {kFaultsAt, kFaultsFor, {}});
    if (const auto *refusal = std::get_if<Refusal>(&faults))
        return *refusal;
    plan.faults = std::get<std::vector<PlannedFault>>(std::move(faults));
    if (!plan.isDemo)
        if (auto refusal = readTarget(line, plan))
            return *refusal;
    if (isReplay) { // on a free port, with nobody else expected
        plan.source = "replay";
        plan.listen = {};
        plan.sessionKey = Replay::sessionKey();
    }
    return plan;
}

} // namespace forefetch
