#include "config/loader/strict_yaml.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "config/loader/yaml_messages.h"
#include "config/loader/yaml_text.h"

namespace planwatch::loader {

const YamlEntry* YamlNode::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [key](const YamlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

namespace {

// Thrown out of the library's parser when a limit is passed; the diagnostic is already there.
struct LimitPassed {};

int depth_of(const YamlNode& node) {
  int deepest = 0;
  for (const YamlNode& item : node.items) deepest = std::max(deepest, depth_of(item));
  for (const YamlEntry& entry : node.entries) deepest = std::max(deepest, depth_of(entry.value));
  const bool nests = node.kind == YamlNode::Kind::list || node.kind == YamlNode::Kind::map;
  return deepest + (nests ? 1 : 0);
}

int count_nodes(const YamlNode& node) {
  int count = 1;
  for (const YamlNode& item : node.items) count += count_nodes(item);
  for (const YamlEntry& entry : node.entries) count += 1 + count_nodes(entry.value);
  return count;
}

// Builds the tree from the library's events. Its own node type is not used: it resolves aliases
// and repeated keys without a trace.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const YamlText& text, Diagnostics& diagnostics, const YamlLimits& limits)
      : text_(text), diagnostics_(diagnostics), limits_(limits) {}

  YamlNode take_root() { return std::move(root_); }
  const SourcePosition& document_at() const { return document_at_; }

  void OnDocumentStart(const YAML::Mark& mark) override { document_at_ = at(mark); }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    count(mark, 1);
    YamlNode node;
    node.at = at(mark);
    remember(anchor, node);
    add(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      diagnostics_.error(at(mark), {"别名引用了它自己所在的内容", "an alias inside its own anchor"},
                         {"把内容写出来，不用别名", "write the content out"});
      throw LimitPassed{};
    }
    if (++aliases_ > limits_.aliases) fail_limit(mark, "别名", "aliases", limits_.aliases);
    count(mark, count_nodes(found->second));
    check_depth(mark, depth_of(found->second));
    add(found->second);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    count(mark, 1);
    YamlNode node;
    node.kind = YamlNode::Kind::scalar;
    node.text = value;
    node.quoted = tag == "!";
    node.at = at(mark);
    check_tag(mark, tag);
    if (node.quoted && !text_.quote_is_closed(mark.line, mark.column)) {
      diagnostics_.error(node.at, {"引号没有闭合", "a quote that is never closed"},
                         {"补上结尾的引号", "add the closing quote"});
    }
    remember(anchor, node);
    add(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    bool has_key = false;  // maps: the next value belongs to `key`
    bool keep = true;      // false: the key was bad or repeated, its value is dropped
    YamlEntry entry;
  };

  SourcePosition at(const YAML::Mark& mark) const { return text_.position(mark.line, mark.column); }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    check_tag(mark, tag);
    check_depth(mark, 1);
    count(mark, 1);
    Level level;
    level.node.kind = kind;
    level.node.at = at(mark);
    level.anchor = anchor;
    levels_.push_back(std::move(level));
  }

  void close() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    remember(level.anchor, level.node);
    add(std::move(level.node));
  }

  void add(YamlNode node) {
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& level = levels_.back();
    if (level.node.kind == YamlNode::Kind::list) {
      level.node.items.push_back(std::move(node));
    } else if (!level.has_key) {
      take_key(level, std::move(node));
    } else {
      if (level.keep) {
        level.entry.value = std::move(node);
        level.node.entries.push_back(std::move(level.entry));
      }
      level.has_key = false;
    }
  }

  void take_key(Level& level, YamlNode key) {
    level.has_key = true;
    level.keep = false;
    if (key.kind != YamlNode::Kind::scalar || key.text.empty()) {
      diagnostics_.error(key.at, {"键必须是一段文字", "a key must be a text"},
                         {"写成 键: 值", "write it as key: value"});
      return;
    }
    if (const YamlEntry* first = level.node.find(key.text)) {
      diagnostics_.error(key.at, said("键 {} 重复", "the key {} is repeated", key.text),
                         said("第 {} 行已经写过，删掉一个；如果是列表的另一条，前面要有 -",
                              "it is on line {} already, delete one; another item of a list "
                              "begins with a -",
                              first->key_at.line));
      return;
    }
    level.keep = true;
    level.entry = YamlEntry{std::move(key.text), std::move(key.at), {}};
  }

  void remember(YAML::anchor_t anchor, const YamlNode& node) {
    if (anchor != 0) anchors_[anchor] = node;
  }

  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    diagnostics_.error(at(mark), said("不支持标签 {}", "tags are not supported: {}", tag),
                       {"删掉标签，直接写值", "delete the tag, write the plain value"});
  }

  void check_depth(const YAML::Mark& mark, int more) {
    if (static_cast<int>(levels_.size()) + more > limits_.depth) {
      fail_limit(mark, "嵌套层数", "levels", limits_.depth);
    }
  }

  void count(const YAML::Mark& mark, int more) {
    nodes_ += more;
    if (nodes_ > limits_.nodes) fail_limit(mark, "节点数", "nodes", limits_.nodes);
  }

  [[noreturn]] void fail_limit(const YAML::Mark& mark, const char* zh, const char* en, int limit) {
    diagnostics_.error(
        at(mark),
        {fmt::format("{}超过上限 {}", zh, limit), fmt::format("more than {} {}", limit, en)},
        {"把文件拆小或展开别名", "split the file or write aliases out"});
    throw LimitPassed{};
  }

  const YamlText& text_;
  Diagnostics& diagnostics_;
  const YamlLimits& limits_;
  YamlNode root_;
  SourcePosition document_at_;
  std::vector<Level> levels_;
  std::map<YAML::anchor_t, YamlNode> anchors_;
  int nodes_ = 0;
  int aliases_ = 0;
};

void report_syntax(const YamlText& text, const YAML::Exception& problem, Diagnostics& out) {
  const YAML::Mark& mark = problem.mark;
  const int line = mark.is_null() ? 0 : mark.line;
  out.error(
      text.position(line, mark.is_null() ? 0 : mark.column),
      said("YAML 语法错误：{0}", "YAML syntax: {1}", syntax_message_zh(problem.msg), problem.msg),
      syntax_hint(text.line(line), text.line(line - 1)));
}

std::optional<YamlNode> parse(const YamlText& text, Diagnostics& diagnostics,
                              const YamlLimits& limits) {
  TreeBuilder builder(text, diagnostics, limits);
  try {
    std::istringstream stream{std::string(text.text())};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      YamlNode empty;
      empty.at = text.position(0, 0);
      return empty;
    }
    YamlNode root = builder.take_root();
    if (parser.HandleNextDocument(builder)) {
      diagnostics.error(builder.document_at(), {"一个文件只能有一个文档", "more than one document"},
                        {"删掉 ---，或拆成两个文件", "delete the ---, or split the file"});
    }
    return root;
  } catch (const LimitPassed&) {
    return std::nullopt;
  } catch (const YAML::Exception& problem) {
    report_syntax(text, problem, diagnostics);
    return std::nullopt;
  }
}

}  // namespace

std::optional<YamlNode> parse_strict_yaml(const std::string& file, std::string_view text,
                                          Diagnostics& diagnostics, const YamlLimits& limits) {
  const YamlText lines(file, text);
  if (!check_yaml_text(lines, diagnostics)) return std::nullopt;
  return parse(lines, diagnostics, limits);
}

}  // namespace planwatch::loader
