#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "daemon/store/place_text.h"
#include "daemon/store/stable_ids.h"
#include "daemon/store/store.h"

namespace planwatch {

namespace {

// Interned names, as the tables of the SQLite store.
using NameTable = std::map<std::string, std::int64_t>;

std::int64_t row_of(NameTable& names, const std::string& name) {
  const auto next = static_cast<std::int64_t>(names.size()) + 1;
  return names.try_emplace(name, next).first->second;
}

// Rows in the order of their first writing, found by key and rewritten in place.
template <class Key, class Row>
class KeyedRows {
 public:
  Row* find(const Key& key) {
    const auto found = position_.find(key);
    return found == position_.end() ? nullptr : &rows_[found->second];
  }
  const Row* find(const Key& key) const {
    const auto found = position_.find(key);
    return found == position_.end() ? nullptr : &rows_[found->second];
  }
  void put(Key key, Row row) {
    if (Row* there = find(key)) {
      *there = std::move(row);
      return;
    }
    position_.emplace(std::move(key), rows_.size());
    rows_.push_back(std::move(row));
  }
  const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<Row> rows_;
  std::map<Key, std::size_t> position_;
};

std::optional<Decimal> given(bool there, const Decimal& value) {
  return there ? std::optional(value) : std::nullopt;
}

struct StoredObservation {
  std::int64_t indicator = 0;
  std::int64_t area = 0;
  ObservationRow row;
};
struct StoredQuarantine {
  std::int64_t indicator = 0;
  std::int64_t area = 0;
  QuarantineRow row;
};
struct StoredNotice {
  WaitingNotice waiting;
  OutboxState state = OutboxState::waiting;
  std::optional<Instant> tried_at;
  std::string answer;
};

struct Tables {
  StableIds ids;
  std::vector<StoredObservation> observations;
  std::map<std::int64_t, StoredQuarantine> quarantine;
  std::vector<TaskReportRow> task_reports;
  KeyedRows<AlertKey, Alert> alerts;
  KeyedRows<std::tuple<std::string, int, std::int64_t>, LedgerRow> ledger;
  KeyedRows<FeedId, FeedStateRow> feed_states;
  std::map<std::int64_t, DeliveryRow> deliveries;
  // (feed, source) -> newest sha256 and the configuration it was read with
  std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>> contents;
  KeyedRows<std::string, StoredNotice> outbox;
  KeyedRows<std::pair<std::string, int>, PlanClosureRow> closures;
  KeyedRows<std::tuple<std::string, int, std::string>, PartResultRow> parts;  // message, part, who
  KeyedRows<ReceiverId, RateStateRow> rates;
  std::map<std::int64_t, Silence> silences;
  std::map<std::int64_t, HeldNotice> held;
  std::vector<std::string> used_links;
  // By feed, with the configuration it was written with.
  std::map<FeedId, std::pair<FeedMemory, std::string>> memory;
  std::deque<PushedKeyRow> pushed_keys;
  std::optional<Instant> plan_now;
};

// Whether a group can be written, row by row, before any of it is.
struct GroupCheck {
  Tables& tables;
  std::set<std::int64_t> new_deliveries{};
  std::set<std::string> new_notices{};

  bool has_delivery(std::int64_t id) const {
    return tables.deliveries.count(id) > 0 || new_deliveries.count(id) > 0;
  }
  Result<void> check_delivery(std::int64_t id, bool may_be_absent) const {
    if ((id == 0 && may_be_absent) || has_delivery(id)) return {};
    return unknown_delivery(id);
  }
  Result<void> check_series(IndicatorIndex indicator, AreaIndex area) const {
    if (!tables.ids.known) return no_plan_yet();
    if (!tables.ids.indicators.row_of(indicator)) return not_in_plan("指标", indicator.value);
    if (!tables.ids.areas.row_of(area)) return not_in_plan("行政区", area.value);
    return {};
  }

  Result<void> operator()(const DeliveryRow& row) {
    if (row.id <= 0 || has_delivery(row.id)) return bad_delivery_id(row.id);
    new_deliveries.insert(row.id);
    return {};
  }
  Result<void> operator()(const ObservationRow& row) const {
    auto ok = check_series(row.observation.indicator, row.observation.area);
    return ok ? check_delivery(row.delivery, true) : ok;
  }
  Result<void> operator()(const QuarantineRow& row) const {
    if (row.id <= 0) return bad_quarantine_id(row.id);
    auto ok = check_series(row.observation.indicator, row.observation.area);
    return ok ? check_delivery(row.delivery, true) : ok;
  }
  Result<void> operator()(const RejectedRowRow& row) const {
    return check_delivery(row.delivery, false);
  }
  Result<void> operator()(const AssessmentRow& row) const {
    auto ok = check_series(row.indicator, row.area);
    if (ok && !tables.ids.rules.row_of(row.rule)) return not_in_plan("规则", row.rule.value);
    return ok;
  }
  Result<void> operator()(const TaskReportRow& row) const {
    return check_delivery(row.delivery, true);
  }
  Result<void> operator()(const OutboxRow& row) {
    new_notices.insert(to_string(row.notice.key));
    return {};
  }
  Result<void> check_notice(const std::string& key) const {
    if (tables.outbox.find(key) == nullptr && new_notices.count(key) == 0) {
      return unknown_notice(key);
    }
    return {};
  }
  Result<void> operator()(const OutboxResultRow& row) const { return check_notice(row.key); }
  Result<void> operator()(const PartResultRow& row) const { return check_notice(row.key); }
  template <class Other>
  Result<void> operator()(const Other&) const {
    return {};
  }
};

// Cannot fail: GroupCheck came first. Rows that no part of Store answers with are not kept.
struct GroupWriter {
  Tables& tables;

  void operator()(const DeliveryRow& row) {
    tables.contents[{row.feed.text, row.delivery.source}] = {row.delivery.sha256,
                                                             tables.ids.configuration};
    tables.deliveries.emplace(row.id, row);
  }
  void operator()(const ObservationRow& row) {
    tables.observations.push_back({*tables.ids.indicators.row_of(row.observation.indicator),
                                   *tables.ids.areas.row_of(row.observation.area), row});
  }
  void operator()(const QuarantineRow& row) {
    tables.quarantine[row.id] = {*tables.ids.indicators.row_of(row.observation.indicator),
                                 *tables.ids.areas.row_of(row.observation.area), row};
  }
  void operator()(const TaskReportRow& row) { tables.task_reports.push_back(row); }
  void operator()(const AlertRow& row) { tables.alerts.put(row.alert.key, row.alert); }
  void operator()(const LedgerRow& row) {
    tables.ledger.put({row.alert, row.episode, row.number}, row);
  }
  void operator()(const OutboxRow& row) {
    std::string key = to_string(row.notice.key);
    if (tables.outbox.find(key) != nullptr) return;  // keeps its outcome
    tables.outbox.put(std::move(key),
                      {WaitingNotice{row.notice, 0, {}, {}}, OutboxState::waiting, {}, {}});
  }
  void operator()(const OutboxResultRow& row) {
    StoredNotice& stored = *tables.outbox.find(row.key);
    stored.state = row.state;
    stored.tried_at = row.tried_at;
    stored.answer = row.answer;
    stored.waiting.attempts = row.attempts;
    stored.waiting.next_try_at = row.next_try_at;
    if (stored.waiting.first_tried_at == Instant{}) stored.waiting.first_tried_at = row.tried_at;
  }
  void operator()(const FeedStateRow& row) { tables.feed_states.put(row.feed, row); }
  void operator()(const PlanClosureRow& row) { tables.closures.put({row.plan, row.year}, row); }
  void operator()(const ClockRow& row) { tables.plan_now = row.plan_now; }
  void operator()(const PartResultRow& row) {
    tables.parts.put({row.key, row.part, row.person}, row);
  }
  void operator()(const RateStateRow& row) { tables.rates.put(row.receiver, row); }
  void operator()(const SilenceRow& row) { tables.silences[row.silence.id] = row.silence; }
  void operator()(const HeldNoticeRow& row) {
    tables.held.erase(row.held.id);
    if (!row.released) tables.held.emplace(row.held.id, row.held);
  }
  void operator()(const PersonActionRow& row) {
    auto& used = tables.used_links;
    if (!row.link.empty() && std::find(used.begin(), used.end(), row.link) == used.end()) {
      used.push_back(row.link);
    }
  }
  void operator()(const FeedMemoryRow& row) {
    tables.memory[row.feed] = {row.memory, tables.ids.configuration};
  }
  void operator()(const PushedKeyRow& row) {
    auto& keys = tables.pushed_keys;
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const PushedKeyRow& one) {
      return one.person == row.person && one.key == row.key;
    });
    if (!known) keys.push_back(row);
    std::erase_if(keys, [&](const auto& one) { return one.at < row.at - pushed_keys_last; });
    if (keys.size() > most_pushed_keys) keys.pop_front();
  }
  void operator()(const RejectedRowRow&) {}
  void operator()(const AssessmentRow&) {}
};

bool has_news_of(const Notice& notice, const std::string& alert) {
  return notice.key.alert == alert ||
         std::any_of(notice.items.begin(), notice.items.end(),
                     [&alert](const NoticeItem& item) { return item.key.alert == alert; });
}

// What the filter asks of the message.
bool is_asked_for(const Notice& notice, const DeliveryFilter& filter) {
  const Date day = local_date(notice.decided_at);
  return (filter.receiver.text.empty() || notice.key.receiver == filter.receiver) &&
         (filter.alert.empty() || has_news_of(notice, filter.alert)) &&
         (!filter.from || day >= *filter.from) && (!filter.to || day <= *filter.to);
}
// What it asks of one line.
bool is_asked_for(const DeliveryRecord& record, const DeliveryFilter& filter) {
  return (filter.person.empty() || record.person == filter.person ||
          record.address == filter.person) &&
         (!filter.state || record.state == *filter.state);
}

DeliveryRecord record_of(const Notice& notice) {
  DeliveryRecord record;
  record.key = to_string(notice.key);
  record.alert = notice.key.alert;
  record.kind = notice.key.kind;
  record.level = notice.key.level;
  record.role = notice.key.role;
  record.unit = notice.unit;
  record.addressee = notice.addressee;
  record.title = notice.title;
  record.decided_at = notice.decided_at;
  record.receiver = notice.key.receiver;
  record.parts = notice.parts;
  record.items = static_cast<int>(notice.items.size());
  return record;
}

// The lines of one message, by part, then the part as a whole before its people.
std::vector<DeliveryRecord> records_of(
    const StoredNotice& stored,
    const std::map<std::string, std::vector<const PartResultRow*>>& parts) {
  DeliveryRecord record = record_of(stored.waiting.notice);
  record.state = stored.state;
  record.attempts = stored.waiting.attempts;
  record.tried_at = stored.tried_at;
  record.answer = stored.answer;
  const auto found = parts.find(record.key);
  if (found == parts.end()) return {record};
  std::vector<const PartResultRow*> rows = found->second;
  std::sort(rows.begin(), rows.end(), [](const PartResultRow* a, const PartResultRow* b) {
    return std::tie(a->part, a->person) < std::tie(b->part, b->person);
  });
  std::vector<DeliveryRecord> records;
  records.reserve(rows.size());
  for (const PartResultRow* row : rows) {
    record.part = row->part;
    record.parts = row->parts;
    record.person = row->person;
    record.address = row->address;
    record.state = row->state;
    record.items = row->items;
    record.attempts = row->attempts;
    record.tried_at.reset();
    if (row->tried_at != Instant{}) record.tried_at = row->tried_at;
    record.answer = row->answer;
    records.push_back(record);
  }
  return records;
}

class MemoryStore : public Store {
 public:
  Result<void> use_plan(const Configuration& configuration) override {
    StableIds ids;
    ids.known = true;
    ids.configuration = configuration.fingerprint;
    for (const Indicator& one : configuration.plan.indicators) {
      ids.indicators.add(row_of(indicators_, one.id.text));
    }
    for (const Area& one : configuration.plan.areas) ids.areas.add(row_of(areas_, one.code.text));
    for (const Rule& one : configuration.rules) ids.rules.add(row_of(rules_, one.id.text));
    tables_.ids = std::move(ids);
    return {};
  }

  Result<void> commit(std::span<const Row> rows) override {
    GroupCheck check{tables_};
    for (const Row& row : rows) {
      if (auto ok = std::visit(check, row); !ok) return ok;
    }
    GroupWriter writer{tables_};
    for (const Row& row : rows) std::visit(writer, row);
    return {};
  }

  Result<Restored> load() override {
    if (!tables_.ids.known) return no_plan_yet();
    Restored restored;
    restored.observations = observations();
    restored.task_reports = tables_.task_reports;
    restored.alerts = tables_.alerts.rows();
    restored.ledger = tables_.ledger.rows();
    restored.feed_states = tables_.feed_states.rows();
    restored.last_deliveries = last_deliveries();
    for (const StoredNotice& notice : tables_.outbox.rows()) {
      if (notice.state == OutboxState::waiting) restored.waiting.push_back(notice.waiting);
    }
    restored.quarantine = quarantine();
    const auto& held = tables_.quarantine;
    restored.next_quarantine_id = held.empty() ? 1 : held.rbegin()->first + 1;
    const auto& deliveries = tables_.deliveries;
    restored.next_delivery_id = deliveries.empty() ? 1 : deliveries.rbegin()->first + 1;
    restored.closures = tables_.closures.rows();
    restored.plan_now = tables_.plan_now;
    for (const auto& [id, silence] : tables_.silences) restored.silences.push_back(silence);
    for (const auto& [id, notice] : tables_.held) restored.held.push_back(notice);
    restored.rates = tables_.rates.rows();
    for (const PartResultRow& part : tables_.parts.rows()) {
      const bool waits = tables_.outbox.find(part.key)->state == OutboxState::waiting;
      if (waits) restored.parts.push_back(part);
    }
    restored.used_links = tables_.used_links;
    restored.pushed_keys.assign(tables_.pushed_keys.begin(), tables_.pushed_keys.end());
    return restored;
  }

  Result<bool> has_delivery(const FeedId& feed, const std::string& source,
                            const std::string& sha256) override {
    const auto newest = tables_.contents.find({feed.text, source});
    return newest != tables_.contents.end() &&
           newest->second == std::pair(sha256, tables_.ids.configuration);
  }

  Result<FeedMemory> feed_memory(const FeedId& feed) override {
    const auto found = tables_.memory.find(feed);
    const bool counts =
        found != tables_.memory.end() && found->second.second == tables_.ids.configuration;
    return counts ? found->second.first : FeedMemory{};
  }

  Result<std::vector<Provenance>> provenance(const IndicatorId& indicator,
                                             const AreaCode& area) override {
    std::vector<const ObservationRow*> rows = rows_about(indicator, area);
    const auto later_first = [](const ObservationRow* a, const ObservationRow* b) {
      return std::tuple(b->observation.period, b->revision, b->current) <
             std::tuple(a->observation.period, a->revision, a->current);
    };
    std::stable_sort(rows.begin(), rows.end(), later_first);
    std::vector<Provenance> sources;
    sources.reserve(rows.size());
    for (const ObservationRow* row : rows) sources.push_back(provenance_of(*row));
    return sources;
  }

  Result<std::vector<NoticeRecord>> notices(const std::string& alert) override {
    std::vector<NoticeRecord> records;
    for (const StoredNotice& stored : tables_.outbox.rows()) {
      if (!has_news_of(stored.waiting.notice, alert)) continue;
      records.push_back({stored.waiting.notice, stored.state, stored.waiting.attempts,
                         stored.tried_at, stored.answer});
    }
    return records;
  }

  Result<std::vector<DeliveryRecord>> deliveries(const DeliveryFilter& filter) override {
    std::map<std::string, std::vector<const PartResultRow*>> parts;
    for (const PartResultRow& row : tables_.parts.rows()) parts[row.key].push_back(&row);
    std::vector<DeliveryRecord> records;
    const auto& messages = tables_.outbox.rows();
    for (auto it = messages.rbegin(); it != messages.rend(); ++it) {
      if (!is_asked_for(it->waiting.notice, filter)) continue;
      for (DeliveryRecord& record : records_of(*it, parts)) {
        if (!is_asked_for(record, filter)) continue;
        if (filter.limit != 0 && records.size() >= filter.limit) return records;
        records.push_back(std::move(record));
      }
    }
    return records;
  }

 private:
  std::vector<ObservationRow> observations() const {
    std::vector<ObservationRow> rows;
    for (const StoredObservation& stored : tables_.observations) {
      const auto indicator = tables_.ids.indicators.index_of(stored.indicator);
      const auto area = tables_.ids.areas.index_of(stored.area);
      if (!indicator || !area) continue;
      rows.push_back(stored.row);
      rows.back().observation.indicator = *indicator;
      rows.back().observation.area = *area;
    }
    return rows;
  }

  std::vector<QuarantineRow> quarantine() const {
    std::vector<QuarantineRow> rows;
    for (const auto& [id, stored] : tables_.quarantine) {
      const auto indicator = tables_.ids.indicators.index_of(stored.indicator);
      const auto area = tables_.ids.areas.index_of(stored.area);
      if (!indicator || !area) continue;
      rows.push_back(stored.row);
      rows.back().observation.indicator = *indicator;
      rows.back().observation.area = *area;
    }
    return rows;
  }

  std::vector<DeliveryRow> last_deliveries() const {
    std::map<std::pair<std::string, std::string>, std::int64_t> newest;
    for (const auto& [id, row] : tables_.deliveries) {
      newest[{row.feed.text, row.delivery.source}] = id;
    }
    std::set<std::int64_t> in_order;
    for (const auto& [source, id] : newest) in_order.insert(id);
    std::vector<DeliveryRow> rows;
    rows.reserve(in_order.size());
    for (const std::int64_t id : in_order) rows.push_back(tables_.deliveries.at(id));
    return rows;
  }

  // The latest written first.
  std::vector<const ObservationRow*> rows_about(const IndicatorId& indicator,
                                                const AreaCode& area) const {
    const auto indicator_row = indicators_.find(indicator.text);
    const auto area_row = areas_.find(area.text);
    std::vector<const ObservationRow*> rows;
    if (indicator_row == indicators_.end() || area_row == areas_.end()) return rows;
    for (auto it = tables_.observations.rbegin(); it != tables_.observations.rend(); ++it) {
      const bool about = it->indicator == indicator_row->second && it->area == area_row->second;
      if (about) rows.push_back(&it->row);
    }
    return rows;
  }

  Provenance provenance_of(const ObservationRow& row) const {
    const Observation& o = row.observation;
    Provenance p{o.period, row.revision, {}, {}, {}, {}, row.received};
    if (o.has_report_date) p.report_date = o.report_date;
    p.current = row.current;
    p.observation = o;
    p.figure = figure_text(given(o.has_value, o.value), given(o.has_parts, o.numerator),
                           given(o.has_parts, o.denominator));
    const auto delivery = tables_.deliveries.find(row.delivery);
    if (delivery == tables_.deliveries.end()) {
      p.where = place_text(row.observation.place, {});
      return p;
    }
    p.feed = delivery->second.feed.text;
    p.source = delivery->second.delivery.source;
    p.sha256 = delivery->second.delivery.sha256;
    p.where = place_text(row.observation.place, delivery->second.delivery.sheets);
    return p;
  }

  NameTable indicators_;
  NameTable areas_;
  NameTable rules_;
  Tables tables_;
};

}  // namespace

std::unique_ptr<Store> make_memory_store() {
  return std::make_unique<MemoryStore>();
}

}  // namespace planwatch
