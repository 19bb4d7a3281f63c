#include <fmt/format.h>

#include "config/schema/reference.h"

namespace planwatch::schema {

namespace {

std::string in(Lang lang, const Words& words) {
  return lang == Lang::zh ? words.zh : words.en;
}

// Headings of the reference are the names of the maps; Markdown drops the dots in their anchors.
std::string link_to(const std::string& map) {
  std::string anchor;
  for (const char c : map) {
    if (c != '.') anchor += c;
  }
  return fmt::format("[{}](#{})", map, anchor);
}

Words thing_zh_en(const std::string& thing) {
  for (const auto& [en, zh] : {std::pair{"area", "行政区代码"},
                               {"unit", "单位名称"},
                               {"task", "任务序号"},
                               {"indicator", "指标标识"},
                               {"bands", "分档标识"},
                               {"rule", "规则标识"},
                               {"feed", "数据源标识"},
                               {"receiver", "接收端标识"}}) {
    if (thing == en) return {zh, "name of a defined " + thing};
  }
  return {thing, thing};
}

Words scalar_words(const Value& value) {
  switch (value.reading) {
    case Reading::identifier:
      return {"标识", "id"};
    case Reading::area_code:
      return {"行政区划代码", "area code"};
    case Reading::url:
      return {"地址", "address"};
    case Reading::pointer:
      return {"JSON 指针", "JSON pointer"};
    case Reading::decimal:
      return {"数", "number"};
    case Reading::integer:
      return {fmt::format("整数 {}～{}", value.first, value.last),
              fmt::format("whole number {} to {}", value.first, value.last)};
    case Reading::boolean:
      return {"true 或 false", "true or false"};
    case Reading::duration:
      return {"时长", "duration"};
    case Reading::seconds:
      return {"时长（整秒）", "duration (whole seconds)"};
    case Reading::size:
      return {"大小", "size"};
    case Reading::date:
      return {"日期", "day"};
    case Reading::date_range:
      return {"日期或起止", "day or days"};
    case Reading::period:
      return {"统计期", "period"};
    case Reading::first_period:
      return {"月份 1～12 或统计期", "month 1 to 12 or period"};
    case Reading::time:
      return {"时刻", "time of day"};
    case Reading::series:
      return {"逐期的数", "series"};
    case Reading::figure:
      return {"数或分子/分母", "number, or numerator/denominator"};
    case Reading::hours:
      return {"时段", "hours"};
    case Reading::word:
      return {"下列词之一", "one of the words below"};
    default:
      return value.column ? Words{"列名（JSON 为指针）", "column (in JSON a pointer)"}
                          : Words{"文字", "text"};
  }
}

std::string entries_text(const Value& value, Lang lang) {
  const Words key = value.words.empty() ? Words{"文字", "text"} : Words{"下列词", "word"};
  return fmt::format("{{{}: {}}}", in(lang, key), type_text(value.inner.front(), lang));
}

}  // namespace

std::string type_text(const Value& value, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (value.reading) {
    case Reading::list:
      if (value.alone) {
        const std::string one = type_text(value.inner.front(), lang);
        return zh ? one + "，或其列表" : one + ", or a list of these";
      }
      return (zh ? "列表：" : "list of: ") + type_text(value.inner.front(), lang);
    case Reading::entries:
      return entries_text(value, lang);
    case Reading::map:
      return link_to(value.map);
    default:
      break;
  }
  std::string text = in(lang, value.names.empty() ? scalar_words(value) : thing_zh_en(value.names));
  if (!value.unit.zh.empty()) text += (zh ? "（" : " (") + in(lang, value.unit) + (zh ? "）" : ")");
  if (!value.map.empty()) text += (zh ? " 或 " : " or ") + link_to(value.map);
  return text;
}

}  // namespace planwatch::schema
