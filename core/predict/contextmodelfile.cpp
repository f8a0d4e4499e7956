// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/contextmodel.h"
#include "core/predict/countsfile.h"
#include "core/predict/modelfile.h"

// The payload of a saved context model: states and counts (countsfile.h), nothing else.

namespace forefetch {

Result<void> ContextModel::save(std::ostream &out, const Interner &interner) const
{
    ByteWriter payload;
    writeCounts(payload, m_states, m_rows, 1, interner);
    return writeModel(out, name(), payload.bytes());
}

Result<void> ContextModel::load(std::istream &in, Interner &interner)
{
    Result<std::string> payload = readModel(in, name());
    if (!payload)
        return payload.error();
    SavedCounts saved;
    ByteReader reader(payload.value());
    if (!saved.read(reader) || reader.left() != 0)
        return Error{ErrorCode::Corrupt, "the saved model is damaged: its counts do not make "
                                         "sense, though the checksum matches"};
    m_states.clear();
    m_rows.clear();
    m_trails = SessionTable<Trail>(m_trails.maxSessions());
    saved.addTo(m_states, m_rows, 1, interner);
    publish();
    return {};
}

} // namespace forefetch
