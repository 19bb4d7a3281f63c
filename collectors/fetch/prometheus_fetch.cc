#include <algorithm>
#include <fmt/format.h>

#include "collectors/decode/json_value.h"
#include "collectors/decode/utf8.h"
#include "collectors/fetch/http_job.h"
#include "collectors/fetch/url.h"
#include "rules/judge/report_due.h"

namespace planwatch {

namespace {

constexpr std::size_t most_words = 300;

// The newest complete ones, oldest first.
std::vector<Period> periods_to_ask(const PrometheusSource& source, const ReportDue& due,
                                   Date today) {
  std::vector<Period> periods;
  const auto wanted = static_cast<std::size_t>(std::max(source.periods, 1));
  // A year in which every month is skipped would make a search by number endless.
  const int years = 2 + std::max(source.periods, 1);
  for (int year = year_of(today); year > year_of(today) - years; --year) {
    const std::vector<Period> of_year = report_periods(due, year);
    for (auto period = of_year.rbegin(); period != of_year.rend(); ++period) {
      if (period->last_day() < today && periods.size() < wanted) periods.push_back(*period);
    }
  }
  std::reverse(periods.begin(), periods.end());
  return periods;
}

// The last second of the period, in seconds since 1970.
long long last_instant_of(const Period& period) {
  const Instant next_day = instant_at(period.last_day() + std::chrono::days(1), TimeOfDay::zero());
  const auto since_1970 = std::chrono::floor<std::chrono::seconds>(next_day.time_since_epoch());
  return since_1970.count() - 1;
}

// Why an answer that says "success" is still no figure; empty when it is one.
std::string fault_in(const JsonAnswer& answer) {
  const auto text = [&](const char* pointer) {
    const auto value = answer.at(pointer);
    return value && *value ? **value : std::string();
  };
  if (const std::string warning = text("/warnings/0"); !warning.empty()) {
    return "服务器有警告，数可能不全：“" + shortened(warning, most_words) +
           "”：请先处理服务器上的问题";
  }
  if (text("/isPartial") == "true") return "服务器说结果不全（isPartial）：请先处理服务器上的问题";
  const std::string type = text("/data/resultType");
  if (type == "vector") return {};
  return fmt::format(
      "query 的结果是 {}，不是 vector：请改写成每个序列一个值的即时查询，范围用 "
      "last_over_time 之类的函数取值",
      type.empty() ? "空的" : shortened(type, 40));
}

// One "page" per period.
class PeriodWalk : public PageWalk {
 public:
  PeriodWalk(std::string url, const std::string& query, std::vector<Period> periods)
      : shown_(without_secrets(url)),
        url_(with_parameter(std::move(url), "query", query)),
        periods_(std::move(periods)) {}

  Ask first() override { return ask(); }

  Result<Step> after(const HttpResponse&, const FetchedBody& body) override {
    const auto answer = JsonAnswer::of(body.bytes);
    if (!answer) return tl::make_unexpected(answer.error());
    if (const std::string fault = fault_in(*answer); !fault.empty()) {
      return fail(ErrorCode::refused, body.source + "：" + fault);
    }
    if (++asked_ == periods_.size()) return Step{};
    return Step{true, ask()};
  }

 private:
  Ask ask() const {
    const Period& period = periods_[asked_];
    return {with_parameter(url_, "time", fmt::format("{}", last_instant_of(period))),
            shown_ + " " + to_string(period)};
  }

  std::string shown_;
  std::string url_;
  std::vector<Period> periods_;
  std::size_t asked_ = 0;
};

HttpSource as_http(const PrometheusSource& source) {
  HttpSource http;
  http.headers = source.headers;
  http.bearer = source.bearer;
  http.basic = source.basic;
  http.tls = source.tls;
  http.answer = AnswerCode{"/status", {"success"}, "/error"};
  return http;
}

}  // namespace

void start_fetch(const SharedTools& tools, const FeedSpec& feed, const PrometheusSource& source,
                 const FetchMemory& memory, Fetcher::Done done) {
  auto periods = tools->plan_today ? periods_to_ask(source, feed.due, tools->plan_today())
                                   : std::vector<Period>();
  if (periods.empty()) {
    tools->loop.after(std::chrono::milliseconds(0), [weak = std::weak_ptr(tools), done] {
      if (weak.expired()) return;
      done(fail(ErrorCode::invalid, "没有已经过完的期可问：请核对 due 的 frequency 和 skip"));
    });
    return;
  }
  std::string url = expand(source.url, tools->variables);
  while (url.ends_with('/')) url.pop_back();
  auto walk = std::make_unique<PeriodWalk>(url + "/api/v1/query", source.query, std::move(periods));
  start_http_job(tools, feed, as_http(source), std::move(walk), memory, std::move(done));
}

}  // namespace planwatch
