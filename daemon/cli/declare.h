#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "daemon/cli/verbs.h"

namespace planwatch {

// What the declaration of a verb needs. CLI11 writes the words into variables, so everything here
// outlives the parsing.
struct Declaring {
  CLI::App& app;
  CommonOptions& common;         // complete when the chosen verb runs
  std::string& format;           // --format as typed, behind CommonOptions::format
  std::function<int()>& chosen;  // the work of the verb that was typed
};

// A verb with its one-line description and an example for --help.
CLI::App* add_verb(const Declaring& declaring, const std::string& name, const std::string& what,
                   const std::string& example);
void add_format(CLI::App* verb, const Declaring& declaring);
void add_address(CLI::App* verb, DaemonAddress& address);
void add_data(CLI::App* verb, const Declaring& declaring);
void add_as_known_on(CLI::App* verb, const Declaring& declaring);

// One declare_*.cc a topic; cli.cc calls them all, in the order of --help.
void declare_running(const Declaring& declaring);  // run, collect
void declare_feed(const Declaring& declaring);     // feed draft
void declare_looking(const Declaring& declaring);  // check, list, status, explain
void declare_calendar(const Declaring& declaring);
void declare_import(const Declaring& declaring);
void declare_deciding(const Declaring& declaring);    // quarantine, plan
void declare_people(const Declaring& declaring);      // alert, silence, task, ledger, deliveries
void declare_telling(const Declaring& declaring);     // render, routes, send
void declare_rehearsing(const Declaring& declaring);  // replay, diff, test
void declare_exporting(const Declaring& declaring);   // export
void declare_schema(const Declaring& declaring);      // schema

}  // namespace planwatch
