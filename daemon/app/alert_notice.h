#pragma once

#include <memory>
#include <string>

#include "rules/model/configuration.h"
#include "rules/model/result.h"
#include "rules/notify/notice.h"

namespace planwatch {

// The message about one alert, from the store of `data_folder`, which is only read: the last one
// that told of it, with everything else that it said; a first notice of the figures as they are now
// where there was none. `alert` is the alert's key, or what it is about: an indicator's id, a
// task's number, a feed's id; of several the worst one. In
// `lang`, whatever the language it was told in. Errors: not_found (no store, no such
// alert).
Result<Notice> notice_about(const std::shared_ptr<const Configuration>& configuration,
                            const std::string& data_folder, const std::string& alert, Lang lang);

}  // namespace planwatch
