#pragma once

#include <string>
#include <vector>

#include "daemon/send/alertmanager_state.h"

namespace planwatch {

// The body of POST /api/v2/alerts: a JSON array of labels, annotations, startsAt, endsAt (RFC 3339,
// UTC, milliseconds) and, unless empty, generatorURL.
std::string render_alerts(const std::vector<WireAlert>& alerts, const std::string& generator_url);

// Whether the answer of GET /api/v2/alerts holds an alert with all these labels.
bool holds_alert(const std::string& answer, const LabelSet& labels);

std::string to_rfc3339(Instant instant);  // 2025-10-20T01:00:00.000Z

}  // namespace planwatch
