#include "daemon/cli/out_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>

namespace planwatch {

namespace {

std::string partial(const std::string& name) {
  return name + ".partial";
}

}  // namespace

OutFile::OutFile(std::string name) : name_(std::move(name)) {
  file_ = name_.empty() ? stdout : std::fopen(partial(name_).c_str(), "wb");
  if (file_ == nullptr) error_ = errno;
}

OutFile::~OutFile() {
  if (file_ == nullptr || file_ == stdout) return;
  std::fclose(file_);
  std::error_code ignored;
  std::filesystem::remove(partial(name_), ignored);
}

void OutFile::write(std::string_view text) {
  if (error_ != 0) return;
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) error_ = errno;
}

int OutFile::close(Lang lang) {
  if (error_ == 0 && std::fflush(file_) != 0) error_ = errno;
  if (file_ != nullptr && file_ != stdout) {
    if (std::fclose(file_) != 0 && error_ == 0) error_ = errno;
    file_ = nullptr;
    std::error_code error;
    if (error_ == 0) std::filesystem::rename(partial(name_), name_, error);
    if (error) error_ = error.value();
    if (error_ != 0) std::filesystem::remove(partial(name_), error);
  }
  if (error_ == 0) return 0;
  const std::string where = name_.empty() ? "stdout" : name_;
  fmt::print(
      stderr,
      fmt::runtime(lang == Lang::zh ? "无法写入 {}：{}；请检查目录是否存在、有无权限和空间\n"
                                    : "cannot write {}: {}; see that the folder exists, may be "
                                      "written to and has room\n"),
      where, std::strerror(error_));
  return 1;
}

}  // namespace planwatch
