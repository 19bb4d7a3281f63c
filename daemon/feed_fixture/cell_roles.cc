#include "daemon/feed_fixture/cell_roles.h"

#include <algorithm>

#include "collectors/extract/header.h"
#include "collectors/extract/observation_reader.h"
#include "collectors/extract/task_reader.h"
#include "collectors/extract/template_reading.h"
#include "collectors/extract/wide_header.h"

namespace planwatch {
namespace {

using Names = std::vector<std::pair<std::string, CellRole>>;

void add(Names& names, const std::optional<ColumnName>& name, CellRole role) {
  if (name && !name->empty()) names.emplace_back(*name, role);
}

TableRoles with_header(const Header& header, const Names& names) {
  TableRoles roles;
  roles.read = true;
  roles.names = header.names;
  roles.data_begin = header.data_begin;
  roles.columns.assign(header.names.size(), CellRole::unread);
  for (const auto& [name, role] : names) {
    if (!name.empty()) roles.wanted.push_back(name);
    if (const auto column = find_column(header.names, name).column) roles.columns[*column] = role;
  }
  return roles;
}

// A table without the mapped columns is passed over by the readers.
TableRoles find_roles(const Table& table, const std::vector<std::string>& wanted,
                      unsigned header_rows, const Names& names, const HeaderScore& score = {}) {
  const auto header = find_header(table, wanted, header_rows, score);
  return header ? with_header(*header, names) : TableRoles{};
}

TableRoles roles_by(const ObservationMapping& mapping, const Table& table) {
  Names names;
  names.emplace_back(mapping.period, CellRole::figure);
  for (const auto* name : {&mapping.area, &mapping.report_date, &mapping.indicator_column}) {
    add(names, *name, CellRole::figure);
  }
  for (const ValueColumns& values : mapping.values) {
    for (const auto* name : {&values.value, &values.numerator, &values.denominator}) {
      add(names, *name, CellRole::figure);
    }
  }
  TableRoles roles =
      find_roles(table, ObservationReader::wanted_columns(mapping, table), mapping.header_rows,
                 names, ObservationReader::header_score(mapping));
  if (!mapping.periods_across) return roles;
  // Which of the columns with a period are read is decided by their neighbours: all stay.
  for (const WideColumn& wide : wide_columns(roles.names, 0)) {
    roles.columns[wide.column] = CellRole::figure;
  }
  for (std::size_t i = 0; i < roles.names.size(); ++i) {
    if (is_total_header(roles.names[i])) roles.columns[i] = CellRole::figure;
  }
  return roles;
}

TableRoles roles_by(const TaskMapping& mapping, const Table& table) {
  Names names = {{mapping.task, CellRole::figure},
                 {mapping.state, CellRole::figure},
                 {mapping.as_of, CellRole::figure}};
  add(names, mapping.percent, CellRole::figure);
  add(names, mapping.evidence, CellRole::free_text);
  add(names, mapping.closed_by, CellRole::person);
  return find_roles(table, TaskReader::wanted_columns(mapping, table), mapping.header_rows, names);
}

// Later entries win: a column that is read as a number or a date stays one.
TableRoles roles_by(const RecordsMapping& mapping, const Table& table) {
  Names names;
  std::vector<RecordFilter> filters = mapping.filters;
  for (const RecordAggregate& aggregate : mapping.aggregates) {
    filters.insert(filters.end(), aggregate.filters.begin(), aggregate.filters.end());
    filters.insert(filters.end(), aggregate.numerator.begin(), aggregate.numerator.end());
  }
  for (const RecordFilter& filter : filters) add(names, filter.column, CellRole::filter);
  add(names, mapping.key, CellRole::record_key);
  names.emplace_back(mapping.date, CellRole::figure);
  add(names, mapping.area, CellRole::figure);
  for (const RecordAggregate& aggregate : mapping.aggregates) {
    for (const ColumnName* name :
         {&aggregate.column, &aggregate.base, &aggregate.from, &aggregate.to}) {
      add(names, *name, CellRole::figure);
    }
  }
  std::vector<std::string> wanted;
  for (const auto& [name, role] : names) {
    if (!name.empty()) wanted.push_back(name);
  }
  TableRoles roles = find_roles(table, wanted, mapping.header_rows, names);
  roles.filters = std::move(filters);
  return roles;
}

CellRole role_of(TemplateField field) {
  switch (field) {
    case TemplateField::remark:
    case TemplateField::evidence:
      return CellRole::free_text;
    case TemplateField::closed_by:
      return CellRole::person;
    default:
      return CellRole::figure;
  }
}

// Of a template the header's words say what a column is; the hidden sheet is read as a whole.
std::vector<TableRoles> roles_of_template(const Document& document) {
  std::vector<TableRoles> all(document.tables.size());
  const auto reading = read_template(document);
  if (!reading) return all;
  for (std::size_t i = 0; i < document.tables.size(); ++i) {
    if (document.tables[i].name != template_sheet_name) continue;
    all[i].read = true;
    std::size_t width = 0;
    for (const TableRow& row : document.tables[i].rows) width = std::max(width, row.cells.size());
    all[i].columns.assign(width, CellRole::figure);
  }
  Names names;
  for (const char* name :
       {indicator_id_header, indicator_name_header, task_id_header, task_name_header}) {
    names.emplace_back(name, CellRole::figure);
  }
  for (std::size_t f = 0; f < template_field_count; ++f) {
    const auto field = static_cast<TemplateField>(f);
    names.emplace_back(std::string(header_of(field)), role_of(field));
  }
  for (const Sheet& sheet : reading->sheets) {
    for (std::size_t i = 0; i < document.tables.size(); ++i) {
      if (&document.tables[i] == &sheet.table) all[i] = with_header(sheet.header, names);
    }
  }
  return all;
}

}  // namespace

std::vector<TableRoles> roles_of(const Document& document, const FeedSpec& feed) {
  if (std::holds_alternative<TemplateMapping>(feed.mapping)) return roles_of_template(document);
  std::vector<TableRoles> all;
  all.reserve(document.tables.size());
  for (const Table& table : document.tables) {
    if (const auto* observations = std::get_if<ObservationMapping>(&feed.mapping)) {
      all.push_back(roles_by(*observations, table));
    } else if (const auto* tasks = std::get_if<TaskMapping>(&feed.mapping)) {
      all.push_back(roles_by(*tasks, table));
    } else {
      all.push_back(roles_by(std::get<RecordsMapping>(feed.mapping), table));
    }
  }
  return all;
}

}  // namespace planwatch
