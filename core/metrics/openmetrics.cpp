// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/openmetrics.h"

#include "core/metrics/figurevalues.h"
#include "core/metrics/glossary.h"
#include "core/metrics/jsontext.h"
#include "core/metrics/metricnames.h"

#include <QString>

#include <algorithm>
#include <map>

namespace forefetch {

namespace {

using ValuesByName = std::map<std::string, double, std::less<>>;

constexpr double kMebibyte = 1024.0 * 1024.0;

// Within quotes, or behind HELP: backslash, quote and line feed escaped, no broken UTF-8.
std::string escaped(std::string_view text)
{
    const QString valid = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    std::string out;
    for (const char c : valid.toStdString()) {
        if (c == '\\' || c == '"')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out;
}

// What a name ends in, if that is a unit.
std::string_view unitOf(std::string_view name)
{
    for (const std::string_view unit : {"seconds", "bytes", "ratio"})
        if (name.ends_with('_' + std::string(unit)))
            return unit;
    return {};
}

std::string_view typeText(MetricType type)
{
    return type == MetricType::Counter ? "counter"
           : type == MetricType::Gauge ? "gauge"
                                       : "summary";
}

class Writer
{
public:
    Writer(const Snapshot &snapshot, Stamps stamps) : m_snapshot(snapshot)
    {
        if (stamps == Stamps::OfSnapshot)
            m_stamp =
                ' ' +
                numberText(static_cast<double>(snapshot.takenAt.time_since_epoch().count()) / 1e3);
        for (const FigureValue &figure : figureValues(snapshot))
            m_values[figure.name] = figure.value;
        for (const std::string_view group : {"demand", "demand_held_back", "demand_treated"}) {
            const std::string prefix(group);
            m_values[prefix + ".hits_by_demand"] =
                std::max(0.0, m_values[prefix + ".hits"] - m_values[prefix + ".hits_prefetched"]);
        }
    }

    std::string run()
    {
        writeHead();
        for (const MetricName &name : metricNames()) {
            open(name, {});
            sample(name.family, name.suffix, name.labels, valueOf(name, {}));
        }
        writeGroups();
        writeTuner();
        writeGuardState();
        for (const ParamInfo &row : parameterTable())
            writeSetting(row);
        return m_out + "# EOF\n";
    }

private:
    void family(std::string_view name, std::string_view type, std::string_view help)
    {
        const std::string text(name);
        m_out += "# TYPE " + text + ' ' + std::string(type) + '\n';
        if (const std::string_view unit = unitOf(name); !unit.empty() && type != "info")
            m_out += "# UNIT " + text + ' ' + std::string(unit) + '\n';
        m_out += "# HELP " + text + ' ' + escaped(help) + '\n';
    }

    void sample(std::string_view name, std::string_view suffix, std::string_view labels,
                double value)
    {
        m_out += std::string(name) + std::string(suffix);
        if (!labels.empty())
            m_out += '{' + std::string(labels) + '}';
        m_out += ' ' + numberText(value) + m_stamp + '\n';
    }

    // The family's head, where this is its first row.
    void open(const MetricName &name, std::string_view which)
    {
        if (m_family == name.family)
            return;
        m_family = name.family;
        const GlossaryEntry *entry = findInGlossary(name.figure);
        std::string help(name.help.empty() && entry ? entry->text : name.help);
        family(name.family, typeText(name.type), help.append(which));
    }

    // In the base unit.
    double valueOf(const MetricName &name, std::string_view group) const
    {
        std::string figure(name.figure);
        if (!group.empty())
            figure.replace(0, 6, "demand_" + std::string(group));
        const auto found = m_values.find(figure);
        const double value = found == m_values.end() ? 0 : found->second;
        return name.figure.find("_ms.") == std::string_view::npos ? value : value / 1e3;
    }

    void writeHead()
    {
        info("forefetch_build", "version", FOREFETCH_VERSION, "The program that wrote this.");
        info("forefetch_source", "source", m_snapshot.source, "Where the traffic came from.");
        info("forefetch_predictor", "model", m_snapshot.predictor.model,
             "The model that predicts.");
        gauge("forefetch_snapshot_time_seconds", "When the figures were read, in Unix time.",
              static_cast<double>(m_snapshot.takenAt.time_since_epoch().count()) / 1e3);
        gauge("forefetch_uptime_seconds", "How long the pipeline had been running.",
              m_snapshot.uptime);
        gauge("forefetch_settings_revision", "How many changes the settings had seen.",
              m_snapshot.revision);
        writeFaults();
    }

    // Of a demo in which something was made to go wrong: 1 while it does.
    void writeFaults()
    {
        std::map<std::string, double> faults;
        for (const FaultNote &fault : m_snapshot.faults)
            faults[fault.name] = std::max(faults[fault.name], fault.ended ? 0.0 : 1.0);
        if (!faults.empty())
            family("forefetch_fault_active", "gauge", "Whether this fault is made to happen.");
        for (const auto &[name, value] : faults)
            sample("forefetch_fault_active", {}, "fault=\"" + escaped(name) + '"', value);
    }

    void info(std::string_view name, std::string_view label, std::string_view text,
              std::string_view help)
    {
        family(name, "info", help);
        sample(name, "_info", std::string(label) + "=\"" + escaped(text) + '"', 1);
    }

    void gauge(std::string_view name, std::string_view help, double value)
    {
        family(name, "gauge", help);
        sample(name, {}, {}, value);
    }

    void writeGroups()
    {
        for (const MetricName &name : groupMetricNames()) {
            open(name, " By group of sessions.");
            for (const std::string_view group : {"held_back", "treated"}) {
                std::string labels = "group=\"" + std::string(group) + '"';
                if (!name.labels.empty())
                    labels += ',' + std::string(name.labels);
                sample(name.family, name.suffix, labels, valueOf(name, group));
            }
        }
    }

    // Its mode and agent are among the settings.
    void writeTuner()
    {
        gauge("forefetch_tuner_stopped", "Whether the tuner has stopped by itself.",
              m_snapshot.tuner.stopped.empty() ? 0 : 1);
    }

    void writeGuardState()
    {
        constexpr std::string_view name = "forefetch_guard_state";
        const auto isNow = [this](std::size_t i) {
            return m_snapshot.guard.state == nameOf(static_cast<GuardState>(i));
        };
        bool isAny = false;
        for (std::size_t i = 0; i < kGuardStates; ++i)
            isAny = isAny || isNow(i);
        if (!isAny)
            return; // a snapshot of another version: exactly one of the states has to hold
        family(name, "stateset", findInGlossary("guard.state")->text);
        for (std::size_t i = 0; i < kGuardStates; ++i) {
            const std::string_view state = nameOf(static_cast<GuardState>(i));
            sample(name, {}, std::string(name) + "=\"" + std::string(state) + '"',
                   isNow(i) ? 1 : 0);
        }
    }

    // A setting as a gauge in base units; a choice as one of its states.
    void writeSetting(const ParamInfo &row)
    {
        std::string name = "forefetch_config_" + std::string(row.id);
        std::ranges::replace(name, '.', '_');
        double value = m_snapshot.settings[row.param];
        if (name.ends_with("_count")) // which is a summary's, to Prometheus
            name.erase(name.rfind('_'));
        if (row.unit == "s")
            name += "_seconds";
        if (row.unit == "MiB") {
            name += "_bytes";
            value *= kMebibyte;
        }
        if (row.kind != ParamKind::Choice) {
            gauge(name, row.help, value);
            return;
        }
        family(name, "stateset", row.help);
        for (std::size_t i = 0; i < row.choices.size(); ++i)
            sample(name, {}, name + "=\"" + escaped(row.choices[i]) + '"',
                   value == static_cast<double>(i) ? 1 : 0);
    }

    const Snapshot &m_snapshot;
    std::string m_stamp;
    ValuesByName m_values;
    std::string m_out;
    std::string_view m_family;
};

} // namespace

std::string toOpenMetrics(const Snapshot &snapshot, Stamps stamps)
{
    return Writer(snapshot, stamps).run();
}

} // namespace forefetch
