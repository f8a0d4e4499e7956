// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/sessionframe.h"

#include "core/metrics/reportwords.h"
#include "core/metrics/snapshotfields.h"
#include "core/metrics/snapshotjson.h"
#include "core/record/framefields.h"
#include "core/request/redact.h"

namespace forefetch {

namespace {

// Of what a frame's bytes mean; the first of them.
constexpr std::uint64_t kFrameVersion = 1;

void hide(RouteRule &rule)
{
    rule.from = redacted(rule.from);
    rule.to = redacted(rule.to);
    rule.binding = redacted(rule.binding);
}

// A value that is shared, or null.
template <typename A, typename Pointer>
void shared(A &archive, Pointer &value)
{
    bool has = value != nullptr;
    archive(has);
    if constexpr (A::kReads) {
        value.reset();
        if (!has || archive.failed())
            return;
        auto made = std::make_shared<std::remove_const_t<typename Pointer::element_type>>();
        archive(*made);
        value = std::move(made);
    } else if (has) {
        archive(*value);
    }
}

// All but the snapshot, which has a document of its own.
template <typename A>
void members(A &a, Ref<A, SessionFrame> f)
{
    a(f.at, f.isRunning, f.isPrefetching, f.treated, f.heldBack, f.misses, f.newestRequest,
      f.queued, f.queueSize, f.faults, f.rules, f.originHealth, f.segments, f.tunerRequests);
    shared(a, f.graph);
    shared(a, f.model);
    shared(a, f.tuner);
}

// All figures of a snapshot that are no whole numbers, in the document's order. Text that is read
// may be off by the last bit, and equal states are to be equal bytes.
template <typename Figures, typename Take>
class Reals
{
public:
    explicit Reals(Take take) : m_take(std::move(take)) {}

    void visit(Figures &snapshot)
    {
        m_take(snapshot.uptime);
        for (auto &value : snapshot.settings.values)
            m_take(value);
        visitGroups(*this, snapshot);
        for (auto &event : snapshot.guard.events) {
            m_take(event.measured);
            m_take(event.limit);
        }
    }
    template <typename T>
    void figure(std::string_view, T &value)
    {
        if constexpr (std::same_as<std::remove_const_t<T>, double>)
            m_take(value);
    }
    void derived(std::string_view, double) {}
    template <typename Fill>
    void group(std::string_view, const Fill &fill)
    {
        fill(*this);
    }

private:
    Take m_take;
};

std::vector<double> realsOf(const Snapshot &snapshot)
{
    std::vector<double> reals;
    const auto take = [&reals](const double &value) { reals.push_back(value); };
    Reals<const Snapshot, decltype(take)>(take).visit(snapshot);
    return reals;
}

// Of a version with other figures than this one they are as they were read.
void restore(Snapshot &snapshot, const std::vector<double> &reals)
{
    if (realsOf(snapshot).size() != reals.size())
        return;
    auto next = reals.begin();
    const auto take = [&next](double &value) { value = *next++; };
    Reals<Snapshot, decltype(take)>(take).visit(snapshot);
}

Error damaged(const std::string &what)
{
    return {ErrorCode::Corrupt, "damaged: " + what};
}

} // namespace

std::shared_ptr<const TransitionGraph> withoutSecrets(std::shared_ptr<const TransitionGraph> graph)
{
    if (!graph)
        return graph;
    auto shown = std::make_shared<TransitionGraph>(*graph);
    for (GraphLevel *level : {&shown->requests, &shown->routes}) {
        for (GraphNode &node : level->nodes)
            node.text = redacted(node.text);
    }
    return shown;
}

std::shared_ptr<const ModelView> withoutSecrets(std::shared_ptr<const ModelView> view)
{
    if (!view)
        return view;
    auto shown = std::make_shared<ModelView>(*view);
    for (LearntRoute &route : shown->routes) {
        route.route = redacted(route.route);
        hide(route.rule);
    }
    for (std::string &text : shown->recent)
        text = redacted(text);
    for (ExplainedPrediction &prediction : shown->predictions) {
        prediction.target = redacted(prediction.target);
        hide(prediction.why.rule);
    }
    return shown;
}

SessionFrame frameOf(RunSource &run)
{
    const RunRows &rows = run.rows();
    SessionFrame frame;
    frame.at = run.clock().now();
    frame.isRunning = run.isRunning();
    frame.isPrefetching = rows.isPrefetching();
    frame.newestRequest = rows.newestRequest(); // first: what it counts is there
    frame.snapshot = run.snapshot();
    frame.treated = run.sessions(Group::Treated);
    frame.heldBack = run.sessions(Group::HeldBack);
    frame.misses = rows.misses();
    frame.queued = rows.queued(SessionFrame::kMostQueued);
    for (PrefetchRequest &request : frame.queued) {
        request.key.partition = {};
        request.context = {};
    }
    frame.queueSize = rows.queueSize();
    frame.faults = run.faults();
    frame.rules = run.rules();
    for (PrefetchRule &rule : frame.rules) {
        rule.to = redacted(rule.to);
        rule.from = redacted(rule.from);
    }
    frame.originHealth = run.originHealth();
    frame.originHealth.what = shownText(frame.originHealth.what);
    frame.tuner = run.tunerView();
    frame.tunerRequests = run.tunerRequests();
    return frame;
}

std::string packed(const SessionFrame &frame)
{
    std::string bytes;
    Packer packer(bytes);
    packer(kFrameVersion, toJson(frame.snapshot), realsOf(frame.snapshot));
    members(packer, frame);
    return bytes;
}

Result<SessionFrame> unpackedFrame(std::string_view bytes)
{
    Unpacker unpacker(bytes);
    std::uint64_t version = 0;
    std::string document;
    std::vector<double> reals;
    unpacker(version, document, reals);
    if (unpacker.failed() || version != kFrameVersion)
        return damaged("a moment of the recording has version " + std::to_string(version) +
                       " and this program reads " + std::to_string(kFrameVersion));
    Result<Snapshot> snapshot = snapshotFromJson(document);
    if (!snapshot)
        return snapshot.error();
    SessionFrame frame;
    frame.snapshot = std::move(*snapshot);
    restore(frame.snapshot, reals);
    members(unpacker, frame);
    if (unpacker.failed() || !unpacker.isAtEnd())
        return damaged("a moment of the recording cannot be read");
    if (frame.tuner) {
        auto tuner = std::make_shared<TunerView>(*frame.tuner);
        tuner->figures = frame.snapshot.tuner;
        frame.tuner = std::move(tuner);
    }
    return frame;
}

std::uint64_t stateHash(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    return hash;
}

} // namespace forefetch
