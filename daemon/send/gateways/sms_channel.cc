#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "daemon/send/gateways/gateways.h"
#include "daemon/send/gateways/sms_answer.h"
#include "daemon/send/gateways/sms_facts.h"
#include "daemon/send/gateways/sms_message.h"
#include "daemon/send/gateways/sms_request.h"
#include "daemon/send/signing.h"
#include "daemon/send/text.h"

namespace planwatch {

namespace {

constexpr std::chrono::milliseconds connect_timeout{10'000};
constexpr std::chrono::milliseconds total_timeout{30'000};
constexpr std::uint64_t largest_answer = 1ULL << 20;  // bytes
constexpr std::size_t longest_answer = 400;           // bytes, in the delivery record
constexpr std::size_t bytes_of_nonce = 16;

constexpr const char* nobody_text =
    "没有可发的手机号：此通知涉及的人员没有内地手机号，接收方也没有配置 to；请在人员名册或 "
    "routing.yaml 中补上";
constexpr const char* split_text = "一条短信只能说一件事：没有配置 group 模板，将逐项发送";

std::string shown(std::string text, const std::vector<std::string>& secrets) {
  return one_line(clean_utf8(without(std::move(text), secrets)), longest_answer);
}

class SmsSender : public Channel {
 public:
  SmsSender(Scheduler& scheduler, HttpClient& http, const Clock& machine, SmsChannel spec)
      : scheduler_(scheduler),
        http_(http),
        machine_(machine),
        spec_(std::make_shared<const SmsChannel>(std::move(spec))) {}

  void send(const Notice& notice, Done done) override {
    if (!is_one_sms(notice, *spec_)) return refuse({SendClass::split, split_text}, std::move(done));
    AddressedSms sms = compose_sms(notice, *spec_);
    if (sms.message.mobiles.empty()) {
      return refuse({SendClass::permanent, nobody_text}, std::move(done));
    }
    HttpRequest request = encode(sms.message);
    std::string url = request.url;
    http_.start(std::move(request),
                [spec = spec_, url = std::move(url), sms = std::move(sms), done = std::move(done)](
                    const Result<HttpResponse>& answer) { done(judge(answer, *spec, url, sms)); });
  }

  // Where there is no template for several items, each one is a message: that is what is counted.
  ChannelLimits limits() const override {
    ChannelLimits limits;
    if (!spec_->group) limits.most_bytes = 1;
    return limits;
  }
  std::size_t encoded_bytes(const Notice& notice) const override {
    return spec_->group ? 0 : std::max<std::size_t>(1, notice.items.size());
  }
  std::vector<std::string> addresses(const Notice& notice) const override {
    return compose_sms(notice, *spec_).message.mobiles;
  }

 private:
  HttpRequest encode(const SmsMessage& message) const {
    HttpRequest request =
        spec_->gateway == SmsGateway::aliyun
            ? encode_aliyun(message, *spec_, machine_.now(), hex_of(random_bytes(bytes_of_nonce)))
            : encode_tencent(message, *spec_, machine_.now());
    request.connect_timeout = connect_timeout;
    request.total_timeout = total_timeout;
    request.max_bytes = largest_answer;
    request.follow_redirects = false;
    return request;
  }

  void refuse(SendResult result, Done done) {
    scheduler_.post([result = std::move(result), done = std::move(done)] { done(result); });
  }

  static SendResult judge(const Result<HttpResponse>& answer, const SmsChannel& spec,
                          const std::string& url, const AddressedSms& sms);

  Scheduler& scheduler_;
  HttpClient& http_;
  const Clock& machine_;
  std::shared_ptr<const SmsChannel> spec_;
};

SendResult SmsSender::judge(const Result<HttpResponse>& answer, const SmsChannel& spec,
                            const std::string& url, const AddressedSms& sms) {
  SendResult result;
  if (!answer) {
    result = without_answer(answer.error(), url, base_url(spec));
  } else if (spec.gateway == SmsGateway::aliyun) {
    result = classify_aliyun(*answer);
  } else {
    result = classify_tencent(*answer, sms.message.mobiles);
  }
  const bool taken = result.result == SendClass::success || result.result == SendClass::partial;
  if (taken) {
    result.missed.insert(result.missed.end(), sms.missing.begin(), sms.missing.end());
    if (!result.missed.empty()) result.result = SendClass::partial;
  }
  const std::vector<std::string> secrets = {spec.key_secret.reveal(), spec.key_id};
  result.answer = shown(std::move(result.answer), secrets);
  for (MissedPerson& one : result.missed) one.why = shown(std::move(one.why), secrets);
  return result;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::optional<std::string> url_problem(const std::string& url) {
  if (url.empty()) return std::nullopt;
  std::string_view rest = url;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
  }
  const bool known = rest.size() < url.size();
  while (rest.ends_with('/')) rest.remove_suffix(1);
  if (known && !rest.empty() && rest.find_first_of("/?#@ ") == std::string_view::npos &&
      !has_control(rest)) {
    return std::nullopt;
  }
  return "url 须是 https://域名，不带路径和账号；留空即为服务商的地址";
}

std::optional<std::string> template_problem(const SmsTemplate& one, const std::string& which) {
  if (one.code.empty() || has_control(one.code)) return which + " 模板须填已审核通过的模板代码";
  for (const auto& [name, fact] : one.variables) {
    if (!is_sms_fact(fact)) {
      std::string known;
      for (const std::string_view each : sms_facts()) known.append(" ").append(each);
      return fmt::format("{} 模板的变量“{}”取的“{}”不存在；可用的有{}", which,
                         one_line(clean_utf8(name), 40), one_line(clean_utf8(fact), 40), known);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string base_url(const SmsChannel& spec) {
  std::string base = spec.url;
  while (base.ends_with('/')) base.pop_back();
  if (!base.empty()) return base;
  return spec.gateway == SmsGateway::aliyun ? "https://dysmsapi.aliyuncs.com"
                                            : "https://sms.tencentcloudapi.com";
}

std::string host_of(std::string_view base) {
  const bool tls = base.starts_with("https://");
  const std::size_t scheme = base.find("://");
  if (scheme != std::string_view::npos) base.remove_prefix(scheme + 3);
  base = base.substr(0, base.find('/'));
  const std::string_view usual = tls ? ":443" : ":80";
  if (base.ends_with(usual)) base.remove_suffix(usual.size());
  return std::string(base);
}

std::optional<std::string> sms_problem(const SmsChannel& spec) {
  if (auto problem = url_problem(spec.url)) return problem;
  if (spec.key_id.empty() || has_control(spec.key_id)) return "key_id 未填或含有控制字符";
  if (spec.key_secret.empty() || has_control(spec.key_secret.reveal())) {
    return "key_secret 未填或含有控制字符，请检查其来源文件或环境变量末尾是否多了换行";
  }
  if (spec.sign_name.empty() || has_control(spec.sign_name)) {
    return "sign_name 须填已审核通过的短信签名，不带【】";
  }
  if (spec.gateway == SmsGateway::tencent) {
    if (spec.app_id.empty() || has_control(spec.app_id)) return "app_id 须填短信控制台的 SdkAppId";
    if (spec.region.empty() || has_control(spec.region)) return "region 须填地域，如 ap-guangzhou";
  }
  if (auto problem = template_problem(spec.single, "single")) return problem;
  if (spec.group) {
    if (auto problem = template_problem(*spec.group, "group")) return problem;
  }
  for (const std::string& number : spec.to) {
    if (!mainland_mobile(number)) {
      return "to 中的“" + one_line(clean_utf8(number), 40) + "”不是内地手机号";
    }
  }
  return std::nullopt;
}

std::shared_ptr<Channel> make_sms_channel(Scheduler& scheduler, HttpClient& http,
                                          const Clock& machine, SmsChannel spec) {
  if (sms_problem(spec)) return nullptr;
  return std::make_shared<SmsSender>(scheduler, http, machine, std::move(spec));
}

}  // namespace planwatch
