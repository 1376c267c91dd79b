# What the measurements of this folder share: a database of their own, instances of the packaged service, and the load on them.
# Sourced by each of them; sets -e, makes $work, and ends everything that was started, however the measurement ends.

set -euo pipefail
reliability=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bench=$(dirname "$reliability")
project=$(dirname "$bench")

# Told apart from one another in what they print.
measurement=$(basename "$0")
say() { printf '%s: %s\n' "$measurement" "$*" >&2; }
fail() { say "FAILED: $*"; exit 1; }

work=$(mktemp -d "${TMPDIR:-/var/tmp}/gateway-$measurement.XXXXXX")
chmod 755 "$work"                                # the database's user and nginx's read here
declare -A pids=() ports=() management=()        # by the number of an instance
nginx_pid='' server_pid='' load_pid='' broken=()

# Ends a process that this run started, by its own id, and waits for its end.
end() {
  local signal=$1 pid=$2
  [ -n "$pid" ] || return 0
  kill -s "$signal" "$pid" 2>/dev/null || true
  for _ in $(seq 150); do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.2; done
  kill -s KILL "$pid" 2>/dev/null || true
}
clean_up() {
  local status=$? number
  trap '' INT TERM
  end KILL "$load_pid"
  end QUIT "$nginx_pid"
  for number in "${!pids[@]}"; do end TERM "${pids[$number]}"; done
  server_pid=$(head -n 1 "$work/data/cluster/postmaster.pid" 2>/dev/null || true)
  end INT "$server_pid"
  if ((status != 0)); then tail -n 20 "$work"/*.out >&2 2>/dev/null || true; fi
  if [ -n "${KEEP:-}" ]; then say "kept: $work"; else rm -rf "$work"; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

for step in tools database service; do . "$bench/steps/$step.sh"; done

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
  ((${#broken[@]} == 0)) || fail "${#broken[@]} promise(s) broken"
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
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/key.pem" 2>/dev/null
  openssl pkey -in "$work/key.pem" -pubout -out "$work/public.pem"
  openssl genpkey -algorithm ed25519 -out "$work/log.pem"
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

# launch NUMBER [VARIABLE=VALUE]...: starts an instance as in production; returns at once.
launch() {
  local number=$1
  shift
  : "${ports[$number]:=$(free_port)}" "${management[$number]:=$(free_port)}"
  # shellcheck disable=SC2086
  env QUARKUS_DATASOURCE_REACTIVE_URL="postgresql://127.0.0.1:$database_port/audits" \
    QUARKUS_DATASOURCE_USERNAME=gateway QUARKUS_DATASOURCE_PASSWORD=gateway \
    QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="${ports[$number]}" \
    QUARKUS_MANAGEMENT_HOST=127.0.0.1 QUARKUS_MANAGEMENT_PORT="${management[$number]}" \
    MP_JWT_VERIFY_PUBLICKEY_LOCATION="$work/public.pem" MP_JWT_VERIFY_AUDIENCES=api://bench \
    GATEWAY_TRUSTED_ISSUERS='https://login.example.org/{tenantid}/v2.0' GATEWAY_RATE_LIMIT_ENABLED=false \
    GATEWAY_LOG_ORIGIN=log.example.org GATEWAY_LOG_SIGNING_KEY_LOCATION="$work/log.pem" \
    "$@" "$java" ${BENCH_JAVA_OPTIONS:-} -jar "$service_jar" >>"$work/service-$number.out" 2>&1 &
  pids[$number]=$!
}

# ready NUMBER: the status that its readiness has; 000 when nobody answers.
ready() { curl -s -m 2 -o /dev/null -w '%{http_code}' "http://127.0.0.1:${management[$1]}/q/health/ready" || true; }

await_ready() {
  for _ in $(seq 600); do
    [ "$(ready "$1")" != 200 ] || return 0
    kill -0 "${pids[$1]}" 2>/dev/null || fail "instance $1 did not start"
    sleep 0.1
  done
  fail "instance $1 did not become ready"
}

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
