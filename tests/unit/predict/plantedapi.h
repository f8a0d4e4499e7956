// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/request.h"
#include "core/time/random.h"

#include <array>
#include <string>
#include <vector>

namespace forefetch {

// One request of made-up traffic, its answer, and how it is bound to what came before it.
struct PlantedRequest
{
    enum Binding {
        None,
        SameValue,
        SameUuid,
        Step,
        ListItem,
        RelativeLink,
        AbsoluteLink,
        PostAnswer,
        Kinds
    };
    std::uint32_t session = 0;
    Method method = Method::Get;
    std::string target;
    std::string body;
    Binding binding = None;
};

// Sessions of an API in which each kind of binding is planted; ids are drawn from large ranges, so
// that hardly a target comes twice.
class PlantedApi
{
public:
    explicit PlantedApi(std::uint64_t seed) : m_random(seed) {}

    std::vector<PlantedRequest> session(std::uint32_t session)
    {
        std::vector<PlantedRequest> out;
        m_session = session;
        for (int visits = 0; visits < 3; ++visits) {
            switch (m_random.below(6)) {
            case 0:
                user(out);
                break;
            case 1:
                document(out);
                break;
            case 2:
                pages(out);
                break;
            case 3:
                list(out);
                break;
            case 4:
                links(out);
                break;
            default:
                order(out);
            }
        }
        return out;
    }

private:
    using P = PlantedRequest;
    std::string id() { return std::to_string(100'000 + m_random.below(900'000)); }
    std::string hex(std::size_t digits)
    {
        std::string s;
        while (s.size() < digits)
            s.push_back("0123456789abcdef"[m_random.below(16)]);
        return s;
    }
    void add(std::vector<P> &out, std::string target, P::Binding binding = P::None,
             std::string body = "{}")
    {
        out.push_back({m_session, Method::Get, std::move(target), std::move(body), binding});
    }

    void user(std::vector<P> &out)
    {
        const std::string user = "/users/" + id();
        add(out, user);
        add(out, user + "/orders", P::SameValue);
        add(out, user + "/settings?view=short", P::SameValue);
    }
    void document(std::vector<P> &out)
    {
        const std::string uuid =
            hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12);
        add(out, "/docs/" + uuid);
        add(out, "/history?doc=" + uuid, P::SameUuid);
    }
    void pages(std::vector<P> &out)
    {
        const std::string feed = "/feeds/" + id() + "?page=";
        add(out, feed + "1");
        add(out, feed + "2", P::Step);
        add(out, feed + "3", P::Step);
        const auto block = 1000 + 16 * m_random.below(1'000'000);
        add(out, "/volume/blocks/" + std::to_string(block));
        add(out, "/volume/blocks/" + std::to_string(block + 16), P::Step);
        add(out, "/volume/blocks/" + std::to_string(block + 32), P::Step);
    }
    void list(std::vector<P> &out)
    {
        std::string body = R"({"total":3000,"items":[)";
        std::array<std::string, 20> ids;
        for (std::string &each : ids) {
            each = id();
            body += (body.back() == '[' ? "" : ",") + std::string(R"({"id":)") + each +
                    R"(,"name":"a thing of some length","price":3.5})";
        }
        add(out, "/products?tag=" + id(), P::None, body + "]}");
        add(out, "/products/" + ids[m_random.below(2)], P::ListItem);
        add(out, "/products/" + ids[2 + m_random.below(2)], P::ListItem);
    }
    void links(std::vector<P> &out)
    {
        const std::string first = hex(10), second = hex(10), third = hex(10);
        add(out, "/events", P::None, R"({"events":[],"next":"?cursor=)" + first + "\"}");
        add(out, "/events?cursor=" + first, P::RelativeLink,
            R"({"events":[],"next":"?cursor=)" + second + "\"}");
        add(out, "/events?cursor=" + second, P::RelativeLink);
        add(out, "/logs", P::None,
            R"({"links":{"next":"https://api.example.com/logs?after=)" + third + "\"}}");
        add(out, "/logs?after=" + third, P::AbsoluteLink);
    }
    void order(std::vector<P> &out)
    {
        const std::string number = id();
        out.push_back({m_session, Method::Post, "POST /orders",
                       R"({"order":{"number":)" + number + R"(,"state":"new"}})", P::None});
        add(out, "/orders/" + number, P::PostAnswer);
    }

    Random m_random;
    std::uint32_t m_session = 0;
};

} // namespace forefetch
