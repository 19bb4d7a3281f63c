#include <algorithm>

#include "config/feeds/connection_words.h"
#include "config/feeds/transports.h"

namespace planwatch::feeds {

namespace {

constexpr int most_days = 366;

void read_senders(Fields& fields, MailboxSource& source) {
  const int errors = fields.out().errors();
  for (const YamlNode& item : fields.list("from")) {
    if (!is_scalar(item, "from", fields.out())) continue;
    check_mailbox(item.text, item.at, fields.out());
    if (std::find(source.from.begin(), source.from.end(), item.text) != source.from.end()) {
      fields.fail_repeated(item, "from");
    }
    source.from.push_back(item.text);
  }
  if (fields.out().errors() > errors || !source.from.empty()) return;
  fields.out().error(fields.at("from"), {"from 是空的", "from is empty"},
                     {"写上可以报送的邮箱地址；其他人的来信不看",
                      "write the addresses that may send; mails of others are passed over"});
}

Transport load_mailbox(const YamlNode& node, FeedDraft& feed) {
  Fields fields(node, feed.out());
  MailboxSource source;
  read_host(fields, source.host, source.port);
  fields.boolean("tls", source.tls);
  read_pem_file(fields, "ca_file", source.ca_file, feed.draft);
  fields.text("user", source.user);
  if (auto password = load_secret(fields, "password", feed.draft, required)) {
    source.password = std::move(*password);
  }
  read_filled(fields, "mailbox", source.mailbox);
  read_senders(fields, source);
  source.attachments = "*";
  read_filled(fields, "attachments", source.attachments);
  fields.integer("days", source.days, 1, most_days, optional);
  if (!source.tls) {
    warn_of_clear_password(source.host, fields.at("tls"),
                           {"对方支持时不写 tls: false", "leave tls: false out where TLS is known"},
                           feed.out());
  }
  return source;
}

std::vector<MapKind> describe_mailbox() {
  MapKind kind{"feed.mailbox",
               {"收件邮箱（IMAP）：附件就是报表；邮件原样留着",
                "a mailbox (IMAP) whose attachments are the reports; mails stay as they are"},
               {}};
  add_host_keys(kind.keys, "imap.example.cn",
                {"不写为 993，tls: false 时为 143", "without it 993, and 143 with tls: false"});
  const std::vector<Key> others{
      {"tls", optional, boolean(), "true", "false", "加密", "encrypted"},
      {"ca_file", optional, text(), "", "root.pem", "对方证书由谁签发（PEM）",
       "who signed the server's certificate (PEM)"},
      {"user", required, text(), "", "report@example.cn", "登录账号", "the login"},
      {"password", required, map_of("secret"), "", "{env: PLANWATCH_MAILBOX_PASSWORD}",
       "口令或授权码", "its password"},
      {"mailbox", optional, text(), "", "INBOX", "哪个文件夹；不写为 INBOX",
       "which folder; INBOX without it"},
      {"from", required, filled_list_of(text()), "", "[zhaoliu@example.cn]",
       "谁可以报送；其他人的来信不看", "who may send; mails of others are passed over"},
      {"attachments", optional, text(), "", "\"*.xlsx\"", "附件名，可用 * 和 ?；不写为全部",
       "names of attachments, with * and ?; all without it"},
      {"days", optional, integer(1, most_days, {"天", "days"}), "45", "90", "看最近多少天的邮件",
       "how far back mails are looked at"}};
  kind.keys.insert(kind.keys.end(), others.begin(), others.end());
  return {kind};
}

Transport load_upload(const YamlNode& node, FeedDraft& feed) {
  const Fields fields(node, feed.out());
  return UploadSource{};
}

std::vector<MapKind> describe_upload() {
  return {
      {"feed.upload",
       {"不去取：等单位用自己的口令上传", "nothing is fetched: the unit uploads with its token"},
       {}}};
}

}  // namespace

TransportWords mailbox_words() {
  return {
      {"mailbox",
       {"收邮箱里的附件；格式可不写", "reads attachments of a mailbox; the format may be left out"},
       "{host: imap.example.cn, user: report@example.cn, password: {env: "
       "PLANWATCH_MAILBOX_PASSWORD}, from: [zhaoliu@example.cn]}",
       describe_mailbox},
      load_mailbox,
      FormatUse::defaulted,
      AnyTableFormat{}};
}

TransportWords upload_words() {
  return {{"upload",
           {"等上传（POST /api/v1/reports）；格式可不写",
            "waits for uploads (POST /api/v1/reports); the format may be left out"},
           "{}",
           describe_upload},
          load_upload,
          FormatUse::defaulted,
          AnyTableFormat{}};
}

}  // namespace planwatch::feeds
