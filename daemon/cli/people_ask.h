#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/cli/people_verbs.h"
#include "daemon/expose/api_client.h"

namespace planwatch {

// The shared half of the verbs about people's actions. Trouble is printed; the results say 0, 1 or
// 64 to return.

using Query = std::vector<std::pair<std::string, std::string>>;
// /api/v1/PATH?name=value..., encoded; empty values are left out.
std::string api_path(const std::string& path, const Query& query = {});

// Hands an action to the daemon and prints `done`; the person is added to the fields.
int act_there(const CommonOptions& options, const ActingPerson& who, const std::string& path,
              std::vector<std::pair<std::string, BodyValue>> fields, const std::string& done);

// The whole key of the alert that is meant, asked of the daemon; empty: return 1.
std::optional<std::string> find_alert_there(const CommonOptions& options,
                                            const DaemonAddress& daemon, const std::string& asked);

// Prints a list of the daemon's: the rows of `list` in the answer of `path`. Empty cells of
// columns without a title are not shown in a table.
int print_list_there(const CommonOptions& options, const DaemonAddress& daemon,
                     const std::string& path, const std::string& list,
                     std::vector<OutputColumn> columns, OutputFormat format);

// How a list is to be written; empty after a usage error, which is printed.
std::optional<std::string> format_of_export(const ExportWords& file, const std::string& verb);
std::optional<OutputFormat> format_of_list(const ExportWords& file, const std::string& verb);
// Writes a file that is whole; the exit code.
int write_export(const CommonOptions& options, const ExportWords& file, const std::string& bytes);

}  // namespace planwatch
