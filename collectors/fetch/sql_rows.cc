#include "collectors/fetch/sql_rows.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/fetch/sql_watermark.h"

namespace planwatch {

namespace {

// A whole row as texts, of as many columns as the statement turns out to have. SOCI's own dynamic
// rows make doubles of decimals.
class TextRow : public soci::details::into_type_base {
 public:
  TextRow(std::vector<std::string>& columns, SqlCells& cells) : columns_(columns), cells_(cells) {}

  void define(soci::details::statement_impl& statement, int&) override { statement_ = &statement; }
  void pre_exec(int number) override {
    for (const auto& value : values_) value->pre_exec(number);
  }
  // Comes after the parameters are bound and before the statement is executed.
  void pre_fetch() override {
    if (values_.empty()) describe();
    for (const auto& value : values_) value->pre_fetch();
  }
  void post_fetch(bool got, bool called_from_fetch) override;
  void clean_up() override {
    for (const auto& value : values_) value->clean_up();
    values_.clear();
  }
  std::size_t size() const override { return 1; }

 private:
  void describe();

  std::vector<std::string>& columns_;
  SqlCells& cells_;
  soci::details::statement_impl* statement_ = nullptr;
  std::vector<std::string> texts_;
  std::vector<std::unique_ptr<soci::details::standard_into_type_backend>> values_;
};

void TextRow::describe() {
  auto& backend = *statement_->get_backend();
  const int count = backend.prepare_for_describe();
  texts_.resize(static_cast<std::size_t>(count));
  columns_.resize(texts_.size());
  for (int i = 1; i <= count; ++i) {
    const auto index = static_cast<std::size_t>(i - 1);
    soci::data_type type = soci::dt_string;
    backend.describe_column(i, type, columns_[index]);
    values_.emplace_back(statement_->make_into_type_backend());
    int position = i;
    values_.back()->define_by_pos(position, &texts_[index], soci::details::x_stdstring);
  }
}

void TextRow::post_fetch(bool got, bool called_from_fetch) {
  cells_.resize(values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    soci::indicator indicator = soci::i_ok;
    values_[i]->post_fetch(got, called_from_fetch, &indicator);
    if (!got) continue;
    if (indicator == soci::i_truncated) throw soci::soci_error("truncated: " + columns_[i]);
    if (indicator == soci::i_null) {
      cells_[i].reset();
    } else {
      cells_[i] = texts_[i];
    }
  }
}

// One statement whose rows are read as texts.
class TextStatement {
 public:
  TextStatement(soci::session& session, const std::string& text, SqlSince* since,
                std::vector<std::string>& columns, SqlCells& cells)
      : statement_(session) {
    statement_.alloc();
    statement_.prepare(text, soci::details::st_one_time_query);
    statement_.exchange(
        soci::details::into_type_ptr(std::make_unique<TextRow>(columns, cells).release()));
    if (since != nullptr) since->bind(statement_);
    statement_.define_and_bind();
  }
  bool next() {
    if (executed_) return statement_.fetch();
    executed_ = true;
    return statement_.execute(true);
  }

 private:
  soci::statement statement_;
  bool executed_ = false;
};

class PlainRows : public SqlRows {
 public:
  PlainRows(soci::session& session, const SqlQuestion& question)
      : since_(question), statement_(session, question.statement, &since_, columns_, cells_) {}
  bool next(SqlCells& cells) override {
    if (!statement_.next()) return false;
    cells = cells_;
    return true;
  }

 private:
  SqlSince since_;
  SqlCells cells_;
  TextStatement statement_;
};

constexpr std::size_t first_batch = 64;
constexpr std::size_t most_rows_of_batch = 1024;
constexpr std::size_t enough_bytes = 262'144;

class CursorRows : public SqlRows {
 public:
  CursorRows(soci::session& session, const SqlQuestion& question) : session_(session) {
    SqlSince since(question);
    soci::statement declare(session);
    declare.alloc();
    declare.prepare("DECLARE planwatch_rows NO SCROLL CURSOR FOR " + question.statement,
                    soci::details::st_one_time_query);
    since.bind(declare);
    declare.define_and_bind();
    declare.execute(true);
  }

  bool next(SqlCells& cells) override {
    while (!ended_) {
      if (batch_ == nullptr) open_batch();
      if (batch_->next()) {
        cells = cells_;
        count(cells);
        return true;
      }
      ended_ = taken_ < asked_;
      batch_.reset();
    }
    return false;
  }

 private:
  void open_batch() {
    if (asked_ > 0 && bytes_ < enough_bytes) size_ = std::min(size_ * 2, most_rows_of_batch);
    if (bytes_ > 4 * enough_bytes) size_ = std::max<std::size_t>(size_ / 4, 1);
    asked_ = size_;
    taken_ = 0;
    bytes_ = 0;
    batch_ = std::make_unique<TextStatement>(
        session_, fmt::format("FETCH {} FROM planwatch_rows", asked_), nullptr, columns_, cells_);
  }
  void count(const SqlCells& cells) {
    ++taken_;
    for (const auto& cell : cells) bytes_ += cell ? cell->size() : 0;
  }

  soci::session& session_;
  SqlCells cells_;
  std::unique_ptr<TextStatement> batch_;
  std::size_t size_ = first_batch;
  std::size_t asked_ = 0;
  std::size_t taken_ = 0;
  std::size_t bytes_ = 0;  // of the batch
  bool ended_ = false;
};

}  // namespace

SqlSince::SqlSince(const SqlQuestion& question)
    : used_(question.source.watermark.has_value()), text_(question.since), is_number_(false) {
  const auto number = whole_number(text_);
  is_number_ = number.has_value() && question.source.database != DatabaseKind::postgresql;
  number_ = number.value_or(0);
}

void SqlSince::bind(soci::statement& statement) {
  if (!used_) return;
  if (is_number_) {
    statement.exchange(soci::use(number_, "since"));
  } else {
    statement.exchange(soci::use(text_, "since"));
  }
}

std::unique_ptr<SqlRows> open_soci_rows(soci::session& session, const SqlQuestion& question) {
  return std::make_unique<PlainRows>(session, question);
}

std::unique_ptr<SqlRows> open_postgresql_rows(soci::session& session, const SqlQuestion& question) {
  return std::make_unique<CursorRows>(session, question);
}

}  // namespace planwatch
