# A person is erased who started every second audit of the tenant, again until nothing is left, while others change audits of that tenant.

person=admin0@example.org

# What was seeded has no marks yet: with leaves and salts, an erasure has as much to do as in life.
mark_all() { audits -c "insert into log_pending select tenant_id, changed_at, id from history_entry where tenant_id = '$tenant'"; }

measure_erasure() {
  local writers=() began code
  began=$(date +%s.%N)
  change 0 named & writers+=($!)
  change 1 other & writers+=($!)
  watch_log & writers+=($!)
  for _ in $(seq 20); do
    code=$(curl -s -m 600 -o "$work/answer" -w '%{http_code} after %{time_total} s' -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
      -d "{\"userPrincipalName\":\"$person\"}" "${service_url%/*}/erasePersonalData") || code="no answer ($code)"
    echo "erased: $code $(grep -o '"erased.*[0-9]\|"message":"[^"]*' "$work/answer" || true)"
    ! grep -q '"erasedAudits":0,' "$work/answer" || break
  done
  kill "${writers[@]}"
  wait "${writers[@]}" 2>/dev/null || true
  echo "after $(awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $began }") s $(
    audits -c "select count(*) from audit where tenant_id = '$tenant' and initiated_by_user_principal_name = '$person'") audits name the person"
  report_changes named 'audits that name the person'
  report_changes other 'other audits of the tenant'
  began=$(date +%s.%N)
  echo "the oldest mark of the log was $(sort -g "$work/marks" | tail -n 1) s old at most"
  await_log 900
  echo "the log had it all $(awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $began }") s after the last answer"
}

# change OFFSET NAME: one change after the other, of audits taken at random; of each two, the one at this place.
change() {
  while :; do
    curl -s -m 120 -o /dev/null -w '%{http_code} %{time_total}\n' -X PATCH -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
      -d "{\"managedDeviceId\":\"$RANDOM$RANDOM\"}" "$service_url/$((1000000000000000000 + 2 * $(shuf -n 1 -i "1-$((rows / 4 - 1))") + $1))" || true
  done >"$work/$2.changes"
}

report_changes() {
  awk -v what="$2" '$1 == 200 { done++ } $1 != 200 { failed++ } $2 > slowest { slowest = $2 } $2 > 1 { slow++ }
    END { printf "changes of %s meanwhile: %d, of which %d failed; the slowest took %.2f s, %d more than a second\n", what, done + failed, failed, slowest, slow }' \
    "$work/$1.changes"
}

watch_log() {
  while :; do
    audits -c "select round(coalesce(extract(epoch from now() - min(changed_at)), 0), 1) from log_pending where tenant_id = '$tenant'"
    sleep 0.3
  done >"$work/marks"
}
