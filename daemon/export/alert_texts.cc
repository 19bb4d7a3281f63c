#include "daemon/export/alert_texts.h"

#include <fmt/format.h>

#include "rules/model/display.h"

namespace planwatch {

namespace {

const std::string& either(Lang lang, const std::string& zh, const std::string& en) {
  return lang == Lang::zh || en.empty() ? zh : en;
}

// {{ $value }} as people read it; a ratio with its exact value beside, so that a rounded percent
// never seems to contradict the light.
std::string value_template(const Indicator& indicator, Lang lang) {
  if (indicator.measure == Measure::ratio) {
    return "{{ $value | humanizePercentage }} ({{ printf \"%.10g\" $value }})";
  }
  const bool zh = lang == Lang::zh;
  return "{{ printf \"%.10g\" $value }}" + template_text(zh ? indicator.measure_name : "");
}

// {{ if lt $m 3.0 }}..{{ else if lt $m 6.0 }}..{{ else }}..{{ end }}: what is expected, by month.
std::string expected_template(const AlertSubject& subject, Lang lang) {
  struct Stretch {
    unsigned last;
    std::string text;
  };
  std::vector<Stretch> stretches;
  for (unsigned month = subject.facts.first_month; month <= 12; ++month) {
    const auto& expected = subject.judged.expected[month - 1];
    const std::string text =
        expected ? template_text(display_expected(subject.indicator, expected->rounded(9), lang))
                 : std::string(lang == Lang::zh ? "尚无要求" : "nothing yet");
    if (stretches.empty() || stretches.back().text != text) stretches.push_back({month, text});
    stretches.back().last = month;
  }
  if (stretches.size() == 1) return stretches.front().text;
  std::string out;
  for (std::size_t i = 0; i + 1 < stretches.size(); ++i) {
    out += fmt::format("{{{{ {}if lt $month {}.0 }}}}{}", i == 0 ? "" : "else ",
                       stretches[i].last + 1, stretches[i].text);
  }
  return out + "{{ else }}" + stretches.back().text + "{{ end }}";
}

// The period that the latest figure is about is asked for when the alert fires.
std::string period_template(const AlertSubject& subject, Lang lang) {
  const std::string selector = fmt::format("{{indicator='{}',plan='{}',area='%s',instance='%s'}}",
                                           subject.indicator.id.text, subject.plan.id);
  const std::string query =
      "month(planwatch_indicator_period_end_timestamp_seconds" + selector + " + 28800)";
  const std::string expected = expected_template(subject, lang);
  const std::string text =
      lang == Lang::zh
          ? "截至{{ printf \"%.0f\" $month }}月末，应达" + expected + "；"
          : "At the end of month {{ printf \"%.0f\" $month }} " + expected + " is expected; ";
  return "{{ with printf \"" + query + "\" $labels.area $labels.instance | query }}" +
         "{{ $month := . | first | value }}" + text + "{{ end }}";
}

std::string plan_text(const AlertSubject& subject, Lang lang) {
  const Task* task = subject.plan.find_task(subject.indicator.task);
  const std::string clause = task == nullptr ? std::string{} : task->clause;
  const std::string target = display_target(subject.indicator, lang);
  if (lang == Lang::zh) {
    return template_text(fmt::format("目标{}（{}月底前）。方案条款：{}（任务{}）。", target,
                                     subject.indicator.due_month, clause, subject.indicator.task));
  }
  return template_text(fmt::format("target {} by the end of month {}. Clause: {} (task {}).",
                                   target, subject.indicator.due_month, clause,
                                   subject.indicator.task));
}

std::string headline(AlertAbout about, Light light, Lang lang) {
  const bool zh = lang == Lang::zh;
  if (about == AlertAbout::overdue)
    return zh ? "逾期：期末数未按时报送" : "overdue: no final figure";
  std::string name = std::string(name_of(light, lang)) + (zh ? "灯" : "");
  if (about == AlertAbout::latest) return name;
  return name + (zh ? "（最近一期无业务量或样本不足，此前的灯仍在）"
                    : " (the latest figure cannot be judged, the light before it stays)");
}

std::string figure_text(const AlertSubject& subject, AlertAbout about, Lang lang) {
  const bool zh = lang == Lang::zh;
  const std::string value = value_template(subject.indicator, lang);
  switch (about) {
    case AlertAbout::latest:
      return period_template(subject, lang) + (zh ? "实际" : "actual ") + value +
             (zh ? "；" : "; ");
    case AlertAbout::kept:
      return (zh ? "最近一次可判定的数" : "last figure that could be judged ") + value +
             (zh ? "；" : "; ");
    case AlertAbout::overdue:
      break;
  }
  return zh ? "请尽快报送期末数；" : "please report the final figure; ";
}

}  // namespace

std::string template_text(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "{{") == 0) {
      out += "{{ \"{{\" }}";
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> annotations_of(const AlertSubject& subject,
                                                                AlertAbout about, Light light,
                                                                Lang lang) {
  const Indicator& indicator = subject.indicator;
  const std::string name = template_text(either(lang, indicator.name, indicator.name_en));
  return {{"summary", "{{ $labels.unit }}" + std::string(lang == Lang::zh ? "：" : ": ") + name +
                          " " + headline(about, light, lang)},
          {"description", figure_text(subject, about, lang) + plan_text(subject, lang)}};
}

}  // namespace planwatch
