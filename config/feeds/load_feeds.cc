#include "config/feeds/due_words.h"
#include "config/feeds/formats.h"
#include "config/feeds/mappings.h"
#include "config/feeds/transports.h"

namespace planwatch::feeds {

void check_samples(std::string_view text, std::string_view variable, bool sample,
                   const SourcePosition& at, Diagnostics& out) {
  if (sample || text.find(variable) == text.npos) return;
  out.error(
      at, said("{} 只能用于 sample: true 的数据源", "{} is for feeds with sample: true", variable),
      {"写真实的位置，或加上 sample: true", "write the real place, or add sample: true"});
}

namespace {

void load_limits(const YamlNode& node, FeedLimits& limits, Diagnostics& out) {
  Fields fields(node, out);
  fields.size("bytes", limits.bytes);
  fields.size("inflated_bytes", limits.inflated_bytes);
  fields.integer("rows", limits.rows, 1, 10'000'000, optional);
  fields.integer("columns", limits.columns, 1, 65'535, optional);
  fields.integer("depth", limits.depth, 1, 1'000, optional);
  fields.duration("connect_timeout", limits.connect_timeout);
  fields.duration("timeout", limits.total_timeout);
}

FeedSpec load_feed(const YamlNode& node, FeedPlaces& places, Draft& draft) {
  Fields fields(node, draft.out);
  FeedSpec feed;
  feed.at = fields.at();
  if (read_identifier(fields, Thing::feed, feed.id, draft.names)) feed.at = fields.at("id");
  fields.text("name", feed.name);
  fields.text("name_en", feed.name_en, optional);
  read_mention(fields, "unit", Thing::unit, feed.unit, draft.names);
  places.unit = fields.at("unit");
  fields.text("contact", feed.contact);
  fields.boolean("sample", feed.sample);
  fields.duration("poll", feed.poll);
  fields.integer("retries", feed.retries, 0, 10, optional);
  FeedDraft parts{feed, places, draft};
  const TransportWords* transport = load_transport(fields, parts);
  feed.format = load_format(fields, transport, draft);
  load_mapping(fields, parts);
  feed.due = load_due(fields, places);
  if (const YamlNode* limits = fields.node("limits", optional)) {
    load_limits(*limits, feed.limits, draft.out);
  }
  return feed;
}

}  // namespace

}  // namespace planwatch::feeds

namespace planwatch::loader {

void load_feeds(const YamlNode& root, Draft& draft) {
  Fields fields(root, draft.out);
  for (const YamlNode& item : fields.list("feeds")) {
    FeedPlaces places;
    draft.configuration.feeds.push_back(feeds::load_feed(item, places, draft));
    draft.feeds.push_back(std::move(places));
  }
}

}  // namespace planwatch::loader
