#include "rules/engine/by_hand.h"

#include <fmt/format.h>

#include "rules/engine/rows.h"

namespace planwatch {

namespace {

constexpr std::string_view push_prefix = "push:";

}  // namespace

std::string push_source(const std::string& person) {
  return std::string(push_prefix) + person;
}

std::string upload_source(bool is_the_feeds_way, const std::string& file,
                          const std::string& person) {
  if (!is_the_feeds_way) return push_source(person) + " " + file;
  return "upload:" + file + " by " + person;
}

bool is_pushed(const Delivery& delivery) {
  return delivery.source.starts_with(push_prefix);
}

bool is_by_hand(const Delivery& delivery) {
  return is_imported(delivery) || is_pushed(delivery);
}

std::string why_not_taken(const Plan& plan, const Observation& figure) {
  const Indicator& indicator = plan.indicators[figure.indicator.value];
  if (figure.window != indicator.window) {
    return fmt::format("口径与指标“{}”不符，不作比较；请按该指标的口径重新报送", indicator.name);
  }
  if (figure.period.months() != indicator.period_months) {
    return fmt::format("统计期{}与指标“{}”的周期不符；请按该指标的周期报送",
                       to_chinese(figure.period), indicator.name);
  }
  return {};
}

}  // namespace planwatch
