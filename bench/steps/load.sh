# Load on the database (pgbench) and on the service (wrk), and what they did.

declare -A done_by spent failed cpu              # by "operation who": requests, seconds, failures; by operation: processor seconds

# add ARRAY KEY NUMBER
add() {
  local -n sums=$1
  sums[$2]=$(awk "BEGIN { print ${sums[$2]:-0} + $3 }")
}

# The measurement of one operation: the service warms up, then database and service take turns.
measure() {
  local operation=$1 before requests microseconds failures
  say "$operation: warm-up of $warmup s, then $rounds times database and service, $seconds s each"
  press_service "$operation" "$warmup"
  for _ in $(seq "$rounds"); do
    audits -c checkpoint
    press_database "$operation" "$operation" database
    audits -c checkpoint
    before=$(service_cpu)
    press_service "$operation" "$seconds"
    add cpu "$operation" "$(service_cpu) - $before"
    add done_by "$operation service" "$requests"
    add spent "$operation service" "$microseconds / 1000000"
    add failed "$operation service" "$failures"
  done
}

# press_database OPERATION SCRIPT WHO
press_database() {
  local operation=$1 script=$2 who=$3 constants=() out=$work/pgbench.out written tps transactions
  while read -r constant; do constants+=(-D "$constant"); done <"$work/$operation.constants"
  {
    echo "\\set id random($first_id, $((first_id - 1 + rows / 2)))"
    [ "$operation" != patch ] || printf '%s\n' '\set state random(0, 6)' '\set name random(1, 1000000000)'
    cat "$work/$script.sql"
  } >"$work/pgbench.sql"
  written=$(entries)
  timeout $((seconds + 60)) pgbench -n -M prepared -h 127.0.0.1 -p "$database_port" -U gateway -c "$connections" -j 2 -T "$seconds" \
    "${constants[@]}" -f "$work/pgbench.sql" audits >"$out" 2>&1
  transactions=$(sed -n 's/number of transactions actually processed: \([0-9]*\).*/\1/p' "$out")
  tps=$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$out")
  add done_by "$operation $who" "$transactions"
  add spent "$operation $who" "$transactions / $tps"
  [ "$operation" != patch ] || require_entries "$written" "$transactions"
}

# press_service OPERATION SECONDS: sets requests, microseconds, failures. What is no answer of 2xx is a failure.
press_service() {
  local operation=$1 for=$2 out=$work/wrk.out written
  written=$(entries)
  TOKEN=$token TARGET=${targets[$operation]:-} timeout $((for + 60)) wrk -t 2 -c "$connections" -d "${for}s" --timeout 10s -s "$bench/requests.lua" "$service_url" -- \
    "$operation" $((rows / 2)) >"$out" 2>&1
  read -r requests microseconds failures <<<"$(sed -n 's/^measured //p' "$out")"
  [ -n "$failures" ] || fail 'wrk has measured nothing'
  [ "$operation" != patch ] || require_entries "$written" $((requests - failures))
}

entries() { audits -c "select count(*) from history_entry"; }

# Each PATCH of either side changes a value, so each must have left its entry.
require_entries() {
  local written=$(($(entries) - $1))
  ((written * 100 >= $2 * 99)) || fail "of $2 changes only $written have an entry in the history"
}
