#include <dirent.h>
#include <fstream>
#include <memory>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

#include "daemon/expose/metric_families.h"

namespace planwatch {
namespace {

// Fields of /proc/self/stat after the program's name, which may itself hold spaces and brackets:
// the first is "state" (field 3 of proc(5)).
std::vector<double> stat_fields(const std::string& proc) {
  std::ifstream file(proc + "/self/stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream rest(line.substr(name_end + 1));
  std::string state;
  rest >> state;
  std::vector<double> fields{0};
  for (double field = 0; rest >> field;) fields.push_back(field);
  return fields;
}

// Seconds since the epoch at which the machine started.
std::optional<double> boot_time(const std::string& proc) {
  std::ifstream file(proc + "/stat");
  for (std::string word; file >> word;) {
    double seconds = 0;
    if (word == "btime" && file >> seconds) return seconds;
  }
  return std::nullopt;
}

std::optional<double> count_fds(const std::string& proc) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir((proc + "/self/fd").c_str()), closedir);
  if (!folder) return std::nullopt;
  double count = 0;
  while (const dirent* entry = readdir(folder.get())) {
    if (entry->d_name[0] != '.') ++count;
  }
  return count - 1;  // without the one that reads the folder
}

std::optional<double> fd_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::nullopt;
  return static_cast<double>(limit.rlim_cur);
}

}  // namespace

ProcessFigures read_process_figures(const std::string& proc) {
  // Positions in proc(5) minus 3: utime 14, stime 15, starttime 22, vsize 23, rss 24.
  constexpr std::size_t utime = 11, stime = 12, starttime = 19, vsize = 20, rss = 21;
  ProcessFigures figures;
  figures.open_fds = count_fds(proc);
  figures.max_fds = fd_limit();
  const auto fields = stat_fields(proc);
  if (fields.size() <= rss) return figures;
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  figures.cpu_seconds = (fields[utime] + fields[stime]) / ticks;
  figures.virtual_bytes = fields[vsize];
  figures.resident_bytes = fields[rss] * static_cast<double>(sysconf(_SC_PAGESIZE));
  if (const auto boot = boot_time(proc)) figures.start_time = *boot + fields[starttime] / ticks;
  return figures;
}

void write_process_families(const ProcessFigures& figures, FamilySink& sink) {
  const auto write = [&](const char* name, const std::optional<double>& value) {
    sink.begin(metric_definition(name));
    if (value) sink.sample(SeriesLabels(), *value);
  };
  write("process_cpu_seconds_total", figures.cpu_seconds);
  write("process_max_fds", figures.max_fds);
  write("process_open_fds", figures.open_fds);
  write("process_resident_memory_bytes", figures.resident_bytes);
  write("process_start_time_seconds", figures.start_time);
  write("process_virtual_memory_bytes", figures.virtual_bytes);
}

}  // namespace planwatch
