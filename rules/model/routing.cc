#include "rules/model/routing.h"

namespace planwatch {

std::string_view name_of(Role role, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (role) {
    case Role::contact:
      return zh ? "经办人" : "contact";
    case Role::deputy:
      return zh ? "分管领导" : "deputy leader";
    case Role::leader:
      return zh ? "主要负责人" : "leader";
    case Role::supervision:
      return zh ? "督查" : "supervision office";
    case Role::feed_contact:
      return zh ? "数据联系人" : "data contact";
    case Role::co_unit:
      return zh ? "配合单位" : "co-responsible unit";
    case Role::ops:
      return zh ? "运维" : "operations";
  }
  return {};
}

}  // namespace planwatch
