#include <boost/asio/io_context.hpp>
#include <curl/curl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "daemon/expose/http_server.h"
#include "tests/daemon/expose/http_fixture.h"

namespace planwatch {
namespace {

using test::RawClient;
using test::RunningServer;

// A key and a certificate for 127.0.0.1 that it signs itself, in a folder of their own.
class Tls : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "/planwatch_tls_" + std::to_string(getpid());
    std::filesystem::create_directories(folder_);
    write_pair();
    spec_.certificate_file = folder_ + "/cert.pem";
    spec_.key_file = folder_ + "/key.pem";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write_pair() const {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"),
                                                                  EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("planwatch"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_EXTENSION* san =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(certificate.get(), san, -1);
    X509_EXTENSION_free(san);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    const auto write = [&](const char* file, auto put) {
      FILE* out = fopen((folder_ + file).c_str(), "w");
      put(out);
      fclose(out);
    };
    write("/cert.pem", [&](FILE* out) { PEM_write_X509(out, certificate.get()); });
    write("/key.pem", [&](FILE* out) {
      PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
  }

  std::string folder_;
  ListenSpec spec_;
};

ServerReply hello(const ServerRequest& request) {
  ServerReply reply;
  reply.body = "hello " + request.path;
  return reply;
}

std::size_t append(char* data, std::size_t, std::size_t size, void* out) {
  static_cast<std::string*>(out)->append(data, size);
  return size;
}

CURLcode fetch(const std::string& url, const std::string& authority, std::string& body) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 curl_easy_cleanup);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_CAINFO, authority.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
  return curl_easy_perform(curl.get());
}

TEST_F(Tls, AnswersOverTlsToAClientThatTrustsTheCertificate) {
  RunningServer server(spec_, hello);
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/x";
  std::string body;
  EXPECT_EQ(fetch(url, spec_.certificate_file, body), CURLE_OK);
  EXPECT_EQ(body, "hello /x");
}

TEST_F(Tls, PlainHttpIsNotAnswered) {
  RunningServer server(spec_, hello);
  RawClient client(server.port());
  client.send(test::get("/"));
  EXPECT_EQ(client.read_to_end().find("hello"), std::string::npos);
  EXPECT_FALSE(client.timed_out());
}

TEST_F(Tls, AHandshakeThatNeverComesIsClosed) {
  spec_.read_timeout = std::chrono::milliseconds(30);
  RunningServer server(spec_, hello);
  RawClient client(server.port());
  client.read_to_end();
  EXPECT_FALSE(client.timed_out());
}

TEST_F(Tls, DestroyingTheServerClosesOpenConnections) {
  RunningServer server(spec_, hello);
  RawClient client(server.port());
  client.send("\x16\x03\x01");  // the beginning of a handshake
  server.destroy_server();
  client.read_to_end();
  EXPECT_FALSE(client.timed_out());
}

TEST_F(Tls, UnusableFilesAreNamed) {
  std::ofstream(folder_ + "/garbage.pem") << "garbage";
  struct Row {
    std::string certificate, key, named;
  };
  const Row rows[] = {{folder_ + "/none.pem", spec_.key_file, folder_ + "/none.pem"},
                      {folder_ + "/garbage.pem", spec_.key_file, folder_ + "/garbage.pem"},
                      {spec_.certificate_file, folder_ + "/garbage.pem", folder_ + "/garbage.pem"}};
  for (const auto& row : rows) {
    boost::asio::io_context context;
    ListenSpec spec;
    spec.port = 0;
    spec.certificate_file = row.certificate;
    spec.key_file = row.key;
    const auto server = start_http_server(context, spec, hello);
    ASSERT_FALSE(server) << row.named;
    EXPECT_EQ(server.error().code, ErrorCode::invalid);
    EXPECT_NE(server.error().message.find(row.named), std::string::npos) << row.named;
  }
}

TEST_F(Tls, AKeyOfAnotherCertificateIsRefused) {
  std::filesystem::rename(folder_ + "/key.pem", folder_ + "/old_key.pem");
  write_pair();
  boost::asio::io_context context;
  spec_.port = 0;
  spec_.key_file = folder_ + "/old_key.pem";
  EXPECT_FALSE(start_http_server(context, spec_, hello));
}

}  // namespace
}  // namespace planwatch
