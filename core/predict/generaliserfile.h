// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/deeds.h"
#include "core/predict/routerules.h"
#include "core/predict/routetree.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace forefetch {

class ByteReader;

// The bindings in a saved model (numbers little-endian, a text after its length in 4 bytes):
//
//     4  number of places in answers, then each: text ("$.items[*].id")
//     4  number of places in paths, then each:
//            8 name, 2 total, 1 turnover, 1 parameter, 12 times: 4 word, 2 count
//     what GETs were seen to do: 4 number of routes, then each: 8 name, 4 changed, 4 unchanged,
//            4 by itself; 4 number of resources, then each: 8 name, 4 changed, 4 compared;
//            4 number of routes that act, then each: 8 name
//     4  number of routes, then each:
//            8 name, 2 passed, 1 others, text in words, 1 number of rules, then each:
//                recipe (see recipe.h; it names places in answers by the list above),
//                8 times 1 right, 2 witness, 1 witnesses
//
// Names are hashes of texts, the same everywhere.
//
//     SavedBindings saved;
//     if (!saved.read(reader)) …   // nothing has been changed yet
//     generaliser.add(saved);
//
// Thread: a value. Texts are views of what the reader reads.
class SavedBindings
{
public:
    // False where it makes no sense. A recipe for what looks like an action is passed over: a model
    // from elsewhere must not make this program act.
    bool read(ByteReader &in);

    const std::vector<std::string_view> &places() const { return m_places; }
    const std::vector<RouteTree::Place> &tree() const { return m_tree; }
    const std::vector<RouteRules::SavedRoute> &routes() const { return m_routes; }
    const Deeds &deeds() const { return m_deeds; }

private:
    bool readPlaces(ByteReader &in);
    bool readTree(ByteReader &in);
    bool readRoutes(ByteReader &in);
    bool readRules(ByteReader &in, RouteRules::SavedRoute &route);

    std::vector<std::string_view> m_places;
    std::vector<RouteTree::Place> m_tree;
    std::vector<RouteRules::SavedRoute> m_routes;
    Deeds m_deeds;
};

} // namespace forefetch
