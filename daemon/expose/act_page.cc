#include "daemon/expose/act_page.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "daemon/expose/act_html.h"
#include "daemon/expose/api_people.h"
#include "daemon/expose/http_target.h"

namespace planwatch {
namespace {

constexpr std::size_t most_form_bytes = 32u << 10;
constexpr std::size_t most_text_characters = 500;
constexpr std::size_t most_text_bytes = 2'000;

using Form = std::map<std::string, std::string>;

// What of a purpose people see, and the fields of its form beside the token.
struct PurposePage {
  const char* title;
  const char* button;
  const char* done;
  const char* next;  // what happens then
};

const PurposePage& page_of(LinkPurpose purpose) {
  static const PurposePage acknowledge{
      "预警签收", "确认签收", "已签收",
      "请尽快用“承诺”链接写明整改措施和完成日期；签收后逾期未作承诺的，按未签收逐级上报。"};
  static const PurposePage promise{
      "整改承诺", "提交承诺", "承诺已记录",
      "到期未恢复的，次日催办并抄送单位主要负责人。承诺日期本单位可以变更一次。"};
  static const PurposePage progress{"整改进展", "提交进展", "进展已记入督办台账",
                                    "数据达标后，由督查单位核实销号。"};
  static const PurposePage close{"核实销号", "同意销号", "已销号",
                                 "台账已归档，可在督办台账中查看。"};
  switch (purpose) {
    case LinkPurpose::acknowledge:
      return acknowledge;
    case LinkPurpose::promise:
      return promise;
    case LinkPurpose::progress:
      return progress;
    case LinkPurpose::close:
      return close;
  }
  return acknowledge;
}

ServerReply refusal_page(int status, const std::string& title, const std::string& hint) {
  return html_page(status, title, html_paragraph(hint, "bad"));
}

ServerReply refusal_page(LinkRefusal refusal) {
  const std::string title(name_of(refusal, Lang::zh));
  switch (refusal) {
    case LinkRefusal::forged:
      return refusal_page(403, title, "请从收到的消息中重新打开完整的链接，不要手工改动地址。");
    case LinkRefusal::expired:
      return refusal_page(410, title, "请使用最近一次消息中的链接，或联系督查单位办理。");
    case LinkRefusal::other_purpose:
      return refusal_page(403, title, "签收、承诺、进展、销号各有各的链接，请打开相应的一个。");
  }
  return refusal_page(403, title, "");
}

// A link that is ours and still good, with the plan that it is about.
struct Opened {
  ActionLink link;
  std::string token;
  const ApiBackend& backend;
  std::shared_ptr<const Snapshot> snapshot;
  const Alert* alert = nullptr;
  const LedgerRow* row = nullptr;
};

bool is_of(const ActionLink& link, const Plan& plan) {
  return link.plan == plan.id && link.year == plan.year;
}

tl::expected<Opened, ServerReply> open_link(const std::string& token, const ApiBackend& any,
                                            const BackendOfLink& backend_of,
                                            std::optional<LinkPurpose> wanted) {
  const Secret key = any.link_key ? any.link_key() : Secret{};
  // First whose it is: every plan has a clock of its own.
  const auto ours = verify_link(token, key, Instant::min());
  if (!ours) return tl::make_unexpected(refusal_page(ours.error()));
  const ApiBackend* backend = backend_of(*ours);
  auto snapshot = backend == nullptr ? nullptr : backend->snapshot();
  if (backend != nullptr && !snapshot) {
    return tl::make_unexpected(refusal_page(503, "服务尚未就绪", "请稍后再打开这个链接。"));
  }
  if (!snapshot || !backend->plan_now || !is_of(*ours, snapshot->configuration->plan)) {
    return tl::make_unexpected(
        refusal_page(410, "链接所属的年度方案已不在运行", "请联系督查单位办理。"));
  }
  const auto link = verify_link(token, key, backend->plan_now(), wanted);
  if (!link) return tl::make_unexpected(refusal_page(link.error()));
  Opened opened{*link, token, *backend, std::move(snapshot), nullptr, nullptr};
  opened.alert = find_alert(*opened.snapshot, link->alert);
  opened.row = find_ledger_row(*opened.snapshot, link->alert, link->episode);
  return opened;
}

std::string day_or_nothing(const std::optional<Date>& date) {
  return date ? to_string(*date) : std::string{};
}

// What people need to decide: what the alert says and, where there is a ledger row, what it adds.
std::string facts_of(const Opened& opened) {
  std::vector<std::pair<std::string, std::string>> facts = {
      {"方案", opened.snapshot->configuration->plan.name}};
  if (const Alert* alert = opened.alert) {
    facts.insert(facts.end(), {{"预警", alert->summary},
                               {"责任单位", alert->unit.text},
                               {"当前亮灯", std::string(name_of(alert->level, Lang::zh))},
                               {"原因", std::string(name_of(alert->reason, Lang::zh))},
                               {"统计期", to_string(alert->period)},
                               {"状态", std::string(name_of(alert->state, Lang::zh))},
                               {"完成时限", day_or_nothing(alert->deadline)},
                               {"签收人", alert->acknowledged_by},
                               {"承诺完成日期", day_or_nothing(alert->promised_for)},
                               {"承诺整改措施", alert->promise}});
  }
  if (const LedgerRow* row = opened.row) {
    const bool said = opened.alert != nullptr && opened.alert->summary == row->problem;
    const std::string problem = said ? std::string{} : row->problem;
    facts.insert(facts.end(), {{"台账编号", std::to_string(row->number)},
                               {"方案条款", row->clause},
                               {"存在问题", problem},
                               {"立账时数值", row->value_then},
                               {"当前数值", row->value_now},
                               {"整改要求", row->requirement},
                               {"整改进展", row->progress}});
  }
  facts.emplace_back("办理人", opened.link.person);
  return html_facts(facts);
}

// Why nothing can be done with this link any more; empty: something can.
std::optional<ServerReply> refuse_state(const Opened& opened) {
  const auto refused = [&](int status, const std::string& title, const std::string& hint) {
    return html_page(status, title, html_paragraph(hint, "bad") + facts_of(opened));
  };
  if (opened.link.purpose == LinkPurpose::close) {
    if (opened.row == nullptr) return refused(410, "台账中没有这一项", "请联系督查单位核对。");
    if (opened.row->state == LedgerState::closed) {
      return refused(409, "这一项已经销号", "销号人：" + opened.row->closed_by);
    }
    if (opened.row->state == LedgerState::open) {
      return refused(409, "问题尚未解决，不能销号", "数据达标、台账转为待销号后再办理。");
    }
    return std::nullopt;
  }
  if (opened.alert == nullptr) return refused(410, "没有这条预警，或已归档", "无需办理。");
  if (opened.alert->episode != opened.link.episode) {
    return refused(409, "链接属于此前的一次预警", "请使用最近一次消息中的链接。");
  }
  if (!is_firing(*opened.alert)) return refused(409, "这条预警已经解除", "无需办理。");
  return std::nullopt;
}

std::vector<FormField> fields_of(const Opened& opened, const Form& given) {
  using Kind = FormField::Kind;
  const auto value = [&](const char* name) {
    const auto found = given.find(name);
    return found == given.end() ? std::string{} : found->second;
  };
  std::vector<FormField> fields = {
      {Kind::hidden, "t", "", opened.token, "", 0, false},
      {Kind::hidden, "do", "", std::string(word_of(opened.link.purpose)), "", 0, false}};
  switch (opened.link.purpose) {
    case LinkPurpose::acknowledge:
      break;
    case LinkPurpose::promise:
      fields.push_back({Kind::date, "until", "完成日期", value("until"),
                        to_string(local_date(opened.backend.plan_now())), 0, true});
      fields.push_back(
          {Kind::text, "text", "整改措施", value("text"), "", most_text_characters, true});
      break;
    case LinkPurpose::progress:
      fields.push_back(
          {Kind::text, "text", "已完成的工作", value("text"), "", most_text_characters, true});
      fields.push_back({Kind::line, "evidence", "佐证材料的名称或地址（可不填）", value("evidence"),
                        "", most_text_characters, false});
      break;
    case LinkPurpose::close:
      fields.push_back({Kind::text, "remark", "核实意见（可不填）", value("remark"), "",
                        most_text_characters, false});
      break;
  }
  return fields;
}

ServerReply form_page(const Opened& opened, const Form& given = {},
                      const std::string& problem = {}) {
  const PurposePage& page = page_of(opened.link.purpose);
  std::string body;
  if (!problem.empty()) body += html_paragraph(problem, "bad");
  body += facts_of(opened) + html_form(fields_of(opened, given), page.button) +
          html_paragraph("此链接只能使用一次，请勿转发他人。", "small");
  return html_page(problem.empty() ? 200 : 400, page.title, body);
}

// ---- acting ----

bool is_form(const std::string& content_type) {
  const std::string_view wanted = "application/x-www-form-urlencoded";
  return content_type == wanted || content_type.starts_with(std::string(wanted) + ";");
}

// Every key once; empty: not such a body.
std::optional<Form> read_form(const std::string& body) {
  const auto pairs = parse_form(body);
  if (!pairs) return std::nullopt;
  Form form;
  for (const auto& [name, value] : *pairs) {
    if (value.size() > most_text_bytes + 48 || !form.emplace(name, value).second) {
      return std::nullopt;
    }
  }
  return form;
}

// A field that this purpose does not have: somebody made the body by hand.
bool has_only_its_fields(const Opened& opened, const Form& form) {
  const std::vector<FormField> fields = fields_of(opened, {});
  return std::all_of(form.begin(), form.end(), [&](const auto& pair) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const FormField& field) { return field.name == pair.first; });
  });
}

std::string text_in(const Form& form, const char* name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string{} : found->second;
}

// The action that was filled in; the error is what to tell its author.
tl::expected<PersonAction, std::string> read_form_action(const Opened& opened, const Form& form) {
  const std::string& alert = opened.link.alert;
  const std::string text = text_in(form, "text");
  switch (opened.link.purpose) {
    case LinkPurpose::acknowledge:
      return Acknowledge{alert};
    case LinkPurpose::promise: {
      const auto until = parse_date(text_in(form, "until"));
      if (!until) return tl::make_unexpected("请填写完成日期，形如 2025-10-31。");
      if (*until < local_date(opened.backend.plan_now())) {
        return tl::make_unexpected("完成日期不能早于今天。");
      }
      if (is_blank(text)) return tl::make_unexpected("请写明整改措施。");
      return Promise{alert, *until, text};
    }
    case LinkPurpose::progress:
      if (is_blank(text)) return tl::make_unexpected("请写明已完成的工作。");
      return AddProgress{alert, text, text_in(form, "evidence")};
    case LinkPurpose::close:
      return CloseLedger{opened.row->number, text_in(form, "remark")};
  }
  return tl::make_unexpected("请从消息中重新打开链接。");
}

ServerReply carry_out_form(const Opened& opened, const PersonAction& action) {
  const ActionLink& link = opened.link;
  const auto done = opened.backend.act(Actor{link.person, link.role, link.unit, link.id}, action);
  if (!done) {
    const bool refused = done.error().code == ErrorCode::conflict;
    return html_page(refused ? 409 : 500, refused ? "未能办理" : "系统未能保存，请稍后再试",
                     html_paragraph(done.error().message, "bad") + facts_of(opened));
  }
  const PurposePage& page = page_of(link.purpose);
  Opened after = opened;
  if (auto now = opened.backend.snapshot()) after.snapshot = std::move(now);
  after.alert = find_alert(*after.snapshot, link.alert);
  after.row = find_ledger_row(*after.snapshot, link.alert, link.episode);
  return html_page(200, page.done, html_paragraph(page.next, "good") + facts_of(after));
}

ServerReply post_act(const ServerRequest& request, const ApiBackend& any,
                     const BackendOfLink& backend_of) {
  if (!is_form(request.content_type)) {
    return refusal_page(415, "提交的格式不对", "请在打开的页面上点按钮提交。");
  }
  if (request.body.size() > most_form_bytes) {
    return refusal_page(413, "提交的内容过长", "请缩短文字后再提交。");
  }
  const auto form = read_form(request.body);
  const auto wanted = form ? parse_purpose(text_in(*form, "do")) : std::nullopt;
  if (!form || !wanted) return refusal_page(400, "提交的内容有误", "请从消息中重新打开链接。");
  const auto opened = open_link(text_in(*form, "t"), any, backend_of, wanted);
  if (!opened) return opened.error();
  if (!has_only_its_fields(*opened, *form)) {
    return refusal_page(400, "提交的内容有误", "请从消息中重新打开链接。");
  }
  if (auto refused = refuse_state(*opened)) return *refused;
  const auto action = read_form_action(*opened, *form);
  if (!action) return form_page(*opened, *form, action.error());
  return carry_out_form(*opened, *action);
}

}  // namespace

ServerReply answer_act(const ServerRequest& request, const ApiBackend& any,
                       const BackendOfLink& backend_of) {
  if (request.method == "POST") return post_act(request, any, backend_of);
  if (request.method != "GET" && request.method != "HEAD") {
    auto reply = refusal_page(405, "不支持的操作", "请从消息中打开链接。");
    reply.headers.emplace_back("Allow", "GET, HEAD, POST");
    return reply;
  }
  // Chat programs add parameters of their own to what they open: they do not matter.
  const std::string* token = request.query_value("t");
  const auto opened = open_link(token == nullptr ? "" : *token, any, backend_of, std::nullopt);
  if (!opened) return opened.error();
  if (auto refused = refuse_state(*opened)) return *refused;
  return form_page(*opened);
}

}  // namespace planwatch
