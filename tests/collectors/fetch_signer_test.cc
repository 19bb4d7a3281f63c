#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/signer.h"
#include "collectors/fetch/signer_crypto.h"

namespace planwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using Kind = SignPart::Kind;

SigningMoment at_ms(std::int64_t ms, std::string nonce = "nonce123") {
  return {Instant(std::chrono::milliseconds(ms)), std::move(nonce)};
}

// 数据直达 (interface specification v0.55): base64(HMAC_SHA256(appsecret, sid + rid + rtime)).
SignerSpec data_express() {
  SignerSpec signer;
  signer.settings = {{"sid", "s_620702000000_0001"}, {"rid", "planwatch@gz"}};
  signer.secret = Secret("appsecret-test");
  signer.message = {{Kind::setting, "sid"}, {Kind::setting, "rid"}, {Kind::timestamp_ms, ""}};
  signer.name = "gjzwfwpt_sign";
  signer.fields = {{SignPlace::header, "gjzwfwpt_rid", {Kind::setting, "rid"}},
                   {SignPlace::header, "gjzwfwpt_sid", {Kind::setting, "sid"}},
                   {SignPlace::header, "gjzwfwpt_rtime", {Kind::timestamp_ms, ""}}};
  return signer;
}

// City reporting API: hex of sha1(appKey + appSecret + timestamp).
SignerSpec city_sha1() {
  SignerSpec signer;
  signer.settings = {{"appKey", "testOnlyAppKey"}};
  signer.secret = Secret("testOnlyappSecret");
  signer.message = {{Kind::setting, "appKey"}, {Kind::secret, ""}, {Kind::timestamp_ms, ""}};
  signer.hash = SignHash::sha1;
  signer.key = SignKey::none;
  signer.encoding = SignEncoding::hex;
  signer.name = "signature";
  return signer;
}

// Shandong's open-data gateway: base64(HMAC_SHA256(secret, ClientId + Timestamp + Nonce)).
SignerSpec shandong() {
  SignerSpec signer;
  signer.settings = {{"ClientId", "cid-test"}};
  signer.secret = Secret("client-secret-test");
  signer.message = {{Kind::setting, "ClientId"}, {Kind::timestamp_ms, ""}, {Kind::nonce, ""}};
  signer.name = "X-Signature";
  signer.fields = {{SignPlace::header, "X-Nonce", {Kind::nonce, ""}}};
  return signer;
}

std::string signature_of(const SignerSpec& signer, const SigningMoment& moment,
                         const RequestToSign& request = {"GET", "/", ""}) {
  const auto signature = sign(signer, signer.secret, request, moment);
  EXPECT_TRUE(signature) << signature.error().message;
  if (!signature) return {};
  return signer.place == SignPlace::header ? signature->headers.back().second
                                           : signature->query.back().second;
}

TEST(Signer, TheThreeSchemesWithTheirVectors) {
  const auto express = sign(data_express(), Secret("appsecret-test"), {"POST", "/sysapi/x", "{}"},
                            at_ms(1'735'660'800'000));
  ASSERT_TRUE(express);
  EXPECT_THAT(
      express->headers,
      ElementsAre(Pair("gjzwfwpt_rid", "planwatch@gz"), Pair("gjzwfwpt_sid", "s_620702000000_0001"),
                  Pair("gjzwfwpt_rtime", "1735660800000"),
                  Pair("gjzwfwpt_sign", "KTHxXQPf+0og8aysad5GcGRVKziwU3G8vCdblZqMJlY=")));
  EXPECT_THAT(express->query, IsEmpty());
  EXPECT_EQ(signature_of(city_sha1(), at_ms(1'635'478'320'000)),
            "89037df84706b6e4ebb58fde9d8f0cf94560b438");
  const auto province =
      sign(shandong(), Secret("client-secret-test"), {"GET", "/", ""}, at_ms(1'735'660'800'000));
  ASSERT_TRUE(province);
  EXPECT_THAT(province->headers,
              ElementsAre(Pair("X-Nonce", "nonce123"),
                          Pair("X-Signature", "zlSDiPprilimPAP0ocuiXufbw8gNMvcsuMqY7RqZesI=")));
}

// Query parameters in the order of their names, joined with &, the secret behind them, MD5.
TEST(Signer, SortedFields) {
  SignerSpec signer;
  signer.settings = {{"appId", "app1"}};
  signer.secret = Secret("s3cret");
  signer.sorted_fields = true;
  signer.message = {{Kind::text, "&key="}, {Kind::secret, ""}};
  signer.hash = SignHash::md5;
  signer.key = SignKey::none;
  signer.encoding = SignEncoding::hex_upper;
  signer.place = SignPlace::query;
  signer.name = "signature";
  signer.fields = {{SignPlace::query, "timeStamp", {Kind::timestamp_s, ""}},
                   {SignPlace::query, "nonceStr", {Kind::nonce, ""}},
                   {SignPlace::query, "deviceType", {Kind::text, "server"}},
                   {SignPlace::query, "appId", {Kind::setting, "appId"}}};
  const auto signature =
      sign(signer, signer.secret, {"GET", "/", ""}, at_ms(1'735'660'800'999, "n1"));
  ASSERT_TRUE(signature);
  const std::string message =
      "appId=app1&deviceType=server&nonceStr=n1&timeStamp=1735660800&key=s3cret";
  const auto expected = digest_of(SignHash::md5, message);
  ASSERT_TRUE(expected);
  EXPECT_EQ(signature->query.back(),
            std::make_pair(std::string("signature"), encoded(SignEncoding::hex_upper, *expected)));
  EXPECT_EQ(signature->query.front().first, "timeStamp") << "sent in the order of the description";
  EXPECT_EQ(signature->query.back().second, "24F11B9FB97A5378A185D3B1D50EBB19");
}

struct PartRow {
  Kind kind;
  const char* text;
  const char* value;
};

// Signed as they are: sha256 without key over one part shows the part.
TEST(Signer, EveryPart) {
  const std::vector<PartRow> rows = {
      {Kind::text, "literal", "literal"},
      {Kind::setting, "appKey", "key-1"},
      {Kind::timestamp_ms, "", "1735660800999"},
      {Kind::timestamp_s, "", "1735660800"},
      {Kind::nonce, "", "n1"},
      {Kind::secret, "", "s3cret"},
      {Kind::method, "", "POST"},
      {Kind::path, "", "/sysapi/list"},
      {Kind::body, "", "abc"},
      {Kind::body_hash, "", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}};
  for (const PartRow& row : rows) {
    SignerSpec signer;
    signer.settings = {{"appKey", "key-1"}};
    signer.secret = Secret("s3cret");
    signer.separator = "|";
    signer.message = {{Kind::text, "a"}, {row.kind, row.text}, {Kind::text, "z"}};
    signer.key = SignKey::none;
    signer.encoding = SignEncoding::hex;
    const auto expected = digest_of(SignHash::sha256, fmt::format("a|{}|z", row.value));
    EXPECT_EQ(signature_of(signer, at_ms(1'735'660'800'999, "n1"), {"POST", "/sysapi/list", "abc"}),
              encoded(SignEncoding::hex, *expected))
        << row.value;
  }
}

TEST(Signer, AMissingSettingIsNamed) {
  SignerSpec signer = data_express();
  signer.settings.pop_back();
  const auto signature = sign(signer, signer.secret, {"GET", "/", ""}, at_ms(0));
  ASSERT_FALSE(signature);
  EXPECT_THAT(signature.error().message, HasSubstr("rid"));
}

struct DigestRow {
  SignHash hash;
  const char* data;
  const char* hex;
};

// RFC 1321, FIPS 180-4, GB/T 32905-2016.
TEST(SignerCrypto, PublishedDigests) {
  const std::vector<DigestRow> rows = {
      {SignHash::md5, "abc", "900150983cd24fb0d6963f7d28e17f72"},
      {SignHash::sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
      {SignHash::sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {SignHash::sm3, "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
      {SignHash::sm3, "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
       "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"}};
  for (const DigestRow& row : rows) {
    const auto digest = digest_of(row.hash, row.data);
    ASSERT_TRUE(digest) << row.hex;
    EXPECT_EQ(encoded(SignEncoding::hex, *digest), row.hex);
  }
}

// SHA-256: RFC 4231 case 2. The others by `openssl dgst -HASH -hmac Jefe`.
TEST(SignerCrypto, Hmac) {
  const std::vector<DigestRow> rows = {
      {SignHash::sha256, "", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {SignHash::sha1, "", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
      {SignHash::md5, "", "750c783e6ab0b503eaa86e310a5db738"},
      {SignHash::sm3, "", "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882"}};
  for (const DigestRow& row : rows) {
    const auto mac = hmac_of(row.hash, "Jefe", "what do ya want for nothing?");
    ASSERT_TRUE(mac);
    EXPECT_EQ(encoded(SignEncoding::hex, *mac), row.hex);
  }
  EXPECT_TRUE(hmac_of(SignHash::sha256, "", "x")) << "an empty key is a key";
}

TEST(SignerCrypto, HmacSm3InPlaceOfSha256) {
  SignerSpec signer = data_express();
  signer.hash = SignHash::sm3;
  EXPECT_EQ(signature_of(signer, at_ms(1'735'660'800'000)),
            "OAKvb79ZOEJ/yz6orSFUUfe8cALi4QF6RiCDQh5iQ5c=");
}

TEST(SignerCrypto, Encodings) {
  EXPECT_EQ(encoded(SignEncoding::hex, "\xAB\x01"), "ab01");
  EXPECT_EQ(encoded(SignEncoding::hex_upper, "\xAB\x01"), "AB01");
  // RFC 4648 section 10.
  const std::vector<std::pair<const char*, const char*>> rows = {
      {"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
      {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(encoded(SignEncoding::base64, bytes), text);
    EXPECT_EQ(bytes_of_base64(text).value(), bytes);
  }
  for (const char* bad : {"Zg", "Zg=", "Zh==", "Zm9\n", "Z===", "====", "Zm-_"}) {
    EXPECT_FALSE(bytes_of_base64(bad)) << bad;
  }
}

TEST(SignerCrypto, Aes128Ecb) {
  // `openssl enc -aes-128-ecb -K <hex of 0123456789abcdef> -base64` of new-secret-42.
  const auto data = bytes_of_base64("phdG5H72g5vTGFg4n8xEaw==");
  ASSERT_TRUE(data);
  EXPECT_EQ(aes_128_ecb_decrypted("0123456789abcdef", *data).value(), "new-secret-42");
  EXPECT_FALSE(aes_128_ecb_decrypted("0123456789abcdeX", *data)) << "another key";
  EXPECT_FALSE(aes_128_ecb_decrypted("0123456789abcde", *data)) << "too short a key";
  EXPECT_FALSE(aes_128_ecb_decrypted("0123456789abcdef", data->substr(1))) << "cut off";
  EXPECT_FALSE(aes_128_ecb_decrypted("0123456789abcdef", ""));
}

TEST(SignerCrypto, NoncesDiffer) {
  const std::string nonce = make_nonce();
  EXPECT_EQ(nonce.size(), 32U);
  EXPECT_NE(nonce, make_nonce());
}

}  // namespace
}  // namespace planwatch
