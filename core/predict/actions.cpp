// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/actions.h"

#include "core/predict/targetparts.h"

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

// Words that are deeds.
constexpr std::array<std::string_view, 40> kDeeds{
    "logout",   "signout",     "logoff",    "signoff",     "delete",  "destroy",  "remove",
    "erase",    "purge",       "revoke",    "cancel",      "disable", "enable",   "deactivate",
    "activate", "unsubscribe", "subscribe", "unfollow",    "confirm", "approve",  "reject",
    "accept",   "decline",     "publish",   "unpublish",   "restart", "shutdown", "reboot",
    "reset",    "execute",     "trigger",   "checkout",    "pay",     "purchase", "upvote",
    "downvote", "vote",        "addtocart", "impersonate", "rollback"};
// … of two words: "log-out", "sign_off".
constexpr std::array<std::string_view, 7> kDeedsOfTwo{"logout",   "logoff", "signout",  "signoff",
                                                      "shutdown", "optout", "addtocart"};
// Parameters whose value is a deed, whichever.
constexpr std::array<std::string_view, 6> kNames{"action", "act", "do", "cmd", "command", "op"};

// Files that a server only reads: "/css/reset.css" does nothing.
constexpr std::array<std::string_view, 14> kStill{".css",  ".js",  ".map", ".png",  ".jpg",
                                                  ".jpeg", ".gif", ".svg", ".webp", ".ico",
                                                  ".woff", ".ttf", ".txt", ".woff2"};

constexpr std::size_t kLongestWord = 16;
constexpr std::size_t kTitle = 3; // words: "how to delete" is about it

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The words of a segment in lower case: "deleteItem" → delete, item.
struct Words
{
    std::array<std::array<char, kLongestWord>, kTitle> text{};
    std::array<std::size_t, kTitle> size{};
    std::size_t count = 0; // may be more than are kept

    explicit Words(std::string_view segment)
    {
        bool inWord = false;
        char last = 0;
        for (const char c : segment) {
            const bool hump = c >= 'A' && c <= 'Z' && last >= 'a' && last <= 'z';
            if (isLetter(c) && (!inWord || hump))
                ++count;
            inWord = isLetter(c);
            last = c;
            if (inWord && count <= kTitle && size[count - 1] < kLongestWord)
                text[count - 1][size[count - 1]++] = lower(c);
        }
    }
    std::string_view at(std::size_t i) const { return {text[i].data(), size[i]}; }
    bool areDeed() const
    {
        if (count == 0 || count > kTitle)
            return false;
        // A title begins otherwise: "/blog/remove-duplicates-fast" has a deed in front, and is
        // taken for one.
        if (holds(kDeeds, at(0)) || (count == 2 && holds(kDeeds, at(1))))
            return true;
        std::array<char, 3 * kLongestWord> joined{};
        std::size_t n = 0;
        for (std::size_t i = 0; i < count; ++i)
            n = static_cast<std::size_t>(std::copy_n(text[i].data(), size[i], joined.data() + n) -
                                         joined.data());
        return holds(kDeedsOfTwo, {joined.data(), n});
    }
    template <std::size_t N>
    static bool holds(const std::array<std::string_view, N> &words, std::string_view word)
    {
        return std::find(words.begin(), words.end(), word) != words.end();
    }
};

} // namespace

bool looksLikeAction(std::string_view target)
{
    const std::size_t query = std::min(target.find('?'), target.size());
    const std::string_view path = target.substr(0, query);
    if (query == target.size() &&
        std::any_of(kStill.begin(), kStill.end(),
                    [path](std::string_view ending) { return path.ends_with(ending); }))
        return false;
    for (std::size_t from = 1; from < target.size();) {
        const std::size_t to = std::min(target.find_first_of("/?&=;", from), target.size());
        const std::string_view segment = target.substr(from, to - from);
        const bool isName = from > query && to < target.size() && target[to] == '=';
        const Words words(segment);
        if (words.areDeed() || (isName && words.count == 1 && Words::holds(kNames, words.at(0))))
            return true;
        from = to + 1;
    }
    return false;
}

} // namespace forefetch
