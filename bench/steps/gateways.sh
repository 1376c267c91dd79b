# Three gateways on one database, and their deaths.

gateway_ports=() gateway_management=() gateway_urls=() gateway_pids=()
service_libraries=$project/target/quarkus-app/lib/main/*

start_gateways() {
  local n
  say 'starting three gateways'
  for n in 0 1 2; do
    gateway_ports[n]=$(free_port)
    gateway_management[n]=$(free_port)
    gateway_urls[n]=http://127.0.0.1:${gateway_ports[n]}
    start_gateway "$n"
  done
  await_gateways
}

start_gateway() {
  launch "gateway$1" "$service_jar" "${gateway_ports[$1]}" "${gateway_management[$1]}"
  gateway_pids[$1]=$launched
}

await_gateways() {
  local n
  for n in 0 1 2; do await_ready "${gateway_pids[n]}" || fail "gateway $n did not start"; done
}

# A token for each tenant, as lines of TENANT TOKEN.
make_tokens() {
  local n tenant
  for n in $(seq "$tenants"); do
    tenant=$(printf '00000000-0000-4000-8000-%012d' "$n")
    echo "$tenant $(signed_token)"
  done >"$work/tokens"
}

# While the writers write: every ten seconds the next gateway is killed and started anew. Every third is frozen first, as one whose machine stalls: it
# keeps its connections and locks, wakes, and goes on with what it had begun, until it is killed in the middle of that.
storm_gateways() {
  local turn n pid
  for turn in $(seq $((seconds / 10 - 1))); do
    n=$((turn % 3))
    pid=${gateway_pids[n]}
    sleep 10
    kill -0 "$storm_pid" 2>/dev/null || return 0
    if ((turn % 4 == 3)); then
      kill -s STOP "$pid"
      sleep 7
      kill -s CONT "$pid"
      sleep 0.5
    fi
    kill -s KILL "$pid"
    wait "$pid" 2>/dev/null || true
    start_gateway "$n"
  done
}
