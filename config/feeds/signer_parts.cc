#include "config/feeds/signer_parts.h"

#include <algorithm>

#include "config/loader/suggest.h"

namespace planwatch::feeds {

namespace {

using Kind = SignPart::Kind;

constexpr Word<Kind> part_words[] = {{"timestamp_ms", Kind::timestamp_ms},
                                     {"timestamp_s", Kind::timestamp_s},
                                     {"nonce", Kind::nonce},
                                     {"secret", Kind::secret},
                                     {"method", Kind::method},
                                     {"path", Kind::path},
                                     {"body", Kind::body},
                                     {"body_hash", Kind::body_hash}};

const Kind* find_part(std::string_view text) {
  for (const auto& [name, kind] : part_words) {
    if (name == text) return &kind;
  }
  return nullptr;
}

}  // namespace

bool has_setting(const SignerSpec& signer, const std::string& name) {
  return std::any_of(signer.settings.begin(), signer.settings.end(),
                     [&name](const auto& setting) { return setting.first == name; });
}

void fail_setting(const std::string& name, const SourcePosition& at, const SignerSpec& signer,
                  Diagnostics& out) {
  std::vector<std::string> known;
  for (const auto& [setting, value] : signer.settings) known.push_back(setting);
  for (const auto& [part, kind] : part_words) known.emplace_back(part);
  out.error(at, said("settings 里没有 {}", "settings has no {}", name), suggest(name, known));
}

SignPart load_part(const YamlNode& node, const SignerSpec& signer, Diagnostics& out) {
  SignPart part;
  if (node.kind == YamlNode::Kind::map) {
    Fields fields(node, out);
    fields.text("text", part.text);
    return part;
  }
  if (!is_scalar(node, "message", out)) return part;
  if (const Kind* kind = find_part(node.text)) {
    part.kind = *kind;
    return part;
  }
  part = {Kind::setting, node.text};
  if (!has_setting(signer, node.text)) fail_setting(node.text, node.at, signer, out);
  return part;
}

void read_settings(Fields& fields, SignerSpec& signer) {
  for (const YamlEntry& entry : fields.map("settings", optional)) {
    if (!is_scalar(entry.value, entry.key, fields.out())) continue;
    if (find_part(entry.key)) {
      fields.out().error(
          entry.key_at,
          said("{} 是签名各部分的词，不能作设置的名称",
               "{} is a word for parts of the message, not a setting's name", entry.key),
          {"换个名称", "choose another name"});
    }
    signer.settings.emplace_back(entry.key, entry.value.text);
  }
}

void read_place(Fields& fields, SignPlace& place, std::string& name) {
  const auto key = fields.one_of(sign_places);
  if (!key) return;
  place = *key == "header" ? SignPlace::header : SignPlace::query;
  fields.text(*key, name);
}

Words meaning_of_parts() {
  return {
      "timestamp_ms、timestamp_s（时间）、nonce（随机）、secret、method、path、body、body_hash、"
      "settings 里的名称，或 {text: 原样的文字}",
      "timestamp_ms, timestamp_s, nonce, secret, method, path, body, body_hash, the name of a "
      "setting, or {text: as it stands}"};
}

MapKind describe_part_text() {
  return {"feed.signer.text",
          {"原样的文字", "a text as it stands"},
          {{"text", required, text(), "", "\"|\"", "原样的文字", "the text"}}};
}

std::vector<Key> place_keys(const Words& of_what) {
  return {{"header", optional, text(), "", "X-Signature", of_what.zh + "的 HTTP 头",
           "the header of " + of_what.en},
          {"query", optional, text(), "", "signature", of_what.zh + "的地址参数",
           "the URL's parameter of " + of_what.en}};
}

}  // namespace planwatch::feeds
