#include "rules/model/plan_label.h"

namespace planwatch {

std::string plan_label(const Plan& plan) {
  return plan.id + "-" + std::to_string(plan.year);
}

}  // namespace planwatch
