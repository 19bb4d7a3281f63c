#include "tests/bench/collect_measure.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "collectors/read/read_body.h"
#include "tests/bench/collect_records.h"

namespace planwatch::bench {
namespace {

using Clock = std::chrono::steady_clock;

double cpu_seconds() {
  struct timespec now {};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// By the wall clock and by the process's own.
class Watch {
 public:
  Spent spent() const {
    return {std::chrono::duration<double>(Clock::now() - begun_).count(), cpu_seconds() - cpu_};
  }

 private:
  Clock::time_point begun_ = Clock::now();
  double cpu_ = cpu_seconds();
};

std::string peak_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word != "VmHWM:") continue;
    status >> word;
    return word;
  }
  return "0";
}

RecordFilter is_closed(const std::string& column) {
  return {column, RecordFilter::Test::is_one_of, {"已结"}};
}

struct Columns {
  const char* court = "承办法院";
  const char* filed = "立案日期";
  const char* closed = "结案日期";
  const char* state = "状态";
};

Configuration configuration_of() {
  Configuration made;
  made.plan.year = 2025;
  made.plan.area = AreaCode(std::string(court_areas[0]));
  for (std::size_t i = 0; i < courts.size(); ++i) {
    made.plan.areas.push_back(
        {AreaCode(std::string(court_areas[i])), std::string(courts[i]), "", {}});
  }
  Indicator rate;
  rate.id = IndicatorId("rate");
  rate.measure = Measure::ratio;
  rate.window = Window::month;
  Indicator days;
  days.id = IndicatorId("days");
  days.measure = Measure::days;
  days.window = Window::month;
  made.plan.indicators = {rate, days};
  return made;
}

FeedSpec feed_of(const std::string& format, std::uint32_t records) {
  Columns columns;
  FeedSpec feed;
  if (format == "json") {
    columns = {"/court", "/filed", "/closed", "/state"};
    feed.format = JsonFormat{"/data/list"};
  } else if (format == "xlsx") {
    feed.format = XlsxFormat{};
  }
  RecordsMapping mapping;
  mapping.date = columns.filed;
  mapping.area = columns.court;
  RecordAggregate rate;
  rate.indicator = IndicatorId("rate");
  rate.kind = RecordAggregate::Kind::ratio;
  rate.numerator = {is_closed(columns.state)};
  RecordAggregate days;
  days.indicator = IndicatorId("days");
  days.kind = RecordAggregate::Kind::mean_days;
  days.from = columns.filed;
  days.to = columns.closed;
  mapping.aggregates = {rate, days};
  feed.mapping = mapping;
  feed.limits.rows = records + 10;
  feed.limits.bytes = 8ULL << 30U;
  return feed;
}

Answer answer_of(const Extracted& extracted) {
  Answer answer{};
  const auto whole = [](const Decimal& d) { return static_cast<std::uint64_t>(d.mantissa()); };
  for (const Observation& o : extracted.observations) {
    if (o.period.year != 2025) continue;
    GroupAnswer& group = answer[o.area.value][o.period.last_month - 1U];
    if (o.indicator.value == 0) {
      group.cases = whole(o.denominator);
      group.closed = whole(o.numerator);
    } else {
      group.days = whole(o.numerator);
    }
  }
  return answer;
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) std::abort();
  std::string all(static_cast<std::size_t>(status.st_size), '\0');
  file.read(all.data(), static_cast<std::streamsize>(all.size()));
  return all;
}

int measure_ours(const std::vector<std::string>& words) {
  const std::string& format = words[1];
  const FeedSpec feed = feed_of(format, static_cast<std::uint32_t>(std::stoul(words[4])));
  FetchedBody body;
  body.source = words[2];
  body.sha256 = words[3];
  // A CSV is left in place; the others come as bytes.
  if (format == "csv") {
    body.file = words[2];
  } else {
    body.bytes = content_of(words[2]);
  }
  const Configuration configuration = configuration_of();
  const Watch watch;
  const auto extracted = read_body(body, feed, configuration);
  const Spent spent = watch.spent();
  if (!extracted) {
    std::fprintf(stderr, "%s\n", extracted.error().message.c_str());
    return 1;
  }
  print_answer(spent, answer_of(*extracted));
  return 0;
}

int measure_memchr(const std::string& path) {
  struct stat status {};
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) return 1;
  const auto size = static_cast<std::size_t>(status.st_size);
  const Watch watch;
  void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (mapped == MAP_FAILED) return 1;
  const Answer answer = memchr_pass({static_cast<const char*>(mapped), size});
  print_answer(watch.spent(), answer);
  ::munmap(mapped, size);
  ::close(descriptor);
  return 0;
}

int measure_simdjson(const std::string& path) {
  std::string text = content_of(path);
  text.reserve(text.size() + 64);
  const Watch watch;
  const Answer answer = simdjson_pass(text, text.capacity());
  print_answer(watch.spent(), answer);
  return 0;
}

}  // namespace

void print_answer(const Spent& spent, const Answer& answer) {
  std::printf("seconds %.4f\ncpu %.4f\npeak_kib %s\n", spent.wall, spent.cpu, peak_kib().c_str());
  for (std::size_t court = 0; court < answer.size(); ++court) {
    for (std::size_t month = 0; month < answer[court].size(); ++month) {
      const GroupAnswer& group = answer[court][month];
      std::printf("%s 2025-%02zu %llu %llu %llu\n", std::string(courts[court]).c_str(), month + 1,
                  static_cast<unsigned long long>(group.closed),
                  static_cast<unsigned long long>(group.cases),
                  static_cast<unsigned long long>(group.days));
    }
  }
}

int measure(const std::vector<std::string>& words) {
  if (words.size() == 5 && words[0] == "ours") return measure_ours(words);
  if (words.size() == 2 && words[0] == "memchr") return measure_memchr(words[1]);
  if (words.size() == 2 && words[0] == "simdjson") return measure_simdjson(words[1]);
  return 64;
}

}  // namespace planwatch::bench
