#include <boost/json.hpp>

#include "daemon/send/channels.h"
#include "daemon/send/text.h"

namespace planwatch {

namespace {

boost::json::string json_text(std::string_view text) {
  return boost::json::string(clean_utf8(text));
}

// A notice about something without a period (a feed that is down) has year 0.
boost::json::value json_period(const Period& period) {
  if (period.year == 0) return nullptr;
  return boost::json::string(to_string(period));
}

}  // namespace

std::string render_json(const Notice& notice) {
  const NoticeKey& key = notice.key;
  boost::json::object object;  // keeps the order of insertion
  object["key"] = json_text(to_string(key));
  object["alert"] = json_text(key.alert);
  object["episode"] = key.episode;
  object["kind"] = json_text(metric_label(key.kind));
  boost::json::object level;
  level["code"] = static_cast<int>(key.level);
  level["name"] = json_text(name_of(key.level, Lang::en));
  object["level"] = std::move(level);
  object["unit"] = json_text(notice.unit.text);
  object["addressee"] = json_text(notice.addressee);
  object["title"] = json_text(notice.title);
  object["text"] = json_text(notice.text);
  object["why"] = json_text(notice.why);
  object["plan_date"] = json_text(to_string(local_date(notice.decided_at)));
  object["urgent"] = notice.urgent;
  object["step"] = key.step;
  object["period"] = json_period(key.period);
  object["revision"] = key.revision;
  return boost::json::serialize(object);
}

}  // namespace planwatch
