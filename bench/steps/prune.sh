# Old entries, and the command that prunes them.

grow_old() {
  say 'making the entries old'
  audits -f "$bench/old.sql" >"$work/old.out" 2>&1
}

# What writers have left: the old entries are creations, and those go.
entries() { audits -c "select count(*) from history_entry where operation = 2"; }

# Writers alone, then the command beside writers of the same tenant, turn after turn until it has ended.
measure_prune() {
  local old began ended pruning requests microseconds failures turn=0
  old=$(audits -c "select count(*) from log_leaf where changed_at < now() - interval '13 months'")
  say 'writers alone, then beside the prune'
  press_service patch "$seconds"
  report_writers 'alone'
  began=$(date +%s%N)
  prune &
  pruning=$!
  while kill -0 "$pruning" 2>/dev/null; do
    press_service patch "$seconds"
    turn=$((turn + 1))
    report_writers "beside the prune, turn $turn"
  done
  wait "$pruning" || { cat "$work/prune.err" >&2; fail 'the prune failed'; }
  ended=$(cat "$work/prune.ended")
  echo "prune: $(((ended - began) / 1000000)) ms, $old old entries; resident $(($(cat "$work/prune.resident") / 1024)) MiB at most"
  sed 's/^/prune said: /' "$work/prune.txt"
}

# The command, when it ended, and how much memory it held at most.
prune() {
  local status=0 command resident
  env QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$database_port/audits" QUARKUS_DATASOURCE_USERNAME=owner QUARKUS_DATASOURCE_PASSWORD=owner \
    "$java" -Xmx64m -jar "$service_jar" prune --older-than P13M >"$work/prune.txt" 2>"$work/prune.err" &
  command=$!
  while resident=$(awk '/VmHWM/ { print $2 }' "/proc/$command/status" 2>/dev/null) && [ -n "$resident" ]; do
    echo "$resident" >"$work/prune.resident"
    sleep 0.1
  done
  wait "$command" || status=$?
  date +%s%N >"$work/prune.ended"
  return "$status"
}

# What the writers of the last turn felt.
report_writers() {
  local p50 p99 most
  read -r p50 p99 most <<<"$(sed -n 's/^latency //p' "$work/wrk.out")"
  printf 'writers %s: %d changes a second, p50 %.1f ms, p99 %.1f ms, at most %.0f ms; %d failed\n' "$1" $((requests * 1000000 / microseconds)) \
    "$(awk "BEGIN { print $p50 / 1000 }")" "$(awk "BEGIN { print $p99 / 1000 }")" "$(awk "BEGIN { print $most / 1000 }")" "$failures"
}
