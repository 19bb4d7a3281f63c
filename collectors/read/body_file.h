#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "collectors/decode/byte_window.h"
#include "collectors/fetch/fetcher.h"

namespace planwatch {

// A body that was left in place. Every look at it reads from the beginning and sums it up on the
// way; at the end the sum has to be the body's own, else the read fails: somebody wrote to the
// file meanwhile (transient). One look at a time; `bytes` only after its end.
class BodyFile {
 public:
  explicit BodyFile(const FetchedBody& body) : path_(body.file), sha256_(body.sha256) {}

  Result<ByteSource> open();
  // The same for readers that take their time over the bytes: those of a large file are read and
  // summed up by a thread of its own (read_ahead.h).
  Result<ByteSource> open_ahead();
  // All of it; an error where it is larger than `most`.
  Result<std::string> read(std::uint64_t most);
  std::uint64_t bytes() const { return *bytes_; }  // given out by the last look

 private:
  struct Look;
  Result<std::shared_ptr<Look>> look();

  std::string path_;
  std::string sha256_;
  std::shared_ptr<std::uint64_t> bytes_ = std::make_shared<std::uint64_t>(0);
};

}  // namespace planwatch
