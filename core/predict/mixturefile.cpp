// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/countsfile.h"
#include "core/predict/generaliserfile.h"
#include "core/predict/mixture.h"
#include "core/predict/modelfile.h"

#include <algorithm>
#include <bit>
#include <vector>

// The payload of a saved mixture: 4 observations; 8 + 8 predictable requests and surprises
// (doubles); states and counts (countsfile.h); three lists of what is learnt: by the mixer, by
// P(used), and by the calibration maps of P(next) and P(used), one after the other; the bindings
// (generaliserfile.h).

namespace forefetch {

namespace {

Error damaged(const char *where)
{
    return {ErrorCode::Corrupt, std::string("the saved model is damaged: its ") + where +
                                    " do not make sense, though the checksum matches"};
}

} // namespace

struct MixturePredictor::Saved
{
    Result<void> read(ByteReader &in)
    {
        observations = in.number32();
        requests = std::bit_cast<double>(in.number(8));
        surprises = std::bit_cast<double>(in.number(8));
        if (!(requests >= 0 && requests < 1e18) || !(surprises >= 0 && surprises < 1e18) ||
            !counts.read(in))
            return damaged("counts");
        if (!readFloats(in, mixer) || !readFloats(in, used) || !readFloats(in, maps) ||
            maps.size() != 2 * CalibrationMap::kLearnt)
            return damaged("weights");
        if (!bindings.read(in) || in.left() != 0)
            return damaged("bindings");
        return {};
    }

    std::uint32_t observations = 0;
    double requests = 0, surprises = 0;
    SavedCounts counts;
    std::vector<float> mixer, used, maps;
    SavedBindings bindings;
};

Result<void> MixturePredictor::save(std::ostream &out, const Interner &interner) const
{
    ByteWriter payload;
    payload.number(m_observations, 4);
    payload.number(std::bit_cast<std::uint64_t>(m_requests), 8);
    payload.number(std::bit_cast<std::uint64_t>(m_surprises), 8);
    writeCounts(payload, m_states, m_rows, m_weight, interner);
    writeFloats(payload, m_mixer.learnt());
    writeFloats(payload, m_used.learnt());
    const auto next = m_nextMap.learnt(), used = m_used.map().learnt();
    std::vector<float> maps(next.begin(), next.end());
    maps.insert(maps.end(), used.begin(), used.end());
    writeFloats(payload, maps);
    m_bindings.save(payload);
    return writeModel(out, name(), payload.bytes());
}

void MixturePredictor::take(const Saved &saved, Interner &interner)
{
    saved.counts.addTo(m_states, m_rows, m_weight, interner);
    m_bindings.add(saved.bindings);
    m_requests += saved.requests;
    m_surprises += saved.surprises;
    if (saved.observations >= m_observations) {
        // Weights of another shape (an older program's) are left: they are learnt anew soon.
        const std::span<const float> maps(saved.maps);
        m_nextMap.setLearnt(maps.first(CalibrationMap::kLearnt));
        m_used.map().setLearnt(maps.last(CalibrationMap::kLearnt));
        m_mixer.setLearnt(saved.mixer);
        m_used.setLearnt(saved.used);
    }
    m_observations = std::max(m_observations, saved.observations);
    forgetOutlooks();
    publish();
}

// All of a file, before anything is changed by it; the texts are views of `payload`.
Result<void> MixturePredictor::readSaved(std::istream &in, std::string &payload, Saved &saved) const
{
    Result<std::string> read = readModel(in, name());
    if (!read)
        return read.error();
    payload = std::move(read.value());
    ByteReader reader(payload);
    return saved.read(reader);
}

Result<void> MixturePredictor::merge(std::istream &in, Interner &interner)
{
    std::string payload;
    Saved saved;
    Result<void> read = readSaved(in, payload, saved);
    if (read)
        take(saved, interner);
    return read;
}

Result<void> MixturePredictor::load(std::istream &in, Interner &interner)
{
    std::string payload;
    Saved saved;
    Result<void> read = readSaved(in, payload, saved);
    if (!read)
        return read;
    forgetCounts();
    take(saved, interner);
    return read;
}

} // namespace forefetch
