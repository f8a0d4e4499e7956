// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace forefetch {

// What kind of thing went wrong; the text says where and what to do about it.
enum class ErrorCode {
    InvalidArgument, // a value out of range, a name that is not known
    NotFound,
    Unsupported, // a name that is known and not built
    Corrupt,     // input that contradicts its own format
    LimitExceeded,
    Unreachable,
    TimedOut,
    Refused,
    Cancelled,
    Io,
    Internal,
};

struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string text;
};

// An expected failure as a value: either a T or an Error.
//
//     Result<int> port = parsePort("80a");
//     if (!port)
//         report(port.error().text);
//     listen(*port);
//
// Thread: as the T within.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const noexcept { return m_state.index() == 0; }
    bool ok() const noexcept { return m_state.index() == 0; }
    const T &value() const & { return std::get<0>(m_state); }
    T &value() & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }
    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {}

    explicit operator bool() const noexcept { return m_ok; }
    bool ok() const noexcept { return m_ok; }
    const Error &error() const { return m_error; }

private:
    Error m_error;
    bool m_ok = true;
};

inline Error invalid(std::string text)
{
    return {ErrorCode::InvalidArgument, std::move(text)};
}

} // namespace forefetch
