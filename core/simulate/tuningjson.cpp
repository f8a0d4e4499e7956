// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/jsontext.h"
#include "core/metrics/settingsjson.h"
#include "core/simulate/tuningdocument.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace forefetch {

namespace {

namespace json = boost::json;

json::object expectationJson(const Expectation &e)
{
    return {{"value", e.value}, {"low", e.low}, {"high", e.high}};
}

json::object figuresJson(const ExpectedFigures &figures)
{
    return {{"hit_ratio", expectationJson(figures.hitRatio)},
            {"extra_load", expectationJson(figures.extraLoad)},
            {"waste_ratio", expectationJson(figures.wasteRatio)}};
}

json::object envelopeJson(const std::vector<TestedValues> &envelope)
{
    json::object o;
    for (const TestedValues &tested : envelope) {
        json::array &values = o[info(tested.param).id].emplace_array();
        for (const double value : tested.values)
            values.push_back(settingJson(tested.param, value));
    }
    return o;
}

json::object evidenceJson(const ProfileEvidence &evidence)
{
    json::object o;
    o["trace_sha256"] = json::string_view(evidence.traceSha256);
    o["requests"] = evidence.requests;
    o["chosen_on"] = evidence.chosenOn;
    o["stated_on"] = evidence.statedOn;
    o["envelope"] = envelopeJson(evidence.envelope);
    o["seed"] = evidence.seed;
    o["version"] = json::string_view(evidence.version);
    return o;
}

} // namespace

std::string tuningJson(const TuningDocument &document)
{
    const TuningResult &result = document.result;
    json::object o;
    o["schema"] = 1;
    o["trace"] = json::string_view(document.name);
    o["profile"] = settingsJson(document.profile.values);
    o["prefetch"] = result.prefetches;
    o["reason"] = json::string_view(result.evidence.reason);
    o["expected"] = figuresJson(result.evidence.expected);
    o["no_prefetch"] = figuresJson(result.evidence.noPrefetch);
    o["defaults"] = figuresJson(result.evidence.defaults);
    o["gain"] = {{"hit_ratio", result.gain.value},
                 {"low", result.gain.low},
                 {"high", result.gain.high}};
    o["tried"] = result.tried;
    o["evidence"] = evidenceJson(result.evidence);
    json::array &leftOut = o["left_out"].emplace_array();
    for (const std::string &what : document.trace.leftOut())
        leftOut.push_back(json::string_view(what));
    return jsonText(o);
}

} // namespace forefetch
