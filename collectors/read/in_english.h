#pragma once

#include <span>
#include <string>
#include <string_view>

namespace planwatch {

// What transports, decoders and extractors say, in English. They say it in Chinese, with the place
// and the words of the delivery inside, and so it is stored: here the sentence is recognised by its
// pattern and said again for readers of English, what it quotes staying as it is. A sentence that
// no pattern fits comes back as it was. Pure.
std::string in_english(std::string_view chinese);

// One pattern: {} stands for what is quoted, in English {0}, {1} ... by its position. What is
// quoted may be such a sentence itself. A test holds the patterns against the sources.
struct Saying {
  std::string_view zh;
  std::string_view en;
};
std::span<const Saying> fetch_sayings();   // files, folders elsewhere, the web
std::span<const Saying> source_sayings();  // gateways, Prometheus, mailboxes, databases
std::span<const Saying> decode_sayings();
std::span<const Saying> extract_sayings();
std::span<const Saying> record_sayings();

}  // namespace planwatch
