#include "daemon/app/demo_mode.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "daemon/store/lock.h"

namespace planwatch {

namespace fs = std::filesystem;

namespace {

// Under the folder's lock: a demo that runs on it is told of, never emptied.
Result<void> make_fresh(const std::string& folder) {
  std::error_code error;
  const fs::path root = fs::path(folder);
  const bool used = fs::exists(root, error) && !fs::is_empty(root, error);
  if (used && !fs::exists(root / demo_marker, error)) {
    return fail(
        ErrorCode::conflict,
        fmt::format("数据目录 {} 不是演示建立的，演示不会清空它；请用 --data 指定另一个目录 "
                    "(not a demo's folder; give another one with --data)",
                    folder));
  }
  fs::create_directories(root / "samples", error);
  if (error) {
    return fail(ErrorCode::io,
                fmt::format("不能建立目录 {}：{}；请检查权限", folder, error.message()));
  }
  const auto lock = FolderLock::take(folder);
  if (!lock) return tl::make_unexpected(lock.error());
  for (const auto& entry : fs::directory_iterator(root, error)) {
    const std::string name = entry.path().filename().string();
    if (name != "planwatch.lock" && name != demo_marker) fs::remove_all(entry.path(), error);
  }
  fs::create_directories(root / "samples", error);
  std::ofstream(root / demo_marker)
      << "planwatch 演示用的样例数据，可以随时删除。Sample data of the demo; safe to delete.\n";
  return {};
}

}  // namespace

DemoMode::DemoMode(std::shared_ptr<const Configuration> configuration, std::string data_folder)
    : folder_(std::move(data_folder)),
      departments_(std::move(configuration), folder_ + "/samples") {}

Result<std::unique_ptr<DemoMode>> DemoMode::start(
    std::shared_ptr<const Configuration> configuration, const DemoOptions& options,
    const std::string& data_folder, AsioScheduler& scheduler, const Clock& machine_clock) {
  if (auto fresh = make_fresh(data_folder); !fresh) return tl::make_unexpected(fresh.error());
  const int year = configuration->plan.year;
  std::unique_ptr<DemoMode> demo(new DemoMode(std::move(configuration), data_folder));
  const Instant begin =
      instant_at(make_date(year, options.month, options.day), std::chrono::hours{options.hour});
  demo->clock_ = make_virtual_clock(machine_clock, begin, options.speed);
  if (auto delivered = demo->deliver_until(begin); !delivered) {
    return tl::make_unexpected(delivered.error());
  }
  ListenSpec listen;
  listen.port = 0;
  auto server = start_http_server(scheduler.context(), listen,
                                  [raw = demo.get()](const ServerRequest& request) {
                                    return raw->departments_.answer(request, raw->clock_->now());
                                  });
  if (!server) return tl::make_unexpected(server.error());
  demo->server_ = std::move(*server);
  return demo;
}

std::string DemoMode::samples_url() const {
  return fmt::format("http://127.0.0.1:{}", server_->port());
}

Result<void> DemoMode::deliver_until(Instant plan_now) {
  const Date today = local_date(plan_now);
  if (delivered_on_ == today) return {};
  delivered_on_ = today;
  return departments_.deliver_until(plan_now);
}

}  // namespace planwatch
