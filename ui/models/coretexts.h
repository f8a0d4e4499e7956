// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faultscenario.h"
#include "core/settings/parametertable.h"

#include <QString>

#include <string_view>

namespace forefetch {

// What the tables of the core say of themselves, in the window's language. Ids, names of choices,
// models, profiles and faults stay as they are: they are what command line and profiles take.
//
//     labelText(Param::WorkersCount) == "Workers", in German "Worker"
//
// The texts stand in the context "core" of the translations (resources/translations/README.md).
// Thread: the GUI thread.

QString labelText(Param param);
QString helpText(Param param);
QString unitText(Param param);                // "MiB"; empty where there is none
QString valueText(Param param, double value); // "0.3", in German "0,3"; without its unit
QString groupText(std::string_view group);    // of parameters: "scheduler" → "Scheduler"
QString sentenceText(Fault fault);

// A number as core/metrics/quantity.h writes it, with the separators of the user's language:
// "1,234.5 KiB" → "1.234,5 KiB". For numbers with units alone: no other text may be in it.
QString localNumber(std::string_view english);

} // namespace forefetch
