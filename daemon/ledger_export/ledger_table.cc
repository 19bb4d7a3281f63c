#include "daemon/ledger_export/ledger_table.h"

#include <algorithm>
#include <array>
#include <span>

#include "rules/ledger/ledger.h"

namespace planwatch {

namespace {

struct Heading {
  const char* key;
  const char* zh;
  const char* en;
  int width;
};

std::vector<TypedColumn> columns_of(std::span<const Heading> headings, Lang lang) {
  std::vector<TypedColumn> columns;
  columns.reserve(headings.size());
  for (const Heading& one : headings) {
    columns.push_back({one.key, lang == Lang::zh ? one.zh : one.en, one.width});
  }
  return columns;
}

constexpr std::array<Heading, 28> ledger_headings{
    {{"number", "编号", "Number", 8},
     {"opened_on", "立账日期", "Opened on", 12},
     {"source", "来源", "Source", 8},
     {"problem_type", "问题类型", "Problem type", 12},
     {"clause", "方案条款", "Plan clause", 24},
     {"problem", "存在问题", "Problem", 48},
     {"unit", "责任单位", "Responsible unit", 18},
     {"co_units", "配合单位", "Co-responsible units", 24},
     {"person", "责任人", "Person", 12},
     {"light_then", "立账时亮灯", "Light then", 10},
     {"value_then", "立账时数值", "Value then", 20},
     {"requirement", "整改要求", "Requirement", 36},
     {"time_limit", "整改时限", "Time limit", 12},
     {"acknowledged_on", "签收日期", "Acknowledged on", 12},
     {"acknowledged_by", "签收人", "Acknowledged by", 12},
     {"promised_for", "承诺完成日期", "Promised for", 12},
     {"promise", "承诺整改措施", "Promise", 36},
     {"progress", "整改进展与佐证", "Progress and evidence", 48},
     {"reminders", "催办次数", "Reminders", 10},
     {"light_now", "当前亮灯", "Light now", 10},
     {"value_now", "当前数值", "Value now", 20},
     {"state_name", "状态", "State", 10},
     {"closed_on", "销号日期", "Closed on", 12},
     {"closed_by", "销号人", "Closed by", 12},
     {"days_used", "用时（天）", "Days used", 10},
     {"overdue_days", "超期（天）", "Overdue days", 10},
     {"alert", "预警标识", "Alert", 40},
     {"state", "状态代码", "State code", 16}}};

TypedCell date_cell(const std::optional<Date>& date) {
  return date ? TypedCell(*date) : TypedCell();
}
TypedCell text_cell(std::string_view text) {
  return std::string(text);
}

std::vector<TypedCell> cells_of(const LedgerRow& row, Lang lang) {
  return {IdNumber{row.number},
          row.opened_on,
          row.source,
          row.problem_type,
          row.clause,
          row.problem,
          row.unit.text,
          row.co_units,
          row.person,
          text_cell(name_of(row.light_then, lang)),
          row.value_then,
          row.requirement,
          date_cell(row.time_limit),
          date_cell(row.acknowledged_on),
          row.acknowledged_by,
          date_cell(row.promised_for),
          row.promise,
          row.progress,
          std::int64_t{row.reminders},
          text_cell(name_of(row.light_now, lang)),
          row.value_now,
          text_cell(name_of(row.state, lang)),
          date_cell(row.closed_on),
          row.closed_by,
          std::int64_t{row.days_used},
          std::int64_t{row.overdue_days},
          row.alert,
          text_cell(word_of(row.state))};
}

}  // namespace

std::string_view word_of(LedgerState state) {
  switch (state) {
    case LedgerState::open:
      return "open";
    case LedgerState::awaiting_closure:
      return "awaiting_closure";
    case LedgerState::closed:
      return "closed";
  }
  return "";
}

std::optional<LedgerState> parse_ledger_state(const std::string& word) {
  for (const auto state : {LedgerState::open, LedgerState::awaiting_closure, LedgerState::closed}) {
    if (word == word_of(state)) return state;
  }
  return std::nullopt;
}

TypedTable ledger_table(const Snapshot& snapshot, Lang lang, const LedgerFilter& filter) {
  TypedTable table;
  table.name = lang == Lang::zh ? "督办台账" : "Ledger";
  table.made_at = snapshot.plan_now;
  table.columns = columns_of(ledger_headings, lang);
  std::vector<const LedgerRow*> rows;
  for (const LedgerRow& row : snapshot.ledger) {
    const bool wanted = (!filter.state || row.state == *filter.state) &&
                        (filter.unit.empty() || row.unit == filter.unit);
    if (wanted) rows.push_back(&row);
  }
  std::sort(rows.begin(), rows.end(),
            [](const LedgerRow* a, const LedgerRow* b) { return a->number < b->number; });
  table.rows.reserve(rows.size());
  for (const LedgerRow* row : rows) table.rows.push_back(cells_of(*row, lang));
  return table;
}

// ---- the delivery log ----

namespace {

constexpr std::array<Heading, 20> delivery_headings{
    {{"decided_at", "决定时间", "Decided at", 22},
     {"receiver", "接收人", "Receiver", 16},
     {"unit", "责任单位", "Unit", 18},
     {"addressee", "收件对象", "Addressee", 22},
     {"person", "人员", "Person", 12},
     {"address", "地址", "Address", 22},
     {"kind_name", "通知种类", "Kind", 10},
     {"light_name", "亮灯", "Light", 8},
     {"title", "标题", "Title", 48},
     {"state_name", "结果", "Result", 10},
     {"part", "第几条", "Part", 8},
     {"parts", "共几条", "Parts", 8},
     {"items", "所含预警数", "Items", 10},
     {"attempts", "尝试次数", "Attempts", 10},
     {"tried_at", "最后发送时间", "Last tried at", 22},
     {"answer", "应答", "Answer", 48},
     {"alert", "预警标识", "Alert", 40},
     {"key", "通知标识", "Notice key", 60},
     {"state", "结果代码", "Result code", 12},
     {"kind", "种类代码", "Kind code", 12}}};

const char* name_of_outcome(OutboxState state, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (state) {
    case OutboxState::waiting:
      return zh ? "待发送" : "waiting";
    case OutboxState::delivered:
      return zh ? "已送达" : "delivered";
    case OutboxState::refused:
      return zh ? "被拒收" : "refused";
    case OutboxState::expired:
      return zh ? "已放弃" : "given up";
  }
  return "";
}

std::vector<TypedCell> cells_of(const DeliveryRecord& row, Lang lang) {
  return {to_string_local(row.decided_at),
          row.receiver.text,
          row.unit.text,
          row.addressee,
          row.person,
          row.address,
          text_cell(name_of(row.kind, lang)),
          text_cell(name_of(row.level, lang)),
          row.title,
          text_cell(name_of_outcome(row.state, lang)),
          std::int64_t{row.part},
          std::int64_t{row.parts},
          std::int64_t{row.items},
          std::int64_t{row.attempts},
          row.tried_at ? TypedCell(to_string_local(*row.tried_at)) : TypedCell(),
          row.answer,
          row.alert,
          row.key,
          text_cell(word_of(row.state)),
          text_cell(metric_label(row.kind))};
}

}  // namespace

std::string_view word_of(OutboxState state) {
  switch (state) {
    case OutboxState::waiting:
      return "waiting";
    case OutboxState::delivered:
      return "delivered";
    case OutboxState::refused:
      return "refused";
    case OutboxState::expired:
      return "expired";
  }
  return "";
}

std::optional<OutboxState> parse_outbox_state(const std::string& word) {
  for (const auto state :
       {OutboxState::waiting, OutboxState::delivered, OutboxState::refused, OutboxState::expired}) {
    if (word == word_of(state)) return state;
  }
  return std::nullopt;
}

TypedTable delivery_table(const std::vector<DeliveryRecord>& log, Instant made_at, Lang lang) {
  TypedTable table;
  table.name = lang == Lang::zh ? "送达记录" : "Deliveries";
  table.made_at = made_at;
  table.columns = columns_of(delivery_headings, lang);
  table.rows.reserve(log.size());
  for (const DeliveryRecord& row : log) table.rows.push_back(cells_of(row, lang));
  return table;
}

}  // namespace planwatch
