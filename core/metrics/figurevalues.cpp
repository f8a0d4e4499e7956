// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/figurevalues.h"

#include "core/metrics/snapshotfields.h"

namespace forefetch {

namespace {

class Collector
{
public:
    Collector(std::vector<FigureValue> &out, std::string prefix)
        : m_out(out), m_prefix(std::move(prefix))
    {
    }

    void figure(std::string_view name, std::uint64_t value)
    {
        figure(name, static_cast<double>(value));
    }
    void figure(std::string_view name, double value)
    {
        m_out.push_back({m_prefix + std::string(name), value, {}});
    }
    void figure(std::string_view name, const std::string &value)
    {
        m_out.push_back({m_prefix + std::string(name), 0, value});
    }
    void derived(std::string_view name, double value) { figure(name, value); }

    template <typename Fill>
    void group(std::string_view name, const Fill &fill)
    {
        Collector inner(m_out, std::string(name) + '.');
        fill(inner);
    }

private:
    std::vector<FigureValue> &m_out;
    std::string m_prefix;
};

} // namespace

std::vector<FigureValue> figureValues(const Snapshot &snapshot)
{
    std::vector<FigureValue> out;
    Collector collector(out, {});
    visitGroups(collector, snapshot);
    return out;
}

} // namespace forefetch
