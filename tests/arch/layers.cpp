// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/rules.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <sstream>

namespace forefetch::arch {

namespace {

const std::vector<std::string> kHouse{"core", "ui", "app"}; // each may include those before it

std::vector<std::string> orderOf(const Tree &tree, const std::string &part)
{
    std::vector<std::string> order;
    if (const File *file = tree.find(part + "/layers.txt")) {
        std::istringstream in(file->text);
        for (std::string folder; in >> folder;)
            order.push_back(folder);
    }
    return order;
}

std::string partOf(const std::string &path)
{
    return path.substr(0, path.find('/'));
}

int indexIn(const std::vector<std::string> &order, const std::string &name)
{
    const auto found = std::ranges::find(order, name);
    return found == order.end() ? -1 : static_cast<int>(found - order.begin());
}

// The project's file that an include means: from the root, or beside the file that includes.
const File *resolve(const Tree &tree, const File &from, const Include &include)
{
    if (!include.quoted)
        return nullptr;
    if (const File *file = tree.find(include.name))
        return file;
    const std::filesystem::path beside =
        std::filesystem::path(from.path).parent_path() / include.name;
    return tree.find(beside.lexically_normal().generic_string());
}

void checkFolders(const Tree &tree, const std::string &part, Findings &findings)
{
    const std::vector<std::string> order = orderOf(tree, part);
    std::set<std::string> reported;
    for (const File &file : tree.files) {
        const std::string folder = folderOf(file.path);
        if (partOf(file.path) == part && !folder.empty() && isCpp(file.path) &&
            indexIn(order, folder) < 0 && reported.insert(folder).second)
            findings.push_back({part + "/" + folder, 0, "has no place in " + part + "/layers.txt"});
    }
}

void checkInclude(const Tree &tree, const File &from, const File &to, int line, Findings &findings)
{
    const std::string fromPart = partOf(from.path);
    const std::string toPart = partOf(to.path);
    const int fromFloor = indexIn(kHouse, fromPart);
    if (fromFloor < 0)
        return; // tests may include everything
    const auto backwards = [&] { findings.push_back({from.path, line, "includes " + to.path}); };
    if (fromPart != toPart) {
        const int toFloor = indexIn(kHouse, toPart);
        if (toFloor < 0 || toFloor > fromFloor)
            backwards();
        return;
    }
    const std::vector<std::string> order = orderOf(tree, fromPart);
    // What lies beside layers.txt stands before all folders: place -1.
    if (indexIn(order, folderOf(to.path)) > indexIn(order, folderOf(from.path)))
        backwards();
}

} // namespace

Findings layerFindings(const Tree &tree)
{
    Findings findings;
    checkFolders(tree, "core", findings);
    checkFolders(tree, "ui", findings);
    for (const File &file : tree.files) {
        if (!isCpp(file.path))
            continue;
        for (const Include &include : includesOf(file.text)) {
            if (const File *to = resolve(tree, file, include))
                checkInclude(tree, file, *to, include.line, findings);
        }
    }
    return findings;
}

Findings cycleFindings(const Tree &tree)
{
    Findings findings;
    std::map<const File *, int> state; // 1: on the path, 2: done
    std::vector<const File *> path;
    const std::function<void(const File &)> visit = [&](const File &file) {
        state[&file] = 1;
        path.push_back(&file);
        for (const Include &include : includesOf(file.text)) {
            const File *to = resolve(tree, file, include);
            if (to && state[to] == 0)
                visit(*to);
            else if (to && state[to] == 1) {
                std::string circle;
                for (auto at = std::ranges::find(path, to); at != path.end(); ++at)
                    circle += (*at)->path + " → ";
                findings.push_back({file.path, include.line, circle + to->path});
            }
        }
        path.pop_back();
        state[&file] = 2;
    };
    for (const File &file : tree.files)
        if (isCpp(file.path) && state[&file] == 0)
            visit(file);
    return findings;
}

} // namespace forefetch::arch
