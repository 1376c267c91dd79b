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
  for operation in late selective counted; do record $operation -- "${service_url%%/v1.0*}${targets[$operation]}"; done
  audits -c 'alter system reset log_statement' -c 'select pg_reload_conf()' >/dev/null
}

# The three questions. Page 1,000 of 50 begins where page 50 of 1,000 ends; a link keeps its page size unless another is preferred, so the last link is asked
# for from a page of 50.
choose_questions() {
  local page path=/${service_url#*//*/} link pages=$((rows / 2 / 1000 < 50 ? rows / 2 / 1000 - 1 : 50))
  targets[selective]="$path?\$top=50&\$filter=deviceOwnerUserPrincipalName%20eq%20%27user4@example.org%27"
  targets[counted]="$path?\$top=50&\$count=true&\$filter=actionState%20eq%20%27pending%27"
  say "walking to page $((pages * 20))"
  link=$service_url
  for page in $(seq "$pages"); do link=$(next_link "$link" $((page < pages ? 1000 : 950))); done
  link=$(next_link "$link" 50)
  targets[late]=/${link#*//*/}
}

# next_link ADDRESS SIZE: the address of the page behind the one of this size.
next_link() {
  curl -sS --fail-with-body -m 10 -H "Authorization: Bearer $token" -H "Prefer: odata.maxpagesize=$2" "$1" |
    sed -n 's/.*"@odata.nextLink":"\([^"]*\)".*/\1/p'
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
