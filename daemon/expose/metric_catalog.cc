#include "daemon/expose/metric_catalog.h"

#include <algorithm>
#include <cassert>

#include "daemon/expose/metrics.h"

namespace planwatch {
namespace {

using Labels = std::vector<std::string_view>;
constexpr auto gauge = MetricKind::gauge;
constexpr auto counter = MetricKind::counter;
constexpr auto histogram = MetricKind::histogram;

Labels with(Labels base, const Labels& more) {
  base.insert(base.end(), more.begin(), more.end());
  return base;
}

// The labels of every series of an indicator, of a task, of a feed.
const Labels& of_indicator() {
  static const Labels labels{"indicator", "area", "unit", "task", "plan"};
  return labels;
}
const Labels& of_task() {
  static const Labels labels{"task", "unit", "plan"};
  return labels;
}
const Labels& of_feed() {
  static const Labels labels{"feed", "unit", "plan"};
  return labels;
}

std::vector<MetricDefinition> indicator_metrics() {
  const Labels& i = of_indicator();
  const Labels p = with(i, {"period"});
  return {
      {"planwatch_indicator_value", gauge,
       "Latest figure in the indicator's own measure, ratios 0..1 / 最新数值", i},
      {"planwatch_indicator_target", gauge,
       "Target valid for the latest figure, else today, own measure / 目标", i},
      {"planwatch_indicator_expected", gauge,
       "Expected at the end of the latest figure's period, own measure / 序时应达", i},
      {"planwatch_indicator_gap_points", gauge,
       "Gap in percentage points, positive is worse; ratios and progress / 差距(百分点)", i},
      {"planwatch_indicator_gap_duration_ratio", gauge,
       "Gap divided by target, positive is worse; indicators in days / 时限类差距比", i},
      {"planwatch_indicator_light", gauge,
       "Light: 0 grey, 1 green, 2 attention, 3 blue, 4 yellow, 5 red / 亮灯", i},
      {"planwatch_indicator_period_end_timestamp_seconds", gauge,
       "Last second of the period of the latest figure / 所属期末", i},
      {"planwatch_indicator_received_timestamp_seconds", gauge,
       "When the latest figure was received, plan's clock / 接收时间", i},
      {"planwatch_indicator_revision", gauge,
       "Revision of the latest figure, 0 is the first / 更正次数", i},
      {"planwatch_indicator_forecast", gauge,
       "Median of the year's end as forecast, own measure; advice / 年底预测", i},
      {"planwatch_indicator_forecast_low", gauge,
       "Lower end of the 80 % interval of the forecast / 预测区间下端", i},
      {"planwatch_indicator_forecast_high", gauge,
       "Upper end of the 80 % interval of the forecast / 预测区间上端", i},
      {"planwatch_indicator_forecast_probability", gauge,
       "Probability of meeting the target by the year's end, 0..1 / 达标可能性", i},
      {"planwatch_indicator_forecast_history_years", gauge,
       "Whole earlier years behind the forecast; 0 is the run rate alone / 预测所用往年数", i},
      {"planwatch_indicator_required_per_month", gauge,
       "What each month left must bring to meet the target, own measure / 余月每月需完成", i},
      {"planwatch_indicator_natural_limit_lower", gauge,
       "Lower natural limit (XmR) of a level; advice / 自然波动下限", i},
      {"planwatch_indicator_natural_limit_upper", gauge,
       "Upper natural limit (XmR) of a level; advice / 自然波动上限", i},
      {"planwatch_indicator_natural_limit_signal", gauge,
       "1 where the latest period is more than ordinary variation / 异常波动", i},
      {"planwatch_indicator_numerator", gauge, "Numerator of the latest figure / 分子", i},
      {"planwatch_indicator_denominator", gauge, "Denominator of the latest figure / 分母", i},
      {"planwatch_indicator_data_state", gauge,
       "1 where the data state holds beside the light / 数据状态", with(i, {"state"})},
      {"planwatch_indicator_period_value", gauge,
       "Figure of one period of the plan's year, own measure / 各期数值", p},
      {"planwatch_indicator_period_denominator", gauge,
       "Denominator of one period where a smallest one is asked for / 各期分母", p},
      {"planwatch_indicator_period_expected", gauge,
       "Expected at the end of one period, own measure / 各期应达", p},
      {"planwatch_indicator_period_light", gauge,
       "Light of one period as the history shows it, 0 without a figure / 各期亮灯", p},
      {"planwatch_indicator_info", gauge, "Names of an indicator, always 1 / 指标信息",
       with(i, {"name", "area_name", "section", "kind", "measure", "measure_name", "title"})},
  };
}

std::vector<MetricDefinition> task_and_alert_metrics() {
  const Labels& t = of_task();
  return {
      {"planwatch_task_light", gauge, "Light of a task, codes as of indicators / 任务亮灯", t},
      {"planwatch_task_milestone_light", gauge, "Light of a task's milestone alone / 节点亮灯", t},
      {"planwatch_task_percent_ratio", gauge, "Reported progress of a task, 0..1 / 任务进度", t},
      {"planwatch_task_closed", gauge, "1 where a person closed the task / 已销号", t},
      {"planwatch_task_deadline_timestamp_seconds", gauge,
       "Last second of a task's due month / 任务时限", t},
      {"planwatch_task_info", gauge, "Names of a task, always 1 / 任务信息",
       with(t, {"title", "section", "item", "due", "quantified"})},
      {"planwatch_alerts", gauge, "Open alerts / 未结预警", {"level", "state", "unit"}},
      {"planwatch_ledger_rows",
       gauge,
       "Rows of the supervision ledger of the plan's year / 督办台账",
       {"state", "unit"}},
      {"planwatch_silences_active", gauge, "Silences that hold now / 生效中的静默", {}},
      {"planwatch_notices_held",
       gauge,
       "News that waits for the round it is told in / 待汇总通知",
       {}},
      {"planwatch_events_total", counter, "Events handled by the engine / 已处理事件", {"kind"}},
      {"planwatch_observations_accepted_total", counter, "Figures accepted as new / 新收数据", {}},
      {"planwatch_observations_revised_total",
       counter,
       "Figures that revised an earlier one / 更正数据",
       {}},
      {"planwatch_observations_repeated_total",
       counter,
       "Figures that changed nothing / 重复数据",
       {}},
  };
}

std::vector<MetricDefinition> feed_metrics() {
  const Labels& f = of_feed();
  return {
      {"planwatch_feed_up", gauge,
       "1 where the last fetch succeeded, or none was made yet / 数据源可用", f},
      {"planwatch_feed_report_due", gauge, "Reports that are awaited now or due soon / 待报报表",
       f},
      {"planwatch_feed_report_late", gauge, "Reports that are late now / 迟报报表", f},
      {"planwatch_feed_report_missing", gauge,
       "Reports that are missing, the next one being due too / 漏报报表", f},
      {"planwatch_feed_rejected_rows_total", counter,
       "Rows rejected since the store was made / 拒收行数", f},
      {"planwatch_feed_last_delivery_rejected_rows", gauge,
       "Rows rejected in the last delivery / 最近一批拒收行数", f},
      {"planwatch_feed_failures_in_row", gauge,
       "Fetches that failed since the last success / 连续失败次数", f},
      {"planwatch_feed_circuit_state", gauge,
       "0 asked at every poll, 1 one try is on its way, 2 asked less often because it fails again "
       "and again / 熔断状态：0 正常 1 试探 2 熔断",
       f},
      {"planwatch_feed_next_attempt_timestamp_seconds", gauge,
       "When it is fetched next, plan's clock / 下次取数时间", f},
      {"planwatch_feed_delivered_bytes_total", counter,
       "Bytes of new deliveries since the start / 新收字节", f},
      {"planwatch_feed_delivered_figures_total", counter,
       "Figures and task reports read from new deliveries since the start / 新收数据条数", f},
      {"planwatch_feed_quarantined", gauge,
       "1 while the feed is not fetched because it killed the process / 已隔离", f},
      {"planwatch_feed_quarantined_figures", gauge,
       "Figures held back until a person releases or discards them / 待处理的隔离数据", f},
      {"planwatch_unit_reports_late",
       gauge,
       "Reports of the unit's feeds that are late now / 单位迟报报表",
       {"unit", "plan"}},
      {"planwatch_unit_reports_missing",
       gauge,
       "Reports of the unit's feeds that are missing / 单位漏报报表",
       {"unit", "plan"}},
      {"planwatch_feed_last_success_timestamp_seconds", gauge,
       "Last successful fetch, plan's clock / 最近成功时间", f},
      {"planwatch_feed_info", gauge, "Names of a feed, always 1 / 数据源信息",
       with(f, {"name", "sample"})},
      {"planwatch_feed_fetches_total", counter, "Fetches by result / 采集次数", {"feed", "result"}},
      {"planwatch_feed_fetch_duration_seconds",
       histogram,
       "How long a fetch took / 采集耗时",
       {"feed"}},
  };
}

std::vector<MetricDefinition> sending_metrics() {
  return {
      {"planwatch_notifications_total",
       counter,
       "Messages delivered, by the kind of their worst news / 已送达消息",
       {"receiver", "kind"}},
      {"planwatch_notification_attempts_total",
       counter,
       "Attempts to send by what they came to / 发送尝试",
       {"receiver", "class"}},
      {"planwatch_notification_people_missed_total",
       counter,
       "People whom a delivered message did not reach / 未送达人次",
       {"receiver"}},
      {"planwatch_notification_rate_blocked_until_timestamp_seconds",
       gauge,
       "Until when the receiver asked to be left alone, 0 never / 限流截止时间",
       {"receiver"}},
      {"planwatch_outbox_waiting", gauge, "Messages that wait to be sent / 待发消息", {}},
      {"planwatch_heartbeat_last_success_timestamp_seconds",
       gauge,
       "Last sign of life that was received, 0 none yet / 最近心跳成功时间",
       {"to"}},
      {"planwatch_heartbeat_failures_total",
       counter,
       "Signs of life that were not received / 心跳失败次数",
       {"to"}},
  };
}

std::vector<MetricDefinition> daemon_metrics() {
  return {
      {"planwatch_outbox_notices",
       gauge,
       "Notices by receiver and state / 待发件箱",
       {"receiver", "state"}},
      {"planwatch_outbox_attempts_failed_total",
       counter,
       "Sending attempts that failed / 发送失败次数",
       {"receiver"}},
      {"planwatch_alertmanager_posts_total",
       counter,
       "Posts to Alertmanager / 推送次数",
       {"receiver"}},
      {"planwatch_alertmanager_post_failures_total",
       counter,
       "Posts to Alertmanager that failed / 推送失败次数",
       {"receiver"}},
      {"planwatch_config_last_reload_successful",
       gauge,
       "1 where the last load of the configuration succeeded / 最近加载成功",
       {}},
      {"planwatch_config_last_reload_success_timestamp_seconds",
       gauge,
       "Last successful load, machine's clock / 最近成功加载时间",
       {}},
      {"planwatch_config_info",
       gauge,
       "The configuration that runs, always 1 / 配置信息",
       {"plan", "year", "fingerprint"}},
      {"planwatch_calendar_confirmed",
       gauge,
       "1 where the year's working days are confirmed / 工作日历已确认",
       {"year"}},
      {"planwatch_plan_closed",
       gauge,
       "1 where the plan's year is closed / 方案年度已终结",
       {"plan", "year"}},
      {"planwatch_plan_time_seconds", gauge, "The plan's clock / 方案时钟", {}},
      {"planwatch_build_info",
       gauge,
       "Version of the program, always 1 / 程序版本",
       {"version", "compiler"}},
      {"planwatch_commit_duration_seconds",
       histogram,
       "How long a commit of the store took / 提交耗时",
       {}},
      {"planwatch_commit_rows_total", counter, "Rows written to the store / 写入行数", {}},
      {"planwatch_http_requests_total",
       counter,
       "HTTP requests answered / HTTP 请求数",
       {"path", "code"}},
      {"process_cpu_seconds_total", counter, "User and system CPU time / 处理器时间", {}},
      {"process_resident_memory_bytes", gauge, "Resident memory / 常驻内存", {}},
      {"process_virtual_memory_bytes", gauge, "Virtual memory / 虚拟内存", {}},
      {"process_open_fds", gauge, "Open file descriptors / 已打开文件数", {}},
      {"process_max_fds", gauge, "Limit of open file descriptors / 文件数上限", {}},
      {"process_start_time_seconds", gauge, "Start of the process since the epoch / 启动时间", {}},
  };
}

std::vector<MetricDefinition> sorted_catalog() {
  std::vector<MetricDefinition> all = indicator_metrics();
  for (auto&& group :
       {task_and_alert_metrics(), feed_metrics(), sending_metrics(), daemon_metrics()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

using Names = std::map<std::string, std::vector<std::string>>;

void add_names(const MetricDefinition& definition, Names& names) {
  const std::string name(definition.name);
  const std::vector<std::string> labels(definition.labels.begin(), definition.labels.end());
  if (definition.kind != MetricKind::histogram) {
    names[name] = labels;
    return;
  }
  names[name + "_sum"] = names[name + "_count"] = names[name + "_bucket"] = labels;
  names[name + "_bucket"].emplace_back("le");
}

}  // namespace

std::span<const MetricDefinition> metric_catalog() {
  static const std::vector<MetricDefinition> catalog = sorted_catalog();
  return catalog;
}

const MetricDefinition& metric_definition(std::string_view name) {
  const auto catalog = metric_catalog();
  const auto found =
      std::lower_bound(catalog.begin(), catalog.end(), name,
                       [](const MetricDefinition& d, std::string_view n) { return d.name < n; });
  assert(found != catalog.end() && found->name == name);
  return *found;
}

const Names& known_metrics() {
  static const Names names = [] {
    Names all;
    for (const auto& definition : metric_catalog()) add_names(definition, all);
    return all;
  }();
  return names;
}

}  // namespace planwatch
