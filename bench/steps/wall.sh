# The cost of the second wall: the same statements with row-level security and the transaction that carries the tenant, and without both.

measure_wall() {
  local operation=$1
  say "$operation: $rounds times with and without row-level security, $seconds s each"
  for _ in $(seq "$rounds"); do
    audits -c checkpoint
    press_database "$operation" "$operation" walled
    row_level_security disable
    audits -c checkpoint
    press_database "$operation" "$operation.bare" bare
    row_level_security enable
  done
}

# row_level_security enable|disable: on each table that has a policy.
row_level_security() {
  audits -c "select format('alter table %s $1 row level security;', polrelid::regclass) from pg_policy" | audits
}
