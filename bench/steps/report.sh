# The tables, on standard output.

report() {
  head_line
  printf '%s audits, %s connections, %s s of warm-up, %s times %s s; load average before %s, after %s.\n\n' \
    "$rows" "$connections" "$warmup" "$rounds" "$seconds" "$load_before" "$(load_average)"
  echo '| Operation | pgbench/s | service/s | ratio | CPU s of the service per 10,000 | failures |'
  echo '|---|---:|---:|---:|---:|---:|'
  for operation in "${operations[@]}"; do
    awk -v name="${titles[$operation]}" -v database="$(rate "$operation database")" -v service="$(rate "$operation service")" \
      -v cpu="${cpu[$operation]}" -v requests="${done_by[$operation service]}" -v failures="${failed[$operation service]}" \
      'BEGIN { printf "| %s | %.0f | %.0f | %.2f | %.2f | %d |\n", name, database, service, service / database, cpu / requests * 10000, failures }'
  done
  echo
  echo '| Operation | without the second wall, pgbench/s | with it, pgbench/s | ratio |'
  echo '|---|---:|---:|---:|'
  for operation in patch get list; do
    awk -v name="${titles[$operation]}" -v bare="$(rate "$operation bare")" -v walled="$(rate "$operation walled")" \
      'BEGIN { printf "| %s | %.0f | %.0f | %.2f |\n", name, bare, walled, walled / bare }'
  done
  for operation in "${operations[@]}"; do
    ((failed[$operation\ service] == 0)) || fail "$operation: not every answer was 2xx"
  done
}

# rate "OPERATION WHO": a second
rate() { awk "BEGIN { print ${done_by[$1]} / ${spent[$1]} }"; }

load_average() { cut -d ' ' -f 1 /proc/loadavg; }

# Date and machine.
head_line() {
  printf 'Measured on %s: %s cores (%s), %s GiB of memory, PostgreSQL %s, Java %s.\n' "$(date -u +%F)" "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(awk '/MemTotal/ { print int($2 / 1048576 + 0.5) }' /proc/meminfo)" \
    "$(sql -c 'show server_version')" "$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")"
}
