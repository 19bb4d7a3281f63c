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

boost::json::object json_level(Light level) {
  boost::json::object object;
  object["code"] = static_cast<int>(level);
  object["name"] = json_text(name_of(level, Lang::en));
  return object;
}

boost::json::array json_items(const std::vector<NoticeItem>& items) {
  boost::json::array array;
  array.reserve(items.size());
  for (const NoticeItem& item : items) {
    boost::json::object object;
    object["alert"] = json_text(item.key.alert);
    object["episode"] = item.key.episode;
    object["kind"] = json_text(metric_label(item.key.kind));
    object["level"] = json_level(item.key.level);
    object["title"] = json_text(item.title);
    object["why"] = json_text(item.why);
    object["period"] = json_period(item.key.period);
    array.push_back(std::move(object));
  }
  return array;
}

}  // namespace

std::string render_json(const Notice& notice) {
  const NoticeKey& key = notice.key;
  boost::json::object object;  // keeps the order of insertion
  object["key"] = json_text(to_string(key));
  object["alert"] = json_text(key.alert);
  object["episode"] = key.episode;
  object["kind"] = json_text(metric_label(key.kind));
  object["level"] = json_level(key.level);
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
  object["part"] = notice.parts > 1 ? key.part : 1;
  object["parts"] = notice.parts;
  object["items"] = json_items(notice.items);
  return boost::json::serialize(object);
}

}  // namespace planwatch
