#pragma once

#include "daemon/expose/api_reply.h"
#include "daemon/expose/http_server.h"

namespace planwatch {

inline constexpr const char* upload_path = "/api/v1/reports";

// A POST of multipart/form-data to the upload path, as browsers and `curl -F` send it.
bool is_upload_form(const ServerRequest& request);

// The same upload as if the file had been sent by itself: the fields feed, name, person, partial,
// marked, lang, plan and year become the query, `token` the Authorization header, `file` the body.
// Everything after this is the one way of all uploads, access included. Pure. The reply says what
// is wrong: 400, 403, 413.
//
// There are no cookies, so another site's page cannot borrow anybody's authority: who hands in has
// to put a token into the form. Where no tokens are configured the loopback address is the
// authority, which a page of another site open in the same browser could use: a form without a
// token that comes from such a page (Origin) is refused.
tl::expected<ServerRequest, ServerReply> unpack_upload(const ServerRequest& request);

}  // namespace planwatch
