#include <algorithm>
#include <array>

#include "collectors/fetch/finish_marker.h"
#include "collectors/fetch/imap_reply.h"
#include "collectors/fetch/link_header.h"
#include "collectors/fetch/remote_listing.h"
#include "collectors/fetch/url.h"
#include "tests/fuzz/fuzz_check.h"

// What other people's servers say beside the figures; the first line names which: listings of
// folders (mlsd, ls), an IMAP server's responses (imap), a Link header (link), a file of sums
// (md5).
namespace planwatch {
namespace {

bool read_a_listing(std::string_view text, ListingForm form) {
  const auto listing = read_listing(text, form);
  if (!listing) {
    fuzz::check_text(listing.error().message, "errors are UTF-8");
    return false;
  }
  const std::string* before = nullptr;
  for (const RemoteFile& file : listing->files) {
    fuzz::check_text(file.shown, "names are shown as UTF-8");
    fuzz::require(!file.name.empty() && file.name != "." && file.name != "..", "a file's name");
    const bool safe = std::none_of(file.name.begin(), file.name.end(), [](char c) {
      return c == '/' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    fuzz::require(safe, "a name leads nowhere and breaks no command");
    fuzz::require(file.shown.find('\\') == std::string::npos, "a backslash is half a character");
    fuzz::require(before == nullptr || *before <= file.name, "files come by name");
    fuzz::require(find_file(*listing, file.name) != nullptr, "a listed file is found");
    before = &file.name;
  }
  for (const std::string& name : listing->refused) fuzz::check_text(name, "refusals are UTF-8");
  return !listing->files.empty();
}

constexpr std::uint64_t most_literal = 1000;

// Until nothing more comes or the reader gives up.
std::vector<ImapLine> lines_of(std::string_view wire, std::size_t piece) {
  std::vector<ImapLine> lines;
  ImapReader reader(most_literal);
  for (std::size_t at = 0; at < wire.size(); at += piece) {
    reader.feed(wire.substr(at, piece));
    while (true) {
      const auto line = reader.next();
      if (!line) return lines;
      if (!*line) break;
      lines.push_back(**line);
    }
  }
  return lines;
}

bool read_imap(std::string_view wire) {
  const std::vector<ImapLine> whole = lines_of(wire, wire.size() + 1);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
    const std::vector<ImapLine> pieces = lines_of(wire, piece);
    const bool same = std::equal(whole.begin(), whole.end(), pieces.begin(), pieces.end(),
                                 [](const ImapLine& a, const ImapLine& b) {
                                   return a.text == b.text && a.literals == b.literals;
                                 });
    fuzz::require(same, "how the bytes were cut does not matter");
  }
  for (const ImapLine& line : whole) {
    for (const std::string& literal : line.literals) {
      fuzz::require(literal.size() <= most_literal, "literals keep the limit");
    }
    const auto numbers = numbers_of_search(line.text);
    fuzz::require(std::is_sorted(numbers.begin(), numbers.end()), "numbers ascend");
    static_cast<void>(number_behind(line.text, "UID"));
    const auto quoted = imap_quoted(line.text);
    const bool one_line = !quoted || quoted->find_first_of("\r\n") == std::string::npos;
    fuzz::require(one_line, "a quoted text ends no command");
  }
  return !whole.empty();
}

bool read_link(std::string_view header) {
  const auto target = next_link(header);
  if (!target) return false;
  const std::string base = "https://data.example.cn/list?page=1";
  const auto url = resolved(base, *target);
  if (!url) return false;
  static_cast<void>(same_server(base, *url));
  fuzz::require(url->find_first_of(" \r\n") == std::string::npos, "a URL stays in its line");
  return true;
}

bool read_sums(std::string_view text) {
  const auto sum = md5_in(text, "区法院.csv", "/in/区法院.csv.md5");
  if (!sum) {
    fuzz::check_text(sum.error().message, "errors are UTF-8");
    return false;
  }
  if (!*sum) return false;
  fuzz::require(
      (*sum)->size() == 32 && (*sum)->find_first_not_of("0123456789abcdef") == std::string::npos,
      "a sum is 32 hexadecimal digits");
  return true;
}

bool read_reply(std::string_view kind, std::string_view text) {
  if (kind == "mlsd") return read_a_listing(text, ListingForm::mlsd);
  if (kind == "ls") return read_a_listing(text, ListingForm::ls);
  if (kind == "imap") return read_imap(text);
  if (kind == "link") return read_link(text);
  return kind == "md5" && read_sums(text);
}

}  // namespace
}  // namespace planwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace planwatch;
  const std::string_view input = fuzz::bytes_of(data, size);
  const std::size_t line = input.find('\n');
  const bool understood =
      line != std::string_view::npos && read_reply(input.substr(0, line), input.substr(line + 1));
  fuzz::count_input(understood);
  return 0;
}
