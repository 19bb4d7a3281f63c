#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/model/feed_transport.h"
#include "rules/model/result.h"

namespace planwatch {

// What a gateway says inside its answer. Numbers and texts are alike: 200 and "200". A code that is
// not there is no success. Failures are never transient: which of a gateway's codes may pass by
// itself is not known, and the next poll asks again anyway. The message carries the gateway's own
// words, shortened. Empty: the answer is good. An answer that is no JSON (a login page with status
// 200) is an error that says what it is.
std::optional<Error> error_of_answer(const AnswerCode& answer, std::string_view bytes,
                                     const std::string& source);
// Its words alone, where there are any; also in answers with another status.
std::optional<std::string> words_of_answer(const AnswerCode& answer, std::string_view bytes);

}  // namespace planwatch
