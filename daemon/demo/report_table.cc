#include "daemon/demo/report_table.h"

#include <algorithm>

#include "daemon/demo/incidents.h"
#include "daemon/demo/report_cells.h"
#include "rules/model/rational.h"

namespace planwatch::demo {

namespace {

// Puts cells under their columns by name; a column is made when it is first named.
class TableMaker {
 public:
  void begin_row() { table_.rows.emplace_back(); }
  void put(const std::string& column, SampleCell cell) {
    SampleRow& row = table_.rows.back();
    row.resize(std::max(row.size(), position(column) + 1));
    row[position(column)] = std::move(cell);
  }
  SampleTable finish(std::string title) {
    for (SampleRow& row : table_.rows) row.resize(table_.columns.size());
    table_.title = std::move(title);
    return std::move(table_);
  }

 private:
  std::size_t position(const std::string& column) {
    const auto found = std::find(table_.columns.begin(), table_.columns.end(), column);
    if (found != table_.columns.end()) {
      return static_cast<std::size_t>(found - table_.columns.begin());
    }
    table_.columns.push_back(column);
    return table_.columns.size() - 1;
  }

  SampleTable table_;
};

// One delivery on its way into a table.
class ReportMaker {
 public:
  ReportMaker(const Configuration& configuration, const TruthModel& truth,
              const SampleDelivery& delivery)
      : configuration_(configuration),
        truth_(truth),
        delivery_(delivery),
        mapping_(std::get<ObservationMapping>(delivery.feed->mapping)),
        style_(style_of(delivery.feed->id.text)) {}

  SampleTable make() {
    for (const Period& period : delivery_.periods) {
      if (mapping_.indicator_column) {
        put_rows(period);
      } else {
        put_row(period);
      }
    }
    const bool titled = style_.title && !std::holds_alternative<JsonFormat>(delivery_.feed->format);
    return table_.finish(titled ? delivery_.feed->unit.text + "报送表（样例数据）" : "");
  }

 private:
  const Indicator& indicator(const IndicatorId& id) const {
    return configuration_.plan.indicators[configuration_.plan.find_indicator(id)->value];
  }
  bool judged_in(const Indicator& one, const Period& period) const {
    return period.last_month % one.period_months == 0;
  }

  void begin_row(const Period& period) {
    table_.begin_row();
    if (!mapping_.period.empty()) table_.put(mapping_.period, period_cell(period, style_));
    if (mapping_.area) table_.put(*mapping_.area, text_cell(configuration_.plan.area.text));
    if (mapping_.report_date) {
      table_.put(*mapping_.report_date, date_cell(delivery_.report_date, style_));
    }
  }
  void end_row() {
    const bool json = std::holds_alternative<JsonFormat>(delivery_.feed->format);
    table_.put(json ? "/remark" : "备注", text_cell(sample_mark));
  }

  void put_row(const Period& period) {
    begin_row(period);
    for (const ValueColumns& columns : mapping_.values) {
      if (!columns.indicator) continue;
      put_figure(indicator(*columns.indicator), columns, period);
    }
    end_row();
  }

  void put_rows(const Period& period) {
    for (const IndicatorId& id : indicators_of(*delivery_.feed)) {
      if (!judged_in(indicator(id), period)) continue;
      begin_row(period);
      table_.put(*mapping_.indicator_column, text_cell(name_in_feed(id)));
      for (const ValueColumns& columns : mapping_.values) {
        put_figure(indicator(id), columns, period);
      }
      end_row();
    }
  }

  std::string name_in_feed(const IndicatorId& id) const {
    for (const auto& [name, of] : mapping_.indicator_names) {
      if (of == id) return name;
    }
    return indicator(id).name;
  }

  void put_figure(const Indicator& of, const ValueColumns& columns, const Period& period) {
    const SampleFigure figure = reported_figure(truth_, of, delivery_, period);
    const bool parts = figure.numerator && columns.numerator && columns.denominator;
    if (columns.value) {
      // Where the parts stand beside it, the value is left to them.
      table_.put(*columns.value, parts ? SampleCell{} : value(of, figure, columns));
    }
    if (columns.numerator && columns.denominator) {
      table_.put(*columns.numerator, part(figure.numerator, *columns.numerator, columns));
      table_.put(*columns.denominator, part(figure.denominator, *columns.denominator, columns));
    }
    if (const Incident* rejected = rejected_here(of, period); rejected && columns.value) {
      table_.put(*columns.value, text_cell(std::string(rejected->text)));
    }
  }

  SampleCell value(const Indicator& of, const SampleFigure& figure,
                   const ValueColumns& columns) const {
    return value_cell(figure.value, *columns.value, columns.unit, of.measure == Measure::ratio,
                      style_);
  }
  SampleCell part(const std::optional<Decimal>& part, const std::string& column,
                  const ValueColumns& columns) const {
    return part ? part_cell(*part, column, columns.unit, style_) : SampleCell{};
  }

  const Incident* rejected_here(const Indicator& of, const Period& period) const {
    if (period.year != configuration_.plan.year) return nullptr;
    const Incident* incident =
        find_incident(Incident::Kind::rejected, delivery_.feed->id.text, period.last_month);
    return incident != nullptr && incident->indicator == of.id.text ? incident : nullptr;
  }

  const Configuration& configuration_;
  const TruthModel& truth_;
  const SampleDelivery& delivery_;
  const ObservationMapping& mapping_;
  FeedStyle style_;
  TableMaker table_;
};

}  // namespace

SampleFigure reported_figure(const TruthModel& truth, const Indicator& indicator,
                             const SampleDelivery& delivery, const Period& period) {
  SampleFigure figure = truth.figure(indicator, period);
  if (!delivery.first_and_wrong) return figure;
  const Incident* incident =
      find_incident(Incident::Kind::corrected, delivery.feed->id.text, period.last_month);
  if (incident == nullptr || incident->indicator != indicator.id.text || !figure.numerator) {
    return figure;
  }
  const Rational wrong = Rational::of(*figure.numerator) *
                         Rational::of(incident->first_thousandths, std::int64_t{1000});
  figure.numerator = wrong.rounded(0);
  figure.value = Rational::of(*figure.numerator, *figure.denominator).rounded(4);
  return figure;
}

SampleTable report_table(const Configuration& configuration, const TruthModel& truth,
                         const SampleDelivery& delivery) {
  return ReportMaker(configuration, truth, delivery).make();
}

}  // namespace planwatch::demo
