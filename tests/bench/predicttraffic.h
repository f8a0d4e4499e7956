// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/evaluation.h"
#include "core/time/random.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace forefetch {

// Visitors of a shop whose catalogue grows: lists, their items, the items' reviews; one request in
// ten comes after a new item, and new ones are asked for most, so that there are always texts that
// nobody has asked for before, and ever more of them.
class GrowingTraffic
{
public:
    explicit GrowingTraffic(std::size_t clients = 5'000) : m_random(1), m_clients(clients) {}

    // The text of the request is in `target` until the next call.
    RecordedRequest next(Interner &interner)
    {
        m_items += m_random.below(10) == 0 ? 1 : 0;
        const auto at = static_cast<std::uint32_t>(m_random.below(m_clients.size()));
        Client &client = m_clients[at];
        if (client.left == 0) { // another visit
            ++client.session;
            client.left = 2 + static_cast<std::uint32_t>(m_random.exponential(12));
            client.step = 0;
        }
        --client.left;
        walk(client);
        RecordedRequest request;
        request.session = {at, client.session};
        request.resource = interner.intern(m_target);
        request.at = TimePoint(std::chrono::microseconds(50 * ++m_requests));
        return request;
    }

private:
    struct Client
    {
        std::uint32_t session = 0;
        std::uint32_t left = 0; // requests
        std::uint32_t step = 0;
        std::uint64_t item = 0;
        std::uint32_t page = 0;
    };

    void walk(Client &client)
    {
        const double u = m_random.uniform();
        const std::uint32_t step = client.step++;
        if (step == 0 || u < 0.25) {
            client.page = step == 0 ? 1 : client.page + 1;
            m_target = "/shop/items?page=" + std::to_string(client.page);
            return;
        }
        if (u < 0.65) {
            const double back = m_random.uniform();
            client.item = m_items - static_cast<std::uint64_t>(back * back * back *
                                                               static_cast<double>(m_items));
            m_target = "/shop/items/" + std::to_string(client.item);
            return;
        }
        m_target =
            "/shop/items/" + std::to_string(client.item) + (u < 0.9 ? "/reviews" : "/offers");
    }

    Random m_random;
    std::vector<Client> m_clients;
    std::uint64_t m_items = 1'000;
    std::int64_t m_requests = 0;
    std::string m_target;
};

// All of a log; the growing traffic where no path is given, or null where the log cannot be read.
inline std::unique_ptr<Recording> trafficOf(const std::string &path, std::size_t synthetic)
{
    if (!path.empty()) {
        auto reader = openTrace(path);
        return reader ? record(**reader, [] { return false; }) : nullptr;
    }
    auto recording = std::make_unique<Recording>();
    GrowingTraffic traffic;
    for (std::size_t i = 0; i < synthetic; ++i)
        recording->requests.push_back(traffic.next(recording->interner));
    return recording;
}

inline Exchange exchangeOf(const RecordedRequest &request)
{
    Exchange exchange;
    exchange.session = request.session;
    exchange.resource = request.resource;
    exchange.method = request.method;
    exchange.at = request.at;
    return exchange;
}

} // namespace forefetch
