#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace planwatch::schema {

// Writes JSON with two blanks of indentation and members in the order of writing. The caller keeps
// begin and end in pairs and writes a key before each value of an object.
class JsonText {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);
  void string(std::string_view text);
  // A number, true, false or null as it stands.
  void plain(std::string_view text);

  void member(std::string_view name, std::string_view text) {
    key(name);
    string(text);
  }
  void strings(std::string_view name, const std::vector<std::string>& texts);
  // The text with a line end, when everything is closed.
  std::string take();

 private:
  void open(char bracket);
  void close(char bracket);
  void before_value();
  void new_line();
  void quoted(std::string_view text);

  std::string out_;
  std::vector<bool> filled_;  // of every open bracket whether something stands in it
  bool after_key_ = false;
};

}  // namespace planwatch::schema
