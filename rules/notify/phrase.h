#pragma once

#include <string>
#include <utility>

#include "rules/model/light.h"

namespace planwatch {

// The same said in the two languages of messages. What a person wrote stands in both as it is.
struct Phrase {
  std::string zh;
  std::string en;

  Phrase() = default;
  Phrase(std::string in_chinese, std::string in_english)
      : zh(std::move(in_chinese)), en(std::move(in_english)) {}
  explicit Phrase(const std::string& both) : zh(both), en(both) {}

  const std::string& in(Lang lang) const { return lang == Lang::zh ? zh : en; }
  bool empty() const { return zh.empty() && en.empty(); }
  friend bool operator==(const Phrase&, const Phrase&) = default;
};

}  // namespace planwatch
