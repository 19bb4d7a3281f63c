#pragma once

#include <functional>
#include <gtest/gtest.h>
#include <string>

#include "daemon/expose/api.h"
#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch::test {

inline constexpr const char* sme_alert = "ganzhou/lights/indicator/sme_share/620702/2025";
inline constexpr const char* days_alert = "ganzhou/lights/indicator/approval_days/620702/2025";
inline constexpr const char* resolved_alert = "ganzhou/lights/indicator/trainings/620702/2025";

// One action in words, so that a test shows what arrived at the engine.
struct InWords {
  std::string operator()(const Acknowledge& a) const { return "acknowledge " + a.alert; }
  std::string operator()(const Promise& a) const {
    return "promise " + a.alert + " until " + to_string(a.until) + ": " + a.text;
  }
  std::string operator()(const AddProgress& a) const {
    return "progress " + a.alert + ": " + a.text + " [" + a.evidence + "]";
  }
  std::string operator()(const SuspendAlert& a) const {
    return "suspend " + a.alert + " until " + to_string(a.until) + ": " + a.reason;
  }
  std::string operator()(const ResumeAlert& a) const { return "resume " + a.alert; }
  std::string operator()(const CloseLedger& a) const {
    return "close " + std::to_string(a.number) + ": " + a.remark;
  }
  std::string operator()(const ProgressTask& a) const {
    const TaskReport& report = a.report;
    return "task " + std::to_string(report.task) + " state " +
           std::to_string(static_cast<int>(report.state)) + " " +
           (report.percent ? report.percent->to_string() : "-") + " as of " +
           to_string(report.as_of) + " [" + report.evidence + "] closed by " + report.closed_by;
  }
  std::string operator()(const AddSilence& a) const {
    return "silence alert=" + a.match.alert + " unit=" + a.match.unit.text +
           " rule=" + a.match.rule.text + " subject=" + a.match.subject + " kind=" +
           (a.match.subject_kind ? std::to_string(static_cast<int>(*a.match.subject_kind)) : "-") +
           " until " + to_string(a.until) + ": " + a.reason;
  }
  std::string operator()(const RetryFeed& a) const { return "retry feed " + a.feed.text; }
  std::string operator()(const EndSilence& a) const {
    return "end silence " + std::to_string(a.id);
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return "another action";
  }
};

// A backend that writes down what it is asked to do and answers as it is told.
class PeopleBackend : public testing::Test {
 protected:
  PeopleBackend() {
    backend_.snapshot = [this] { return snapshot_; };
    backend_.plan_now = [this] { return now_; };
    backend_.link_key = [this] { return key_; };
    backend_.act = [this](const Actor& actor, const PersonAction& action) {
      const char* const roles[] = {"viewer", "unit", "supervisor", "operator"};
      done_ += actor.person + " (" + roles[static_cast<int>(actor.role)] + " " + actor.unit.text +
               (actor.link.empty() ? "" : ", link") + ") " + std::visit(InWords{}, action) + "\n";
      links_.push_back(actor.link);
      return outcome_;
    };
    request_.method = "POST";
    request_.host = "127.0.0.1:9720";
  }

  std::shared_ptr<Snapshot> snapshot_ = small_snapshot();
  Instant now_ = instant_at(make_date(2025, 10, 20), TimeOfDay(9 * 60));
  Secret key_{std::string(32, 'k')};
  ApiBackend backend_;
  ServerRequest request_;
  Result<void> outcome_;
  std::string done_;
  std::vector<std::string> links_;
};

}  // namespace planwatch::test
