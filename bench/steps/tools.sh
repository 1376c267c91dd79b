# What the machine must have, and the service itself.

install_tools() {
  local packages=()
  command -v wrk >/dev/null || packages+=(wrk)
  command -v curl >/dev/null || packages+=(curl)
  command -v openssl >/dev/null || packages+=(openssl)
  command -v xz >/dev/null || packages+=(xz-utils)
  command -v psql >/dev/null || packages+=(postgresql-client)
  command -v pgbench >/dev/null || packages+=(postgresql)
  ((${#packages[@]})) || return 0
  ((EUID == 0)) || fail "as root, or install first: ${packages[*]}"
  say "installing ${packages[*]}"
  # pgbench comes in the server's package, which would otherwise make a cluster and start it.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >"$work/apt.out" 2>&1
}

find_java() {
  local home
  for home in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" /usr/lib/jvm/*25*; do
    grep -qs '^JAVA_VERSION="25' "$home/release" || continue
    export JAVA_HOME=$home
    java=$home/bin/java
    return
  done
  fail 'no JDK 25 found; set JAVA_HOME'
}

build_service() {
  service_jar=$project/target/quarkus-app/quarkus-run.jar
  [ ! -e "$service_jar" ] || return 0
  say 'building the service'
  (cd "$project" && timeout 900 ./mvnw -q -B -ntp package -Dmaven.test.skip=true) >"$work/build.out" 2>&1
}

# A port of this machine that nobody listens on.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (: </dev/tcp/127.0.0.1/$port) 2>/dev/null || break
  done
  echo "$port"
}
