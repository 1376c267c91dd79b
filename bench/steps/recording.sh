# What the service sends to the database for one request of each operation, as pgbench scripts: recorded from the server's own log.

first_id=1000000000000000001

record_statements() {
  say 'recording the statements of the service'
  audits -c "alter system set log_statement = 'all'" -c 'select pg_reload_conf()' >/dev/null
  sleep 1
  record patch id=$first_id state=5 name=recorded-name -- \
    -X PATCH "$service_url/$first_id" -H 'Content-Type: application/json' -d '{"actionState":"failed","deviceDisplayName":"recorded-name"}'
  record get id=$first_id -- "$service_url/$first_id"
  record list -- "$service_url?\$top=50"
  audits -c 'alter system reset log_statement' -c 'select pg_reload_conf()' >/dev/null
}

# record OPERATION [VARIABLE=VALUE]... -- CURL-ARGUMENT...: a parameter of this value becomes that variable of the pgbench script.
record() {
  local operation=$1 variables=() from
  shift
  while [ "$1" != -- ]; do variables+=("$1"); shift; done
  shift
  from=$(wc -l <"$work/data/server.json")
  curl -sS --fail-with-body -m 10 -H "Authorization: Bearer $token" "$@" >"$work/$operation.out" || fail "$operation is refused"
  sleep 0.5                                      # the server's log is written by a process of its own
  tail -n +$((from + 1)) "$work/data/server.json" >"$work/$operation.json"
  "$java" -cp "$project/target/quarkus-app/lib/main/*" "$bench/RecordedStatements.java" "$work/$operation" "$tenant" "${variables[@]}"
}
