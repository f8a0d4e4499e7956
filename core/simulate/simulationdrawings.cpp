// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/simulationdrawings.h"

#include "core/metrics/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace forefetch {

namespace {

constexpr double kLeft = 13; // % of the width, for the numbers of the axis
constexpr double kRight = 97;
constexpr int kTop = 20; // px
constexpr int kBottom = 300;
constexpr std::size_t kMostBars = 24;
constexpr std::size_t kMostRoutes = 12;

std::string pct(double percent)
{
    return decimalText(percent, 2) + '%';
}

// A step of 1, 2 or 5 times a power of ten that parts `range` into about four.
double niceStep(double range)
{
    const double rough = std::max(range, 1e-6) / 4;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double times : {1.0, 2.0, 5.0}) {
        if (rough <= times * power)
            return times * power;
    }
    return 10 * power;
}

void line(HtmlWriter &html, std::string_view kind, double x1, double y1, double x2, double y2)
{
    html.empty("line", {{"class", kind},
                        {"x1", pct(x1)},
                        {"y1", decimalText(y1, 1)},
                        {"x2", pct(x2)},
                        {"y2", decimalText(y2, 1)}});
}

void label(HtmlWriter &html, std::string_view words, double x, double y, std::string_view anchor,
           std::string_view kind = "")
{
    html.element(
        "text", words,
        {{"class", kind}, {"x", pct(x)}, {"y", decimalText(y, 1)}, {"text-anchor", anchor}});
}

// From figures to places, and the axes with their numbers.
class Plane
{
public:
    Plane(double xMost, double yLeast, double yMost)
        : m_xStep(niceStep(xMost)), m_yStep(niceStep(yMost - yLeast)),
          m_xMost(m_xStep * std::ceil(xMost / m_xStep + 1e-9)),
          m_yLeast(std::max(0.0, m_yStep * std::floor(yLeast / m_yStep - 1e-9))),
          m_yMost(m_yStep * std::ceil(yMost / m_yStep + 1e-9))
    {
    }

    double x(double load) const { return kLeft + (kRight - kLeft) * load / m_xMost; }
    double y(double hits) const
    {
        return kBottom - (kBottom - kTop) * (hits - m_yLeast) / (m_yMost - m_yLeast);
    }

    void drawAxes(HtmlWriter &html) const
    {
        for (double hits = m_yLeast; hits <= m_yMost + 1e-9; hits += m_yStep) {
            line(html, "grid", kLeft, y(hits), kRight, y(hits));
            label(html, digits(hits, m_yStep), kLeft - 1, y(hits) + 4, "end");
        }
        for (double load = 0; load <= m_xMost + 1e-9; load += m_xStep) {
            line(html, "grid", x(load), kBottom, x(load), kBottom + 5);
            label(html, digits(load, m_xStep), x(load), kBottom + 19, "middle");
        }
        label(html, "hits", kLeft, kTop - 9, "start", "small");
        label(html, "extra load", (kLeft + kRight) / 2, kBottom + 38, "middle", "small");
    }

private:
    static std::string digits(double ratio, double step)
    {
        return decimalText(100 * ratio, step < 0.01 ? 1 : 0) + " %";
    }

    double m_xStep, m_yStep, m_xMost, m_yLeast, m_yMost;
};

void drawYardstick(HtmlWriter &html, const Plane &plane, std::string_view name, double hits)
{
    line(html, "yard", kLeft, plane.y(hits), kRight, plane.y(hits));
    label(html, std::string(name) + ' ' + percentText(hits), kRight, plane.y(hits) - 5, "end",
          "small");
}

void drawPoint(HtmlWriter &html, const Plane &plane, const Variant &v, const std::string &name,
               bool isBest)
{
    const double x = plane.x(v.extraLoad.value);
    const double y = plane.y(v.hitRatio.value);
    if (isBest) { // told by more than its colour
        line(html, "spread", x, plane.y(v.hitRatio.low), x, plane.y(v.hitRatio.high));
        html.empty("circle",
                   {{"class", "ring"}, {"cx", pct(x)}, {"cy", decimalText(y, 1)}, {"r", "10"}});
    }
    html.open("circle", {{"class", isBest           ? "best"
                                   : v.isOnFrontier ? "dot"
                                                    : "dim"},
                         {"cx", pct(x)},
                         {"cy", decimalText(y, 1)},
                         {"r", isBest ? "6" : "4"}});
    html.element("title", name + ": hits " + percentText(v.hitRatio.value) + ", extra load " +
                              percentText(v.extraLoad.value));
    html.close();
    if (isBest)
        label(html, name, x, y - 16, x > 75 ? "end" : "start", "strong");
}

// The recommended one last, over those that are in the same place.
void drawPoints(HtmlWriter &html, const Plane &plane, const SimulationResult &result,
                const SimulationPlan &plan)
{
    const std::vector<Variant> &variants = result.variants;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (result.recommended.variant != i)
            drawPoint(html, plane, variants[i], pointName(variants[i].settings, plan), false);
    }
    if (const auto best = result.recommended.variant)
        drawPoint(html, plane, variants[*best], pointName(variants[*best].settings, plan), true);
}

void drawFrontierLine(HtmlWriter &html, const Plane &plane, const SimulationResult &result)
{
    std::vector<const Variant *> frontier;
    for (const Variant &v : result.variants) {
        if (v.isOnFrontier)
            frontier.push_back(&v);
    }
    std::ranges::sort(frontier, {}, [](const Variant *v) { return v->extraLoad.value; });
    for (std::size_t i = 1; i < frontier.size(); ++i) {
        const Variant &a = *frontier[i - 1];
        const Variant &b = *frontier[i];
        line(html, "frontier", plane.x(a.extraLoad.value), plane.y(a.hitRatio.value),
             plane.x(b.extraLoad.value), plane.y(b.hitRatio.value));
    }
}

struct Part
{
    std::string_view kind;
    double share;
};

void stackedBar(HtmlWriter &html, int y, std::string_view name, const std::string &figures,
                std::initializer_list<Part> parts)
{
    const std::string at = std::to_string(y + 12);
    html.element("text", name, {{"x", "0"}, {"y", at}});
    html.element("text", figures, {{"x", "100%"}, {"y", at}, {"text-anchor", "end"}});
    html.empty("rect", {{"class", "track"},
                        {"x", "0"},
                        {"y", std::to_string(y + 17)},
                        {"width", "100%"},
                        {"height", "10"}});
    double from = 0;
    for (const Part &part : parts) {
        html.empty("rect", {{"class", part.kind},
                            {"x", pct(100 * from)},
                            {"y", std::to_string(y + 17)},
                            {"width", pct(100 * part.share)},
                            {"height", "10"}});
        from += part.share;
    }
}

// As wide as fits beside the figures on a phone; the end of a route tells more than its middle.
std::string shortened(const std::string &route)
{
    constexpr std::size_t most = 32;
    return route.size() <= most
               ? route
               : route.substr(0, most / 2 - 1) + "…" + route.substr(route.size() - most / 2);
}

void openDrawing(HtmlWriter &html, int height, const std::string &words)
{
    html.open("figure", {{"class", "bars plot"}});
    html.open("svg", {{"role", "img"}, {"height", std::to_string(height)}, {"aria-label", words}});
}

void drawKey(HtmlWriter &html,
             std::initializer_list<std::pair<std::string_view, std::string_view>> entries)
{
    html.open("ul", {{"class", "legend"}});
    for (const auto &[kind, words] : entries) {
        html.open("li");
        html.element("span", "■", {{"class", "key " + std::string(kind)}});
        html.text(words);
        html.close();
    }
    html.close();
}

// All variants, or those on the frontier and the recommended one where they are too many.
std::vector<const Variant *> barsOf(const SimulationResult &result)
{
    std::vector<const Variant *> bars;
    for (std::size_t i = 0; i < result.variants.size(); ++i) {
        const Variant &v = result.variants[i];
        if (result.variants.size() <= kMostBars || v.isOnFrontier ||
            result.recommended.variant == i)
            bars.push_back(&v);
    }
    if (bars.size() > kMostBars)
        bars.resize(kMostBars);
    return bars;
}

} // namespace

const std::string_view kSimulationStyle = R"css(
.plot { max-width: 62rem; margin-bottom: 1rem; }
.plot text { fill: var(--text); font-size: 12px; }
.plot text.small { fill: var(--muted); } .plot text.strong { font-weight: 600; }
.grid { stroke: var(--rule); } .yard { stroke: var(--muted); stroke-dasharray: 5 4; }
.frontier { stroke: var(--hit); stroke-width: 2; } .spread { stroke: var(--good); stroke-width: 2; }
.dot { fill: var(--hit); } .dim { fill: var(--ended); } .best { fill: var(--good); }
.ring { fill: none; stroke: var(--good); stroke-width: 2; }
.late { fill: var(--open); } .legend .late { color: var(--open); }
.legend .hit, .legend .dot { color: var(--hit); } .legend .best { color: var(--good); }
.legend .dim { color: var(--ended); }
.route { overflow-wrap: anywhere; }
)css";

std::string pointName(const SettingsValues &settings, const SimulationPlan &plan)
{
    std::string text;
    for (const SweepAxis &axis : plan.axes)
        text += (text.empty() ? "" : " · ") + formatValue(axis.param, settings[axis.param]) +
                (info(axis.param).unit.empty() ? "" : ' ' + std::string(info(axis.param).unit));
    return text.empty() ? "these settings" : text;
}

void drawFrontier(HtmlWriter &html, const SimulationResult &result, const SimulationPlan &plan)
{
    if (result.variants.empty() || result.yardsticks.empty())
        return;
    const YardstickSet &yardsticks = result.yardsticks.front();
    const double without = yardsticks[Yardstick::NoPrefetch].snapshot.demand.hitRatio;
    const double seen = yardsticks[Yardstick::OracleSeen].snapshot.demand.hitRatio;
    double most = 0.01, low = without, high = seen;
    for (const Variant &v : result.variants) {
        most = std::max(most, v.extraLoad.value);
        low = std::min(low, v.hitRatio.value);
        high = std::max({high, v.hitRatio.value, v.hitRatio.high});
    }
    const Plane plane(most, low, high);
    openDrawing(html, kBottom + 48,
                "Hit ratio against extra load of " + std::to_string(result.variants.size()) +
                    " settings, from " + percentText(without) + " without prefetching to " +
                    percentText(seen) + " of an oracle");
    plane.drawAxes(html);
    drawYardstick(html, plane, "no prefetching", without);
    drawYardstick(html, plane, "oracle of seen URLs", seen);
    drawFrontierLine(html, plane, result);
    drawPoints(html, plane, result, plan);
    html.close();
    drawKey(html, {{"best", "recommended, with its 95 % interval"},
                   {"dot", "on the frontier: no other setting has more hits for less load"},
                   {"dim", "other settings"}});
    html.close();
}

void drawEnds(HtmlWriter &html, const SimulationResult &result, const SimulationPlan &plan)
{
    const std::vector<const Variant *> bars = barsOf(result);
    double most = 1;
    for (const Variant *v : bars)
        most = std::max(most, static_cast<double>(v->run.snapshot.prefetch.attempts));
    openDrawing(html, static_cast<int>(bars.size()) * 36,
                "How the prefetches of each setting ended: used, late, wasted");
    int y = 0;
    for (const Variant *v : bars) {
        const LedgerFigures &p = v->run.snapshot.prefetch;
        const auto used = static_cast<double>(p[PrefetchState::Used]);
        const auto late = static_cast<double>(p[PrefetchState::Late]);
        const auto wasted = static_cast<double>(p.wasted());
        const double rest = std::max(0.0, static_cast<double>(p.attempts) - used - late - wasted);
        stackedBar(html, y, pointName(v->settings, plan),
                   groupedText(p.attempts) + " sent, " + percentText(p.wasteRatio()) + " wasted",
                   {{"useful", used / most},
                    {"late", late / most},
                    {"wasted", wasted / most},
                    {"ended", rest / most}});
        y += 36;
    }
    html.close();
    drawKey(html, {{"useful", "used"},
                   {"late", "late: a request joined it and waited for the rest"},
                   {"wasted", "wasted"},
                   {"ended", "sent and still ready, refused or failed"}});
    html.close();
}

void drawRoutes(HtmlWriter &html, const SimulationResult &result)
{
    const std::size_t count = std::min(result.routes.size(), kMostRoutes);
    double most = 1;
    for (std::size_t i = 0; i < count; ++i)
        most = std::max(most, static_cast<double>(result.routes[i].tally.attempts));
    openDrawing(html, static_cast<int>(count) * 36, "The routes that prefetching serves most");
    for (std::size_t i = 0; i < count; ++i) {
        const RouteGain &r = result.routes[i];
        stackedBar(html, static_cast<int>(i) * 36, shortened(r.route),
                   groupedText(r.tally.used + r.tally.late) + " of " +
                       groupedText(r.tally.attempts),
                   {{"useful", r.tally.used / most},
                    {"late", r.tally.late / most},
                    {"wasted", r.tally.wasted / most}});
    }
    html.close();
    drawKey(html, {{"useful", "used"}, {"late", "late"}, {"wasted", "wasted"}});
    html.close();
}

} // namespace forefetch
