# A PostgreSQL server of its own, migrated by the service's own migration run, and its audits.

tenant=7a4e9f10-52c6-4d8b-9e33-0b1f6c2d5a71      # the tenant that is measured

start_server() {
  local platform version memory
  case $(uname -m) in
    x86_64) platform=linux-amd64 ;;
    aarch64) platform=linux-arm64v8 ;;
    *) fail "no PostgreSQL binaries for $(uname -m)" ;;
  esac
  version=$(sed -n 's:.*<embedded-postgres-binaries.version>\(.*\)</.*:\1:p' "$project/pom.xml")
  say "starting PostgreSQL $version"
  mkdir "$work/postgres" "$work/data"
  (cd "$project" && timeout 300 ./mvnw -q -B -ntp dependency:copy -DoutputDirectory="$work/postgres" \
    -Dartifact="io.zonky.test.postgres:embedded-postgres-binaries-$platform:$version") >"$work/binaries.out" 2>&1
  (cd "$work/postgres" && "$JAVA_HOME/bin/jar" xf ./*.jar && tar -xJf ./*.txz)

  # PostgreSQL refuses to run as root.
  as_server=()
  if ((EUID == 0)); then
    as_server=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
    chown nobody:nogroup "$work/data"
  fi
  (cd "$work/data" && "${as_server[@]}" "$work/postgres/bin/initdb" -D "$work/data/cluster" -U postgres -A trust -E UTF8 --no-locale) \
    >"$work/initdb.out" 2>&1
  memory=$(awk '/MemTotal/ { print int($2 / 1024 / 4) }' /proc/meminfo)
  database_port=$(free_port)
  "${as_server[@]}" "$work/postgres/bin/postgres" -D "$work/data/cluster" -p "$database_port" -k '' -c listen_addresses=127.0.0.1 \
    -c max_connections=200 -c shared_buffers="$((memory < 4096 ? memory : 4096))MB" -c max_wal_size=8GB -c checkpoint_timeout=15min \
    -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
    -c logging_collector=on -c log_destination=jsonlog -c log_directory="$work/data" -c log_filename=server.log \
    >"$work/server.out" 2>&1 &
  server_pid=$!
  for _ in $(seq 60); do
    sql -c 'select 1' >/dev/null 2>&1 && break
    kill -0 "$server_pid" || fail 'the server did not start'
    sleep 0.5
  done
  sql -c "create role owner login password 'owner'" -c "create role gateway login password 'gateway'" \
    -c 'create database audits owner owner'
}

# psql as the superuser; lines on standard output, nothing else.
sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$database_port" -U postgres "$@"; }
audits() { sql -d audits "$@"; }

migrate() {
  say 'migrating'
  env QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$database_port/audits" \
    QUARKUS_DATASOURCE_USERNAME=owner QUARKUS_DATASOURCE_PASSWORD=owner \
    QUARKUS_FLYWAY_MIGRATE_AT_START=true QUARKUS_INIT_AND_EXIT=true \
    timeout 120 "$java" -jar "$service_jar" >"$work/migration.out" 2>&1
}

seed() {
  say "seeding $rows audits"
  audits -v rows="$rows" -v tenant="$tenant" -v admins="${admins:-20}" -f "$bench/seed.sql" >"$work/seed.out" 2>&1
}
