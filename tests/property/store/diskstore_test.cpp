// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any operations, in any order, with ends and crashes between them: what the disk store gives is
// what was stored last and not voided since, or nothing; after a clean end it is all there.
#include "tests/unit/store/diskbench.h"

#include <QtTest>

#include <rapidcheck.h>

#include <map>
#include <optional>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

struct Step
{
    unsigned kind = 0;
    unsigned target = 0;
    unsigned partition = 0;
};

rc::Gen<Step> steps()
{
    using rc::gen::inRange;
    return rc::gen::build<Step>(rc::gen::set(&Step::kind, inRange(0u, 24u)),
                                rc::gen::set(&Step::target, inRange(0u, 5u)),
                                rc::gen::set(&Step::partition, inRange(0u, 3u)));
}

// What must be there, as the memory of somebody who forgets nothing.
struct Model
{
    using Place = std::pair<unsigned, unsigned>;
    std::map<Place, std::string> stored;
    bool isComplete = true; // else what is missing may have been lost in a crash

    void eraseTarget(unsigned target)
    {
        std::erase_if(stored, [target](const auto &item) { return item.first.first == target; });
    }
};

class Run
{
public:
    void take(const Step &step)
    {
        const Key key = keyOf(step.target, step.partition);
        const Model::Place place{step.target, step.partition};
        if (step.kind < 10) {
            const std::string body = std::to_string(++m_versions) + std::string(300, 'b');
            m_bench.put(key, body);
            m_model.stored[place] = body;
        } else if (step.kind < 13) {
            m_bench.store->erase(key);
            m_model.stored.erase(place);
        } else if (step.kind < 16) {
            m_bench.store->eraseTarget("/" + std::to_string(step.target));
            m_model.eraseTarget(step.target);
        } else if (step.kind < 17) {
            m_bench.store->clear();
            m_model.stored.clear();
        } else if (step.kind < 19) { // replaced by what is not kept
            m_bench.store->keep(key, m_bench.store->replacing(key), nullptr);
            m_model.stored.erase(place);
        } else if (step.kind < 21) {
            m_bench.close();
            open(step);
        } else if (step.kind < 22) {
            m_bench.kill();
            m_model.isComplete = false;
            open(step);
            check();
            settle();
        } else {
            check();
        }
    }

    void open(const Step &step) // sometimes written at once, sometimes only at the end
    {
        RC_ASSERT(m_bench.open(step.target % 2 == 0 ? Duration(1ms) : Duration(1h)).ok());
    }

    void check()
    {
        for (unsigned target = 0; target < 5; ++target)
            for (unsigned partition = 0; partition < 3; ++partition)
                check(target, partition);
    }

    void atTheEnd()
    {
        m_bench.close();
        open({});
        for (const auto &[place, body] : m_model.stored)
            RC_ASSERT(!m_model.isComplete ||
                      m_bench.body(keyOf(place.first, place.second)) == body);
        check();
    }

private:
    Key keyOf(unsigned target, unsigned partition)
    {
        return m_bench.key("/" + std::to_string(target), partition);
    }

    void check(unsigned target, unsigned partition)
    {
        const std::string body = m_bench.body(keyOf(target, partition));
        const auto found = m_model.stored.find({target, partition});
        if (!body.empty())
            RC_ASSERT(found != m_model.stored.end() && found->second == body);
    }

    // What a crash has lost is known now: from here on all of it must be there again.
    void settle()
    {
        std::erase_if(m_model.stored, [this](const auto &item) {
            return m_bench.body(keyOf(item.first.first, item.first.second)).empty();
        });
        m_model.isComplete = true;
    }

    DiskBench m_bench;
    Model m_model;
    int m_versions = 0;
};

} // namespace

class DiskStoreProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheLastOrNothing()
    {
        QVERIFY(rc::check("the last one or nothing, over ends and crashes", [] {
            const auto all = *rc::gen::container<std::vector<Step>>(steps());
            Run run;
            run.open({});
            for (const Step &step : all)
                run.take(step);
            run.atTheEnd();
        }));
    }
};

QTEST_GUILESS_MAIN(DiskStoreProperty)
#include "diskstore_test.moc"
