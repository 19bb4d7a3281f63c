#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "daemon/expose/http_server.h"
#include "rules/model/configuration.h"
#include "rules/model/result.h"

namespace planwatch {

// Makes what the departments of the sample feeds would deliver: every indicator, task progress,
// this year to date and last year's months. Same seed, plan and day: same bytes. All of it is
// marked 样例数据 and is nobody's real figure.
class SampleDepartments {
 public:
  SampleDepartments(std::shared_ptr<const Configuration> configuration, std::string folder,
                    std::uint64_t seed = 20250101);
  ~SampleDepartments();

  // Writes the files of every delivery that departments make up to `now` (plan's clock) and that
  // was not written yet: into a temporary name first, then renamed. Late, corrected, missing and
  // rejected ones are among them, see daemon/demo/README.md.
  Result<void> deliver_until(Instant now);
  // The sample HTTP source: answers as the departments' interfaces would at `now`.
  ServerReply answer(const ServerRequest& request, Instant now) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace planwatch
