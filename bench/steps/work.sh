# A folder for the run, and the end of all that the run has started.

measurement=${measurement:-bench}                # by which what is printed is told apart
work=$(mktemp -d "${TMPDIR:-/var/tmp}/gateway-$measurement.XXXXXX")
chmod 755 "$work"                                # the server's user reads its binaries here, and nginx its configuration
server_pid=''
say() { printf '%s: %s\n' "$measurement" "$*" >&2; }
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
  # Those that still run, or were frozen: an id of another may have become somebody else's.
  for pid in $(jobs -rp) $(jobs -sp); do
    if [ "$pid" != "$server_pid" ]; then
      kill -s CONT "$pid" 2>/dev/null || true
      end TERM "$pid"
    fi
  done
  # One that was restarted meanwhile is another process.
  server_pid=$(head -n 1 "$work/data/cluster/postmaster.pid" 2>/dev/null || echo "$server_pid")
  end INT "$server_pid"
  ((status == 0)) || tail -n 10 "$work"/*.out 2>/dev/null | cut -c 1-300 >&2
  if [ -n "${BENCH_KEEP:-}" ]; then say "kept: $work"; else rm -rf "$work"; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM
