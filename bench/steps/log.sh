# What the log is when all is written.

# await_log SECONDS: until every change has its leaf and every head its checkpoint.
await_log() {
  local left
  for _ in $(seq $(($1 * 2))); do
    left=$(audits -c "select (select count(*) from log_pending) + (select count(*) from log_head where size <> published_size)")
    ((left > 0)) || return 0
    sleep 0.5
  done
  fail "after $1 s $left marks and heads are still behind"
}

# How far the log was behind, from the store's own instants, and what the marks leave behind.
report_log() {
  audits -c "
    select format('lag from a change to the first checkpoint that covers it: p50 %s s, p99 %s s, at most %s s (%s changes)',
      round(lag[1]::numeric, 2), round(lag[2]::numeric, 2), round(lag[3]::numeric, 2), n)
    from (
      select percentile_cont(array[0.5, 0.99, 1]) within group (order by extract(epoch from c.signed_at - l.changed_at)) as lag, count(*) as n
      from log_leaf l, lateral (
        select signed_at from log_checkpoint c where c.tenant_id = l.tenant_id and c.size > l.index order by c.size, c.signed_at limit 1) c
      where l.changed_at >= '${1:--infinity}'
    ) lags"
  audits -c "
    select format('log_pending: %s of table, %s of index, after %s marks; vacuumed %s times', pg_size_pretty(pg_relation_size(relid)),
      pg_size_pretty(pg_indexes_size(relid)), n_tup_ins, autovacuum_count)
    from pg_stat_user_tables where relname = 'log_pending'"
  audits -c "select format('deadlocks: %s', deadlocks) from pg_stat_database where datname = 'audits'"
}

# The verifier's keys as lines of TENANT KEY, and the command verify for each tenant.
verify_logs() {
  local tenant token failed=0
  while read -r tenant token; do
    echo "$token" >"$work/token"
    "$java" -Xmx256m -jar "$service_jar" verify --url "${gateway_urls[0]}" --tenant "$tenant" --token-file "$work/token" \
      --key "$(key_of "$tenant")" >"$work/verify.txt" 2>"$work/verify.out" || { failed=$((failed + 1)); sed "s/^/verify $tenant: /" "$work/verify.txt" "$work/verify.out"; }
    tail -n 1 "$work/verify.txt" >>"$work/verified.txt"
  done <"$work/tokens"
  echo "verify: $((tenants - failed)) of $tenants tenants verified; the last: $(tail -n 1 "$work/verified.txt")"
  ((failed == 0)) || broken=yes
}

fetch_keys() {
  local tenant token
  while read -r tenant token; do
    echo "$tenant $(curl -sf -m 10 -H "Authorization: Bearer $token" "${gateway_urls[0]}/log/$tenant/key")"
  done <"$work/tokens" >"$work/keys"
}

key_of() { sed -n "s/^$1 //p" "$work/keys"; }

# The first tenant's log once more, by an implementation that is not ours, where there is a Go.
read_with_go() {
  local tenant token
  command -v go >/dev/null || { echo 'go: not there, so that no other implementation has read the log'; return 0; }
  read -r tenant token <"$work/tokens"
  echo "$token" >"$work/token"
  (cd "$bench/log-reader" && go run . -key "$(key_of "$tenant")" -url "${gateway_urls[0]}/log/$tenant" -token-file "$work/token") \
    >"$work/go.txt" 2>"$work/go.out" || broken=yes
  sed 's/^/go: /' "$work/go.txt" "$work/go.out"
}

# What the gateways complained of, each complaint once.
report_complaints() {
  cat "$work"/gateway*.out | sed -n 's/.*"loggerName":"\([^"]*\)","level":"\(WARN\|ERROR\)","message":"\([^"]*\)".*/\2 \1: \3/p' |
    sed 's/[0-9a-f-]\{36\}/ID/g' | cut -c 1-160 | sort | uniq -c | sort -rn | head -n 12 | sed 's/^ */bench: complaints: /' >&2
}
