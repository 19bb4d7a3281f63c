#pragma once

#include <memory>
#include <string>

#include "daemon/app/daemon.h"
#include "daemon/demo/samples.h"
#include "daemon/time/asio_scheduler.h"
#include "daemon/time/clock.h"

namespace planwatch {

// The file that marks a data folder as a demo's.
inline constexpr const char* demo_marker = "DEMO-样例数据.txt";

// The demo's outside world: the plan's virtual clock, the departments' files and their HTTP
// interfaces on a free loopback port.
class DemoMode {
 public:
  // Empties the data folder first, so that the demo looks the same whenever it is tried. Refuses a
  // folder that is not empty and was not made by a demo.
  static Result<std::unique_ptr<DemoMode>> start(std::shared_ptr<const Configuration> configuration,
                                                 const DemoOptions& options,
                                                 const std::string& data_folder,
                                                 AsioScheduler& scheduler,
                                                 const Clock& machine_clock);
  const Clock& plan_clock() const { return *clock_; }
  std::string samples_folder() const { return folder_ + "/samples"; }
  std::string samples_url() const;
  // What the departments deliver until then.
  Result<void> deliver_until(Instant plan_now);

 private:
  DemoMode(std::shared_ptr<const Configuration> configuration, std::string data_folder);

  std::string folder_;
  std::unique_ptr<Clock> clock_;
  SampleDepartments departments_;
  std::unique_ptr<HttpServer> server_;
  std::optional<Date> delivered_on_;
};

}  // namespace planwatch
