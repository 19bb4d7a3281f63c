#include "rules/model/quality_rule.h"

#include <algorithm>

namespace planwatch {

namespace {

struct Words {
  std::string_view id;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array<Words, quality_finding_count> words{{
    {"numerator_over_denominator", "分子大于分母，请核对两个数",
     "the numerator is larger than the denominator; check both"},
    {"ratio_out_of_range", "比例不在 0% 至 100% 之间，请核对数值和单位",
     "the ratio is not between 0 % and 100 %; check the figure and its unit"},
    {"negative_value", "数值为负，请核对", "the figure is negative; check it"},
    {"value_differs_from_parts", "所报数值与分子、分母计算结果不一致，请核对",
     "the figure differs from its own numerator and denominator; check them"},
    {"cumulative_falls", "年内累计数低于上一期，请核对或报送更正",
     "the year-to-date figure is below the period before; check it or send a correction"},
    {"differs_from_months", "累计数与各月之和不一致，请核对两处",
     "the year-to-date figure is not the sum of its months; check both"},
    {"same_as_last_period", "与上一期完全相同，请确认不是重复报送",
     "the same as the period before; make sure that it is not the old report again"},
    {"jump", "比上一期变化异常大，请核对数值和单位",
     "an unusually large step from the period before; check the figure and its unit"},
    {"full_with_tiny_denominator", "恰为 100% 而分母很小，请核对分母是否完整",
     "exactly 100 % of very few; check that the denominator is complete"},
}};

const Words& words_of(QualityFinding finding) {
  return words[static_cast<std::size_t>(finding)];
}

}  // namespace

QualityConsequence QualityRule::of(FindingSet findings) const {
  QualityConsequence worst = QualityConsequence::off;
  findings.each([&](QualityFinding one) { worst = std::max(worst, of(one)); });
  return worst;
}

FindingSet QualityRule::only(FindingSet findings, QualityConsequence consequence) const {
  FindingSet some;
  findings.each([&](QualityFinding one) {
    if (of(one) == consequence) some.add(one);
  });
  return some;
}

std::string_view id_of(QualityFinding finding) {
  return words_of(finding).id;
}

std::optional<QualityFinding> parse_finding(std::string_view id) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].id == id) return static_cast<QualityFinding>(i);
  }
  return std::nullopt;
}

std::string_view name_of(QualityConsequence consequence, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (consequence) {
    case QualityConsequence::off:
      return zh ? "不检查" : "off";
    case QualityConsequence::note:
      return zh ? "提示" : "note";
    case QualityConsequence::doubtful:
      return zh ? "数据存疑" : "doubtful";
    case QualityConsequence::quarantine:
      return zh ? "隔离" : "quarantine";
  }
  return "";
}

std::string_view describe(QualityFinding finding, Lang lang) {
  return lang == Lang::zh ? words_of(finding).zh : words_of(finding).en;
}

}  // namespace planwatch
