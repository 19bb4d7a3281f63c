#include "daemon/store/stable_ids.h"

#include <fmt/format.h>

namespace planwatch {

tl::unexpected<Error> no_plan_yet() {
  return fail(ErrorCode::invalid, "存储还不知道当前方案：须先告知方案（use_plan），再读写");
}

tl::unexpected<Error> not_in_plan(const char* kind, std::uint32_t index) {
  return fail(ErrorCode::invalid,
              fmt::format("存储：当前方案中没有第 {} 个{}，本组数据均未写入；请核对方案是否已更换",
                          index + 1ull, kind));
}

tl::unexpected<Error> bad_delivery_id(std::int64_t id) {
  return fail(ErrorCode::invalid,
              fmt::format("存储：报送编号 {} 已经用过或不是正数，本组数据均未写入；"
                          "请核对是否有两个程序写同一个存储",
                          id));
}

tl::unexpected<Error> bad_quarantine_id(std::int64_t id) {
  return fail(ErrorCode::invalid, fmt::format("存储：隔离编号 {} 不是正数，本组数据均未写入", id));
}

tl::unexpected<Error> unknown_delivery(std::int64_t id) {
  return fail(
      ErrorCode::invalid,
      fmt::format("存储：没有编号为 {} 的报送，本组数据均未写入；报送须先于其数据写入", id));
}

tl::unexpected<Error> unknown_notice(const std::string& key) {
  return fail(
      ErrorCode::invalid,
      fmt::format("存储：发件箱中没有通知 {}，本组数据均未写入；通知须先于其结果写入", key));
}

}  // namespace planwatch
