#pragma once

#include <string>
#include <vector>

#include "daemon/store/delivery_record.h"
#include "rules/engine/explain.h"
#include "rules/engine/rows.h"
#include "rules/model/configuration.h"

namespace planwatch {

// A plan with these indicators, areas and rules, in this order; nothing else in it matters here.
Configuration sample_plan(const std::vector<std::string>& indicators = {"contracts", "closing"},
                          const std::vector<std::string>& areas = {"620702", "620721"},
                          const std::vector<std::string>& rules = {"lights", "strict"});

Instant at(std::int64_t milliseconds);  // since 1970
Date on(std::int64_t days);             // since 1970

// Rows with every field set to something that is not its default and not its neighbour's.
DeliveryRow full_delivery(std::int64_t id = 1);
ObservationRow full_observation(std::int64_t delivery = 1);
AssessmentRow full_assessment();
RejectedRowRow full_rejected_row(std::int64_t delivery = 1);
TaskReportRow full_task_report(std::int64_t delivery = 1);
Alert full_alert(const std::string& subject = "contracts");
LedgerRow full_ledger_row(std::int64_t number = 7);
Notice full_notice(const std::string& receiver = "log");
NoticeItem full_item(const std::string& alert = "ganzhou/lights/indicator/closing/620702/2025");
Person full_person(const std::string& name = "孙某");
HeldNotice full_held_notice(std::int64_t id = 5);
Silence full_silence(std::int64_t id = 6);
PartResultRow full_part_result(const Notice& notice, int part = 2, const std::string& person = "");
RateStateRow full_rate_state(const std::string& receiver = "log");
FeedStateRow full_feed_state(const std::string& feed = "court");
PersonActionRow full_person_action();
PlanClosureRow full_closure(int year = 2025);
QuarantineRow full_quarantine(std::int64_t id = 3);

// Every field as text, one row a line: what two rows are compared by, and what a failure prints.
std::string show(const DeliveryRow& row);
std::string show(const ObservationRow& row);
std::string show(const TaskReportRow& row);
std::string show(const Alert& row);
std::string show(const LedgerRow& row);
std::string show(const Notice& row);
std::string show(const WaitingNotice& row);
std::string show(const FeedStateRow& row);
std::string show(const Provenance& row);
std::string show(const PushedKeyRow& row);
std::string show(const PlanClosureRow& row);
std::string show(const QuarantineRow& row);
std::string show(const HeldNotice& row);
std::string show(const Silence& row);
std::string show(const PartResultRow& row);
std::string show(const RateStateRow& row);
std::string show(const DeliveryRecord& row);

template <class Row>
std::string show(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows) text += show(row) + "\n";
  return text;
}
std::string show(const Restored& restored);

}  // namespace planwatch
