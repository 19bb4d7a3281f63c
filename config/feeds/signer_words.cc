#include <algorithm>

#include "config/feeds/http_words.h"
#include "config/feeds/signer_parts.h"

namespace planwatch::feeds {

namespace {

using Kind = SignPart::Kind;

constexpr Word<SignHash> hash_words[] = {{"md5", SignHash::md5},
                                         {"sha1", SignHash::sha1},
                                         {"sha256", SignHash::sha256},
                                         {"sm3", SignHash::sm3}};
constexpr Word<SignKey> key_words[] = {{"hmac", SignKey::hmac}, {"none", SignKey::none}};
constexpr Word<SignEncoding> encoding_words[] = {{"hex", SignEncoding::hex},
                                                 {"hex_upper", SignEncoding::hex_upper},
                                                 {"base64", SignEncoding::base64}};
SignedField load_field(const YamlNode& node, const SignerSpec& signer, Diagnostics& out) {
  Fields fields(node, out);
  SignedField field;
  read_place(fields, field.place, field.name);
  if (const YamlNode* value = fields.node("value")) field.value = load_part(*value, signer, out);
  if (field.value.kind == Kind::secret) {
    out.error(fields.at("value"), {"密钥不能发出去", "the secret is never sent"},
              {"密钥只写在 message 里，或作 key: hmac 的密钥",
               "the secret stands in message alone, or is the key of key: hmac"});
  }
  return field;
}

std::optional<SecretRotation> load_rotation(Fields& parent, const SignerSpec& signer,
                                            Draft& draft) {
  const YamlNode* node = parent.node("rotation", optional);
  if (!node) return std::nullopt;
  Fields fields(*node, draft.out);
  SecretRotation rotation;
  if (fields.text("url", rotation.url)) check_url(rotation.url, {}, fields.at("url"), draft.out);
  if (fields.text("secret", rotation.secret)) {
    check_pointer(rotation.secret, fields.at("secret"), draft);
  }
  if (fields.text("end_time", rotation.end_time, optional)) {
    check_pointer(rotation.end_time, fields.at("end_time"), draft);
  }
  if (read_filled(fields, "aes_key", rotation.aes_key) && !has_setting(signer, rotation.aes_key)) {
    fail_setting(rotation.aes_key, fields.at("aes_key"), signer, draft.out);
  }
  fields.duration("refresh_before", rotation.refresh_before);
  return rotation;
}

// A signature that does not depend on the secret protects nothing.
void check_message(const Fields& fields, const SignerSpec& signer, Diagnostics& out) {
  if (signer.message.empty() && !signer.sorted_fields) {
    out.error(fields.at("message"), {"没有说签的是什么", "it is not said what is signed"},
              {"写 message: [sid, rid, timestamp_ms]，或 sorted_fields: true",
               "write message: [sid, rid, timestamp_ms] or sorted_fields: true"});
  }
  const bool has_secret =
      std::any_of(signer.message.begin(), signer.message.end(),
                  [](const SignPart& part) { return part.kind == Kind::secret; });
  if (signer.key == SignKey::none && !has_secret) {
    out.error(
        fields.at("message"),
        {"key: none 时 message 里要有 secret", "with key: none the message needs secret"},
        {"按接口说明的次序写上 secret", "put secret where the interface's description has it"});
  }
  if (signer.sorted_fields && signer.fields.empty()) {
    out.error(fields.at("sorted_fields"),
              {"sorted_fields 要有 fields", "sorted_fields needs fields"},
              {"在 fields 里写要排序的参数", "write the parameters that are sorted in fields"});
  }
}

}  // namespace

std::optional<SignerSpec> load_signer(Fields& parent, Draft& draft) {
  const YamlNode* node = parent.node("signer", optional);
  if (!node) return std::nullopt;
  Fields fields(*node, draft.out);
  SignerSpec signer;
  read_settings(fields, signer);
  if (auto secret = load_secret(fields, "secret", draft, required)) {
    signer.secret = std::move(*secret);
  }
  for (const YamlNode& item : fields.list("message", optional)) {
    signer.message.push_back(load_part(item, signer, draft.out));
  }
  fields.text("separator", signer.separator, optional);
  fields.boolean("sorted_fields", signer.sorted_fields);
  fields.choice("hash", hash_words, signer.hash, optional);
  fields.choice("key", key_words, signer.key, optional);
  fields.choice("encoding", encoding_words, signer.encoding, optional);
  read_place(fields, signer.place, signer.name);
  for (const YamlNode& item : fields.list("fields", optional)) {
    signer.fields.push_back(load_field(item, signer, draft.out));
  }
  signer.rotation = load_rotation(fields, signer, draft);
  if (fields.clean()) check_message(fields, signer, draft.out);
  return signer;
}

namespace {

std::vector<Key> signer_keys() {
  std::vector<Key> keys{
      {"settings", optional, entries_of(optional_text()), "", "{sid: s1, rid: planwatch@gz}",
       "签名用的设置：appKey、sid、rid 等", "what the gateway gave us: appKey, sid, rid"},
      {"secret", required, map_of("secret"), "", "{env: PLANWATCH_GATEWAY_SECRET}", "密钥",
       "the secret"},
      {"message", optional, list_of(text_or("feed.signer.text")), "[]",
       "[{text: v1}, timestamp_ms]", "签的内容，依次是：" + meaning_of_parts().zh,
       "what is signed, in this order: " + meaning_of_parts().en},
      {"separator", optional, optional_text(), "", "\"&\"", "各部分之间的文字",
       "what stands between the parts"},
      {"sorted_fields", optional, boolean(), "false", "true",
       "先把 fields 按名称排序写成 名=值 用 & 连接，再接 message",
       "before message, fields as name=value by name, joined with &"},
      {"hash", optional,
       word({{"md5", {"MD5", "MD5"}},
             {"sha1", {"SHA-1", "SHA-1"}},
             {"sha256", {"SHA-256", "SHA-256"}},
             {"sm3", {"国密 SM3", "SM3"}}}),
       "sha256", "sm3", "散列算法", "the hash"},
      {"key", optional,
       word({{"hmac", {"密钥作 HMAC 的密钥", "the secret is the key of an HMAC"}},
             {"none", {"密钥写在 message 里", "the secret is part of the message"}}}),
       "hmac", "none", "密钥怎么用", "what part the secret plays"},
      {"encoding", optional,
       word({{"hex", {"十六进制小写", "hex"}},
             {"hex_upper", {"十六进制大写", "hex in capitals"}},
             {"base64", {"Base64", "Base64"}}}),
       "base64", "hex", "签名怎么写", "how the signature is written"}};
  for (Key& key : place_keys({"放签名", "the signature"})) keys.push_back(std::move(key));
  keys.push_back({"fields", optional, list_of(map_of("feed.signer.field")), "[]",
                  "[{header: X-Timestamp, value: timestamp_ms}]", "另外要发的头和参数",
                  "headers and parameters that are sent besides"});
  keys.push_back({"rotation", optional, map_of("feed.signer.rotation"), "",
                  "{url: \"https://data.example.cn/refresh\", secret: /data/secret}",
                  "密钥定期更换", "the secret is asked for anew"});
  return keys;
}

MapKind describe_rotation() {
  return {"feed.signer.rotation",
          {"密钥定期更换：用 secret 去要新的", "the secret expires and is asked for anew"},
          {{"url", required, url(), "", "\"https://data.example.cn/refresh\"", "到哪里要",
            "where it is asked for"},
           {"secret", required, pointer(), "", "/data/secret", "新密钥在应答的哪里",
            "where the answer holds the new one"},
           {"end_time", optional, pointer(), "", "/data/secretEndTime", "失效时间（毫秒）在哪里",
            "where it holds the end, in milliseconds"},
           {"aes_key", optional, text(), "", "appKey",
            "新密钥用 settings 里这一项作 AES 密钥加密；不写为明文",
            "the setting that is the AES key of the new secret; without it it comes in the clear"},
           {"refresh_before", optional, seconds(), "5m", "10m", "失效前多久更换",
            "so long before its end it is asked for"}}};
}

}  // namespace

std::vector<MapKind> describe_signer() {
  MapKind field{"feed.signer.field",
                {"随请求发的一项", "what is sent besides"},
                place_keys({"放这一项", "this value"})};
  field.keys.push_back({"value", required, text_or("feed.signer.text"), "", "timestamp_ms",
                        meaning_of_parts().zh, meaning_of_parts().en});
  field.one_of = {{sign_places.begin(), sign_places.end()}};
  MapKind signer{"feed.signer", {"网关签名", "a gateway's signature"}, signer_keys()};
  signer.one_of = field.one_of;
  return {signer, describe_part_text(), field, describe_rotation()};
}

}  // namespace planwatch::feeds
