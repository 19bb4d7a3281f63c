#include "collectors/fetch/secret_rotation.h"

#include <charconv>
#include <utility>

#include "collectors/decode/json_value.h"
#include "collectors/fetch/answer_code.h"
#include "collectors/fetch/http_status.h"
#include "collectors/fetch/sha256.h"
#include "collectors/fetch/signer.h"
#include "collectors/fetch/signer_crypto.h"

namespace planwatch {

namespace {

// One account at one gateway.
std::string key_of(const SignerSpec& signer) {
  std::string text = signer.rotation->url + "\n" + signer.secret.reveal();
  for (const auto& [name, value] : signer.settings) {
    text += '\n';
    text += name;
    text += '=';
    text += value;
  }
  return sha256_hex(text);
}

Result<std::optional<Instant>> end_of(const JsonAnswer& answer, const std::string& pointer) {
  if (pointer.empty()) return std::nullopt;
  const auto text = answer.at(pointer);
  if (!text) return tl::make_unexpected(text.error());
  if (!*text) return std::nullopt;
  std::int64_t ms = 0;
  const char* end = (*text)->data() + (*text)->size();
  const auto read = std::from_chars((*text)->data(), end, ms);
  if (read.ec != std::errc() || read.ptr != end || ms <= 0) {
    return fail(ErrorCode::invalid,
                pointer + " 不是 1970 年以来的毫秒数：请核对 rotation.end_time");
  }
  return Instant(std::chrono::milliseconds(ms));
}

Result<std::string> decrypted(const std::string& text, const SignerSpec& signer) {
  auto key = setting_of(signer, signer.rotation->aes_key);
  if (!key) return key;
  auto bytes = bytes_of_base64(text);
  if (!bytes) return bytes;
  return aes_128_ecb_decrypted(*key, *bytes);
}

Result<RotatedSecret> read_answer(const Result<HttpResponse>& response,
                                  const SecretCache::Ask& ask) {
  if (!response) return tl::make_unexpected(response.error());
  const std::string url = without_secrets(ask.signer.rotation->url);
  const auto words =
      ask.answer ? words_of_answer(*ask.answer, response->body) : std::optional<std::string>();
  const std::string said = words ? "（对方说：“" + *words + "”）" : std::string();
  if (const auto error = error_of_status(*response, url, ask.proxy)) {
    return fail(error->code, error->message + said, error->transient);
  }
  auto rotated = rotated_secret_in(response->body, ask.signer);
  if (!rotated) {
    return fail(rotated.error().code, url + "：换密钥没有成功：" + rotated.error().message + said);
  }
  return rotated;
}

bool has_ended(const RotatedSecret& secret, Instant now) {
  return secret.ends && *secret.ends <= now;
}

}  // namespace

Result<RotatedSecret> rotated_secret_in(std::string_view answer, const SignerSpec& signer) {
  const auto json = JsonAnswer::of(answer);
  if (!json) return tl::make_unexpected(json.error());
  const SecretRotation& rotation = *signer.rotation;
  auto text = json->at(rotation.secret);
  if (!text) return tl::make_unexpected(text.error());
  if (!*text || (*text)->empty()) {
    return fail(ErrorCode::refused, "回答里没有 " + rotation.secret +
                                        "：请核对应用的密钥是否还有效，以及 rotation.secret");
  }
  RotatedSecret rotated;
  if (rotation.aes_key.empty()) {
    rotated.secret = Secret(**std::move(text));
  } else {
    auto plain = decrypted(**text, signer);
    if (!plain) return tl::make_unexpected(plain.error());
    rotated.secret = Secret(*std::move(plain));
  }
  auto ends = end_of(*json, rotation.end_time);
  if (!ends) return tl::make_unexpected(ends.error());
  rotated.ends = *ends;
  return rotated;
}

void SecretCache::get(Ask ask, Done done) {
  const std::string key = key_of(ask.signer);
  Entry& entry = entries_[key];
  const bool known = entry.current && entry.current->secret != ask.refused &&
                     !has_ended(*entry.current, ask.now + ask.signer.rotation->refresh_before);
  if (known) return done(entry.current->secret);
  entry.waiting.push_back(std::move(done));
  if (entry.waiting.size() > 1) return;
  const Send send = std::move(ask.send);
  ask.send = nullptr;
  send([weak = weak_from_this(), key, ask = std::move(ask)](const Result<HttpResponse>& response) {
    if (const auto self = weak.lock()) self->received(key, ask, response);
  });
}

void SecretCache::received(const std::string& key, const Ask& ask,
                           const Result<HttpResponse>& response) {
  Entry& entry = entries_[key];
  auto rotated = read_answer(response, ask);
  const bool still_good =
      entry.current && entry.current->secret != ask.refused && !has_ended(*entry.current, ask.now);
  Result<Secret> outcome = rotated      ? Result<Secret>(rotated->secret)
                           : still_good ? Result<Secret>(entry.current->secret)
                                        : Result<Secret>(tl::make_unexpected(rotated.error()));
  if (rotated) entry.current = *std::move(rotated);
  const std::vector<Done> waiting = std::exchange(entry.waiting, {});
  for (const Done& done : waiting) done(outcome);
}

}  // namespace planwatch
