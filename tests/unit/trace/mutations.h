// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/random.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// Damage as disks, networks, editors and programs do it to logs. Each takes its chance from the
// generator alone: the same seed gives the same bytes.
class Mutator
{
public:
    explicit Mutator(std::uint64_t seed) : m_random(seed) {}

    Random &random() { return m_random; }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(m_random.below(n)); }

    std::string flipBits(std::string text)
    {
        for (std::size_t i = 0; i <= below(8) && !text.empty(); ++i)
            text[below(text.size())] ^= static_cast<char>(1U << below(8));
        return text;
    }
    std::string truncated(const std::string &text)
    {
        return text.substr(0, below(text.size() + 1));
    }
    std::string spliced(const std::string &text, const std::string &other)
    {
        return truncated(text) + other.substr(below(other.size() + 1));
    }
    // A piece of it once more, somewhere else.
    std::string repeated(std::string text)
    {
        const std::size_t from = below(text.size() + 1);
        const std::string piece = text.substr(from, below(200));
        return text.insert(below(text.size() + 1), piece);
    }
    std::string punched(std::string text)
    {
        const std::size_t from = below(text.size() + 1);
        return text.erase(from, below(60));
    }
    std::string sprinkled(std::string text)
    {
        static const std::vector<std::string> pieces = {std::string(1, '\0'),
                                                        "\"",
                                                        "\\",
                                                        "\\u",
                                                        "\r",
                                                        "\n",
                                                        "\n\n",
                                                        "{",
                                                        "}",
                                                        "[",
                                                        "]",
                                                        ",",
                                                        "\t",
                                                        ";",
                                                        "-",
                                                        "-1",
                                                        "1e999",
                                                        "99999999999999999999",
                                                        "\xef\xbb\xbf",
                                                        "\xff\xfe",
                                                        "\xed\xa0\x80",
                                                        "null",
                                                        "\"\"",
                                                        "'",
                                                        "%",
                                                        "#",
                                                        std::string(3000, '['),
                                                        std::string(2000, 'x')};
        for (std::size_t i = 0; i <= below(4); ++i)
            text.insert(below(text.size() + 1), pieces[below(pieces.size())]);
        return text;
    }
    std::string linesDoubled(const std::string &text) { return byLines(text, 0); }
    std::string linesDropped(const std::string &text) { return byLines(text, 1); }
    std::string linesShuffled(const std::string &text) { return byLines(text, 2); }

    std::string damaged(const std::string &text, const std::string &other)
    {
        switch (below(9)) {
        case 0:
            return flipBits(text);
        case 1:
            return truncated(text);
        case 2:
            return spliced(text, other);
        case 3:
            return repeated(text);
        case 4:
            return punched(text);
        case 5:
            return sprinkled(text);
        case 6:
            return linesDoubled(text);
        case 7:
            return linesDropped(text);
        default:
            return linesShuffled(text);
        }
    }

private:
    std::string byLines(const std::string &text, int how)
    {
        std::vector<std::string> lines;
        for (std::size_t from = 0; from < text.size();) {
            const std::size_t end = std::min(text.find('\n', from), text.size() - 1) + 1;
            lines.push_back(text.substr(from, end - from));
            from = end;
        }
        std::string out;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const bool hit = below(4) == 0;
            if (how == 2 && hit)
                std::swap(lines[i], lines[below(lines.size())]);
            if (how == 0 && hit)
                out += lines[i];
            if (how != 1 || !hit)
                out += lines[i];
        }
        return out;
    }

    Random m_random;
};

} // namespace forefetch
