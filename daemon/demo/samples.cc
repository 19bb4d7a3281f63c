#include "daemon/demo/samples.h"

#include <algorithm>

#include "daemon/demo/http_answers.h"
#include "daemon/demo/report_table.h"
#include "daemon/demo/sample_file.h"

namespace planwatch {

struct SampleDepartments::Impl {
  std::shared_ptr<const Configuration> configuration;
  std::string folder;
  std::uint64_t seed;
  demo::TruthModel truth;
  std::vector<demo::SampleDelivery> timetable;
  std::size_t next = 0;  // the first delivery that was not written yet

  demo::SampleTable table_of(const demo::SampleDelivery& delivery) const {
    if (std::holds_alternative<TaskMapping>(delivery.feed->mapping)) {
      return demo::task_table(*configuration, delivery, seed);
    }
    return demo::report_table(*configuration, truth, delivery);
  }

  // All rows that the department's interface knows at `now`, oldest report first.
  demo::SampleTable rows_until(const FeedSpec& feed, Instant now) const {
    demo::SampleTable all;
    for (const demo::SampleDelivery& delivery : timetable) {
      if (delivery.feed != &feed || delivery.at > now) continue;
      demo::SampleTable table = table_of(delivery);
      all.columns = table.columns;
      std::move(table.rows.begin(), table.rows.end(), std::back_inserter(all.rows));
    }
    return all;
  }
};

SampleDepartments::SampleDepartments(std::shared_ptr<const Configuration> configuration,
                                     std::string folder, std::uint64_t seed) {
  const int year = configuration->plan.year;
  auto timetable = demo::make_timetable(*configuration, seed);
  impl_ = std::make_unique<Impl>(Impl{std::move(configuration), std::move(folder), seed,
                                      demo::TruthModel(year, seed), std::move(timetable)});
}

SampleDepartments::~SampleDepartments() = default;

Result<void> SampleDepartments::deliver_until(Instant now) {
  for (; impl_->next < impl_->timetable.size(); ++impl_->next) {
    const demo::SampleDelivery& delivery = impl_->timetable[impl_->next];
    if (delivery.at > now) break;
    if (delivery.file.empty()) continue;
    auto written = demo::write_sample_file(impl_->folder, delivery, impl_->table_of(delivery));
    if (!written) return written;
  }
  return {};
}

ServerReply SampleDepartments::answer(const ServerRequest& request, Instant now) const {
  for (const FeedSpec& feed : impl_->configuration->feeds) {
    if (!feed.sample || demo::sample_path_of(feed).empty()) continue;
    if (demo::sample_path_of(feed) != request.path) continue;
    const auto& source = std::get<HttpSource>(feed.transport);
    if (request.method != source.method) return demo::answer_error(405, "这个接口不支持这种请求");
    return demo::answer_page(feed, impl_->rows_until(feed, now), request);
  }
  return demo::answer_error(404, "没有这个样例接口");
}

}  // namespace planwatch
