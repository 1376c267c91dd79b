# A folder for the run, and the end of all that the run has started.

work=$(mktemp -d "${TMPDIR:-/var/tmp}/gateway-bench.XXXXXX")
chmod 755 "$work"                                # the server's user reads its binaries here
started=()                                       # processes of the service
server_pid=''
say() { printf 'bench: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Ends a process that this run started, by its own id, and waits for its end.
end() {
  local signal=$1 pid=$2
  [ -n "$pid" ] || return 0
  kill -s "$signal" "$pid" 2>/dev/null || true
  for _ in $(seq 150); do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.2; done
  kill -s KILL "$pid" 2>/dev/null || true
}
clean_up() {
  local status=$? pid
  trap '' INT TERM
  for pid in "${started[@]}"; do
    kill -s CONT "$pid" 2>/dev/null || true
    end TERM "$pid"
  done
  end INT "$server_pid"
  ((status == 0)) || tail -n 10 "$work"/*.out 2>/dev/null | cut -c 1-300 >&2
  [ -n "${BENCH_KEEP:-}" ] || rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
