#include "collectors/read/read_ahead.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace planwatch {
namespace {

// One thread fills the blocks in turn, the other empties them in turn. A block belongs to whoever
// `full` says; the lock is held only to hand it over.
class ReadAhead {
 public:
  explicit ReadAhead(ByteSource source) : source_(std::move(source)) {
    for (Block& block : blocks_) block.bytes.resize(block_bytes);
    thread_ = std::thread([this] { fill(); });
  }
  ~ReadAhead() {
    {
      const std::lock_guard lock(mutex_);
      unwanted_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  Result<std::size_t> take(char* into, std::size_t size) {
    Block& block = blocks_[taking_];
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&block] { return block.full; });
    }
    // The last block stays full: what it says is said again.
    if (!block.count) return block.count;
    const std::size_t count = std::min(size, *block.count - taken_);
    std::copy_n(block.bytes.data() + taken_, count, into);
    taken_ += count;
    if (taken_ == *block.count && *block.count > 0) give_back(block);
    return count;
  }

 private:
  static constexpr std::size_t block_bytes = std::size_t{1} << 18;
  struct Block {
    std::vector<char> bytes;
    Result<std::size_t> count = std::size_t{0};  // as the source gave it
    bool full = false;                           // guarded by mutex_
  };

  void give_back(Block& block) {
    taken_ = 0;
    taking_ = 1 - taking_;
    {
      const std::lock_guard lock(mutex_);
      block.full = false;
    }
    changed_.notify_all();
  }

  void fill() {
    for (std::size_t filling = 0;; filling = 1 - filling) {
      Block& block = blocks_[filling];
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !block.full || unwanted_; });
        if (unwanted_) return;
      }
      block.count = source_(block.bytes.data(), block_bytes);
      const bool last = !block.count || *block.count == 0;
      {
        const std::lock_guard lock(mutex_);
        block.full = true;
      }
      changed_.notify_all();
      if (last) return;
    }
  }

  ByteSource source_;
  std::array<Block, 2> blocks_;
  std::size_t taking_ = 0;  // the block that the caller empties
  std::size_t taken_ = 0;   // of its bytes
  std::mutex mutex_;
  std::condition_variable changed_;
  bool unwanted_ = false;  // guarded by mutex_
  std::thread thread_;     // last: it begins when all else is there
};

}  // namespace

ByteSource read_ahead(ByteSource source) {
  try {
    auto ahead = std::make_shared<ReadAhead>(source);
    return [ahead](char* into, std::size_t size) { return ahead->take(into, size); };
  } catch (const std::system_error&) {
    return source;
  }
}

}  // namespace planwatch
