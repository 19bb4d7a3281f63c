#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace planwatch {

// A name that ops write and people read. Different kinds of names do not mix.
template <class Tag>
struct Id {
  std::string text;
  Id() = default;
  explicit Id(std::string name) : text(std::move(name)) {}
  bool empty() const { return text.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

// A position in one of the configuration's arrays; valid with that configuration only.
template <class Tag>
struct Index {
  std::uint32_t value = 0;
  friend constexpr auto operator<=>(const Index&, const Index&) = default;
};

using AreaCode = Id<struct AreaTag>;          // GB/T 2260: 620702
using UnitId = Id<struct UnitTag>;            // the name in the plan: 区法院
using IndicatorId = Id<struct IndicatorTag>;  // civil_first_instance_closing_rate
using FeedId = Id<struct FeedTag>;
using RuleId = Id<struct RuleTag>;
using BandsId = Id<struct BandsTag>;
using ReceiverId = Id<struct ReceiverTag>;
using RouteId = Id<struct RouteTag>;

using AreaIndex = Index<struct AreaTag>;
using UnitIndex = Index<struct UnitTag>;
using IndicatorIndex = Index<struct IndicatorTag>;
using TaskIndex = Index<struct TaskTag>;
using FeedIndex = Index<struct FeedTag>;
using RuleIndex = Index<struct RuleTag>;

}  // namespace planwatch
