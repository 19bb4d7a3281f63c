#include "config/schema/json_scalar.h"

namespace planwatch::schema {

namespace {

void write_pattern(JsonText& json, const char* pattern) {
  json.member("type", "string");
  json.member("pattern", pattern);
}

// A text is what stands there: 1 and 2025 are texts, too, without quotes.
void write_text(JsonText& json, const Value& value) {
  json.strings("type", {"string", "number"});
  if (!value.may_be_empty) {
    json.key("minLength");
    json.plain("1");
  }
}

void write_integer(JsonText& json, const Value& value) {
  json.member("type", "integer");
  json.key("minimum");
  json.plain(std::to_string(value.first));
  json.key("maximum");
  json.plain(std::to_string(value.last));
}

}  // namespace

std::string both(const Words& words) {
  return words.zh == words.en ? words.zh : words.zh + "\n\n" + words.en;
}

void write_words(JsonText& json, const std::vector<Word>& words) {
  std::vector<std::string> names;
  std::vector<std::string> meanings;
  for (const Word& word : words) {
    names.push_back(word.word);
    meanings.push_back(both(word.meaning));
  }
  json.strings("enum", names);
  json.strings("enumDescriptions", meanings);
}

constexpr const char* period_pattern =
    "[0-9]{4}(-(0[1-9]|1[0-2])(\\.\\.[0-9]{4}-(0[1-9]|1[0-2]))?|-Q[1-4]|-H[12])?";

// 2025 is a period, too, and to the editor a number.
void write_period(JsonText& json, const std::string& also) {
  json.strings("type", {"string", "integer"});
  json.member("pattern", "^(" + also + period_pattern + ")$");
  json.key("minimum");
  json.plain("1000");
  json.key("maximum");
  json.plain("9999");
}

void write_first_period(JsonText& json) {
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  json.member("type", "integer");
  json.key("minimum");
  json.plain("1");
  json.key("maximum");
  json.plain("12");
  json.end_object();
  json.begin_object();
  write_period(json, "0?[1-9]|1[0-2]|");
  json.end_object();
  json.end_array();
}

// The shorthand of rules/rehearse/series_text.h; a single figure is a number to the editor.
constexpr const char* number_pattern = "[+-]?[0-9]+(\\.[0-9]+)?";

void write_series(JsonText& json) {
  const std::string number = number_pattern;
  const std::string part = "(_|[+-]?" + number + "(/" + number + ")?)(x0*[1-9][0-9]*)?";
  json.strings("type", {"string", "number"});
  json.member("pattern", "^\\s*" + part + "(\\s+" + part + ")*\\s*$");
}

void write_figure(JsonText& json) {
  const std::string number = number_pattern;
  json.strings("type", {"string", "number"});
  json.member("pattern", "^\\s*[0-9]+(\\.[0-9]+)?(/" + number + ")?(x0*1)?\\s*$");
  json.key("minimum");
  json.plain("0");
}

// What the reading alone says of a scalar; the patterns are those of loader/scalars.
void write_scalar(JsonText& json, const Value& value) {
  switch (value.reading) {
    case Reading::identifier:
      return write_pattern(json, "^[A-Za-z][A-Za-z0-9_.-]{0,99}$");
    case Reading::area_code:
      json.strings("type", {"string", "integer"});
      return json.member("pattern", "^([0-9]{6}|[0-9]{9}|[0-9]{12})$");
    case Reading::url:
      return write_pattern(json, "^(https?://[^\\s/?#@:][^\\s]*|\\$\\{samples_url\\}.*)$");
    case Reading::pointer:
      return write_pattern(json, "^(/([^~]|~[01])*)?$");
    case Reading::decimal:
      return json.member("type", "number");
    case Reading::integer:
      return write_integer(json, value);
    case Reading::boolean:
      return json.member("type", "boolean");
    case Reading::duration:
      return write_pattern(json, "^[1-9][0-9]{0,8}(ms|s|m|h|d)$");
    case Reading::seconds:
      return write_pattern(json, "^([1-9][0-9]{0,8}(s|m|h|d)|[1-9][0-9]{0,5}000ms)$");
    case Reading::size:
      return write_pattern(json, "^[1-9][0-9]{0,8}(B|KiB|MiB|GiB)$");
    case Reading::date:
      return write_pattern(json, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    case Reading::date_range:
      return write_pattern(json,
                           "^[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2})?( .+)?$");
    case Reading::period:
      return write_period(json, "");
    case Reading::first_period:
      return write_first_period(json);
    case Reading::time:
      return write_pattern(json, "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$");
    case Reading::series:
      return write_series(json);
    case Reading::figure:
      return write_figure(json);
    case Reading::hours:
      return write_pattern(json, "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$");
    case Reading::word:
      return write_words(json, value.words);
    default:
      return write_text(json, value);
  }
}

// words.
Words how_to_write(Reading reading) {
  switch (reading) {
    case Reading::identifier:
      return {"字母开头，只用字母、数字、_、-、.，最多 100 个",
              "begin with a letter; letters, digits, _ - . only; at most 100"};
    case Reading::area_code:
      return {"GB/T 2260 的 6 位数字，乡镇 9 位，村 12 位", "6 digits of GB/T 2260; 9 or 12 below"};
    case Reading::url:
      return {"写成 https://主机/路径", "write https://host/path"};
    case Reading::pointer:
      return {"以 / 开头，如 /data/list", "begin with /, such as /data/list"};
    case Reading::decimal:
      return {"写数字，不加引号；比率 90% 写 0.90", "a number without quotes; 90% is written 0.90"};
    case Reading::integer:
      return {"写整数，不加引号", "a whole number without quotes"};
    case Reading::boolean:
      return {"只写 true 或 false，不加引号", "true or false, without quotes"};
    case Reading::duration:
      return {"整数加单位：500ms、2s、10m、4h、1d",
              "a whole number and a unit: 500ms 2s 10m 4h 1d"};
    case Reading::seconds:
      return {"整数加单位，整秒：2s、10m、4h、1d", "whole seconds with a unit: 2s 10m 4h 1d"};
    case Reading::size:
      return {"整数加单位：512B、64KiB、16MiB、1GiB",
              "a whole number and a unit: 512B 64KiB 16MiB 1GiB"};
    case Reading::date:
      return {"写成 2025-01-28", "write 2025-01-28"};
    case Reading::date_range:
      return {"写成 2025-01-28，一段写成 2025-01-28..2025-02-04",
              "write 2025-01-28, a stretch as 2025-01-28..2025-02-04"};
    case Reading::period:
      return {"写成 2025-06、2025-Q2、2025-H1 或 2025", "write 2025-06, 2025-Q2, 2025-H1 or 2025"};
    case Reading::first_period:
      return {"写月份 1 到 12，或 2025-Q2 这样的统计期",
              "a month from 1 to 12, or a period such as 2025-Q2"};
    case Reading::time:
      return {"写成 \"09:00\"", "write \"09:00\""};
    case Reading::series:
      return {"写成 5、0.98、12/40、7x3、+8x10 或 _，各部分用空格隔开",
              "write 5, 0.98, 12/40, 7x3, +8x10 or _, separated by blanks"};
    case Reading::figure:
      return {"写一个数：0.95 或 12/40", "one figure: 0.95 or 12/40"};
    case Reading::hours:
      return {"写成 \"09:00-12:00\"", "write \"09:00-12:00\""};
    default:
      return {};
  }
}

}  // namespace planwatch::schema
