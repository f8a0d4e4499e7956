// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/evaluationtext.h"
#include "app/files.h"
#include "app/interruption.h"
#include "app/modelfiles.h"
#include "app/runplan.h"
#include "app/traceinput.h"
#include "core/predict/models.h"
#include "core/simulate/evaluation.h"

#include <QCoreApplication>

#include <algorithm>

namespace forefetch {

namespace {

// All models, the one of the settings first.
std::vector<std::string_view> modelsFrom(std::string_view chosen)
{
    std::vector<std::string_view> models(predictorModels().begin(), predictorModels().end());
    std::rotate(models.begin(), std::ranges::find(models, chosen), models.end());
    return models;
}

// Also writes what the first model has learnt, where the line wants it.
Result<void> scoreAll(const CommandLine &line, const Profile &profile, Recording &recording,
                      const std::function<bool()> &isCancelled, Console &console,
                      EvaluationResult &result)
{
    Result<void> learnt;
    const RealClock clock;
    const auto model = static_cast<std::size_t>(profile.values[Param::PredictorModel]);
    const auto memory = static_cast<std::size_t>(profile.values[Param::PredictorMaxMemory]) << 20;
    for (const std::string_view name : modelsFrom(info(Param::PredictorModel).choices[model])) {
        console.status("scoring " + std::string(name) + " …");
        const auto predictor = std::move(makePredictor(name, recording.interner, memory).value());
        result.scores.push_back(
            evaluate(*predictor, recording, predictorOptions(profile.values), clock, isCancelled));
        if (result.scores.size() == 1)
            learnt = writeLearnt(line, *predictor, recording.interner);
        if (!result.scores.back().complete)
            break;
    }
    return learnt;
}

} // namespace

ExitCode runEvaluate(const CommandLine &line, Console &console)
{
    const std::variant<Profile, Refusal> planned = planProfile(line, console);
    if (const auto *refusal = std::get_if<Refusal>(&planned)) {
        console.error(refusal->text);
        return refusal->exitCode;
    }
    const auto &profile = std::get<Profile>(planned);
    if (const Result<void> writable = checkLearntWritable(line); !writable) {
        console.error(writable.error().text);
        return ExitUsage;
    }
    const std::variant<LogInput, Refusal> opened = openLog(line, profile);
    if (const auto *refusal = std::get_if<Refusal>(&opened)) {
        console.error(refusal->text);
        return refusal->exitCode;
    }
    const auto &input = std::get<LogInput>(opened);
    TraceReader &reader = *input.reader;
    const Interruption interruption([] {});
    const auto isCancelled = [&] {
        QCoreApplication::processEvents();
        return interruption.happened();
    };
    const std::unique_ptr<Recording> recording = record(reader, isCancelled);
    console.note(reader.report().text());
    if (!input.finish(console))
        return ExitFailure;
    if (!recording)
        return ExitInterrupted;
    if (reader.report().ended)
        console.warning(reader.report().ended->text);

    EvaluationResult result{line.input, reader.report(), {}};
    const Result<void> learnt = scoreAll(line, profile, *recording, isCancelled, console, result);
    console.endStatus();
    const Result<void> printed = print(line.json ? evaluationJson(result) : evaluationText(result));
    for (const Result<void> *const step : {&printed, &learnt}) {
        if (!*step) {
            console.error(step->error().text);
            return ExitFailure;
        }
    }
    return interruption.happened() ? ExitInterrupted : ExitOk;
}

} // namespace forefetch
