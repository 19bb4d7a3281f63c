#include "rules/rehearse/series_text.h"

#include <fmt/format.h>

namespace planwatch {

namespace {

using Figures = std::vector<std::optional<SeriesFigure>>;

tl::unexpected<SeriesProblem> problem(std::size_t offset, std::string zh, std::string en,
                                      std::string hint_zh, std::string hint_en) {
  return tl::make_unexpected(
      SeriesProblem{offset, std::move(zh), std::move(en), std::move(hint_zh), std::move(hint_en)});
}

// One part without its count: "+8", "12/40", "_".
struct Part {
  std::string_view text;
  std::size_t offset = 0;
  std::size_t times = 1;
};

tl::expected<Part, SeriesProblem> split_count(std::string_view text, std::size_t offset) {
  const std::size_t x = text.find('x');
  if (x == text.npos) return Part{text, offset, 1};
  std::size_t times = 0;
  const std::string_view digits = text.substr(x + 1);
  for (const char c : digits) {
    if (c < '0' || c > '9' || times > most_series_figures) {
      times = 0;
      break;
    }
    times = times * 10 + static_cast<std::size_t>(c - '0');
  }
  if (times == 0 || times > most_series_figures) {
    return problem(offset + x, fmt::format("x 后面的“{}”不是期数", digits),
                   fmt::format("\"{}\" after x is no number of periods", digits),
                   fmt::format("写 1 到 {} 的整数，如 +8x10", most_series_figures),
                   fmt::format("a whole number from 1 to {}, as in +8x10", most_series_figures));
  }
  return Part{text.substr(0, x), offset, times};
}

tl::expected<Decimal, SeriesProblem> parse_number(std::string_view text, std::size_t offset) {
  if (const auto value = Decimal::parse(text)) return *value;
  const bool percent = text.ends_with('%');
  return problem(offset, fmt::format("“{}”不是数值", text),
                 fmt::format("\"{}\" is no figure", text),
                 percent ? "比率写成 0 到 1 的小数，如 0.98，或写分子/分母，如 49/50"
                         : "写成 5、0.98、12/40、+8x10 或 _，各部分用空格隔开",
                 percent ? "write ratios from 0 to 1, such as 0.98, or as parts, such as 49/50"
                         : "write 5, 0.98, 12/40, +8x10 or _, separated by blanks");
}

// Reads parts one after the other; `last_` is what a step starts from.
class SeriesReader {
 public:
  std::optional<SeriesProblem> take(const Part& part) {
    if (part.text == "_") return add(std::nullopt, part);
    if (part.text.starts_with('+') || part.text.starts_with('-')) return take_steps(part);
    const std::size_t slash = part.text.find('/');
    const auto value = parse_number(part.text.substr(0, slash), part.offset);
    if (!value) return value.error();
    SeriesFigure figure{*value, std::nullopt};
    last_.reset();
    if (slash == part.text.npos) {
      last_ = *value;
    } else {
      const auto denominator = parse_number(part.text.substr(slash + 1), part.offset + slash + 1);
      if (!denominator) return denominator.error();
      figure.denominator = *denominator;
    }
    return add(figure, part);
  }
  Figures figures() { return std::move(figures_); }

 private:
  std::optional<SeriesProblem> add(const std::optional<SeriesFigure>& figure, const Part& part) {
    for (std::size_t i = 0; i < part.times; ++i) figures_.push_back(figure);
    if (figures_.size() <= most_series_figures) return std::nullopt;
    return problem(part.offset, "期数太多", "too many periods",
                   fmt::format("至多 {} 期", most_series_figures),
                   fmt::format("at most {} periods", most_series_figures))
        .value();
  }

  std::optional<SeriesProblem> take_steps(const Part& part) {
    const auto step = parse_number(part.text.substr(1), part.offset + 1);
    if (!step) return step.error();
    if (!last_) {
      return problem(part.offset, fmt::format("“{}”前面没有可以累加的数值", part.text),
                     fmt::format("no value before \"{}\" to step from", part.text),
                     "先写起点，如 0 +8x10；分子/分母不能累加",
                     "begin with a value, as in 0 +8x10; parts have no steps")
          .value();
    }
    for (std::size_t i = 0; i < part.times; ++i) {
      const auto next =
          part.text.front() == '+' ? Decimal::add(*last_, *step) : Decimal::subtract(*last_, *step);
      if (!next) {
        return problem(part.offset, "累加后的数太大", "the sum is too large", "至多 18 位数字",
                       "at most 18 digits")
            .value();
      }
      last_ = *next;
      if (auto wrong = add(SeriesFigure{*next, std::nullopt}, {part.text, part.offset, 1})) {
        return wrong;
      }
    }
    return std::nullopt;
  }

  Figures figures_;
  std::optional<Decimal> last_;
};

}  // namespace

tl::expected<Figures, SeriesProblem> parse_series(std::string_view text) {
  SeriesReader reader;
  constexpr std::string_view blanks = " \t\r\n";
  std::size_t begin = text.find_first_not_of(blanks);
  if (begin == text.npos) {
    return problem(0, "没有数值", "no figures", "写成 5 7 9 或 0 +8x10", "write 5 7 9 or 0 +8x10");
  }
  while (begin != text.npos) {
    const std::size_t end = std::min(text.find_first_of(blanks, begin), text.size());
    const auto part = split_count(text.substr(begin, end - begin), begin);
    if (!part) return tl::make_unexpected(part.error());
    if (auto wrong = reader.take(*part)) return tl::make_unexpected(std::move(*wrong));
    begin = text.find_first_not_of(blanks, end);
  }
  return reader.figures();
}

}  // namespace planwatch
