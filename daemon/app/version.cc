#include "daemon/app/version.h"

namespace planwatch {

const char* version_text() {
  return PLANWATCH_VERSION;
}

}  // namespace planwatch
