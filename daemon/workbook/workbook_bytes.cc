#include "daemon/workbook/workbook_bytes.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace planwatch {

namespace {

namespace fs = std::filesystem;

class PrivateFolder {
 public:
  PrivateFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "planwatch-XXXXXX").string();
    if (error) {
      why_ = error.message();
    } else if (::mkdtemp(name.data()) == nullptr) {
      why_ = std::strerror(errno);
    } else {
      path_ = name;
    }
  }
  ~PrivateFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const fs::path& path() const { return path_; }
  const std::string& why() const { return why_; }

 private:
  fs::path path_;
  std::string why_;
};

}  // namespace

Result<std::string> workbook_bytes(const std::function<Result<void>(const std::string&)>& write) {
  const PrivateFolder folder;
  if (folder.path().empty()) {
    return fail(ErrorCode::io, "建不了临时目录：" + folder.why() +
                                   "；请检查 TMPDIR 指向的目录 (no temporary folder)");
  }
  const fs::path path = folder.path() / "workbook.xlsx";
  if (auto written = write(path.string()); !written) return tl::make_unexpected(written.error());
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (bytes.empty()) {
    return fail(ErrorCode::io, "读不回刚写的表格 " + path.string() +
                                   "；请检查临时目录的权限和空间 (cannot read the workbook back)");
  }
  return bytes;
}

}  // namespace planwatch
