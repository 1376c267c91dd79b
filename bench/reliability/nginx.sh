# nginx with the configuration of docs/deployment.md: the very text, with this run's addresses, port and certificate in it.

# Makes a CA of this run and a certificate of it for localhost.
make_certificates() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=CA of this run' -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout "$work/server.key" -out "$work/server.csr" 2>/dev/null
  printf 'subjectAltName=DNS:localhost\n' >"$work/san"
  openssl x509 -req -in "$work/server.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 2 -extfile "$work/san" -out "$work/server.pem" 2>/dev/null
}

# write_nginx NUMBER...: the configuration with these instances behind it.
write_nginx() {
  local number servers=''
  for number in "$@"; do servers+="    server 127.0.0.1:${ports[$number]} max_fails=0;\\n"; done
  {
    printf 'daemon off;\npid %s/nginx.pid;\nerror_log %s/nginx.out warn;\nworker_processes 2;\n' "$work" "$work"
    ((EUID != 0)) || echo 'user nobody nogroup;'
    printf 'events { worker_connections 4096; }\nhttp {\n  access_log off;\n'
    for kind in client_body proxy fastcgi uwsgi scgi; do printf '  %s_temp_path %s/nginx-%s;\n' $kind "$work" $kind; done
    awk '/^```nginx$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$project/docs/deployment.md" |
      sed -e '/server gateway-2.internal/d' -e "s|^ *server gateway-1.internal.*|$servers|" -e "s|listen 443 |listen 127.0.0.1:$proxy_port |" \
        -e "s|/etc/nginx/tls|$work|" -e 's|graph.example.org|localhost|' -e "${nginx_edit:-}"
    echo '}'
  } >"$work/nginx.conf"
}

start_nginx() {
  proxy_port=$(free_port)
  proxied=https://localhost:$proxy_port/intune
  write_nginx "$@"
  "$nginx" -e "$work/nginx.out" -c "$work/nginx.conf" >>"$work/nginx.out" 2>&1 &
  nginx_pid=$!
  for _ in $(seq 50); do
    (: </dev/tcp/127.0.0.1/"$proxy_port") 2>/dev/null && return 0
    sleep 0.1
  done
  fail 'nginx did not start'
}

# behind_nginx NUMBER...: from now on these instances get requests; those under way at others end where they are.
behind_nginx() {
  write_nginx "$@"
  "$nginx" -e "$work/nginx.out" -t -q -c "$work/nginx.conf" 2>>"$work/nginx.out" || fail 'nginx does not take its configuration'
  kill -s HUP "$nginx_pid"
}
