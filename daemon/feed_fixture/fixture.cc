#include "daemon/feed_fixture/fixture.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "collectors/decode/any_table.h"
#include "collectors/extract/extract.h"
#include "collectors/extract/text.h"
#include "collectors/fetch/sha256.h"
#include "collectors/read/body_file.h"
#include "collectors/read/read_body.h"
#include "daemon/feed_fixture/cell_roles.h"
#include "daemon/feed_fixture/mask.h"
#include "daemon/feed_fixture/redact_csv.h"
#include "daemon/feed_fixture/redact_document.h"
#include "daemon/feed_fixture/redact_json.h"
#include "daemon/feed_fixture/tab_lines.h"
#include "daemon/feed_fixture/table_text.h"
#include "rules/model/state_words.h"

namespace planwatch {
namespace {

constexpr std::uint64_t most_bytes = 8u << 20;

tl::unexpected<Error> refuse(const std::string& why) {
  return fail(ErrorCode::refused, "不能存为回归样本：" + why);
}

std::string yes(bool is, const char* word) {
  return is ? word : "-";
}

std::string place_text(const Place& place) {
  return fmt::format("{}:{}:{}", place.sheet, place.row, place.column);
}

std::string line_of(const Configuration& c, const std::string& number, const Observation& o) {
  return tab_line({number, "observation", c.plan.indicators[o.indicator.value].id.text,
                   c.plan.areas[o.area.value].code.text, to_string(o.period),
                   o.has_value ? o.value.to_string() : "-",
                   o.has_parts ? o.numerator.to_string() + "/" + o.denominator.to_string() : "-",
                   o.has_report_date ? to_string(o.report_date) : "-",
                   yes(o.provisional, "provisional"), place_text(o.place)});
}

std::string line_of(const std::string& number, const TaskReport& t) {
  return tab_line({number, "task", std::to_string(t.task), std::string(word_of(t.state)),
                   to_string(t.as_of), t.percent ? t.percent->to_string() : "-", t.evidence,
                   t.closed_by, place_text(t.place)});
}

}  // namespace

std::string expected_text(const Configuration& configuration, std::size_t number,
                          const Extracted& extracted) {
  const std::string n = std::to_string(number);
  std::string out;
  for (const Observation& o : extracted.observations) out += line_of(configuration, n, o);
  for (const TaskReport& t : extracted.task_reports) out += line_of(n, t);
  for (const RejectedRow& row : extracted.rejected) {
    out += tab_line({n, "rejected", row.where, row.reason, row.text});
  }
  for (const std::string& note : extracted.notes) out += tab_line({n, "note", note});
  return out;
}

namespace {

// What a reason says beside the cell's own text.
std::string reason_frame(const RejectedRow& row) {
  const std::string text(trimmed(row.text));
  return text.empty() ? row.reason : replaced(row.reason, text, "\x01");
}

bool same_rejects(const Extracted& before, const Extracted& after) {
  return std::equal(before.rejected.begin(), before.rejected.end(), after.rejected.begin(),
                    after.rejected.end(), [](const RejectedRow& a, const RejectedRow& b) {
                      return place_text(a.place) == place_text(b.place) &&
                             reason_frame(a) == reason_frame(b);
                    });
}

// People's names and free text aside.
bool same_tasks(const Extracted& before, const Extracted& after) {
  return std::equal(before.task_reports.begin(), before.task_reports.end(),
                    after.task_reports.begin(), after.task_reports.end(),
                    [](TaskReport a, TaskReport b) {
                      const bool said = a.evidence.empty() == b.evidence.empty() &&
                                        a.closed_by.empty() == b.closed_by.empty();
                      a.evidence = b.evidence = a.closed_by = b.closed_by = {};
                      return said && line_of("", a) == line_of("", b);
                    });
}

bool same_observations(const Configuration& c, const Extracted& before, const Extracted& after) {
  return std::equal(before.observations.begin(), before.observations.end(),
                    after.observations.begin(), after.observations.end(),
                    [&](const Observation& a, const Observation& b) {
                      return line_of(c, "", a) == line_of(c, "", b);
                    });
}

Result<void> check_same(const Configuration& c, const Extracted& before,
                        const Result<Extracted>& after) {
  if (!after) return refuse("脱敏以后读不了：" + after.error().message);
  if (!same_observations(c, before, *after)) return refuse("脱敏以后提取的观测不同");
  if (!same_tasks(before, *after)) return refuse("脱敏以后提取的任务进展不同");
  if (!same_rejects(before, *after)) {
    std::string where;
    for (std::size_t i = 0; i < before.rejected.size() && where.empty(); ++i) {
      const bool same = i < after->rejected.size() &&
                        reason_frame(before.rejected[i]) == reason_frame(after->rejected[i]);
      if (!same) where = mask_text(before.rejected[i].where, Digits::kept);
    }
    return refuse("脱敏以后拒收的单元格或原因不同（" + where + "）");
  }
  return {};
}

Result<std::string> bytes_of(const FetchedBody& body) {
  if (body.file.empty()) {
    if (body.bytes.size() <= most_bytes) return body.bytes;
    return refuse("超过 8 MiB：请换一份行数少的同样的表");
  }
  auto bytes = BodyFile(body).read(most_bytes);
  if (!bytes) return refuse(bytes.error().message + "（样本不超过 8 MiB）");
  return bytes;
}

// The format in which the bytes are really written: any_table says nothing of it.
Result<Format> real_format(std::string_view bytes, const FeedSpec& feed) {
  if (!std::holds_alternative<AnyTableFormat>(feed.format)) return feed.format;
  return shown_format(bytes, feed.limits);
}

std::vector<std::string> read_columns(const Document& document, const FeedSpec& feed) {
  std::vector<std::string> read;
  const TableRoles roles = roles_of(document, feed).at(0);
  for (std::size_t c = 0; c < roles.names.size(); ++c) {
    if (roles.role(c) != CellRole::unread) read.push_back(roles.names[c]);
  }
  return read;
}

Result<std::string> content_of(std::string_view bytes, const Format& format,
                               const Document& document, const Document& redacted,
                               const FeedSpec& feed) {
  if (const auto* csv = std::get_if<CsvFormat>(&format)) {
    return redact_csv(bytes, *csv, document, redacted);
  }
  if (const auto* json = std::get_if<JsonFormat>(&format)) {
    return redact_json(bytes, *json, document, redacted, read_columns(document, feed));
  }
  return table_text(redacted);
}

bool is_kept_as_bytes(const Format& format) {
  return std::holds_alternative<CsvFormat>(format) || std::holds_alternative<JsonFormat>(format);
}

}  // namespace

ReplayedBody replay_body(const FixtureBody& body, const FeedSpec& feed,
                         const Configuration& configuration) {
  ReplayedBody replayed;
  replayed.fetched = {body.source, body.content, sha256_hex(body.content)};
  if (body.kept == FixtureBody::Kept::bytes) {
    replayed.document = decode_body(replayed.fetched, feed);
    replayed.extracted = replayed.document
                             ? read_body(replayed.fetched, feed, configuration)
                             : Result<Extracted>(tl::make_unexpected(replayed.document.error()));
    return replayed;
  }
  replayed.document = parse_table_text(body.content);
  if (!replayed.document) {
    replayed.extracted = tl::make_unexpected(replayed.document.error());
    return replayed;
  }
  replayed.document->encoding = body.encoding;
  replayed.extracted = extract(*replayed.document, feed, configuration, body.source);
  return replayed;
}

Result<FixtureBody> redact_body(const FetchedBody& body, const FeedSpec& feed,
                                const Configuration& configuration) {
  const auto bytes = bytes_of(body);
  if (!bytes) return tl::make_unexpected(bytes.error());
  FetchedBody whole = {body.source, *bytes, body.sha256};
  const auto document = decode_body(whole, feed);
  if (!document) return refuse("内容读不了，看不出哪些该隐去：" + document.error().message);
  const auto read = read_body(whole, feed, configuration);
  if (!read) return refuse("内容提取不了，看不出哪些该隐去：" + read.error().message);
  const auto format = real_format(*bytes, feed);
  if (!format) return tl::make_unexpected(format.error());
  const Document redacted = redact_document(*document, feed, configuration, *read);
  auto content = content_of(*bytes, *format, *document, redacted, feed);
  if (!content) return refuse(content.error().message);
  if (looks_personal(*content)) {
    return refuse("脱敏以后还有像手机号或身份证号的数字，而它们又像是数据：请人工核对");
  }
  FixtureBody kept;
  kept.kept = is_kept_as_bytes(*format) ? FixtureBody::Kept::bytes : FixtureBody::Kept::table;
  kept.source = redact_source(body.source);
  kept.format = std::string(name_of(*format));
  kept.encoding = document->encoding;
  kept.content = *std::move(content);
  auto same = check_same(configuration, *read, replay_body(kept, feed, configuration).extracted);
  if (!same) return tl::make_unexpected(same.error());
  return kept;
}

Result<Fixture> make_fixture(const std::vector<FetchedBody>& bodies, const FeedSpec& feed,
                             const Configuration& configuration, Date received) {
  if (bodies.empty()) return refuse("这次什么也没有取到");
  Fixture fixture{feed.id, received, {}, {}};
  for (const FetchedBody& body : bodies) {
    auto kept = redact_body(body, feed, configuration);
    if (!kept) return tl::make_unexpected(kept.error());
    fixture.bodies.push_back(*std::move(kept));
    const ReplayedBody replayed = replay_body(fixture.bodies.back(), feed, configuration);
    if (!replayed.extracted) return tl::make_unexpected(replayed.extracted.error());
    fixture.expected += expected_text(configuration, fixture.bodies.size(), *replayed.extracted);
  }
  return fixture;
}

std::vector<std::string> differences(const std::string& expected, const std::string& came) {
  const auto wanted = lines_of(expected);
  const auto have = lines_of(came);
  std::multiset<std::string_view> missing(wanted.begin(), wanted.end());
  std::vector<std::string> out;
  std::vector<std::string> extra;
  for (const std::string_view line : have) {
    const auto found = missing.find(line);
    if (found == missing.end()) {
      extra.push_back("+ " + std::string(line));
    } else {
      missing.erase(found);
    }
  }
  for (const std::string_view line : wanted) {
    const auto found = missing.find(line);
    if (found == missing.end()) continue;
    missing.erase(found);
    out.push_back("- " + std::string(line));
  }
  out.insert(out.end(), extra.begin(), extra.end());
  return out;
}

std::vector<std::string> replay_differences(const Fixture& fixture, const FeedSpec& feed,
                                            const Configuration& configuration) {
  std::string came;
  std::vector<std::string> broken;
  for (std::size_t i = 0; i < fixture.bodies.size(); ++i) {
    const ReplayedBody replayed = replay_body(fixture.bodies[i], feed, configuration);
    if (replayed.extracted) {
      came += expected_text(configuration, i + 1, *replayed.extracted);
    } else {
      broken.push_back(fmt::format("+ {}\t{}", i + 1, replayed.extracted.error().message));
    }
  }
  std::vector<std::string> all = differences(fixture.expected, came);
  all.insert(all.end(), broken.begin(), broken.end());
  return all;
}

}  // namespace planwatch
