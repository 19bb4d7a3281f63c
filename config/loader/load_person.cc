#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

constexpr std::string_view letters_and_digits =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool consists_of(std::string_view text, std::string_view more) {
  for (const char c : text) {
    if (letters_and_digits.find(c) == letters_and_digits.npos && more.find(c) == more.npos) {
      return false;
    }
  }
  return !text.empty();
}

bool is_mobile(std::string_view text) {
  if (text.starts_with("+86")) text.remove_prefix(3);
  return text.size() == 11 && text[0] == '1' && text[1] >= '3' &&
         text.find_first_not_of("0123456789") == text.npos;
}

// RFC 5321 without quoted local parts and address literals, which nobody has.
bool is_mailbox(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == text.npos || at > 64 || text.size() > 254) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  const auto dots_are_inside = [](std::string_view part) {
    return !part.starts_with('.') && !part.ends_with('.') && part.find("..") == part.npos;
  };
  return consists_of(local, "!#$%&'*+-/=?^_`{|}~.") && consists_of(domain, "-.") &&
         dots_are_inside(local) && dots_are_inside(domain) && !domain.starts_with('-');
}

// Names of accounts stand in lists that are joined by | and in texts as <@name>.
bool is_account(std::string_view text) {
  return text.size() <= 64 && consists_of(text, "_-.@") && text[0] != '@' && text[0] != '.';
}

struct Address {
  std::string_view key;
  std::string Person::*member;
  void (*check)(const std::string&, const SourcePosition&, Diagnostics&);
};
constexpr Address addresses[] = {{"mobile", &Person::mobile, check_mobile},
                                 {"email", &Person::email, check_mailbox},
                                 {"wecom", &Person::wecom, check_account},
                                 {"dingtalk", &Person::dingtalk, check_account},
                                 {"feishu", &Person::feishu, check_open_id}};

void load_addresses(Fields& fields, Person& person) {
  for (const Address& address : addresses) {
    std::string& into = person.*address.member;
    if (!fields.text(address.key, into, Need::optional)) continue;
    address.check(into, fields.at(address.key), fields.out());
  }
}

}  // namespace

void check_mobile(const std::string& text, const SourcePosition& at, Diagnostics& out) {
  if (is_mobile(text)) return;
  out.error(at, said("{} 不是手机号", "{} is not a mobile number", text),
            {"写 11 位数字，如 13800000000，前面可加 +86",
             "write 11 digits such as 13800000000, +86 may stand before them"});
}

void check_mailbox(const std::string& text, const SourcePosition& at, Diagnostics& out) {
  if (is_mailbox(text)) return;
  out.error(at, said("{} 不是邮箱地址", "{} is not a mailbox", text),
            {"写成 zhangsan@example.gov.cn", "write zhangsan@example.gov.cn"});
}

void check_account(const std::string& text, const SourcePosition& at, Diagnostics& out) {
  if (is_account(text) && text != "all") return;
  out.error(at, said("{} 不是账号", "{} is not an account", text),
            {"写通讯录里的账号：字母、数字和 _ - . @，不能是所有人",
             "write the directory's userid: letters, digits, _ - . @; never everybody"});
}

void check_open_id(const std::string& text, const SourcePosition& at, Diagnostics& out) {
  if (text.starts_with("ou_") && text.size() > 3 && is_account(text)) return;
  out.error(at, said("{} 不是飞书的 open_id", "{} is not an open_id of Feishu", text),
            {"写以 ou_ 开头的 open_id", "write the open_id, which begins with ou_"});
}

void read_person(Fields& fields, std::string_view key, Person& person) {
  const YamlNode* node = fields.node(key, Need::optional);
  if (!node) return;
  if (node->kind == YamlNode::Kind::map) {
    Fields inner(*node, fields.out());
    inner.text("name", person.name);
    load_addresses(inner, person);
  } else if (is_scalar(*node, key, fields.out())) {
    person.name = node->text;
  }
  // A name stands in texts of one line.
  if (person.name.find_first_of("\r\n\t") == std::string::npos) return;
  fields.out().error(node->at, {"姓名里有换行或制表符", "a name has a line break or a tab"},
                     {"写成一行", "write it on one line"});
}

void read_addresses(Fields& fields, std::vector<std::string>& into,
                    void (*check)(const std::string&, const SourcePosition&, Diagnostics&)) {
  for (const YamlNode& item : fields.list("to", Need::optional)) {
    if (!is_scalar(item, "to", fields.out())) continue;
    check(item.text, item.at, fields.out());
    if (std::find(into.begin(), into.end(), item.text) != into.end()) {
      fields.fail_repeated(item, "to");
    }
    into.push_back(item.text);
  }
}

}  // namespace planwatch::loader
