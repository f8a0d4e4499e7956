// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/modelfiles.h"

#include "app/files.h"
#include "core/predict/graphexport.h"
#include "core/predict/modelfile.h"
#include "core/predict/models.h"

#include <algorithm>
#include <sstream>

namespace forefetch {

namespace {

Result<void> named(Result<void> result, const std::string &file)
{
    return result ? result : Error{result.error().code, file + ": " + result.error().text};
}

Result<void> check(const char *flag, const std::string &file)
{
    return file.empty() ? Result<void>() : named(checkWritable(file), flag);
}

} // namespace

Result<void> loadModels(const CommandLine &line, Predictor &predictor, Interner &interner)
{
    for (std::size_t i = 0; i < line.loadModels.size(); ++i) {
        const Result<std::string> bytes = readInput(line.loadModels[i]);
        if (!bytes)
            return bytes.error();
        std::istringstream in(*bytes);
        const Result<void> taken =
            named(i == 0 ? predictor.load(in, interner) : predictor.merge(in, interner),
                  line.loadModels[i]);
        if (!taken)
            return taken;
    }
    return {};
}

Result<void> writeLearnt(const CommandLine &line, const Predictor &predictor,
                         const Interner &interner)
{
    Result<void> written;
    const auto write = [&](const std::string &file, auto &&fill) {
        if (file.empty() || !written)
            return;
        std::ostringstream out;
        written = fill(out);
        if (written)
            written = writeFile(file, out.view());
    };
    write(line.saveModel, [&](std::ostream &out) { return predictor.save(out, interner); });
    write(line.graphFile, [&](std::ostream &out) { return writeGraph(out, predictor, interner); });
    return written;
}

Result<void> checkLearntWritable(const CommandLine &line)
{
    const Result<void> model = check("--save-model", line.saveModel);
    return model ? check("--graph", line.graphFile) : model;
}

// The memory is by the file, so that nothing of it is forgotten on the way.
Result<std::string> graphOfModel(const std::string &bytes, const std::string &name)
{
    Interner interner;
    auto predictor = makePredictor(modelKind(bytes), interner,
                                   std::max<std::size_t>(64 << 20, 16 * bytes.size()));
    if (!predictor)
        return Error{predictor.error().code, name + ": " + predictor.error().text};
    std::istringstream in(bytes);
    const Result<void> loaded = named((*predictor)->load(in, interner), name);
    if (!loaded)
        return loaded.error();
    std::ostringstream out;
    const Result<void> written = writeGraph(out, **predictor, interner);
    return written ? Result<std::string>(std::move(out).str()) : written.error();
}

} // namespace forefetch
