#pragma once

#include <string>

#include "config/loader/draft.h"

namespace planwatch::loader {

// load_configuration that also notes what was asked of the files; the log may be null.
LoadResult load_logged(const std::string& folder, const LoadOptions& options, KeyLog* log);

// One function a topic: reads the file's root into the draft, with every check that the item alone
// can tell.
void load_plan(const YamlNode& root, Draft& draft);
void load_units(const YamlNode& root, Draft& draft);
void load_tasks(const YamlNode& root, Draft& draft);
void load_indicators(const YamlNode& root, Draft& draft);
// `expected_year` is the year in the file's name.
void load_calendar(const YamlNode& root, int expected_year, Draft& draft);
void load_rules(const YamlNode& root, Draft& draft);
void load_feeds(const YamlNode& root, Draft& draft);  // config/feeds
void load_routing(const YamlNode& root, Draft& draft);
void load_server(const YamlNode& root, Draft& draft);

// Parts of the above that have a file of their own.
// `falling`: the values of absolute points go down instead of up.
ScheduleSpec load_schedule(const YamlNode& node, bool falling, Diagnostics& out);
// `target` or `targets`; a list that can be used leaves the deadline's target in `target`, too.
void load_targets(Fields& fields, Indicator& indicator, IndicatorPlaces& places);
void check_targets(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out);
// What each single target has to be, whether it is the only one or not.
void check_target(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out);
void check_schedule(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out);
void check_measure(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out);
// The section `quality` of the rules; its name is taken whether it is written or not.
void load_quality(Fields& rules, Draft& draft);
Bands load_bands(const YamlNode& node, Draft& draft);
Receiver load_receiver(const YamlNode& node, Draft& draft);
Route load_route(const YamlNode& node, Draft& draft);
WorkingHours load_working_hours(Fields& fields);
// {env: NAME} or {file: PATH}; a plain text is an error that never repeats the text.
std::optional<Secret> load_secret(Fields& fields, std::string_view key, const Draft& draft,
                                  Need need = Need::optional);
// The channels of vendors.
WecomRobotChannel load_wecom_robot(const YamlNode& node, const Draft& draft);
WecomAppChannel load_wecom_app(const YamlNode& node, const Draft& draft);
DingtalkRobotChannel load_dingtalk_robot(const YamlNode& node, const Draft& draft);
FeishuRobotChannel load_feishu_robot(const YamlNode& node, const Draft& draft);
MailChannel load_mail(const YamlNode& node, const Draft& draft);
SmsChannel load_sms(const YamlNode& node, const Draft& draft);
// How a receiver is told: `rate` and `digest`.
void load_delivery(Fields& fields, Receiver& receiver, ReceiverPlaces& places);
MessageTemplate load_message(const YamlNode& node, Draft& draft);
std::optional<Heartbeat> load_heartbeat(Fields& fields, const Draft& draft);
Damping load_damping(Fields& fields);
// A name, or a map of a name and addresses.
void read_person(Fields& fields, std::string_view key, Person& person);
// The list `to`, every address checked.
void read_addresses(Fields& fields, std::vector<std::string>& into,
                    void (*check)(const std::string&, const SourcePosition&, Diagnostics&));
void check_mobile(const std::string& text, const SourcePosition& at, Diagnostics& out);
void check_mailbox(const std::string& text, const SourcePosition& at, Diagnostics& out);
void check_account(const std::string& text, const SourcePosition& at, Diagnostics& out);
void check_open_id(const std::string& text, const SourcePosition& at, Diagnostics& out);
// A JSON pointer (RFC 6901), by the syntax and by the check that the options hand in.
void check_pointer(const std::string& text, const SourcePosition& at, Draft& draft);
// An http or https address with a host and without a password.
bool check_url(std::string_view url, std::string_view variable, const SourcePosition& at,
               Diagnostics& out);
// A host's name without scheme, port or user.
void check_host(const std::string& host, const SourcePosition& at, Diagnostics& out);
// Whether what is sent there stays on this machine.
bool is_loopback(std::string_view host);
// The host of an address as check_url takes it, without its port.
std::string_view host_of(std::string_view url);
// An optional PEM file, named relative to the configuration's folder; kept as a path that can be
// opened.
void read_pem_file(Fields& fields, std::string_view key, std::string& into, const Draft& draft);
// Header names and values; names that carry secrets are refused.
std::vector<std::pair<std::string, std::string>> load_headers(Fields& fields);

// What follows when everything is read: who answers, then the checks that need several files.
void fill_in(Draft& draft);
void fill_in_templates(Draft& draft);  // config/feeds; needs who answers and the other feeds
void cross_check_plan(Draft& draft);
void cross_check_areas(Draft& draft);
void cross_check_calendars(Draft& draft);
void cross_check_rules(Draft& draft);
void cross_check_monthly(Draft& draft);
void cross_check_feeds(Draft& draft);  // config/feeds
void cross_check_routing(Draft& draft);
void cross_check_receivers(Draft& draft);
void cross_check_reach(Draft& draft);

}  // namespace planwatch::loader
