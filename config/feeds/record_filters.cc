#include "config/feeds/record_filters.h"

#include <array>

namespace planwatch::feeds {

namespace {

using Test = RecordFilter::Test;

constexpr std::array<std::string_view, 6> tests{"is",     "is_not",   "contains",
                                                "filled", "at_least", "at_most"};

void read_texts(Fields& fields, std::string_view key, std::vector<std::string>& into) {
  for (const YamlNode& item : fields.list(key)) {
    if (!is_scalar(item, key, fields.out())) continue;
    if (item.text.empty()) {
      fields.out().error(item.at, said("{} 里有空的一项", "{} has an empty element", key),
                         {"空着的格子用 filled: false", "empty cells are filled: false"});
    }
    into.push_back(item.text);
  }
  if (fields.clean() && into.empty()) {
    fields.out().error(fields.at(key), said("{} 是空的", "{} is empty", key),
                       {"写上要比的内容：[甲, 乙]", "write what is compared: [a, b]"});
  }
}

bool is_number_or_date(const YamlNode& node) {
  YamlNode plain = node;
  plain.quoted = false;
  Diagnostics ignored;
  return read_decimal(plain, "", ignored) || read_date(plain, "", ignored);
}

void read_bound(Fields& fields, std::string_view key, std::vector<std::string>& into) {
  const YamlNode* node = fields.node(key);
  if (!node || !is_scalar(*node, key, fields.out())) return;
  into = {node->text};
  if (is_number_or_date(*node)) return;
  fields.out().error(
      node->at,
      said("{} 的 {} 不是数也不是日期", "{} {} is neither a number nor a day", key, node->text),
      {"写 100 或 2025-01-01", "write 100 or 2025-01-01"});
}

void read_filled(Fields& fields, RecordFilter& filter) {
  bool filled = true;
  const YamlNode* node = fields.node("filled");
  const auto read = node ? read_boolean(*node, "filled", fields.out()) : std::nullopt;
  filled = read.value_or(filled);
  filter.test = filled ? Test::is_filled : Test::is_empty;
}

RecordFilter load_filter(const YamlNode& node, Columns& names, Draft& draft) {
  Fields fields(node, draft.out);
  RecordFilter filter;
  names.read(fields, "column", filter.column, required);
  const auto test = fields.one_of(tests);
  if (test == "is" || test == "is_not" || test == "contains") {
    filter.test = *test == "is"       ? Test::is_one_of
                  : *test == "is_not" ? Test::is_none_of
                                      : Test::contains;
    read_texts(fields, *test, filter.values);
  } else if (test == "filled") {
    read_filled(fields, filter);
  } else if (test) {
    filter.test = *test == "at_least" ? Test::at_least : Test::at_most;
    read_bound(fields, *test, filter.values);
  }
  return filter;
}

}  // namespace

void read_filters(Fields& fields, std::string_view key, Columns& names, Draft& draft,
                  std::vector<RecordFilter>& into) {
  for (const YamlNode& item : fields.list(key, optional)) {
    into.push_back(load_filter(item, names, draft));
  }
}

MapKind describe_filter() {
  return {"feed.filter",
          {"留下哪些记录；几条要都满足", "which records are kept; all filters have to be passed"},
          {{"column", required, column(), "", "案件类型", "看哪一列", "which column is looked at"},
           {"is", optional, filled_list_of(text()), "", "[民事, 商事]", "是其中之一",
            "is one of these"},
           {"is_not", optional, filled_list_of(text()), "", "[撤回]", "不是其中任何一个",
            "is none of these"},
           {"contains", optional, filled_list_of(text()), "", "[涉企]", "含有其中之一",
            "contains one of these"},
           {"filled", optional, boolean(), "", "true", "true 填了的，false 空着的",
            "true: not empty; false: empty"},
           {"at_least", optional, text(), "", "2025-01-01", "不小于（数）、不早于（日期）",
            "a number or a day, itself included"},
           {"at_most", optional, text(), "", "100", "不大于（数）、不晚于（日期）",
            "a number or a day, itself included"}},
          {{tests.begin(), tests.end()}}};
}

}  // namespace planwatch::feeds
