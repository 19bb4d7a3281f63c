#pragma once

#include <string>

#include "rules/model/result.h"

namespace planwatch {

// Keeps a second writer out of a data folder: an flock on `planwatch.lock` in it, which names the
// holder's process id. The system lets go of it when the process ends, however it ends; the file
// stays and means nothing by itself.
class FolderLock {
 public:
  // conflict: held already, by another process or by this one.
  static Result<FolderLock> take(const std::string& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int file) : file_(file) {}
  int file_;
};

}  // namespace planwatch
