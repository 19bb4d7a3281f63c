#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

// RFC 6901: empty, or parts that each begin with '/', with ~ only as ~0 and ~1.
bool is_pointer(std::string_view text) {
  if (text.empty()) return true;
  if (text[0] != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') continue;
    if (i + 1 >= text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return false;
  }
  return true;
}

}  // namespace

void check_pointer(const std::string& text, const SourcePosition& at, Draft& draft) {
  draft.out.asked({at, Reading::pointer});
  if (!is_pointer(text)) {
    draft.out.error(at, said("{} 不是 JSON 指针", "{} is not a JSON pointer", text),
                    {"以 / 开头，如 /data/list；名称里的 ~ 写 ~0，/ 写 ~1",
                     "begin with /, such as /data/list; ~ in a name is ~0, / is ~1"});
    return;
  }
  if (!draft.options.check_json_pointer) return;
  if (const auto problem = draft.options.check_json_pointer(text)) {
    draft.out.error(at, {problem->first, problem->second},
                    {"以 / 开头，如 /data/list", "begin with /, such as /data/list"});
  }
}

}  // namespace planwatch::loader
