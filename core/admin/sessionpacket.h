// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/sessionsampler.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace forefetch {

// Everything that a window shows of a run, as it goes over a connection to a window elsewhere: the
// moment and what has come since the one before (SessionNews), with the texts that are new. What is
// a secret is left out, as in a recording.
//
//     SessionPackets packets;                       // for one listener
//     connection.write(framed(packets.next(run)));  // a few times a second
//
//     PacketReader reader;
//     reader.add(bytes);
//     while (auto packet = reader.next()) ...
//
// Thread: a value.
struct SessionPacket
{
    RunAbout about;
    WallTime wallNow{}; // at news.frame.at
    SessionNews news;
    Histogram latencies; // everybody's, since the run's start
    std::vector<std::pair<ResourceId, std::string>> texts;
    std::vector<std::pair<ResourceId, std::string>> rules; // wordsOf()
};

std::string packed(const SessionPacket &packet);
// Fails when the bytes are none of this version.
Result<SessionPacket> unpackedPacket(std::string_view bytes);

// Samples a run for one listener. Thread: one; the run as SessionSampler asks it.
class SessionPackets
{
public:
    SessionPacket next(RunSource &run);

private:
    void addText(SessionPacket &packet, ResourceId id, const RunRows &rows);
    void addRule(SessionPacket &packet, ResourceId id, const RunRows &rows);

    SessionSampler m_sampler;
    std::unordered_set<std::uint64_t> m_texts; // that the listener knows
    std::unordered_set<std::uint64_t> m_rules;
};

// With its length before it (four bytes, the lowest first), so that packets can follow each other.
std::string framed(std::string_view bytes);

// Takes packets out of what comes. Thread: one.
class PacketReader
{
public:
    static constexpr std::size_t kLargest = 32 << 20; // bytes of a packet

    void add(std::string_view bytes) { m_in.append(bytes); }
    // Nothing: it is not whole yet. An error: what comes is no packet, and nothing that follows is.
    std::optional<Result<SessionPacket>> next();

private:
    std::string m_in;
};

} // namespace forefetch
