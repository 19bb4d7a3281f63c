#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "collectors/extract/sheet.h"
#include "collectors/extract/template_form.h"
#include "rules/model/observation.h"

namespace planwatch {

// One row of a filled-in template whose id and name fit together.
struct TemplateEntry {
  bool of_task = false;
  std::string id;
  const TemplateInput* first = nullptr;  // of its inputs: name and period
  const Sheet* sheet = nullptr;
  const TableRow* row = nullptr;
  // By field; empty: the template asks for no such cell here.
  std::array<std::optional<std::size_t>, template_field_count> columns;
  std::size_t id_column = 0;

  std::optional<std::size_t> column(TemplateField field) const {
    return columns.at(static_cast<std::size_t>(field));
  }
  const Cell& cell(TemplateField field) const;  // an empty one where there is none
  RejectedRow rejected(TemplateField field, std::string reason) const;
};

// A filled-in template taken apart. Rows and columns may have been sorted, inserted or moved: a row
// is what its id says, a column what its header says. Rows whose name is not the one that belongs
// to the id, that are there twice, or that hold figures without an id are rejected.
struct TemplateReading {
  TemplateIdentity identity;
  std::deque<Sheet> sheets;  // that entries point into
  std::vector<TemplateEntry> entries;
  std::vector<RejectedRow> rejected;
  std::vector<std::string> notes;
  const Sheet* date_sheet = nullptr;  // where the report date stands; null: nowhere
  const TableRow* date_row = nullptr;
  std::size_t date_column = 0;

  TemplateReading() = default;
  TemplateReading(TemplateReading&&) = default;
  TemplateReading& operator=(TemplateReading&&) = default;
};

// The document with all its sheets, hidden ones included; it has to outlive the reading. An error
// when it is no template or one that cannot be trusted: says what to do.
Result<TemplateReading> read_template(const Document& document);

}  // namespace planwatch
