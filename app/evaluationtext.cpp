// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluationtext.h"

#include "core/metrics/jsontext.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdio>

namespace forefetch {

namespace {

template <typename... Values>
std::string format(const char *how, Values... values)
{
    char text[256];
    std::snprintf(text, sizeof text, how, values...);
    return text;
}

std::string reliabilityText(const PredictorScore &score)
{
    std::string text = "\nReliability of " + score.name +
                       " (of the predictions that say so much, so many come):\n\n"
                       "                     P(next)                      P(used)\n"
                       "  range          n     said    came          n     said    came\n";
    for (std::size_t i = 0; i < Reliability::kBins; ++i) {
        text += format("  %.2f–%.2f", static_cast<double>(i) / Reliability::kBins,
                       static_cast<double>(i + 1) / Reliability::kBins);
        for (const Reliability *const table : {&score.next, &score.used}) {
            const Reliability::Bin &bin = table->bins()[i];
            const auto n = static_cast<double>(bin.count);
            text += bin.count == 0
                        ? "         0        –       –  "
                        : format("%10.0f   %6.3f  %6.3f  ", n, bin.said / n, bin.came / n);
        }
        text += "\n";
    }
    return text;
}

boost::json::array reliabilityJson(const Reliability &reliability)
{
    boost::json::array rows;
    for (const Reliability::Bin &bin : reliability.bins()) {
        const double n = bin.count == 0 ? 1 : static_cast<double>(bin.count);
        rows.push_back({{"count", bin.count}, {"said", bin.said / n}, {"came", bin.came / n}});
    }
    return rows;
}

} // namespace

std::string evaluationText(const EvaluationResult &result)
{
    std::string text = "Predictors, test then train; hit and accuracy in % of ";
    text += result.scores.empty() ? "0" : std::to_string(result.scores.front().scored);
    text += " scored requests, of which ";
    text += result.scores.empty() ? "0" : std::to_string(result.scores.front().unseen);
    text += " had never been seen.\n"
            "ece: calibration error over the first ten predictions (in brackets: a perfect "
            "forecaster's).\n\n"
            "  model         acc@1  hit@5  unseen   bits     ece next          ece used       "
            "observe  predict  bytes/tr.\n";
    for (const PredictorScore &s : result.scores) {
        text += format("  %-12s  %5.1f  %5.1f   %5.1f  %5.2f  %.4f (%.4f)  %.4f (%.4f)  %5.0f ns "
                       "%5.0f ns  %6.0f%s\n",
                       s.name.c_str(), 100 * s.accuracyAt1, 100 * s.hitAt5, 100 * s.hitAt5Unseen,
                       s.bits, s.next.error(), s.next.floor(), s.used.error(), s.used.floor(),
                       s.observeNs, s.predictNs, s.bytesPerTransition,
                       s.complete ? "" : "  (interrupted)");
    }
    if (!result.scores.empty())
        text += reliabilityText(result.scores.front());
    return text;
}

std::string evaluationJson(const EvaluationResult &result)
{
    boost::json::array predictors;
    for (const PredictorScore &s : result.scores) {
        boost::json::object o;
        o["name"] = s.name;
        o["scored"] = s.scored;
        o["unseen"] = s.unseen;
        o["accuracy_at_1"] = s.accuracyAt1;
        o["hit_at_5"] = s.hitAt5;
        o["hit_at_5_unseen"] = s.hitAt5Unseen;
        o["bits"] = s.bits;
        o["ece_next"] = s.next.error();
        o["ece_next_floor"] = s.next.floor();
        o["ece_used"] = s.used.error();
        o["ece_used_floor"] = s.used.floor();
        o["observe_ns"] = s.observeNs;
        o["predict_ns"] = s.predictNs;
        o["bytes_per_transition"] = s.bytesPerTransition;
        o["complete"] = s.complete;
        o["reliability_next"] = reliabilityJson(s.next);
        o["reliability_used"] = reliabilityJson(s.used);
        predictors.push_back(std::move(o));
    }
    boost::json::object document;
    document["schema"] = 1;
    document["trace"] = result.trace;
    document["requests"] = result.import.used;
    document["import"] = {{"lines", result.import.lines},
                          {"used", result.import.used},
                          {"rejected", result.import.rejected}};
    document["predictors"] = std::move(predictors);
    return jsonText(document);
}

} // namespace forefetch
