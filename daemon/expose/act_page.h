#pragma once

#include <functional>

#include "daemon/expose/api.h"
#include "daemon/send/action_link.h"

namespace planwatch {

inline constexpr const char* act_path = "/act";

// The plan that a link was made for; null: it does not run here.
using BackendOfLink = std::function<const ApiBackend*(const ActionLink&)>;

// The page behind the links in messages, for people without a token. GET shows what the alert is
// about and asks; only POST (application/x-www-form-urlencoded, token in the body) acts, because
// mail scanners and chat previews follow links. Always HTML, in Chinese, without scripts.
//   200 the form, or what was done · 400 something was not filled in: the form again · 403 the link
//   is not ours or for something else · 409 the alert is over, the link was used, or the engine
//   refused · 410 the link has expired or its plan or alert is gone · 405, 413, 415, 500, 503
// `any` has the key that all plans of this daemon share.
ServerReply answer_act(const ServerRequest& request, const ApiBackend& any,
                       const BackendOfLink& backend_of);

}  // namespace planwatch
