# What the measurements of this folder share: a database of their own, instances of the packaged service, and the load on them.
# Sourced by each of them; sets -e, makes $work, and ends everything that was started, however the measurement ends.

set -euo pipefail
reliability=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bench=$(dirname "$reliability")
project=$(dirname "$bench")

measurement=$(basename "$0")
service_options=${BENCH_JAVA_OPTIONS:-}
declare -A pids=() ports=() management=()        # by the number of an instance
broken=()
for step in work tools database service; do . "$bench/steps/$step.sh"; done

# A promise, and whether it was kept: promise TEXT CONDITION-OF-AWK
promise() {
  if awk "BEGIN { exit !($2) }"; then
    printf '  kept    %s\n' "$1"
  else
    printf '  BROKEN  %s\n' "$1"
    broken+=("$1")
  fi
}

verdict() {
  ((${#broken[@]} == 0)) || fail "FAILED: ${#broken[@]} promise(s) broken"
  printf '%s: every promise kept\n' "$measurement"
}

machine() {
  printf '%s, %s UTC: %s cores (%s), %s GiB, PostgreSQL %s, Java %s, load average before %s\n' "$measurement" "$(date -u '+%F %H:%M')" "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(awk '/MemTotal/ { print int($2 / 1048576 + 0.5) }' /proc/meminfo)" \
    "$(sql -c 'show server_version')" "$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")" "$load_before"
}

# Tools, database, keys; nothing serves yet. install_nginx where one is needed.
prepare() {
  load_before=$(cut -d ' ' -f 1 /proc/loadavg)
  install_tools
  find_java
  build_service
  start_server
  migrate
  make_keys
  signed_token >"$work/token"
  "$JAVA_HOME/bin/javac" -d "$work/classes" "$reliability"/load/*.java
}

install_nginx() {
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || {
    ((EUID == 0)) || fail 'as root, or install first: nginx-light'
    say 'installing nginx-light'
    # The package would start a server of its own on port 80.
    printf '#!/bin/sh\nexit 101\n' >"$work/policy" && chmod 755 "$work/policy"
    [ -e /usr/sbin/policy-rc.d ] || { cp "$work/policy" /usr/sbin/policy-rc.d; policy_is_ours=yes; }
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light; } >"$work/apt.out" 2>&1
    [ -z "${policy_is_ours:-}" ] || rm /usr/sbin/policy-rc.d
  }
  nginx=$(command -v nginx || echo /usr/sbin/nginx)
}

# instance NUMBER [VARIABLE=VALUE]...: starts an instance as in production, on ports that it keeps; returns at once.
instance() {
  local number=$1
  shift
  : "${ports[$number]:=$(free_port)}" "${management[$number]:=$(free_port)}"
  launch "service-$number" "$service_jar" "${ports[$number]}" "${management[$number]}" "$@"
  pids[$number]=$launched
}

# ready NUMBER: the status that its readiness has; 000 when nobody answers.
ready() { curl -s -m 2 -o /dev/null -w '%{http_code}' "http://127.0.0.1:${management[$1]}/q/health/ready" || true; }

await_instance() { await_ready "${pids[$1]}" || fail "instance $1 did not become ready"; }

# load ORIGIN OPTION...: becomes the generator (load/Load.java says what it takes), so in the background or in a subshell; its figures go to load.out.
load() { exec "$java" -Xms512m -Xmx512m -cp "$work/classes" Load "$1" "$work/token" "${@:2}" >"$work/load.out" 2>"$work/load-errors.out"; }

# figure NAME: one of the generator's figures.
figure() { sed -n "s/^$1 //p" "$work/load.out"; }

# The whole log of the tenant, from outside, as an auditor would; waits until the checkpoint has caught up.
verify_history() {
  local origin=$1 key
  key=$(curl -sf -H "Authorization: Bearer $(cat "$work/token")" "$origin/log/$tenant/key")
  for _ in $(seq 40); do
    [ "$(audits -c 'select count(*) from log_pending')" = 0 ] && [ "$(audits -c 'select count(*) from log_head where size > published_size')" = 0 ] && break
    sleep 0.5
  done
  "$java" -jar "$service_jar" verify --url "$origin" --tenant "$tenant" --token-file "$work/token" --key "$key" >"$work/verify.out" 2>"$work/verify-progress.out"
}
