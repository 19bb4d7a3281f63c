#include "collectors/fetch/signer.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/fetch/signer_crypto.h"

namespace planwatch {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Signing {
  const SignerSpec& signer;
  const Secret& secret;
  const RequestToSign& request;
  const SigningMoment& moment;
};

Result<std::string> value_of(const SignPart& part, const Signing& signing) {
  const auto since_1970 = signing.moment.at.time_since_epoch();
  switch (part.kind) {
    case SignPart::Kind::text:
      return part.text;
    case SignPart::Kind::setting:
      return setting_of(signing.signer, part.text);
    case SignPart::Kind::timestamp_ms:
      return fmt::format("{}", since_1970.count());
    case SignPart::Kind::timestamp_s:
      return fmt::format("{}", std::chrono::floor<std::chrono::seconds>(since_1970).count());
    case SignPart::Kind::nonce:
      return signing.moment.nonce;
    case SignPart::Kind::secret:
      return signing.secret.reveal();
    case SignPart::Kind::method:
      return signing.request.method;
    case SignPart::Kind::path:
      return signing.request.path;
    case SignPart::Kind::body:
      return signing.request.body;
    case SignPart::Kind::body_hash:
      return digest_of(signing.signer.hash, signing.request.body).map([](const std::string& bytes) {
        return encoded(SignEncoding::hex, bytes);
      });
  }
  return std::string();
}

Result<Pairs> values_of_fields(const Signing& signing) {
  Pairs values;
  values.reserve(signing.signer.fields.size());
  for (const SignedField& field : signing.signer.fields) {
    auto value = value_of(field.value, signing);
    if (!value) return tl::make_unexpected(value.error());
    values.emplace_back(field.name, *std::move(value));
  }
  return values;
}

std::string joined_by_name(Pairs fields) {
  std::stable_sort(fields.begin(), fields.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    text += name;
    text += '=';
    text += value;
  }
  return text;
}

Result<std::string> message_of(const Signing& signing, const Pairs& fields) {
  const SignerSpec& signer = signing.signer;
  std::string message = signer.sorted_fields ? joined_by_name(fields) : std::string();
  bool first = !signer.sorted_fields;
  for (const SignPart& part : signer.message) {
    auto value = value_of(part, signing);
    if (!value) return value;
    if (!first) message += signer.separator;
    message += *value;
    first = false;
  }
  return message;
}

void place(Signature& signature, SignPlace where, std::string name, std::string value) {
  Pairs& pairs = where == SignPlace::header ? signature.headers : signature.query;
  pairs.emplace_back(std::move(name), std::move(value));
}

}  // namespace

Result<Signature> sign(const SignerSpec& signer, const Secret& secret, const RequestToSign& request,
                       const SigningMoment& moment) {
  const Signing signing{signer, secret, request, moment};
  auto fields = values_of_fields(signing);
  if (!fields) return tl::make_unexpected(fields.error());
  const auto message = message_of(signing, *fields);
  if (!message) return tl::make_unexpected(message.error());
  const auto bytes = signer.key == SignKey::hmac ? hmac_of(signer.hash, secret.reveal(), *message)
                                                 : digest_of(signer.hash, *message);
  if (!bytes) return tl::make_unexpected(bytes.error());
  Signature signature;
  for (std::size_t i = 0; i < fields->size(); ++i) {
    place(signature, signer.fields[i].place, std::move((*fields)[i].first),
          std::move((*fields)[i].second));
  }
  place(signature, signer.place, signer.name, encoded(signer.encoding, *bytes));
  return signature;
}

Result<std::string> setting_of(const SignerSpec& signer, const std::string& name) {
  for (const auto& [key, value] : signer.settings) {
    if (key == name) return value;
  }
  return fail(ErrorCode::invalid,
              fmt::format("signer 的 settings 里没有“{}”：请补上，或改正引用它的地方", name));
}

}  // namespace planwatch
