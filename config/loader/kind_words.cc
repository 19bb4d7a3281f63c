#include "config/loader/kind_words.h"

namespace planwatch::loader {

namespace {

template <class E, std::size_t n>
std::string_view find_word(const Word<E> (&words)[n], E wanted) {
  for (const auto& [word, meaning] : words) {
    if (meaning == wanted) return word;
  }
  return {};
}

}  // namespace

std::string_view word_of(IndicatorKind kind) {
  return find_word(kind_words, kind);
}
std::string_view word_of(Role role) {
  return find_word(role_words, role);
}

}  // namespace planwatch::loader
