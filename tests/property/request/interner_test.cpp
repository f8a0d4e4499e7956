// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/interner.h"
#include "core/request/slotindex.h"

#include <QtTest>
#include <rapidcheck.h>

#include <map>

using namespace forefetch;

namespace {

// CLOCK written down as plainly as it can be, on a vector and with linear searches.
class NaiveInterner
{
public:
    explicit NaiveInterner(std::size_t most) : m_most(most) {}

    ResourceId intern(const std::string &text)
    {
        if (text.empty())
            return {};
        std::size_t at = position(text);
        if (at == m_slots.size()) {
            at = room();
            m_slots[at].text = text;
            ++m_slots[at].generation;
        } else {
            m_slots[at].referenced = true;
        }
        return {static_cast<std::uint32_t>(at), m_slots[at].generation};
    }

    ResourceId find(const std::string &text)
    {
        const std::size_t at = position(text);
        if (at == m_slots.size())
            return {};
        m_slots[at].referenced = true;
        return {static_cast<std::uint32_t>(at), m_slots[at].generation};
    }

    std::string text(ResourceId id) const
    {
        if (id.index < m_slots.size() && m_slots[id.index].generation == id.generation)
            return m_slots[id.index].text;
        return {};
    }

    std::size_t size() const { return m_slots.size(); }

private:
    struct Slot
    {
        std::string text;
        std::uint32_t generation = 0;
        bool referenced = false;
    };

    std::size_t position(const std::string &text) const
    {
        std::size_t at = 0;
        while (at < m_slots.size() && m_slots[at].text != text)
            ++at;
        return at;
    }

    std::size_t room()
    {
        if (m_slots.size() < m_most) {
            m_slots.emplace_back();
            return m_slots.size() - 1;
        }
        for (;; m_hand = (m_hand + 1) % m_most) {
            if (!m_slots[m_hand].referenced)
                break;
            m_slots[m_hand].referenced = false;
        }
        const std::size_t at = m_hand;
        m_hand = (m_hand + 1) % m_most;
        return at;
    }

    std::size_t m_most;
    std::size_t m_hand = 0;
    std::vector<Slot> m_slots;
};

} // namespace

class InternerProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behavesAsItsNaiveTwin()
    {
        QVERIFY(rc::check("the same ids, texts and victims", [] {
            const std::size_t most = *rc::gen::inRange<std::size_t>(1, 12);
            Interner interner(most, *rc::gen::arbitrary<std::uint64_t>());
            NaiveInterner twin(most);
            std::vector<ResourceId> given;
            const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
                rc::gen::pair(rc::gen::inRange(0, 3), rc::gen::inRange(0, 24)));
            for (const auto &[what, number] : steps) {
                const std::string text = number == 0 ? "" : "/r/" + std::to_string(number);
                if (what < 2) {
                    const ResourceId id = interner.intern(text);
                    RC_ASSERT(id == twin.intern(text));
                    given.push_back(id);
                } else {
                    RC_ASSERT(interner.find(text) ==
                              (text.empty() ? ResourceId() : twin.find(text)));
                }
                RC_ASSERT(interner.size() == twin.size());
            }
            for (const ResourceId id : given)
                RC_ASSERT(interner.text(id) == (id.valid() ? twin.text(id) : ""));
        }));
    }

    void theIndexIsAMap()
    {
        QVERIFY(rc::check("insert, find, erase as std::map does", [] {
            // Few different hashes: long probe sequences, which deletion has to keep whole.
            SlotIndex index;
            std::map<std::uint32_t, std::uint64_t> twin; // slot → hash
            const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
                rc::gen::pair(rc::gen::inRange(0, 40), rc::gen::inRange(0, 6)));
            for (const auto &[number, hash] : steps) {
                const auto slot = static_cast<std::uint32_t>(number);
                if (const auto known = twin.find(slot); known != twin.end()) {
                    index.erase(known->second, slot);
                    twin.erase(known);
                } else {
                    index.insert(static_cast<std::uint64_t>(hash * 5), slot);
                    twin[slot] = static_cast<std::uint64_t>(hash * 5);
                }
                RC_ASSERT(index.size() == twin.size());
            }
            for (std::uint32_t slot = 0; slot < 40; ++slot) {
                const auto known = twin.find(slot);
                const auto same = [slot](std::uint32_t s) { return s == slot; };
                for (std::uint64_t hash = 0; hash < 6; ++hash) {
                    const bool here = known != twin.end() && known->second == hash * 5;
                    RC_ASSERT((index.find(hash * 5, same) == slot) == here);
                }
            }
        }));
    }
};

QTEST_APPLESS_MAIN(InternerProperty)
#include "interner_test.moc"
