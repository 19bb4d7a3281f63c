#pragma once

#include <string>
#include <vector>

#include "rules/model/result.h"

namespace planwatch {

struct AlertName {
  std::string key;      // ganzhou/lights/indicator/e_invoice_coverage/620702/2025
  std::string subject;  // e_invoice_coverage
};

// The alert that a person means: by its key, by the beginning of exactly one key, or by the subject
// of exactly one. Errors (not_found, conflict) list what there is.
Result<std::string> choose_alert(const std::vector<AlertName>& alerts, const std::string& asked);

}  // namespace planwatch
