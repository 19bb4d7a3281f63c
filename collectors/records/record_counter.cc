#include "collectors/records/record_counter.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "collectors/extract/row_kind.h"
#include "collectors/extract/text.h"

namespace planwatch {
namespace {

using Family = PlannedAggregate::Family;
using Of = PlannedAggregate::Of;
constexpr int most_days = 36'525;  // a hundred years

std::map<std::string, AreaIndex> names_of_areas(const RecordsMapping& mapping, const Plan& plan) {
  std::map<std::string, AreaIndex> names;
  for (std::uint32_t i = 0; i < plan.areas.size(); ++i) {
    names.try_emplace(plan.areas[i].code.text, AreaIndex{i});
    names.try_emplace(comparable(plan.areas[i].name), AreaIndex{i});
  }
  for (const auto& [name, code] : mapping.area_names) {
    if (const auto index = plan.find_area(code)) names.insert_or_assign(comparable(name), *index);
  }
  return names;
}

// Precondition: three bytes are there.
constexpr std::uint32_t code_of(std::string_view three) {
  const auto byte = [three](std::size_t at) {
    return std::uint32_t{static_cast<unsigned char>(three[at])};
  };
  return byte(0) << 16U | byte(1) << 8U | byte(2);
}

// The characters that texts of totals and notes begin with, by a hash under which no two of them
// meet. Three cells of every record are looked at, and a search among them would go another way for
// every court, which the processor cannot foresee.
class FirstCharacters {
 public:
  constexpr FirstCharacters() {
    for (const std::string_view character :
         {"合", "小", "总", "注", "说", "备", "填", "制", "审", "负", "单", "（",
          "\xE3\x80\x80"}) {  // the last one is the ideographic space
      std::uint32_t& place = codes_[place_of(code_of(character))];
      met_ = met_ || place != 0;
      place = code_of(character);
    }
  }
  constexpr bool has(std::uint32_t code) const { return codes_[place_of(code)] == code; }
  constexpr bool met() const { return met_; }

 private:
  static constexpr std::size_t place_of(std::uint32_t code) {
    return static_cast<std::size_t>(code * 0x9E3779B1U >> 24U);
  }
  std::array<std::uint32_t, 256> codes_{};
  bool met_ = false;
};
constexpr FirstCharacters first_of_totals;
static_assert(!first_of_totals.met(), "two characters share a place: take another factor");

// Texts of totals and notes begin with one of a few Chinese characters, a bracket or a space.
inline bool may_be_total(std::string_view text) {
  if (text.empty()) return false;
  const char first = text.front();
  if (static_cast<unsigned char>(first) < 0x80) return first <= ' ' || first == '(';
  if (first == '\xC2') return true;  // a no-break space
  return text.size() >= 3 && first_of_totals.has(code_of(text));
}

}  // namespace

RecordCounter::RecordCounter(const RecordsMapping& mapping, const Configuration& configuration,
                             std::size_t max_median_values)
    : mapping_(mapping),
      configuration_(configuration),
      plan_(plan_records(mapping, configuration.plan)),
      areas_by_name_(names_of_areas(mapping, configuration.plan)),
      plan_area_(configuration.plan.find_area(configuration.plan.area)),
      max_median_values_(max_median_values) {
  if (!plan_) return;
  cells_.emplace(*plan_);
  groups_ = RecordGroups(plan_->aggregates.size());
  contributions_.resize(plan_->aggregates.size());
  without_value_.resize(plan_->aggregates.size());
  if (plan_->key) known_keys_.emplace();
  const bool working_days =
      std::any_of(plan_->aggregates.begin(), plan_->aggregates.end(),
                  [](const PlannedAggregate& a) { return a.of == Of::working_days; });
  if (working_days) workdays_.emplace(configuration.calendar);
}

Result<std::size_t> RecordCounter::begin(Table head, std::uint16_t sheet) {
  if (!plan_) return tl::make_unexpected(plan_.error());
  sheet_ = sheet;
  head_ = std::move(head);
  auto header = find_header(head_, plan_->columns, mapping_.header_rows);
  if (!header) return tl::make_unexpected(header.error());
  header_ = *std::move(header);
  const auto positions = positions_of(header_);
  if (!positions) return tl::make_unexpected(positions.error());
  const std::size_t data_begin = header_.data_begin;
  if (data_begin > 0) header_row_ = head_.rows[data_begin - 1];
  return data_begin;
}

Result<std::vector<std::optional<std::size_t>>> RecordCounter::positions_of(const Header& header) {
  std::vector<std::optional<std::size_t>> positions;
  std::vector<std::string> unit_headers;
  for (const std::string& name : plan_->columns) {
    const auto column = find_column(header.names, name).column;
    positions.push_back(column);
    std::string unit = column ? header.names[*column] : name;
    if (column && *column < header.units.size() && !header.units[*column].empty()) {
      unit += "/" + header.units[*column];
    }
    unit_headers.push_back(std::move(unit));
  }
  positions_ = positions;
  keys_.clear();
  for (const auto& column : {std::optional(plan_->dates.front()), plan_->area, plan_->key}) {
    if (column && positions[*column]) keys_.push_back(*positions[*column]);
  }
  if (auto bound = cells_->bind(positions, unit_headers); !bound) {
    return tl::make_unexpected(bound.error());
  }
  return positions;
}

Result<bool> RecordCounter::begin_columns(const Table& head) {
  if (!plan_) return tl::make_unexpected(plan_.error());
  const auto before = positions_;
  head_ = head;
  header_ = Header();
  header_.names = head.columns;
  header_.units.resize(header_.names.size());
  const auto positions = positions_of(header_);
  if (!positions) return tl::make_unexpected(positions.error());
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] && before[i] != (*positions)[i]) return false;
  }
  return true;
}

Result<void> RecordCounter::check_columns() const {
  const auto header = find_header(head_, plan_->columns, mapping_.header_rows);
  if (!header) return tl::make_unexpected(header.error());
  return {};
}

bool RecordCounter::may_be_no_record(const RecordRow& row) const {
  std::size_t first = 0;
  while (first < row.size() && row.text(first).empty()) ++first;
  if (first == row.size() || may_be_total(row.text(first))) return true;
  if (first < header_row_.cells.size() && row.text(first) == header_row_.cells[first].text) {
    return true;
  }
  return std::any_of(keys_.begin(), keys_.end(),
                     [&](std::size_t key) { return may_be_total(row.text(key)); });
}

TableRow RecordCounter::row_of(const RecordRow& row) const {
  TableRow made;
  made.number = row.number;
  made.hidden = row.hidden;
  made.cells.reserve(row.size());
  for (std::size_t i = 0; i < row.size(); ++i) {
    const CellView cell = row.cell(i);
    made.cells.push_back({cell.type, false, std::string(cell.text)});
  }
  return made;
}

bool RecordCounter::is_no_record(const RecordRow& row) {
  if (!may_be_no_record(row)) return false;
  const TableRow whole = row_of(row);
  switch (kind_of_row(whole, keys_, header_row_.cells.empty() ? nullptr : &header_row_)) {
    case RowKind::total:
      notes_.total(whole);
      return true;
    case RowKind::note:
      notes_.note(whole);
      return true;
    case RowKind::header_again:
      notes_.repeated(whole);
      return true;
    case RowKind::blank:
      return true;
    case RowKind::data:
      break;
  }
  return false;
}

bool RecordCounter::take(const RecordRow& row) {
  if (is_no_record(row)) return true;
  ++rows_;
  if (row.hidden) {
    TableRow hidden;
    hidden.number = row.number;
    notes_.hidden(hidden);
  }
  cells_->begin(row);
  const Outcome outcome = read(row);
  if (outcome == Outcome::refused) refuse(row);
  if (outcome == Outcome::counted) ++counted_;
  return error_.message.empty();
}

RecordCounter::Outcome RecordCounter::read(const RecordRow&) {
  const State kept = all_pass(plan_->kept);
  if (kept != State::good) {
    return kept == State::missing ? Outcome::passed_over : Outcome::refused;
  }
  Date day;
  const State dated = cells_->date(0, day);
  if (dated == State::missing) {
    cells_->refuse(plan_->dates.front(),
                   "没有日期，不知道属于哪一期；没有日期的记录本来就不该计入的话，"
                   "请在映射的 filters 里对这一列加 is_filled");
  }
  AreaIndex area;
  if (dated != State::good || find_area(area) != State::good) return Outcome::refused;
  for (std::size_t i = 0; i < contributions_.size(); ++i) {
    contributions_[i] = Contribution();
    if (contribute(i, contributions_[i]) == State::bad) return Outcome::refused;
  }
  if (plan_->key) {
    const CellView key = cells_->cell(*plan_->key);
    const std::string_view text = trimmed(key.text);
    const bool missing = RecordCells::is_missing(key);
    if (missing || !known_keys_->insert(text)) {
      cells_->refuse(*plan_->key, missing ? "没有编号，无法查重：请补填"
                                          : "编号与前面的记录重复，只计前一条：请核对");
      return Outcome::refused;
    }
  }
  const std::chrono::year_month_day date{day};
  const bool good =
      count(groups_.at(area, static_cast<int>(date.year()), static_cast<unsigned>(date.month())));
  return good ? Outcome::counted : Outcome::passed_over;
}

RecordCells::State RecordCounter::all_pass(const std::vector<std::size_t>& filters) {
  for (const std::size_t filter : filters) {
    const State state = cells_->filter(filter);
    if (state != State::good) return state;
  }
  return State::good;
}

std::optional<AreaIndex> RecordCounter::area_named(std::string_view text) const {
  const auto found = areas_by_name_.find(comparable(text));
  if (found == areas_by_name_.end()) return std::nullopt;
  return found->second;
}

RecordCells::State RecordCounter::find_area(AreaIndex& area) {
  if (!plan_->area) {
    if (plan_area_) area = *plan_area_;
    return plan_area_ ? State::good
                      : cells_->refuse(plan_->dates.front(), "方案的行政区不在方案的地区表里");
  }
  const std::string_view text = cells_->text(*plan_->area);
  if (const AreaIndex* known = area_memo_.find(text)) {
    area = *known;
    return State::good;
  }
  const auto found = area_named(text);
  if (!found) {
    return cells_->refuse(*plan_->area,
                          "方案里没有这个行政区：请填行政区划代码或方案里的名称，"
                          "或在映射的 area_names 里注明");
  }
  area = *found;
  area_memo_.remember(text, area);
  return State::good;
}

RecordCells::State RecordCounter::contribute(std::size_t at, Contribution& contribution) {
  const PlannedAggregate& aggregate = plan_->aggregates[at];
  const State passes = all_pass(aggregate.filters);
  if (passes != State::good) return passes;
  contribution.counts = true;
  if (aggregate.family == Family::ratio) {
    const State hit = all_pass(aggregate.numerator);
    contribution.hit = hit == State::good;
    return hit;
  }
  if (aggregate.of == Of::number) return contribute_number(aggregate, contribution);
  if (aggregate.of != Of::nothing) return contribute_days(aggregate, contribution);
  return State::good;
}

RecordCells::State RecordCounter::contribute_number(const PlannedAggregate& aggregate,
                                                    Contribution& contribution) {
  const State value =
      cells_->number(aggregate.number, contribution.value, contribution.provisional);
  if (value == State::bad || aggregate.family != Family::sum_ratio) {
    contribution.has_value = value == State::good;
    return value;
  }
  bool provisional = false;
  const State base = cells_->number(aggregate.base, contribution.base, provisional);
  if (base == State::bad) return base;
  contribution.provisional = contribution.provisional || provisional;
  contribution.has_value = value == State::good && base == State::good;
  if (value == base) return value;
  const bool lacks_base = base == State::missing;
  const std::size_t lacking = lacks_base ? aggregate.base : aggregate.number;
  return cells_->refuse(plan_->numbers[lacking].column, lacks_base
                                                            ? "只有分子，没有分母：请补报分母"
                                                            : "只有分母，没有分子：请补报分子");
}

RecordCells::State RecordCounter::contribute_days(const PlannedAggregate& aggregate,
                                                  Contribution& contribution) {
  Date from;
  Date to;
  const State begun = cells_->date(aggregate.from, from);
  if (begun == State::bad) return begun;
  const State ended = cells_->date(aggregate.to, to);
  if (ended != State::good) return ended;
  const std::size_t from_column = plan_->dates[aggregate.from];
  const std::size_t to_column = plan_->dates[aggregate.to];
  if (begun == State::missing) {
    return cells_->refuse(from_column, "有结束日期，没有开始日期：请补填");
  }
  const auto days = (to - from).count();
  if (days < 0) return cells_->refuse(to_column, "结束日期早于开始日期：请核对");
  if (days > most_days) return cells_->refuse(to_column, "与开始日期相隔一百年以上：请核对");
  contribution.days =
      aggregate.of == Of::working_days ? workdays_->between(from, to) : static_cast<int>(days);
  contribution.value = Decimal(contribution.days);
  contribution.has_value = true;
  return State::good;
}

bool RecordCounter::count(std::vector<RecordSum>& sums) {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const Contribution& contribution = contributions_[i];
    if (!contribution.counts) continue;
    const PlannedAggregate& aggregate = plan_->aggregates[i];
    RecordSum& sum = sums[i];
    ++sum.records;
    sum.hits += contribution.hit ? 1 : 0;
    if (aggregate.of == Of::nothing) continue;
    if (!contribution.has_value) {
      ++without_value_[i];
      continue;
    }
    if (aggregate.family == Family::max && (sum.values == 0 || sum.max < contribution.value)) {
      sum.max = contribution.value;
    }
    ++sum.values;
    sum.provisional = sum.provisional || contribution.provisional;
    if (aggregate.family != Family::median) {
      sum.sum.add(contribution.value);
      if (aggregate.family == Family::sum_ratio) sum.base.add(contribution.base);
      continue;
    }
    if (!sum.spread) sum.spread = std::make_unique<Spread>();
    if (aggregate.of != Of::number) {
      sum.spread->add_days(contribution.days);
    } else if (++median_values_ > max_median_values_) {
      error_ = {ErrorCode::too_large, false,
                fmt::format("求中位数（median）的数超过 {} 个，内存里放不下：请改用 mean，"
                            "或请报送单位分批报送",
                            max_median_values_)};
      return false;
    } else {
      sum.spread->add_number(contribution.value);
    }
  }
  return true;
}

void RecordCounter::refuse(const RecordRow& row) {
  if (++refused_ > most_refused_kept) return;
  const RecordCells::Fault& fault = cells_->fault();
  const std::size_t column = positions_[fault.column].value_or(0);
  const bool pointer = head_.addressing == Table::Addressing::pointer;
  std::string where = address_of(head_, row.number, static_cast<std::uint32_t>(column + 1));
  if (!pointer) where += "（" + plan_->columns[fault.column] + "）";
  if (head_.addressing == Table::Addressing::sheet && !head_.name.empty()) {
    where = head_.name + "!" + where;
  }
  const Place place{sheet_, static_cast<std::uint16_t>(pointer ? 0 : column + 1), row.number};
  rejected_.push_back(
      {place, std::move(where), fault.reason, cut_to(cells_->cell(fault.column).text, 200)});
}

}  // namespace planwatch
