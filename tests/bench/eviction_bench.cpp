// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The miss ratio of each policy of eviction, by the number of objects that fit, on a trace of which
// only the identity of the objects counts: to be compared with a simulator of eviction. The trace
// is a table with one header line (.gz and .zst as it is); COLUMN is the one that names the object,
// from 1. Every request is a read that stores what it misses; all objects are of one size.
//
//     build/release/tests/eviction_bench cloudPhysicsIO.csv 5
#include "core/cache/memorystore.h"
#include "core/trace/linesource.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

using namespace forefetch;

namespace {

constexpr std::array<std::uint64_t, 5> kObjects = {500, 2'000, 5'000, 10'000, 20'000};
constexpr std::array<const char *, 3> kPolicies = {"lru", "s3fifo", "wtinylfu"};

std::string_view columnOf(std::string_view line, int column)
{
    while (--column > 0)
        line.remove_prefix(std::min(line.find_first_of(",\t"), line.size() - 1) + 1);
    return line.substr(0, line.find_first_of(",\t\r"));
}

// The objects by number, as they were asked for; empty when the file cannot be read.
std::vector<std::uint32_t> read(const char *path, int column)
{
    std::vector<std::uint32_t> requests;
    auto file = openFileSource(path);
    if (!file)
        return std::fprintf(stderr, "%s\n", file.error().text.c_str()), requests;
    auto plain = plainSource(std::move(*file), path);
    if (!plain)
        return std::fprintf(stderr, "%s\n", plain.error().text.c_str()), requests;
    LineSource lines(std::move(plain->source));
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::span<char> line;
    for (bool header = true; lines.next(line) == LineSource::Step::Line; header = false) {
        if (header || line.empty())
            continue;
        const auto next = static_cast<std::uint32_t>(numbers.size());
        const std::string object(columnOf({line.data(), line.size()}, column));
        requests.push_back(numbers.try_emplace(object, next).first->second);
    }
    std::printf("%zu requests, %zu objects\n", requests.size(), numbers.size());
    return requests;
}

std::size_t misses(const std::vector<std::uint32_t> &requests, std::uint64_t objects,
                   EvictionKind kind)
{
    MemoryStore store(1, Callers::OneThread);
    const StoreLimits limits{objects, objects, kind};
    CacheEntry one;
    one.size = 1;
    one.freshUntil = kNever;
    const auto entry = std::make_shared<const CacheEntry>(one);
    StoreRemovals out;
    std::size_t missed = 0;
    for (const std::uint32_t object : requests) {
        const Key key{ResourceId{object, 1}, Partition::everyone()};
        if (store.hit(key, false, {}, out))
            continue;
        ++missed;
        store.put(key, entry, {}, limits, out);
        out.clear();
    }
    return missed;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "eviction_bench TRACE [COLUMN]\n");
        return 2;
    }
    const auto requests = read(argv[1], argc > 2 ? std::max(std::atoi(argv[2]), 1) : 1);
    if (requests.empty())
        return 4;
    std::printf("%10s", "objects");
    for (const char *name : kPolicies)
        std::printf("%12s      M/s", name);
    std::printf("\n");
    for (const std::uint64_t objects : kObjects) {
        std::printf("%10llu", static_cast<unsigned long long>(objects));
        for (std::size_t i = 0; i < kPolicies.size(); ++i) {
            const auto start = std::chrono::steady_clock::now();
            const std::size_t missed = misses(requests, objects, static_cast<EvictionKind>(i));
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
            const auto n = static_cast<double>(requests.size());
            std::printf("%12.4f %8.1f", static_cast<double>(missed) / n, n / took.count() / 1e6);
        }
        std::printf("\n");
    }
    return 0;
}
