// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faulttimeline.h"
#include "core/settings/settings.h"
#include "ui/charts/chartspec.h"

#include <span>
#include <vector>

namespace forefetch {

// One mark for each revision of the settings: a profile that sets ten parameters is one. Its
// symbol says who made it, its text what was changed.
std::vector<ChartMark> marksOf(std::span<const SettingsChange> changes);

// One mark where a fault began, and one where it ended.
std::vector<ChartMark> marksOf(std::span<const FaultEvent> faults);

// "Minimum probability 0.3 → 0.15", with its unit.
QString changeText(const SettingsChange &change);

// "you", "tuner", "profile": who made a change, by its source.
QString sourceText(const std::string &source);

} // namespace forefetch
