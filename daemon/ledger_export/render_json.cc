#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "daemon/ledger_export/typed_table.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

namespace json = boost::json;

struct CellValue {
  json::value operator()(std::monostate) const { return nullptr; }
  json::value operator()(const std::string& text) const { return json::value(clean_utf8(text)); }
  json::value operator()(std::int64_t number) const { return number; }
  json::value operator()(Date date) const { return json::value(to_string(date)); }
  json::value operator()(IdNumber id) const { return id.value; }
};

}  // namespace

std::string render_json(const TypedTable& table) {
  json::array rows;
  for (const auto& row : table.rows) {
    json::object object;
    for (std::size_t c = 0; c < row.size(); ++c) {
      object[table.columns[c].key] = std::visit(CellValue{}, row[c]);
    }
    rows.push_back(std::move(object));
  }
  return json::serialize(rows);
}

}  // namespace planwatch
