#include "daemon/app/ask_daemon.h"

#include <optional>

#include "daemon/time/asio_scheduler.h"

namespace planwatch {

Result<HttpResponse> ask_daemon(HttpRequest request) {
  const auto scheduler = make_asio_scheduler(1);
  const auto http = make_curl_client(*scheduler);
  std::optional<Result<HttpResponse>> answer;
  http->start(std::move(request), [&](Result<HttpResponse> response) {
    answer = std::move(response);
    scheduler->stop();
  });
  scheduler->run();
  if (!answer) return fail(ErrorCode::timeout, "请求被中断 (interrupted)");
  return std::move(*answer);
}

}  // namespace planwatch
