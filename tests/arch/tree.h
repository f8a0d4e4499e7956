// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch::arch {

struct File
{
    std::string path; // from the project's root, with /
    std::string text;
};

// A project as the rules see it: from the disk, or from strings when a rule is tested.
struct Tree
{
    std::vector<File> files;          // that are text and ours
    std::vector<std::string> folders; // from the root
    std::vector<std::string> top;     // names at the root that are not ignored by .gitignore

    const File *find(std::string_view path) const;
};

// What a rule holds against a tree; line 0: the file or folder as a whole.
struct Finding
{
    std::string path;
    int line = 0;
    std::string what;
};

Tree readTree(const std::string &root);

bool isCpp(std::string_view path); // .h or .cpp
std::string stemOf(std::string_view path);
// The folder below the part: "queue" of "core/queue/mailbox.h", "" of "core/result.h".
std::string folderOf(std::string_view path);
std::vector<std::string> linesOf(std::string_view text);

// The text with comments, strings, character literals (and, where asked, preprocessor lines)
// replaced by spaces: lines and columns stay where they are.
std::string codeOf(std::string_view text, bool keepPreprocessor = false);

struct Include
{
    std::string name;
    bool quoted = false;
    int line = 0;
};
std::vector<Include> includesOf(std::string_view text);

} // namespace forefetch::arch
