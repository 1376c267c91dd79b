# The same service without its log: what is measured against. The product has no such mode, and must not: an entry that leaves no mark is never proved. So
# two classes are compiled anew from a changed copy of their source and put into a copy of the built service: the statement leaves no mark, and
# sequencer and publisher find no tenant. Fails when the sources no longer are what is changed here.

build_without_log() {
  local sources=$project/src/main/java/gateway/history made=$work/without
  say 'making the same service without its log'
  cp -r "$project/target/quarkus-app" "$made"
  mkdir -p "$work/source" "$work/classes"
  # The last expression of the statement goes, and the comma in front of it.
  perl -0pe 's/\n    \),\n    log_mark as \(.*?\n    \)\\\n/\n    )\\\n/s or die "no mark"; s/firstParameter \+ 5,\n\s+firstParameter\);/firstParameter + 5);/ or die "no parameter"' \
    "$sources/EntryStatement.java" >"$work/source/EntryStatement.java"
  perl -0pe 's/(Uni<List<UUID>> tenants\(String sql, Tuple parameters\) \{\n)/$1    if (!sql.isEmpty()) {\n      return Uni.createFrom().item(List.of());\n    }\n/ or die "no tenants"' \
    "$sources/log/LogStore.java" >"$work/source/LogStore.java"
  local application=("$made"/app/*.jar)
  "$JAVA_HOME/bin/javac" -proc:none -nowarn -d "$work/classes" -cp "${application[0]}:$made/lib/main/*:$made/lib/boot/*" "$work/source"/*.java 2>"$work/javac.out"
  "$JAVA_HOME/bin/jar" uf "${application[0]}" -C "$work/classes" .
}

start_without_log() {
  local port
  port=$(free_port)
  without_url=http://127.0.0.1:$port/v1.0/deviceManagement/remoteActionAudits
  launch without "$work/without/quarkus-run.jar" "$port" "$(free_port)"
  without_pid=$launched
  await_ready "$without_pid" || fail 'the service without its log did not start'
}

# Warm-up, then both take turns. Nothing is behind when the one without begins; the one with its log has all of it to do while it is measured, and what it
# has not done then shows as lag.
measure_log_cost() {
  local round requests microseconds failures sampler
  turn with "$warmup"; await_log 120
  turn without "$warmup"
  began=$(audits -c 'select clock_timestamp()')
  for round in $(seq "$rounds"); do
    say "round $round of $rounds, $seconds s each"
    audits -c checkpoint
    sample_backlog &
    sampler=$!
    turn with "$seconds" add
    : >"$work/sampled"
    wait "$sampler"
    rm -f "$work/sampled"
    await_log 120
    audits -c checkpoint
    turn without "$seconds" add
  done
}

# turn WITH|WITHOUT SECONDS [add]
turn() {
  if [ "$1" = with ]; then service_url=$with_url service_pid=$with_pid; else service_url=$without_url service_pid=$without_pid; fi
  token=${token:-$(signed_token)}
  local cpu_before
  cpu_before=$(service_cpu)
  press_service patch "$2"
  ((failures == 0)) || fail "$failures answers were not 2xx"
  [ -n "${3:-}" ] || return 0
  add cpu "$1" "$(service_cpu) - $cpu_before"
  add done_by "patch $1" "$requests"
  add spent "patch $1" "$microseconds / 1000000"
}

# How old the oldest mark is, five times a second, while a turn lasts: in milliseconds.
sample_backlog() {
  while [ ! -e "$work/sampled" ]; do
    audits -c "select coalesce((select round(extract(epoch from clock_timestamp() - changed_at) * 1000)
      from log_pending where tenant_id = '$tenant' order by changed_at limit 1), 0)" >>"$work/backlog.txt"
    sleep 0.2
  done
}

report_log_cost() {
  head_line
  printf '%s audits, %s connections, all on one tenant, %s s of warm-up, %s times %s s; load average before %s, after %s.\n\n' \
    "$rows" "$connections" "$warmup" "$rounds" "$seconds" "$load_before" "$(load_average)"
  echo '| PATCH | a second | CPU s of the service per 10,000 |'
  echo '|---|---:|---:|'
  local who
  for who in without with; do
    awk -v who="$who its log" -v rate="$(rate "patch $who")" -v cpu="${cpu[$who]}" -v n="${done_by[patch $who]}" \
      'BEGIN { printf "| %s | %.0f | %.2f |\n", who, rate, cpu / n * 10000 }'
  done
  awk -v w="$(rate 'patch with')" -v o="$(rate 'patch without')" 'BEGIN { printf "| ratio | **%.2f** | |\n\n", w / o }'
  sort -n "$work/backlog.txt" | awk '{ v[NR] = $1 } END { printf "lag from a change to its leaf, as the oldest mark has it: p50 %.2f s, p99 %.2f s, at most %.2f s (%d samples)\n",
    v[int((NR + 1) / 2)] / 1000, v[int(NR * 0.99 + 0.5)] / 1000, v[NR] / 1000, NR }'
  report_log "$began"
}
