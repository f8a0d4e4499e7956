// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace forefetch {

template <typename Signature>
class FunctionRef;

// A callable that is only borrowed for the length of a call: two pointers, never an allocation,
// where std::function would take one for every closure over more than two words.
//
//     void each(FunctionRef<void(int)> visit);
//     each([&](int i) { sum += i; });
//
// Thread: a value; as the callable behind it.
template <typename Out, typename... In>
class FunctionRef<Out(In...)>
{
public:
    FunctionRef() = default; // calls nothing; test before use

    template <typename F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef> &&
             std::is_invocable_r_v<Out, F &, In...>) FunctionRef(F &&callable)
    noexcept // NOLINT(bugprone-forwarding-reference-overload): itself is excluded above
        : m_object(const_cast<void *>(static_cast<const void *>(std::addressof(callable)))),
          m_call([](void *object, In... in) -> Out {
              return (*static_cast<std::remove_reference_t<F> *>(object))(std::forward<In>(in)...);
          })
    {
    }

    explicit operator bool() const noexcept { return m_call != nullptr; }
    Out operator()(In... in) const { return m_call(m_object, std::forward<In>(in)...); }

private:
    void *m_object = nullptr;
    Out (*m_call)(void *, In...) = nullptr;
};

} // namespace forefetch
