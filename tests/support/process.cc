#include "tests/support/process.h"

#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <sstream>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace planwatch {

namespace {

[[noreturn]] void become(const std::vector<std::string>& arguments, const std::string& output) {
  const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(file, STDOUT_FILENO);
  dup2(file, STDERR_FILENO);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  std::perror(argv[0]);
  _exit(127);
}

int code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, std::string output_file)
    : output_file_(std::move(output_file)) {
  pid_ = fork();
  if (pid_ == 0) become(arguments, output_file_);
}

Process::~Process() {
  stop();
}

bool Process::running() {
  if (pid_ <= 0) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) != pid_) return true;
  exit_code_ = code_of(status);
  pid_ = -1;
  return false;
}

void Process::signal(int number) {
  if (pid_ > 0) kill(pid_, number);
}

int Process::wait() {
  if (pid_ <= 0) return exit_code_;
  int status = 0;
  waitpid(pid_, &status, 0);
  exit_code_ = code_of(status);
  pid_ = -1;
  return exit_code_;
}

int Process::stop() {
  if (!running()) return exit_code_;
  signal(SIGTERM);
  if (!wait_until([this] { return !running(); }, std::chrono::seconds{10})) kill_now();
  return exit_code_;
}

int Process::kill_now() {
  signal(SIGKILL);
  return wait();
}

std::string Process::output() const {
  return read_text(output_file_);
}

Finished run_program(const std::vector<std::string>& arguments) {
  const TestFolder folder;
  Process process(arguments, folder.file("output"));
  Finished finished;
  finished.exit_code = process.wait();
  finished.output = process.output();
  return finished;
}

bool wait_until(const std::function<bool()>& done, std::chrono::seconds at_most) {
  const auto end = std::chrono::steady_clock::now() + at_most;
  while (!done()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  return true;
}

int free_port() {
  const int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(socket_fd, reinterpret_cast<sockaddr*>(&address), size) != 0) {
    throw std::runtime_error(std::string("no free port: ") + std::strerror(errno));
  }
  getsockname(socket_fd, reinterpret_cast<sockaddr*>(&address), &size);
  close(socket_fd);
  return ntohs(address.sin_port);
}

TestFolder::TestFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "planwatch-test-XXXXXX").string();
  path_ = mkdtemp(name.data());
}

TestFolder::~TestFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

void TestFolder::write(const std::string& name, const std::string& text) const {
  const std::filesystem::path target = std::filesystem::path(path_) / name;
  std::filesystem::create_directories(target.parent_path());
  const std::filesystem::path temporary = target.string() + ".part";
  std::ofstream(temporary, std::ios::binary) << text;
  std::filesystem::rename(temporary, target);
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace planwatch
