# The answer of collect_measure.h by jq.
def day: if . == null then null else (try (strptime("%Y-%m-%d") | mktime / 86400) catch null) end;
def is_day: test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$") and (day as $d | $d != null and ($d * 86400 | strftime("%Y-%m-%d")) == .);
reduce (.data.list[] | select(.filed | is_day)) as $r ({};
  ($r.court + " " + $r.filed[0:7]) as $key
  | .[$key] //= [0, 0, 0]
  | .[$key][0] += (if $r.state == "已结" then 1 else 0 end)
  | .[$key][1] += 1
  | .[$key][2] += (if $r.closed == null then 0 else ($r.closed | day) - ($r.filed | day) end))
| to_entries[] | "\(.key) \(.value[0]) \(.value[1]) \(.value[2])"
