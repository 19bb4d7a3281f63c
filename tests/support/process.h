#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace planwatch {

// A child process that a test started and that ends with it: stopped by its process id, first
// with SIGTERM, then with SIGKILL. Its output goes into a file that can be read at any time.
class Process {
 public:
  // `arguments[0]` is the program, looked up in PATH. Output and errors go to `output_file`.
  Process(const std::vector<std::string>& arguments, std::string output_file);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  void signal(int number);
  // Ends it and waits; returns the exit code, or 128 + the signal that killed it.
  int stop();
  int kill_now();  // SIGKILL
  int wait();      // until it ends by itself
  std::string output() const;

 private:
  pid_t pid_ = -1;
  int exit_code_ = -1;
  std::string output_file_;
};

// Runs a program to its end. `output` holds stdout and stderr together.
struct Finished {
  int exit_code = -1;
  std::string output;
};
Finished run_program(const std::vector<std::string>& arguments);

// Asks `done` every 50 ms until it says yes or the time is over; the only waiting of these tests.
bool wait_until(const std::function<bool()>& done,
                std::chrono::seconds at_most = std::chrono::seconds{60});

// A port of the loopback interface that was free a moment ago.
int free_port();

// A folder of its own for one test, removed at its end.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  // Writes into a temporary name first, then renames, as feeds should.
  void write(const std::string& name, const std::string& text) const;

 private:
  std::string path_;
};

std::string read_text(const std::string& path);

}  // namespace planwatch
