// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/pipeline.h"
#include "core/simulate/virtualdrive.h"
#include "core/time/random.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// A pipeline in virtual time whose demand is told by texts.
struct Bench
{
    ManualClock clock;
    Settings settings{clock};
    OriginModel origin{clock, fixedAnswers(50ms, 1024)};
    Pipeline pipeline;
    VirtualDrive drive{pipeline, clock, origin};
    TimePoint at{};

    explicit Bench(PipelineOptions options = {}) : pipeline(settings, clock, origin, options)
    {
        const auto started = pipeline.start();
        Q_ASSERT(started.ok());
    }
    void ask(std::uint32_t session, const std::string &text)
    {
        Exchange e;
        e.session = {session, 1};
        e.resource = pipeline.interner().intern(text);
        e.at = at += 1s;
        drive.request(e);
    }
    // Users who look at their profile and then at their orders.
    void users(std::uint32_t from, std::uint32_t to)
    {
        for (std::uint32_t user = from; user < to; ++user) {
            const std::string own = "/users/" + std::to_string(1000 + user);
            for (const std::string &text : {std::string("/home"), own, own + "/orders"})
                ask(user, text);
        }
    }
};

const LearntRoute *route(const ModelView &view, const std::string &text)
{
    for (const LearntRoute &r : view.routes) {
        if (r.route == text)
            return &r;
    }
    return nullptr;
}

} // namespace

class ModelViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsRoutesWithTheirBindings()
    {
        Bench b;
        b.users(1, 80);
        const auto view = b.pipeline.modelView();
        QVERIFY(view);
        QCOMPARE(view->model, std::string("mixture"));
        QVERIFY(view->learnsRoutes);
        const LearntRoute *orders = route(*view, "/users/{number}/orders");
        QVERIFY(orders);
        QCOMPARE(orders->traffic, 79u);
        QCOMPARE(orders->members, 79u);
        QCOMPARE(orders->rule.from, std::string("/users/{number}"));
        QCOMPARE(orders->rule.binding,
                 std::string("{number} = same value as {number} of GET /users/{number}"));
        QVERIFY(orders->rule.count > 60);
        QVERIFY(orders->rule.sure > 0.8F);
        // What varies and comes from nowhere is there, too; what does not vary is no template.
        const LearntRoute *own = route(*view, "/users/{number}");
        QVERIFY(own);
        QVERIFY(own->rule.to.empty());
        QVERIFY(!route(*view, "/home"));
        QCOMPARE(view->routesKnown, view->routes.size());
        QVERIFY(
            std::ranges::is_sorted(view->routes, std::ranges::greater(), &LearntRoute::traffic));
    }

    void saysWhatItExpectsNow()
    {
        Bench b;
        b.users(1, 80);
        b.ask(300, "/home");
        b.ask(300, "/users/9999");
        const auto view = b.pipeline.modelView();
        QCOMPARE(view->recent, (std::vector<std::string>{"/users/9999", "/home"}));
        QVERIFY(!view->predictions.empty());
        const auto found = std::ranges::find(view->predictions, std::string("/users/9999/orders"),
                                             &ExplainedPrediction::target);
        QVERIFY(found != view->predictions.end());
        QVERIFY(found->pUsed > 0.3F);
        QCOMPARE(found->why.rule.to, std::string("/users/{number}/orders"));
        QVERIFY(found->why.reason.kind == EvidenceKind::Binding ||
                found->why.reason.second == EvidenceKind::Binding);
        QCOMPARE(view->threshold, b.settings.number(Param::SchedulerMinProbability));
    }

    void scoresWhatItSaid()
    {
        Bench b;
        b.users(1, 800);
        const auto view = b.pipeline.modelView();
        QVERIFY(view->next.count() > 500);
        QVERIFY(view->used.count() > 500);
        QVERIFY(view->watched > 10min);
        QCOMPARE(view->horizon, (Horizon{10, 60s}));
        QVERIFY(view->used.error() < 0.1); // it learns what is so
        // Another model is scored for itself.
        QVERIFY(b.settings.set(Param::PredictorModel, 4, "test").ok());
        b.users(900, 902);
        b.clock.advance(1s);
        const auto other = b.pipeline.modelView();
        QCOMPARE(other->model, std::string("first-order"));
        QVERIFY(other->used.count() < 100);
        QVERIFY(!other->learnsRoutes);
        QVERIFY(other->routes.empty());
        QVERIFY(view->used.count() > 500); // a value: what was handed out does not change
    }

    void aPrefetchKeepsWhy()
    {
        Bench b;
        b.users(1, 80);
        b.ask(300, "/home");
        b.ask(300, "/users/9999");
        const ResourceId orders = b.pipeline.interner().find("/users/9999/orders");
        QVERIFY(orders.valid());
        std::optional<PrefetchRecord> found;
        for (const PrefetchRecord &record : b.pipeline.ledger().recent(100)) {
            if (record.key.resource == orders)
                found = record;
        }
        QVERIFY(found);
        const PredictionReason &reason = found->cause.reason;
        QCOMPARE(b.pipeline.interner().text(reason.recent[0]), std::string("/users/9999"));
        QCOMPARE(b.pipeline.interner().text(reason.recent[1]), std::string("/home"));
        QVERIFY(reason.kind != EvidenceKind::None);
        QVERIFY(reason.rule.valid());
        QCOMPARE(b.pipeline.ruleOf(reason.rule).to, std::string("/users/{number}/orders"));
        QVERIFY(b.pipeline.ruleOf({}).to.empty());
    }

    void withoutExplainingNothingIsKept()
    {
        Bench b({.explains = false});
        b.users(1, 80);
        QVERIFY(b.pipeline.ledger().figures().scheduled > 0);
        for (const PrefetchRecord &record : b.pipeline.ledger().recent(100))
            QCOMPARE(record.cause.reason.kind, EvidenceKind::None);
        QCOMPARE(b.pipeline.modelView()->next.count(), 0u);
    }

    void isMadeAtMostOnceASecondAndOnlyWhenAsked()
    {
        Bench b;
        const auto first = b.pipeline.modelView();
        QVERIFY(first);
        QVERIFY(first->predictions.empty());
        b.clock.advance(999ms);
        QCOMPARE(b.pipeline.modelView(), first); // the very same
        b.clock.advance(1ms);
        const auto second = b.pipeline.modelView();
        QVERIFY(second != first);
        for (int i = 0; i < 10; ++i)
            b.ask(1, "/c");
        QCOMPARE(second.use_count(), 2L); // here and the publisher: traffic alone makes none
    }

    // Whatever is learnt, the list is bounded.
    void theListIsBounded()
    {
        Interner names(100'000);
        std::vector<Transition> transitions;
        const auto name = [&](std::uint32_t i) {
            return names.intern("/" + std::string(1 + i % 60, 'x') + "/" + std::to_string(i));
        };
        for (std::uint32_t i = 0; i < 3000; ++i)
            transitions.push_back({name(i), name(i + 1), 3000 - i, 0.5F});
        LearntRules rules;
        for (std::uint32_t i = 0; i < 400; ++i)
            rules.rules.push_back({"/a", "/b/{number}/" + std::to_string(i), "x", i, 400, 0.5F});
        rules.known = 1000;
        ModelView view;
        fillRoutes(view, rules, transitions, names, [](const std::string &text) {
            return text.substr(0, text.rfind('/') + 1) + "{number}";
        });
        QCOMPARE(view.routes.size(), ModelView::kMostRoutes);
        QCOMPARE(view.routesKnown, std::size_t(1000 + 60));
        QVERIFY(view.routes[0].traffic > view.routes[1].traffic);
    }
};

QTEST_GUILESS_MAIN(ModelViewTest)
#include "modelview_test.moc"
