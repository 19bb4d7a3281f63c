#include "daemon/demo/gb18030.h"

#include <iconv.h>
#include <memory>

namespace planwatch::demo {

namespace {

struct CloseConverter {
  void operator()(void* converter) const { iconv_close(converter); }
};

}  // namespace

Result<std::string> to_gb18030(std::string_view utf8) {
  const iconv_t opened = iconv_open("GB18030", "UTF-8");
  // The handle is a pointer in every libc that the project knows.
  // NOLINTNEXTLINE(performance-no-int-to-ptr): this is how iconv_open reports failure.
  if (opened == reinterpret_cast<iconv_t>(-1)) {
    return fail(ErrorCode::io, "系统没有 GB18030 转码表：请安装 libc 的 gconv 模块");
  }
  const std::unique_ptr<void, CloseConverter> converter(opened);
  std::string input(utf8);
  std::string output(utf8.size() * 2 + 16, '\0');
  char* from = input.data();
  char* to = output.data();
  std::size_t from_left = input.size();
  std::size_t to_left = output.size();
  if (iconv(converter.get(), &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) {
    return fail(ErrorCode::invalid, "样例文字不是有效的 UTF-8，无法转成 GB18030");
  }
  output.resize(output.size() - to_left);
  return output;
}

}  // namespace planwatch::demo
