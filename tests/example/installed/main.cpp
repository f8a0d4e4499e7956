// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learns three visits and says what follows; ends with 0 when that is right.
#include "core/predict/markov.h"

#include <cstdio>
#include <string>
#include <vector>

using namespace forefetch;

int main()
{
    Interner interner(1000);
    const auto id = [&](const char *target) { return interner.intern(target); };
    MarkovPredictor predictor(64 << 20); // bytes
    const std::vector<std::vector<ResourceId>> visits{{id("/home"), id("/list"), id("/item/1")},
                                                      {id("/home"), id("/list"), id("/item/1")},
                                                      {id("/home"), id("/list"), id("/help")}};
    predictor.fit(visits);
    predictor.observe({.session = {7, 1}, .resource = id("/list")});
    std::vector<Prediction> next;
    predictor.predict({7, 1}, 1, next);
    for (const Prediction &each : next)
        std::printf("%s %.2f\n", interner.text(each.resource).c_str(), each.pNext);
    return next.size() == 1 && interner.text(next[0].resource) == "/item/1" ? 0 : 1;
}
