// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/generaliserfile.h"

#include "core/predict/actions.h"
#include "core/predict/generaliser.h"
#include "core/predict/modelfile.h"
#include "core/request/redact.h"

#include <algorithm>
#include <string>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kBytesAPlace = 8 + 2 + 1 + 1 + RouteTree::kWords * 6;
constexpr std::size_t kSmallestRoute = 8 + 2 + 1 + 4 + 1;
constexpr std::size_t kLongestRecipe = 4 * TargetParts::kLongest;
constexpr std::size_t kLongestPlace = 256;

// Whole instructions, known values and places, and no other control characters.
bool isRecipe(std::string_view text, std::size_t places)
{
    if (text.empty() || text.size() > kLongestRecipe)
        return false;
    for (std::size_t i = 0; i < text.size(); i += recipe::sizeAt(text, i)) {
        const char c = text[i];
        if (i + recipe::sizeAt(text, i) > text.size())
            return false;
        if (!recipe::isInstruction(c) && ((c >= 0 && c < ' ') || c == 0x7f))
            return false;
        if ((c == recipe::CopyValue || c == recipe::StepValue) &&
            (text[i + 1] < 1 || text[i + 1] > static_cast<char>(Viewpoint::kMostValues)))
            return false;
        if ((c == recipe::Answer || c == recipe::AnswerLink) &&
            recipe::numberAt(text, i + 1) >= places)
            return false;
    }
    return true;
}

// What it makes, with something plain in place of its values, is no action and holds no secret.
bool isHarmless(std::string_view text)
{
    std::string sample;
    for (std::size_t i = 0; i < text.size(); i += recipe::sizeAt(text, i)) {
        if (recipe::isInstruction(text[i]))
            sample.append(i == 0 ? "/x/" : "1");
        else
            sample.push_back(text[i]);
    }
    return sample.starts_with('/') && !sample.starts_with("//") && !looksLikeAction(sample) &&
           redacted(sample) == sample;
}

// The same recipe with other numbers for its places; empty where one has none.
std::string renumbered(std::string_view text, const std::vector<std::uint32_t> &numbers)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += recipe::sizeAt(text, i)) {
        if (text[i] != recipe::Answer && text[i] != recipe::AnswerLink) {
            out.append(text.substr(i, recipe::sizeAt(text, i)));
            continue;
        }
        const std::uint32_t number = numbers[recipe::numberAt(text, i + 1)];
        if (number == JsonPlaces::kNone)
            return {};
        out.push_back(text[i]);
        recipe::appendNumber(out, number);
    }
    return out;
}

} // namespace

bool SavedBindings::read(ByteReader &in)
{
    return readPlaces(in) && readTree(in) && m_deeds.read(in) && readRoutes(in);
}

bool SavedBindings::readPlaces(ByteReader &in)
{
    const std::uint32_t count = in.number32();
    if (!in.ok() || count > JsonPlaces::kMost)
        return false;
    for (std::uint32_t i = 0; i < count; ++i) {
        m_places.push_back(in.text());
        if (!in.ok() || m_places.back().size() > kLongestPlace)
            return false;
    }
    return true;
}

bool SavedBindings::readTree(ByteReader &in)
{
    const std::uint32_t count = in.number32();
    if (!in.ok() || count > in.left() / kBytesAPlace)
        return false;
    m_tree.resize(count);
    for (RouteTree::Place &place : m_tree) {
        place.name = in.number(8);
        place.total = static_cast<std::uint16_t>(in.number(2));
        place.turnover = static_cast<std::uint8_t>(in.number(1));
        const std::uint64_t parameter = in.number(1);
        place.parameter = parameter == 1;
        if (place.name == 0 || parameter > 1 || place.total > RouteTree::kMostCounted)
            return false;
        for (std::size_t i = 0; i < RouteTree::kWords; ++i) {
            place.words[i] = in.number32();
            place.counts[i] = static_cast<std::uint16_t>(in.number(2));
            if (place.counts[i] > place.total)
                return false;
        }
    }
    return in.ok();
}

bool SavedBindings::readRoutes(ByteReader &in)
{
    const std::uint32_t count = in.number32();
    if (!in.ok() || count > in.left() / kSmallestRoute)
        return false;
    m_routes.resize(count);
    for (RouteRules::SavedRoute &route : m_routes) {
        route.name = in.number(8);
        route.passed = static_cast<std::uint16_t>(in.number(2));
        const std::uint64_t others = in.number(1);
        route.others = others == 1;
        route.words = in.text();
        if (!in.ok() || route.name == 0 || route.passed >= RouteRules::kMostPassed || others > 1 ||
            !readRules(in, route))
            return false;
    }
    return true;
}

bool SavedBindings::readRules(ByteReader &in, RouteRules::SavedRoute &route)
{
    const std::uint64_t count = in.number(1);
    if (count > RouteRules::kRules)
        return false;
    for (std::uint64_t i = 0; i < count; ++i) {
        RouteRules::SavedRule rule;
        rule.recipe = in.text();
        for (std::uint8_t &right : rule.right)
            right = static_cast<std::uint8_t>(in.number(1));
        rule.witness = static_cast<std::uint16_t>(in.number(2));
        rule.witnesses = static_cast<std::uint8_t>(in.number(1));
        if (!in.ok() || !isRecipe(rule.recipe, m_places.size()))
            return false;
        if (isHarmless(rule.recipe))
            route.rules.push_back(std::move(rule));
    }
    return true;
}

void Generaliser::save(ByteWriter &out) const
{
    out.number(m_places.size(), 4);
    for (std::uint32_t i = 0; i < m_places.size(); ++i)
        out.text(m_places.text(i));
    std::size_t places = 0;
    m_tree.forEach([&](const RouteTree::Place &) { ++places; });
    out.number(places, 4);
    m_tree.forEach([&](const RouteTree::Place &place) {
        out.number(place.name, 8);
        out.number(place.total, 2);
        out.number(place.turnover, 1);
        out.number(place.parameter ? 1 : 0, 1);
        for (std::size_t i = 0; i < RouteTree::kWords; ++i) {
            out.number(place.words[i], 4);
            out.number(place.counts[i], 2);
        }
    });
    m_deeds.write(out);
    out.number(m_rules.routes(), 4);
    for (std::uint32_t slot = 0; slot < m_rules.slots(); ++slot) {
        if (m_rules.name(slot) == 0)
            continue;
        const std::span<const RouteRules::Rule> rules = m_rules.of(slot);
        out.number(m_rules.name(slot), 8);
        out.number(m_rules.passes(slot), 2);
        out.number(m_rules.hasOthers(slot) ? 1 : 0, 1);
        out.text(m_rules.words(slot));
        out.number(rules.size(), 1);
        for (const RouteRules::Rule &rule : rules) {
            out.text(m_rules.recipes().text(rule.recipe));
            for (const std::uint8_t right : rule.right)
                out.number(right, 1);
            out.number(rule.witness, 2);
            out.number(rule.witnesses, 1);
        }
    }
}

void Generaliser::add(const SavedBindings &saved)
{
    std::vector<std::uint32_t> numbers;
    for (const std::string_view place : saved.places())
        numbers.push_back(m_places.numberOf(std::string(place)));
    for (const RouteTree::Place &place : saved.tree())
        m_tree.add(place);
    m_deeds.merge(saved.deeds());
    for (RouteRules::SavedRoute route : saved.routes()) {
        for (RouteRules::SavedRule &rule : route.rules)
            rule.recipe = renumbered(rule.recipe, numbers);
        std::erase_if(route.rules,
                      [](const RouteRules::SavedRule &rule) { return rule.recipe.empty(); });
        m_rules.restore(route);
    }
    m_known.lookAnew();
}

void Generaliser::clear()
{
    m_rules.clear();
    m_tree.clear();
    m_deeds = {};
    m_sessions.clear();
    m_answered.clear();
    m_answers.clear();
    m_places.clear();
    m_known.clear();
    m_pairs.assign(m_pairs.size(), {});
    m_hints.assign(m_hints.size(), {});
}

} // namespace forefetch
