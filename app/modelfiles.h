// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "core/predict/predictor.h"
#include "core/request/interner.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace forefetch {

// Saved models on the command line. Errors name the file.
//
// Thread: the main thread; the model has no thread of its own yet, or no more.

// --load-model: the first is loaded, the others are merged into it. A file that is refused ends it,
// and is left as it is.
Result<void> loadModels(const CommandLine &line, Predictor &predictor, Interner &interner);
// --save-model and --graph, where they are asked for; each whole or not at all.
Result<void> writeLearnt(const CommandLine &line, const Predictor &predictor,
                         const Interner &interner);
// Whether they could be written; said before a long run, not after it.
Result<void> checkLearntWritable(const CommandLine &line);

// The learnt graph of a saved model of whatever kind, for export. `name` is for messages.
Result<std::string> graphOfModel(const std::string &bytes, const std::string &name);

} // namespace forefetch
