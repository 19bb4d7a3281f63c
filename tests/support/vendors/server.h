#pragma once

#include <memory>
#include <string>

#include "tests/support/vendors/vendor.h"

namespace planwatch::vendors {

// A vendor on a free port of the loopback interface, for the real client or a whole daemon. Runs
// until destroyed; `vendor` outlives it.
class Server {
 public:
  explicit Server(Vendor& vendor);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  std::string url() const;  // the base address: http://127.0.0.1:PORT

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace planwatch::vendors
