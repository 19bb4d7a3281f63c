#pragma once

#include <boost/json/array.hpp>

#include "daemon/expose/api_reply.h"

namespace planwatch {

// [{"finding", "consequence", "text"}], one each, in the checks' order.
boost::json::array json_findings(const ApiCall& call, FindingSet findings);

}  // namespace planwatch
