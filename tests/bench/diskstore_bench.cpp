// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The disk store with a lot in it: how long a start takes, to the first answer from the disk and
// until everything is known, and what a read and a write cost.
//
//     diskstore_bench [MiB [KiB for each response]]      1024 and 10
#include "core/store/diskstore.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <thread>

using namespace forefetch;

namespace {

double msSince(TimePoint begun, const Clock &clock)
{
    return seconds(clock.now() - begun) * 1000;
}

struct Bench
{
    Bench() { (void)settings.set(Param::CacheDiskCapacity, 1'000'000, "bench"); }

    void open(const std::string &folder)
    {
        DiskStoreOptions options;
        options.folder = folder;
        options.key = {1, 2};
        store = std::make_unique<DiskStore>(options, interner, settings, clock);
        if (!store->start())
            std::abort();
    }
    Key key(unsigned n)
    {
        return {interner.intern("/items/" + std::to_string(n)), Partition::everyone()};
    }
    bool get(unsigned n)
    {
        bool found = false;
        std::promise<void> done;
        store->load(
            {{key(n)}}, [&found](const Key &, const CacheEntryPtr &) { found = true; },
            [&done] { done.set_value(); });
        done.get_future().wait();
        return found;
    }

    RealClock clock;
    Settings settings{clock};
    Interner interner;
    std::unique_ptr<DiskStore> store;
};

void fill(Bench &bench, unsigned count, std::size_t bytes)
{
    const TimePoint begun = bench.clock.now();
    const auto head = std::make_shared<const ResponseHead>(ResponseHead{200, "OK", {}});
    for (unsigned i = 0; i < count; ++i) {
        auto entry = std::make_shared<CacheEntry>();
        entry->head = head;
        entry->body = std::make_shared<const std::string>(bytes, static_cast<char>('a' + i % 26));
        entry->storedAt = bench.clock.now();
        entry->freshUntil = entry->storedAt + std::chrono::hours(1);
        const Key key = bench.key(i);
        bench.store->keep(key, bench.store->replacing(key), entry);
        while (bench.store->figures().pending > 2000)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    bench.store.reset();
    std::printf("written: %u responses in %.1f s\n", count, msSince(begun, bench.clock) / 1000);
}

} // namespace

int main(int argc, char **argv)
{
    const std::size_t mebibytes = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1024;
    const std::size_t bytes = (argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 10) * 1024;
    const auto count = static_cast<unsigned>((mebibytes << 20) / bytes);
    const std::string folder =
        (std::filesystem::temp_directory_path() / "diskstore_bench").string();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    Bench bench;
    bench.open(folder);
    fill(bench, count, bytes);

    const TimePoint begun = bench.clock.now();
    bench.open(folder);
    std::printf("start() returned after %.2f ms\n", msSince(begun, bench.clock));
    const bool found = bench.get(count / 2);
    std::printf("first answer from the disk (%s) after %.1f ms\n", found ? "there" : "missing",
                msSince(begun, bench.clock));
    while (bench.store->figures().entries < count)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::printf("all %llu known after %.1f ms\n",
                static_cast<unsigned long long>(bench.store->figures().entries),
                msSince(begun, bench.clock));
    const TimePoint reading = bench.clock.now();
    unsigned hits = 0;
    for (unsigned i = 0; i < 2000; ++i)
        hits += bench.get(i * 7919U % count);
    std::printf("a read: %.3f ms, %u of 2000 found\n", msSince(reading, bench.clock) / 2000, hits);
    bench.store.reset();
    std::filesystem::remove_all(folder);
    return hits == 2000 && found ? 0 : 1;
}
