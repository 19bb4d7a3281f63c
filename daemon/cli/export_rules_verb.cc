#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/load_checked.h"
#include "daemon/cli/export_verbs.h"
#include "daemon/cli/out_file.h"
#include "daemon/export/prometheus_rules.h"

namespace planwatch {

int export_rules_verb(const CommonOptions& options, const ExportRulesWords& words) {
  const CheckedConfiguration loaded = load_checked(options.config, words.demo);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  if (!loaded.configuration) return 2;
  OutFile out(words.out);
  out.write(render_prometheus_rules(loaded.configuration,
                                    words.demo ? FeedSelection::samples : FeedSelection::real,
                                    options.lang));
  return out.close(options.lang);
}

}  // namespace planwatch
