#include "rules/engine/access.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch {

namespace {

enum class Deed { unit_statement, shared_statement, supervising_hand, upkeep };

// One overload per action: a new kind of action without one does not compile.
struct DeedOf {
  Deed operator()(const Acknowledge&) const { return Deed::unit_statement; }
  Deed operator()(const Promise&) const { return Deed::unit_statement; }
  Deed operator()(const AddProgress&) const { return Deed::shared_statement; }
  // 确认人: a unit does not confirm its own work.
  Deed operator()(const ProgressTask& action) const {
    return action.report.closed_by.empty() ? Deed::unit_statement : Deed::supervising_hand;
  }
  Deed operator()(const CloseLedger&) const { return Deed::supervising_hand; }
  Deed operator()(const SuspendAlert&) const { return Deed::upkeep; }
  Deed operator()(const ResumeAlert&) const { return Deed::upkeep; }
  Deed operator()(const AddSilence&) const { return Deed::upkeep; }
  Deed operator()(const EndSilence&) const { return Deed::upkeep; }
  Deed operator()(const ReleaseFigure&) const { return Deed::upkeep; }
  Deed operator()(const DiscardFigure&) const { return Deed::upkeep; }
  Deed operator()(const RetryFeed&) const { return Deed::upkeep; }
  Deed operator()(const ClosePlan&) const { return Deed::upkeep; }
  Deed operator()(const ReopenPlan&) const { return Deed::upkeep; }
};

std::optional<std::string> refusal_of_unit(Deed deed, const UnitId& unit,
                                           const ActionTarget& target) {
  if (deed == Deed::supervising_hand) {
    return "销号、确认完成由督查单位办理，请报送进展和佐证后联系督查单位 (closing is the "
           "supervising unit's hand: report progress and ask it)";
  }
  if (deed == Deed::upkeep) {
    return "静默、暂停、放行、重取数据源和关闭方案由督查单位或运维办理，请与其联系 (ask the "
           "supervising unit "
           "or "
           "operations)";
  }
  if (target.unit.empty()) return std::nullopt;  // of nothing that exists: said elsewhere
  const bool own = !unit.empty() && unit == target.unit;
  const bool shared = !unit.empty() && std::ranges::count(target.co_units, unit) > 0;
  if (own || (shared && deed == Deed::shared_statement)) return std::nullopt;
  if (shared) {
    return fmt::format(
        "贵单位是配合单位，只能补充进展；签收、承诺和任务进度由牵头单位{}办理 (a co-responsible "
        "unit "
        "adds progress only; ask the lead unit)",
        target.unit.text);
  }
  return fmt::format(
      "该事项由{}负责，请用该单位的身份办理 (it is another unit's: sign in as that one)",
      target.unit.text);
}

}  // namespace

std::optional<std::string> refusal_by_role(AccessRole role, const UnitId& unit,
                                           const PersonAction& action, const ActionTarget& target) {
  const Deed deed = std::visit(DeedOf{}, action);
  switch (role) {
    case AccessRole::supervisor:
      return std::nullopt;
    case AccessRole::unit:
      return refusal_of_unit(deed, unit, target);
    case AccessRole::operator_:
      if (deed == Deed::upkeep) return std::nullopt;
      return "运维不代单位签收、承诺、报进展，也不销号，请由责任单位或督查单位办理 (operations do "
             "not answer for a unit and close no row: ask the unit or the supervising unit)";
    case AccessRole::viewer:
      break;
  }
  return "只读身份不能办理，请用责任单位、督查单位或运维的身份 (a viewer cannot act: sign in as "
         "the "
         "unit, the supervising unit or operations)";
}

}  // namespace planwatch
