#include "daemon/demo/sample_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "collectors/decode/encode_text.h"
#include "daemon/demo/csv_writer.h"
#include "daemon/demo/feed_style.h"
#include "daemon/demo/xlsx_writer.h"

namespace planwatch::demo {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_write(const fs::path& path, const std::string& why) {
  return fail(ErrorCode::io, "写不出样例文件 " + path.string() + (why.empty() ? "" : "：" + why) +
                                 "；请检查目录权限和磁盘空间");
}

Result<std::string> csv_bytes(const SampleDelivery& delivery, const SampleTable& table) {
  const auto& format = std::get<CsvFormat>(delivery.feed->format);
  std::string text = to_csv(table, format.separator == '\0' ? ',' : format.separator);
  if (format.encoding == Encoding::gb18030) return encode_text(text, "gb18030");
  if (style_of(delivery.feed->id.text).byte_order_mark) text.insert(0, "\xEF\xBB\xBF");
  return text;
}

Result<void> write_bytes(const std::string& bytes, const fs::path& path) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return cannot_write(path, "");
  return {};
}

Result<void> write_as(const SampleDelivery& delivery, const SampleTable& table,
                      const fs::path& path) {
  if (std::holds_alternative<XlsxFormat>(delivery.feed->format)) {
    const FeedStyle style = style_of(delivery.feed->id.text);
    return write_xlsx(table, {style.inline_strings, delivery.at}, path.string());
  }
  return csv_bytes(delivery, table).and_then([&](const std::string& bytes) {
    return write_bytes(bytes, path);
  });
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Result<void> write_sample_file(const std::string& folder, const SampleDelivery& delivery,
                               const SampleTable& table) {
  const fs::path path = fs::path(folder) / delivery.file;
  const fs::path temporary = path.parent_path() / ("." + path.filename().string() + ".part");
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return cannot_write(path, error.message());
  if (auto written = write_as(delivery, table, temporary); !written) return written;
  if (fs::exists(path, error) && bytes_of(path) == bytes_of(temporary)) {
    fs::remove(temporary, error);
    return {};
  }
  fs::rename(temporary, path, error);
  if (error) return cannot_write(path, error.message());
  return {};
}

}  // namespace planwatch::demo
