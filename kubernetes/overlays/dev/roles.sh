# Runs once, when the server makes its data folder: the serving role, to which the migration grants.
psql -v ON_ERROR_STOP=1 -v password="$(cat /etc/gateway/database/password)" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
create role gateway login password :'password';
SQL
