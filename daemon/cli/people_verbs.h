#pragma once

#include "daemon/cli/verbs.h"

namespace planwatch {

// What people do with alerts, by the running daemon, and the records of it. Who acts is the token's
// person, or without tokens `person`, as the supervising unit unless `as_unit` names another.
struct ActingPerson {
  std::string person;
  std::string as_unit;
  DaemonAddress daemon;
};

struct AlertWords {
  std::string what = "list";  // list, acknowledge, promise, progress, suspend, resume
  std::string alert;          // its key, the beginning of one, or its subject
  std::string unit;           // of list
  std::string until;
  std::string text;
  std::string evidence;
  std::string reason;
  ActingPerson who;
};
int alert_verb(const CommonOptions& options, const AlertWords& words);

struct SilenceWords {
  std::string what = "list";  // list, add, end
  std::int64_t id = 0;
  std::string alert;
  std::string unit;
  std::string rule;
  std::string subject_kind;
  std::string subject;
  std::string until;
  std::string reason;
  std::string state = "active";
  ActingPerson who;
};
int silence_verb(const CommonOptions& options, const SilenceWords& words);

struct TaskWords {
  std::string what = "progress";
  std::int64_t number = 0;
  std::string state;
  std::string percent;
  std::string evidence;
  bool closed = false;
  ActingPerson who;
};
int task_verb(const CommonOptions& options, const TaskWords& words);

// A list that is printed (table, csv, json) or exported to a file (csv, json, xlsx).
struct ExportWords {
  std::string format;  // empty: table; of an export, what the file's name ends with
  std::string out;
};
struct LedgerWords {
  std::string what = "list";  // list, export, close
  std::int64_t number = 0;
  std::string remark;
  std::string state = "all";
  std::string unit;
  ExportWords file;
  ActingPerson who;  // without an address, list and export read the data folder
};
int ledger_verb(const CommonOptions& options, const LedgerWords& words);

struct DeliveriesWords {
  std::string what = "list";  // list, export
  std::string alert;
  std::string receiver;
  std::string addressee;  // name or address of a person
  std::string state = "all";
  ExportWords file;
  DaemonAddress daemon;
};
int deliveries_verb(const CommonOptions& options, const DeliveriesWords& words);

}  // namespace planwatch
