# The service with production settings, and a token that it believes.

start_service() {
  say 'starting the service'
  make_keys
  service_port=$(free_port)
  service_url=http://127.0.0.1:$service_port/v1.0/deviceManagement/remoteActionAudits
  launch service "$service_jar" "$service_port" "$(free_port)"
  service_pid=$launched
  await_ready "$service_pid" || fail 'the service did not start'
  token=$(signed_token)
}

# The key of the tokens, and that of the log.
make_keys() {
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/key.pem" 2>/dev/null
  openssl pkey -in "$work/key.pem" -pubout -out "$work/public.pem"
  openssl genpkey -algorithm ed25519 -out "$work/log.pem"
}

# launch NAME JAR PORT MANAGEMENT-PORT [VARIABLE=VALUE]...: starts a service, its output behind what is in NAME.out; sets launched, its process.
declare -A management_of                         # the management port, by process
launch() {
  # shellcheck disable=SC2086
  env QUARKUS_DATASOURCE_REACTIVE_URL="postgresql://127.0.0.1:$database_port/audits" \
    QUARKUS_DATASOURCE_USERNAME=gateway QUARKUS_DATASOURCE_PASSWORD=gateway \
    QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="$3" \
    QUARKUS_MANAGEMENT_HOST=127.0.0.1 QUARKUS_MANAGEMENT_PORT="$4" \
    MP_JWT_VERIFY_PUBLICKEY_LOCATION="$work/public.pem" MP_JWT_VERIFY_AUDIENCES=api://bench \
    GATEWAY_TRUSTED_ISSUERS='https://login.example.org/{tenantid}/v2.0' GATEWAY_RATE_LIMIT_ENABLED=false \
    GATEWAY_LOG_ORIGIN=bench.example.org GATEWAY_LOG_SIGNING_KEY_LOCATION="$work/log.pem" \
    "${@:5}" "$java" ${service_options:-} -jar "$2" >>"$work/$1.out" 2>&1 &
  launched=$!
  management_of[$launched]=$4
}

# await_ready PROCESS: fails when it ends first, or is not ready within a minute.
await_ready() {
  for _ in $(seq 120); do
    ! curl -sf -m 2 -o /dev/null "http://127.0.0.1:${management_of[$1]}/q/health/ready" || return 0
    kill -0 "$1" 2>/dev/null || return 1
    sleep 0.5
  done
  return 1
}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# A person's RS256 token for $tenant that may do what $scope says, else read and write; good for two hours.
signed_token() {
  local now header claims
  now=$(date +%s)
  header='{"typ":"JWT","alg":"RS256"}'
  claims='{"iss":"https://login.example.org/'$tenant'/v2.0","aud":"api://bench","tid":"'$tenant'","nbf":'$now',"exp":'$((now + 7200))',
    "oid":"c2d1f3a4-9b7e-4f60-8a51-3e6d7c8b9a02","azp":"11f0a7c8-6d5e-4b3a-92c1-d0e9f8a7b6c5","sub":"bench",
    "preferred_username":"ada@example.org","scp":"'${scope:-DeviceManagementManagedDevices.ReadWrite.All}'"}'
  header=$(printf %s "$header" | base64url).$(printf %s "$claims" | base64url)
  printf %s.%s "$header" "$(printf %s "$header" | openssl dgst -sha256 -sign "$work/key.pem" -binary | base64url)"
}

# Seconds of processor time that the service has used since its start.
service_cpu() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%.2f", ($12 + $13) / hz }' "/proc/$service_pid/stat"; }
