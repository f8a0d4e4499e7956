// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/arch/tree.h"

#include <string>
#include <vector>

namespace forefetch::arch {

// The rules of the house. Each looks at the whole tree and returns what it holds against it; the
// order of folders is read from core/layers.txt and ui/layers.txt of that tree.

using Findings = std::vector<Finding>;

// app → ui → core, and within core and ui only folders to the left.
Findings layerFindings(const Tree &tree);
// No file includes itself over others.
Findings cycleFindings(const Tree &tree);
// What a folder of core may not use: QObject, sockets, threads of its own; nobody in core: widgets.
Findings bannedFindings(const Tree &tree);
// Nothing but core/time and app reads the machine's clock or chance.
Findings clockFindings(const Tree &tree);

// p95 and maximum of file lengths (lines) and of function lengths.
Findings fileLengthFindings(const Tree &tree);
Findings functionLengthFindings(const Tree &tree);

// No file or folder is named for being of use to all.
Findings nameFindings(const Tree &tree);
Findings licenceFindings(const Tree &tree);
Findings topFindings(const Tree &tree);

} // namespace forefetch::arch
