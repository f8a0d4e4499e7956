// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/functions.h"
#include "tests/arch/rules.h"

#include <algorithm>
#include <array>
#include <regex>
#include <set>

namespace forefetch::arch {

namespace {

struct Limit
{
    int p95;
    int most;
};
constexpr Limit kFileLines{300, 500};
constexpr Limit kFunctionLines{35, 60};

bool isSource(const File &file)
{
    return isCpp(file.path) && !file.path.starts_with("tests/data/");
}

// The length that 95 % of them do not exceed (nearest rank).
int p95(std::vector<int> lengths)
{
    if (lengths.empty())
        return 0;
    std::ranges::sort(lengths);
    return lengths[(lengths.size() * 95 + 99) / 100 - 1];
}

void checkP95(const std::vector<int> &lengths, const Limit &limit, const std::string &what,
              Findings &findings)
{
    const int found = p95(lengths);
    if (found > limit.p95)
        findings.push_back({"the tree", 0,
                            what + ": the 95th percentile is " + std::to_string(found) +
                                " lines, the limit " + std::to_string(limit.p95)});
}

std::string linesText(int lines, const Limit &limit)
{
    return std::to_string(lines) + " lines, the limit is " + std::to_string(limit.most);
}

} // namespace

Findings fileLengthFindings(const Tree &tree)
{
    Findings findings;
    std::vector<int> lengths; // of the product: tests hold tables of cases, the maximum alone binds
    for (const File &file : tree.files) {
        if (!isSource(file))
            continue;
        const int lines = static_cast<int>(std::ranges::count(file.text, '\n'));
        if (lines > kFileLines.most)
            findings.push_back({file.path, 0, linesText(lines, kFileLines)});
        if (!file.path.starts_with("tests/"))
            lengths.push_back(lines);
    }
    checkP95(lengths, kFileLines, "files", findings);
    return findings;
}

Findings functionLengthFindings(const Tree &tree)
{
    Findings findings;
    std::vector<int> lengths;
    for (const File &file : tree.files) {
        if (!isSource(file))
            continue;
        for (const Function &function : functionsOf(file.text)) {
            lengths.push_back(function.lines);
            if (function.lines > kFunctionLines.most)
                findings.push_back(
                    {file.path, function.line,
                     function.name + ": " + linesText(function.lines, kFunctionLines)});
        }
    }
    checkP95(lengths, kFunctionLines, "functions", findings);
    return findings;
}

Findings nameFindings(const Tree &tree)
{
    static const std::regex vague(
        R"((.*(util|utility|utilities|utils|helper|helpers|manager|managers))"
        R"(|common|commons|misc|base|bases|(common|misc|base)[_.-].*|.*[_.-](common|misc|base)))");
    Findings findings;
    const auto check = [&findings](const std::string &path) {
        const std::string stem = stemOf(path);
        if (stem != "cachemanager" && stem != "cachemanager_test" && std::regex_match(stem, vague))
            findings.push_back({path, 0, "is named for being of use to all, not for what it does"});
    };
    std::ranges::for_each(tree.folders, check);
    for (const File &file : tree.files)
        check(file.path);
    return findings;
}

Findings licenceFindings(const Tree &tree)
{
    Findings findings;
    for (const File &file : tree.files) {
        const bool build = file.path.ends_with("CMakeLists.txt") || file.path.ends_with(".sh") ||
                           file.path.ends_with(".cmake") || file.path.ends_with(".py") ||
                           file.path == ".ci/run";
        if (!isCpp(file.path) && !build)
            continue;
        const std::string head = file.text.substr(0, 300);
        if (head.find("SPDX-FileCopyrightText: ") == std::string::npos ||
            head.find("SPDX-License-Identifier: GPL-3.0-or-later\n") == std::string::npos)
            findings.push_back({file.path, 1, "has no SPDX lines on top"});
    }
    return findings;
}

Findings topFindings(const Tree &tree)
{
    static const std::set<std::string> allowed{"CMakeLists.txt",
                                               "CMakePresets.json",
                                               "README.md",
                                               "LICENSE",
                                               "app",
                                               "core",
                                               "ui",
                                               "resources",
                                               "tests"};
    Findings findings;
    for (const std::string &name : tree.top)
        if (!name.starts_with('.') && !allowed.contains(name))
            findings.push_back({name, 0, "does not belong at the top"});
    return findings;
}

} // namespace forefetch::arch
