#!/usr/bin/env bash
# Looks into a Debian package of planwatch, installs it over a throw-away copy of this machine (an
# overlay in memory, gone with the script), runs what was installed there, and purges it.
#   check_package.sh FILE.deb          needs root
set -euo pipefail

[ $# = 1 ] || { echo "usage: check_package.sh FILE.deb" >&2; exit 64; }
[ "$(id -u)" = 0 ] || { echo "check_package: needs root, to install" >&2; exit 1; }
deb=$(realpath "$1")

fail() { echo "check_package: $*" >&2; exit 1; }
step() { echo "check_package: $*"; }

# Everything below runs in a mount namespace of its own: the overlay is nobody else's.
if [ "${PLANWATCH_IN_COPY:-}" != yes ]; then
  exec env PLANWATCH_IN_COPY=yes unshare --mount --propagation private "$0" "$deb"
fi

work=$(mktemp -d /tmp/planwatch-package.XXXXXX)
daemon=''
cleanup() {
  [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
  umount -R "$work" 2>/dev/null || true
  rmdir "$work" 2>/dev/null || true
}
trap cleanup EXIT
mount -t tmpfs tmpfs "$work"
mkdir "$work/upper" "$work/under" "$work/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/under" "$work/root"
root=$work/root
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp "$deb" "$root/planwatch.deb"
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"; }

# ---- what is in it ---------------------------------------------------------------------------
look_inside() {
  local depends listing
  depends=$(dpkg-deb -f "$deb" Depends)
  for library in libc6 libcurl libsqlite3-0 libssl3 libsoci-core; do
    [[ $depends == *$library* ]] || fail "it does not depend on $library: $depends"
  done
  listing=$(dpkg-deb -c "$deb")
  for path in usr/bin/planwatch usr/lib/systemd/system/planwatch.service etc/planwatch/ \
    usr/lib/sysusers.d/planwatch.conf usr/share/planwatch/config/ganzhou/plan.yaml \
    usr/share/planwatch/config/schema/plan.schema.json \
    usr/share/planwatch/grafana/dashboards/leadership.json usr/share/doc/planwatch/copyright; do
    grep -q " \./$path\$" <<<"$listing" || fail "it has no $path"
  done
  if awk '$2 != "root/root" || $1 ~ /^.......*[sStT]/ || $1 ~ /^........w/' <<<"$listing" |
    grep .; then
    fail "the paths above are not root's alone"
  fi
  step "$(dpkg-deb -f "$deb" Package Version Architecture Installed-Size | xargs)"
  step "depends on $depends"
}

# ---- installed, run, purged ------------------------------------------------------------------
files() { (cd "$root" && find etc usr var/lib/planwatch 2>/dev/null ! -path 'var/lib/planwatch/*' |
  grep -i planwatch | sort) || true; }

install_it() {
  [ -z "$(files)" ] || fail "planwatch is installed on this machine: $(files | head -n 1)"
  # Services of the copy do not start: nothing runs /run/systemd/system in it.
  inside dpkg -i /planwatch.deb >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log"; fail "dpkg -i"; }
  inside getent passwd planwatch >/dev/null || fail "there is no user planwatch"
  [ "$(inside stat -c '%U:%G %a' /var/lib/planwatch)" = "planwatch:planwatch 750" ] ||
    fail "the data folder: $(inside stat -c '%U:%G %a' /var/lib/planwatch)"
  [ "$(inside stat -c '%U:%G %a' /etc/planwatch)" = "root:planwatch 750" ] ||
    fail "the folder of the configuration: $(inside stat -c '%U:%G %a' /etc/planwatch)"
  [ -z "$(inside ldd /usr/bin/planwatch | grep 'not found')" ] || fail "libraries are missing"
  step "installed"
}

check_unit() {
  inside systemd-analyze verify /usr/lib/systemd/system/planwatch.service >"$work/unit.log" 2>&1 ||
    { cat "$work/unit.log"; fail "systemd-analyze verify"; }
  ! grep -i planwatch "$work/unit.log" || fail "systemd-analyze found the above"
  inside systemd-analyze security --offline=true --threshold=30 planwatch.service \
    >"$work/security.log" 2>&1 || { tail -n 3 "$work/security.log"; fail "the unit is too open"; }
  step "$(tail -n 1 "$work/security.log")"
}

as_daemon() { inside runuser -u planwatch -- "$@"; }

run_it() {
  as_daemon planwatch --version
  as_daemon planwatch check /usr/share/planwatch/config/ganzhou >"$work/check.log" ||
    { cat "$work/check.log"; fail "planwatch check"; }
  inside cp -r /usr/share/planwatch/config/ganzhou/. /etc/planwatch/
  # The command itself becomes the daemon's process: it is stopped by its id.
  (exec chroot "$root" /usr/bin/env -i PATH=/usr/bin HOME=/ setpriv --reuid planwatch \
    --regid planwatch --clear-groups planwatch run --config /etc/planwatch \
    --data /var/lib/planwatch --demo --listen 127.0.0.1:0) >"$work/run.log" 2>&1 &
  daemon=$!
  local address='' answer='' try
  for ((try = 0; try < 300; try++)); do
    kill -0 "$daemon" 2>/dev/null || { cat "$work/run.log"; fail "it did not keep running"; }
    address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/run.log" | head -n 1) || true
    [ -z "$address" ] || answer=$(curl -s -m 5 "$address/-/healthy") && [ -n "$answer" ] && break
    sleep 0.2
  done
  [ -n "$answer" ] || { cat "$work/run.log"; fail "/-/healthy did not answer"; }
  step "/-/healthy answered: $answer"
  local status=0
  kill -TERM "$daemon"
  wait "$daemon" || status=$?
  daemon=''
  [ "$status" = 0 ] || { tail "$work/run.log"; fail "it ended with $status"; }
  [ -n "$(ls "$root/var/lib/planwatch")" ] || fail "it left no data"
}

purge_it() {
  inside rm -r /etc/planwatch
  inside mkdir /etc/planwatch
  inside dpkg -P planwatch >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log"; fail "dpkg -P"; }
  [ "$(files)" = var/lib/planwatch ] || fail "left over: $(files | grep -v '^var/lib' | xargs)"
  [ -n "$(ls "$root/var/lib/planwatch")" ] || fail "the data were purged"
  step "purged; the data stay"
}

look_inside
install_it
check_unit
run_it
purge_it
step "fine"
