#pragma once

#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace planwatch {

// How many bytes are looked at together.
inline constexpr std::size_t csv_block = 64;

// A bit for every separator, quote and line break of the 64 bytes at `block`, the first one lowest.
// Byte by byte, as any processor can.
inline std::uint64_t csv_marks_by_byte(const char* block, char separator) {
  std::uint64_t marks = 0;
  for (std::size_t i = 0; i < csv_block; ++i) {
    const char c = block[i];
    const bool hit = c == separator || c == '"' || c == '\n' || c == '\r';
    marks |= std::uint64_t{hit} << i;
  }
  return marks;
}

// The same, 16 bytes at a time where the processor has SSE2, as every x86-64 has.
#ifdef __SSE2__
inline std::uint64_t csv_marks(const char* block, char separator) {
  const __m128i separators = _mm_set1_epi8(separator);
  const __m128i quotes = _mm_set1_epi8('"');
  const __m128i feeds = _mm_set1_epi8('\n');
  const __m128i returns = _mm_set1_epi8('\r');
  const auto marks_of = [&](const char* sixteen) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(sixteen));
    const __m128i hits =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, separators), _mm_cmpeq_epi8(bytes, quotes)),
                     _mm_or_si128(_mm_cmpeq_epi8(bytes, feeds), _mm_cmpeq_epi8(bytes, returns)));
    return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(hits))};
  };
  return marks_of(block) | marks_of(block + 16) << 16U | marks_of(block + 32) << 32U |
         marks_of(block + 48) << 48U;
}
#else
inline std::uint64_t csv_marks(const char* block, char separator) {
  return csv_marks_by_byte(block, separator);
}
#endif

}  // namespace planwatch
