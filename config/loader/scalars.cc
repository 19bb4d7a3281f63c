#include "config/loader/scalars.h"

#include <algorithm>
#include <array>

namespace planwatch::loader {

namespace {

constexpr std::string_view digits = "0123456789";

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

// Why a text is no number, in the words that help to write it right.
Words number_hint(const YamlNode& node) {
  const std::string_view text = node.text;
  if (node.quoted) return {"数字不要加引号", "numbers are written without quotes"};
  if (text.find('%') != text.npos || text.find("％") != text.npos) {
    return {"比率写成 0 到 1 的小数：90% 写 0.90", "ratios are 0 to 1: 90% is written 0.90"};
  }
  if (text.find_first_of(",_") != text.npos || text.find("，") != text.npos) {
    return {"不要写千分位", "no thousands separators"};
  }
  for (const char* wide : {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９", "．"}) {
    if (text.find(wide) != text.npos) {
      return {"用半角数字", "use plain digits, not full-width ones"};
    }
  }
  if (!text.empty() && digits.find(text[0]) != digits.npos &&
      static_cast<unsigned char>(text.back()) >= 0x80) {
    return {"只写数字，单位和汉字去掉：2次 写 2，9月 写 9", "digits alone, without a unit"};
  }
  return {"只用半角数字、负号和小数点，如 12、-3、0.85",
          "plain digits, minus and point: 12, -3, 0.85"};
}

// "010" is eight to some readers and ten to others.
bool looks_octal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && digits.find(text[1]) != digits.npos;
}

bool is_plain_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  if (point == text.npos) return all_digits(text);
  return all_digits(text.substr(0, point)) && all_digits(text.substr(point + 1));
}

struct Factor {
  std::string_view unit;
  std::uint64_t factor;
};

// Whole number and unit; empty when malformed, zero or beyond `limit`.
template <std::size_t n>
std::optional<std::uint64_t> with_unit(std::string_view text, const std::array<Factor, n>& units,
                                       std::uint64_t limit) {
  const std::size_t end = std::min(text.find_first_not_of(digits), text.size());
  const std::string_view number = text.substr(0, end);
  if (number.empty() || number.size() > 9 || number[0] == '0') return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : number) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  for (const Factor& unit : units) {
    if (text.substr(end) != unit.unit) continue;
    if (value > limit / unit.factor) return std::nullopt;
    return value * unit.factor;
  }
  return std::nullopt;
}

}  // namespace

bool is_scalar(const YamlNode& node, std::string_view name, Diagnostics& out) {
  switch (node.kind) {
    case YamlNode::Kind::scalar:
      out.asked({node.at, Reading::text});
      return true;
    case YamlNode::Kind::null:
      out.error(node.at, said("{} 没有值", "{} has no value", name),
                {"写上值，或删掉这个键", "write the value or delete the key"});
      return false;
    case YamlNode::Kind::list:
      out.error(node.at, said("{} 应是一个值，这里是列表", "{} takes one value, not a list", name),
                {"去掉方括号或短横", "delete the brackets or dashes"});
      return false;
    case YamlNode::Kind::map:
      out.error(node.at, said("{} 应是一个值，这里是映射", "{} takes one value, not a map", name),
                {"直接写值", "write the value itself"});
      return false;
  }
  return false;
}

std::optional<Decimal> read_decimal(const YamlNode& node, std::string_view name, Diagnostics& out) {
  if (!is_scalar(node, name, out)) return std::nullopt;
  out.asked({node.at, Reading::decimal});
  if (!node.quoted && looks_octal(node.text) && is_plain_number(node.text)) {
    out.error(node.at,
              said("{} 的 {} 像八进制数", "{}: {} looks like an octal number", name, node.text),
              {"去掉前面的 0", "delete the leading zeros"});
    return std::nullopt;
  }
  const bool plain = !node.quoted && is_plain_number(node.text);
  const std::optional<Decimal> value = plain ? Decimal::parse(node.text) : std::nullopt;
  if (!value) {
    const Words hint = plain ? Words{"最多 18 位数字", "at most 18 digits"} : number_hint(node);
    out.error(node.at, said("{} 的 {} 不是数字", "{}: {} is not a number", name, node.text), hint);
  }
  return value;
}

std::optional<std::int64_t> read_integer(const YamlNode& node, std::string_view name,
                                         std::int64_t first, std::int64_t last, Diagnostics& out) {
  out.asked({node.at, Reading::integer, first, last});
  const std::optional<Decimal> value = read_decimal(node, name, out);
  if (!value) return std::nullopt;
  if (value->scale() != 0) {
    out.error(node.at,
              said("{} 应是整数，这里是 {}", "{} takes a whole number, not {}", name, node.text),
              {"去掉小数部分", "delete the fraction"});
    return std::nullopt;
  }
  if (value->mantissa() < first || value->mantissa() > last) {
    out.error(node.at, said("{} 的 {} 超出范围", "{}: {} is out of range", name, node.text),
              said("应在 {} 到 {} 之间", "from {} to {}", first, last));
    return std::nullopt;
  }
  return value->mantissa();
}

std::optional<bool> read_boolean(const YamlNode& node, std::string_view name, Diagnostics& out) {
  if (!is_scalar(node, name, out)) return std::nullopt;
  out.asked({node.at, Reading::boolean});
  if (!node.quoted && node.text == "true") return true;
  if (!node.quoted && node.text == "false") return false;
  out.error(node.at,
            said("{} 的 {} 不是 true 或 false", "{}: {} is not true or false", name, node.text),
            {"只写 true 或 false，小写，不加引号", "only true or false, lower case, no quotes"});
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> read_duration(const YamlNode& node, std::string_view name,
                                                       Diagnostics& out) {
  if (!is_scalar(node, name, out)) return std::nullopt;
  out.asked({node.at, Reading::duration});
  constexpr std::array<Factor, 5> units{
      {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
  constexpr std::uint64_t ten_years = 3'650ull * 86'400'000ull;
  const auto value = with_unit(node.text, units, ten_years);
  if (value) return std::chrono::milliseconds(*value);
  out.error(
      node.at, said("{} 的 {} 不是时长", "{}: {} is not a duration", name, node.text),
      {"整数加单位：500ms、2s、10m、4h、1d", "a whole number and a unit: 500ms 2s 10m 4h 1d"});
  return std::nullopt;
}

std::optional<std::uint64_t> read_size(const YamlNode& node, std::string_view name,
                                       Diagnostics& out) {
  if (!is_scalar(node, name, out)) return std::nullopt;
  out.asked({node.at, Reading::size});
  constexpr std::array<Factor, 4> units{
      {{"B", 1}, {"KiB", 1ull << 10}, {"MiB", 1ull << 20}, {"GiB", 1ull << 30}}};
  constexpr std::uint64_t largest = 1ull << 40;
  const auto value = with_unit(node.text, units, largest);
  if (value) return value;
  out.error(
      node.at, said("{} 的 {} 不是大小", "{}: {} is not a size", name, node.text),
      {"整数加单位：512B、64KiB、16MiB、1GiB", "a whole number and a unit: 512B 64KiB 16MiB 1GiB"});
  return std::nullopt;
}

}  // namespace planwatch::loader
