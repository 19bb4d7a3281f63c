#include "tests/daemon/send/gateways/servers.h"

#include <sstream>

#include "gtest/gtest.h"

namespace planwatch::gateways_test {

namespace {

// The system's Python: the packages of the tests are installed for that one.
std::vector<std::string> python(const std::string& script, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(),
                   {"/usr/bin/python3",
                    std::string(PLANWATCH_SOURCE_DIR) + "/tests/daemon/send/gateways/" + script});
  return arguments;
}

}  // namespace

Server::Server(const std::string& script, std::vector<std::string> arguments)
    : process_(
          std::make_unique<Process>(python(script, std::move(arguments)), folder_.file("output"))) {
  const bool ready = wait_until(
      [this] {
        std::istringstream words(process_->output());
        std::string word;
        return words >> word >> port_ && word == "ready" && port_ > 0 &&
               process_->output().find('\n') != std::string::npos;
      },
      std::chrono::seconds{20});
  EXPECT_TRUE(ready) << process_->output();
}

std::string run_script(const std::string& script, const std::vector<std::string>& arguments) {
  const Finished finished = run_program(python(script, arguments));
  EXPECT_EQ(finished.exit_code, 0) << finished.output;
  return finished.output;
}

const Certificate& own_certificate() {
  static const TestFolder folder;
  static const Certificate made = [] {
    Certificate certificate{folder.file("cert.pem"), folder.file("key.pem")};
    const Finished finished = run_program(
        {"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
         certificate.key, "-out", certificate.certificate});
    EXPECT_EQ(finished.exit_code, 0) << finished.output;
    return certificate;
  }();
  return made;
}

bool run_until(AsioScheduler& scheduler, const std::function<bool()>& done) {
  using std::chrono::milliseconds;
  int left = 2000;
  std::function<void()> look = [&] {
    if (done() || --left == 0) return scheduler.stop();
    scheduler.after(milliseconds{10}, look);
  };
  scheduler.post(look);
  scheduler.run();
  return left > 0;
}

}  // namespace planwatch::gateways_test
