#include "collectors/extract/template.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/extract/figure.h"
#include "collectors/extract/task_reader.h"
#include "collectors/extract/template_reading.h"
#include "collectors/extract/text.h"

namespace planwatch {

namespace {

std::string percent_text(Decimal ratio) {
  const auto percent = ratio.shifted(2);
  return (percent ? percent->to_string() : ratio.to_string()) + "%";
}

bool is_filled(const Cell& cell) {
  return !comparable(cell.text).empty();
}

// Why a figure cannot be: shown beside its cell.
std::string out_of_range(Decimal value, Measure measure) {
  if (measure == Measure::ratio) {
    if (value.is_negative()) return percent_text(value) + " 小于 0%：请核对";
    if (value > Decimal(1)) return percent_text(value) + " 超过 100%：请核对";
    return {};
  }
  if (value.is_negative()) return value.to_string() + " 是负数：请核对";
  if (measure == Measure::count && value != value.rounded(0)) {
    return value.to_string() + " 不是整数：件数、次数、家数等请填整数";
  }
  return {};
}

class Extracting {
 public:
  Extracting(TemplateReading& reading, const FeedSpec& feed, const Plan& plan, Extracted& out)
      : reading_(reading), feed_(feed), plan_(plan), out_(out) {}

  void run() {
    read_report_date();
    for (const TemplateEntry& entry : reading_.entries) {
      entry.of_task ? read_task(entry) : read_indicator(entry);
    }
  }

 private:
  void reject(RejectedRow row) { out_.rejected.push_back(std::move(row)); }
  bool reject_if(const TemplateEntry& entry, TemplateField field, const std::string& reason) {
    if (reason.empty()) return false;
    reject(entry.rejected(field, reason));
    return true;
  }

  void read_report_date() {
    if (reading_.date_row == nullptr) return;
    const Sheet& sheet = *reading_.date_sheet;
    const Cell& cell = sheet.cell(*reading_.date_row, reading_.date_column);
    if (!is_filled(cell)) return;
    const auto date = read_date(cell, plan_.year);
    if (const auto* read = std::get_if<Date>(&date)) {
      report_date_ = *read;
    } else {
      reject(sheet.rejected(*reading_.date_row, reading_.date_column,
                            std::get<NotAValue>(date).reason));
    }
  }

  // A feed that names neither takes what its unit answers for.
  const TemplateMapping& mapping() const { return std::get<TemplateMapping>(feed_.mapping); }
  bool takes_all() const { return mapping().indicators.empty() && mapping().tasks.empty(); }
  bool takes(const Indicator& indicator) const {
    const auto& ids = mapping().indicators;
    if (takes_all()) return indicator.answerable == feed_.unit;
    return std::find(ids.begin(), ids.end(), indicator.id) != ids.end();
  }
  bool takes(const Task& task) const {
    const auto& numbers = mapping().tasks;
    if (takes_all()) return task.lead == feed_.unit;
    return std::find(numbers.begin(), numbers.end(), task.number) != numbers.end();
  }

  static bool is_filled_in(const TemplateEntry& entry) {
    for (std::size_t f = 0; f < template_field_count; ++f) {
      if (is_filled(entry.cell(static_cast<TemplateField>(f)))) return true;
    }
    return false;
  }
  void reject_entry(const TemplateEntry& entry, std::string reason) {
    if (!is_filled_in(entry)) return;
    reject(entry.sheet->rejected(*entry.row, entry.id_column, std::move(reason)));
  }

  // ---- indicators ----

  void read_indicator(const TemplateEntry& entry) {
    const auto index = plan_.find_indicator(IndicatorId(entry.id));
    if (!index) {
      return reject_entry(entry, "方案里已经没有这项指标：请重新生成模板");
    }
    const Indicator& indicator = plan_.indicators[index->value];
    if (!takes(indicator)) {
      return reject_entry(entry, "这项指标不由本数据源报送：请向责任单位或运维核对");
    }
    if (entry.first->period.months() != indicator.period_months) {
      return reject_entry(entry, "这项指标的周期改过了：请重新生成模板");
    }
    const auto provisional = read_provisional(entry);
    const Figure figure = read_the_figure(entry, indicator.measure);
    if (figure.missing()) return note_remark(entry);
    if (!figure.faults.empty() || !provisional) {
      out_.rejected.insert(out_.rejected.end(), figure.faults.begin(), figure.faults.end());
      return;
    }
    if (!is_in_range(entry, figure, indicator.measure)) return;
    keep(entry, figure, *index, *provisional);
    note_remark(entry);
  }

  static Figure read_the_figure(const TemplateEntry& entry, Measure measure) {
    FigureColumns columns;
    const auto cell_of = [&](TemplateField field) {
      const auto column = entry.column(field);
      return column ? std::optional(FigureCell{*column, {}, {}}) : std::nullopt;
    };
    columns.value = cell_of(TemplateField::value);
    columns.numerator = cell_of(TemplateField::numerator);
    columns.denominator = cell_of(TemplateField::denominator);
    return read_figure(*entry.sheet, *entry.row, columns, measure, false);
  }

  bool is_in_range(const TemplateEntry& entry, const Figure& figure, Measure measure) {
    bool refused = false;
    if (figure.value) {
      refused |= reject_if(entry, TemplateField::value, out_of_range(*figure.value, measure));
    }
    const auto check_part = [&](const std::optional<Decimal>& part, TemplateField field) {
      if (part && part->is_negative()) {
        refused |= reject_if(entry, field, part->to_string() + " 是负数：请核对");
      }
    };
    check_part(figure.numerator, TemplateField::numerator);
    check_part(figure.denominator, TemplateField::denominator);
    const bool too_much = measure == Measure::ratio && figure.numerator && figure.denominator &&
                          *figure.numerator > *figure.denominator;
    if (too_much && !refused) {
      refused |=
          reject_if(entry, TemplateField::numerator,
                    fmt::format("分子 {} 大于分母 {}，比率超过 100%：请核对",
                                figure.numerator->to_string(), figure.denominator->to_string()));
    }
    return !refused;
  }

  std::optional<bool> read_provisional(const TemplateEntry& entry) {
    const std::string text = comparable(entry.cell(TemplateField::provisional).text);
    if (text.empty() || text == "否") return false;
    if (text == "是" || text == "初步") return true;
    reject(entry.rejected(TemplateField::provisional, "请选“是”（初步数）或“否”，或留空"));
    return std::nullopt;
  }

  void keep(const TemplateEntry& entry, const Figure& figure, IndicatorIndex index,
            bool provisional) {
    Observation o;
    o.indicator = index;
    o.area = plan_.find_area(plan_.area).value_or(AreaIndex{});
    o.period = entry.first->period;
    o.window = plan_.indicators[index.value].window;
    o.has_value = figure.value.has_value();
    o.has_parts = figure.numerator && figure.denominator;
    o.provisional = figure.provisional || provisional;
    o.has_report_date = report_date_.has_value();
    o.report_date = report_date_.value_or(Date());
    o.value = figure.value.value_or(Decimal());
    if (o.has_parts) {
      o.numerator = *figure.numerator;
      o.denominator = *figure.denominator;
    }
    const auto field = o.has_value ? TemplateField::value : TemplateField::numerator;
    o.place = entry.rejected(field, {}).place;
    out_.observations.push_back(o);
  }

  void note_remark(const TemplateEntry& entry) {
    const Cell& cell = entry.cell(TemplateField::remark);
    if (!is_filled(cell)) return;
    out_.notes.push_back("“" + entry.first->label + "”备注：" + cut_to(trimmed(cell.text), 300));
  }

  // ---- tasks ----

  void read_task(const TemplateEntry& entry) {
    if (!is_filled_in(entry)) return;
    const auto number = Decimal::parse(entry.id);
    const Task* task =
        number ? plan_.find_task(static_cast<int>(number->mantissa() % 100'000)) : nullptr;
    if (task == nullptr) return reject_entry(entry, "方案里已经没有这个任务：请重新生成模板");
    if (!takes(*task)) {
      return reject_entry(entry, "这个任务不由本数据源报送：请向责任单位或运维核对");
    }
    const auto state = parse_task_state(entry.cell(TemplateField::state).text);
    if (!state) {
      reject(entry.rejected(TemplateField::state, "请选状态：未启动、进行中 或 已完成"));
    }
    TaskReport report;
    report.task = task->number;
    report.as_of = entry.first->period.last_day();
    report.evidence = std::string(trimmed(entry.cell(TemplateField::evidence).text));
    report.closed_by = std::string(trimmed(entry.cell(TemplateField::closed_by).text));
    const bool percent = read_percent(entry, report);
    const bool as_of = read_as_of(entry, report);
    if (!state || !percent || !as_of) return;
    report.state = *state;
    if (!report.closed_by.empty() && *state != TaskState::done) {
      return reject(entry.rejected(TemplateField::closed_by,
                                   "状态不是“已完成”，不能填销号人：请改状态或清空这一格"));
    }
    report.place = entry.rejected(TemplateField::state, {}).place;
    out_.task_reports.push_back(std::move(report));
  }

  bool read_percent(const TemplateEntry& entry, TaskReport& report) {
    const auto reading = read_value(entry.cell(TemplateField::percent), {Measure::ratio});
    if (std::holds_alternative<MissingValue>(reading)) return true;
    if (const auto* fault = std::get_if<NotAValue>(&reading)) {
      return !reject_if(entry, TemplateField::percent, fault->reason);
    }
    const Decimal value = std::get<ReadValue>(reading).value;
    report.percent = value;
    return !reject_if(entry, TemplateField::percent, out_of_range(value, Measure::ratio));
  }

  bool read_as_of(const TemplateEntry& entry, TaskReport& report) {
    const Cell& cell = entry.cell(TemplateField::as_of);
    if (!is_filled(cell)) return true;
    const auto date = read_date(cell, plan_.year);
    if (const auto* fault = std::get_if<NotAValue>(&date)) {
      return !reject_if(entry, TemplateField::as_of, fault->reason);
    }
    report.as_of = std::get<Date>(date);
    const int year = year_of(report.as_of);
    if (year == plan_.year || year == plan_.year + 1) return true;
    return !reject_if(entry, TemplateField::as_of,
                      fmt::format("日期不在 {} 年度内：请核对", plan_.year));
  }

  TemplateReading& reading_;
  const FeedSpec& feed_;
  const Plan& plan_;
  Extracted& out_;
  std::optional<Date> report_date_;
};

tl::unexpected<Error> anothers(const std::string& what, const std::string& theirs,
                               const std::string& ours) {
  return fail(
      ErrorCode::invalid,
      fmt::format("模板是{}“{}”的，这里收的是“{}”的：请用本{}的模板填报，或报到对应的数据源", what,
                  cut_to(theirs, 100), ours, what));
}

}  // namespace

Result<void> extract_template(const Document& document, const FeedSpec& feed,
                              const Configuration& configuration, Extracted& out) {
  const Plan& plan = configuration.plan;
  auto reading = read_template(document);
  if (!reading) return tl::make_unexpected(reading.error());
  const TemplateIdentity& identity = reading->identity;
  if (identity.plan != plan.id) return anothers("方案", identity.plan, plan.id);
  if (identity.year != plan.year || identity.period.year != plan.year) {
    return anothers("年度", std::to_string(identity.year), std::to_string(plan.year));
  }
  if (UnitId(identity.unit) != feed.unit) return anothers("单位", identity.unit, feed.unit.text);
  if (identity.area != plan.area.text) return anothers("行政区", identity.area, plan.area.text);
  out.rejected = std::move(reading->rejected);
  out.notes = std::move(reading->notes);
  Extracting(*reading, feed, plan, out).run();
  return {};
}

}  // namespace planwatch
