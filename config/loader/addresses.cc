#include <filesystem>

#include "config/loader/loaders.h"
#include "config/loader/source_files.h"

namespace planwatch::loader {

bool is_loopback(std::string_view host) {
  const bool of_digits = host.find_first_not_of("0123456789.") == host.npos;
  return host == "localhost" || host == "::1" || host == "[::1]" ||
         (of_digits && host.starts_with("127."));
}

std::string_view host_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == url.npos) return {};
  std::string_view host = url.substr(begin + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

void check_host(const std::string& host, const SourcePosition& at, Diagnostics& out) {
  if (host.find_first_of("/:@ \t\r\n") == std::string::npos || host == "::1") return;
  out.error(at, said("{} 不是主机名", "{} is not a host's name", host),
            {"只写主机名，如 smtp.example.gov.cn；端口写在 port",
             "the host alone, such as smtp.example.gov.cn; its port stands in port"});
}

void read_pem_file(Fields& fields, std::string_view key, std::string& into, const Draft& draft) {
  constexpr std::size_t largest_certificate = 1u << 20;
  std::string name;
  if (!fields.text(key, name, Need::optional)) return;
  if (name.empty()) return fields.fail_empty(key);
  into = (std::filesystem::path(draft.folder) / name).string();
  if (read_bytes(into, largest_certificate)) return;
  fields.out().error(fields.at(key), said("文件 {} 读不了", "the file {} cannot be read", name),
                     {"相对路径从配置文件夹算起；检查权限",
                      "relative to the configuration's folder; check its permissions"});
}

}  // namespace planwatch::loader
