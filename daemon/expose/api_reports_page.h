#pragma once

#include <functional>

#include "daemon/expose/api.h"

namespace planwatch {

inline constexpr const char* reports_page_path = "/reports";

// The page on which a unit's person hands in a filled template with a browser. GET shows the form;
// POST (multipart/form-data) hands its fields to `api` as an upload to /api/v1/reports and shows
// that answer: what became of every figure, or every problem with its cell and the marked copy to
// download, which lies in the page itself. So the page may do what the API may and nothing else,
// and nothing of an upload is kept for it.
//
// The token is a field of the form: it never stands in an address, and the page shows it to nobody
// again. No scripts, no cookies. Without cookies a page of another site has no authority that it
// could borrow (see api_upload_form.h for the one exception), so forms carry no secret against
// forgery. Chinese, or English by ?lang=en, else by Accept-Language. The statuses are those of the
// API. `snapshot` may be null: 503.
ServerReply answer_reports_page(const ServerRequest& request,
                                const std::shared_ptr<const Snapshot>& snapshot,
                                const std::function<ServerReply(const ServerRequest&)>& api);

// ?lang= decides, else the language that Accept-Language likes best of the two, else Chinese.
Lang page_lang(const ServerRequest& request);

}  // namespace planwatch
