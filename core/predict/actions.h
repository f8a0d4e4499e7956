// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace forefetch {

// Does this GET do something, by its words: signs out, deletes, buys? Such a request must never be
// made by a machine that guesses. A word of the path or of a parameter's name or value is enough
// ("/cart/remove/7", "?do=delete"), and so is a parameter that names an action, whatever it is
// ("?action=print"). In doubt it does.
//
//     looksLikeAction("/account/logout")   looksLikeAction("/posts/7?action=edit")
//     !looksLikeAction("/articles/how-to-delete-a-branch")     three words and more are a title
//
// Thread: any.
bool looksLikeAction(std::string_view target);

} // namespace forefetch
