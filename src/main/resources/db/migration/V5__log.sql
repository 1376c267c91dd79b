-- The log that proves the history (contract §11): one a tenant. A writer leaves a mark; the sequencer takes marked entries under the lock of
-- the head's row, gives them indexes and extends the tree; the publisher signs what is committed. docs/decisions/0014-log.md.

-- Entries that are not in the log yet. The writer's own statement inserts, the sequencer deletes. Of all tenants, and no personal value: no policy.
create table log_pending (
  tenant_id uuid not null,
  changed_at timestamptz not null,
  entry_id uuid not null,
  primary key (tenant_id, changed_at, entry_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000); -- every row dies within a second
insert into log_pending select tenant_id, changed_at, id from history_entry;

-- How large each log is. Its row lock is the log's lock. No policy, for the same reason.
create table log_head (
  tenant_id uuid primary key,
  size bigint not null default 0,
  root bytea not null default sha256(''::bytea),
  published_size bigint not null default 0,   -- of the newest checkpoint
  published_at timestamptz,
  check (size >= published_size)
) with (fillfactor = 50);

-- The leaves: what was hashed, byte for byte.
create table log_leaf (
  tenant_id uuid not null,
  index bigint not null,                      -- from 0, contiguous
  entry_id uuid not null,
  changed_at timestamptz not null,
  leaf bytea not null,                        -- canonical JSON
  primary key (tenant_id, index),
  unique (tenant_id, entry_id)
);

-- What opens the commitments in a leaf. Apart, so that it can go when the value goes.
create table log_salt (
  tenant_id uuid not null,
  entry_id uuid not null,
  path text collate "C" not null,             -- JSON Pointer into the leaf, such as /changes/0/after
  salt bytea not null,
  primary key (tenant_id, entry_id, path)
);

-- Tiles of hashes (C2SP tlog-tiles). A full one has 256 hashes and never changes.
create table log_tile (
  tenant_id uuid not null,
  level int not null,
  index bigint not null,
  hashes bytea not null,
  primary key (tenant_id, level, index)
);

-- What was signed, as it was signed.
create table log_checkpoint (
  tenant_id uuid not null,
  size bigint not null,
  signed_at timestamptz not null,
  note text not null,
  primary key (tenant_id, size, signed_at)
);

create function refuse_log_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only: % of % is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on log_leaf for each row execute function refuse_log_change();
create trigger append_only_truncate before truncate on log_leaf execute function refuse_log_change();
create trigger append_only before update or delete on log_checkpoint for each row execute function refuse_log_change();
create trigger append_only_truncate before truncate on log_checkpoint execute function refuse_log_change();
create trigger unchanging before update on log_salt for each row execute function refuse_log_change();
create trigger unchanging_truncate before truncate on log_salt execute function refuse_log_change();
-- A tile grows until it has 256 hashes of 32 bytes, and keeps those that it has.
create trigger growing before update on log_tile for each row
  when (old.hashes <> substr(new.hashes, 1, length(old.hashes)) or length(old.hashes) = 8192) execute function refuse_log_change();
create trigger kept before delete on log_tile for each row execute function refuse_log_change();
create trigger kept_truncate before truncate on log_tile execute function refuse_log_change();

alter table log_leaf enable row level security;
alter table log_salt enable row level security;
alter table log_tile enable row level security;
alter table log_checkpoint enable row level security;
create policy tenant on log_leaf using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);
create policy tenant on log_salt using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);
create policy tenant on log_tile using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);
create policy tenant on log_checkpoint using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);

-- What opens the commitments of an entry, for those who ask for it: two columns more at the end of the view.
create or replace view recorded_change with (security_invoker = true) as
select e.tenant_id, e.id, e.audit_id, e.sequence, e.operation, e.changed_at, e.principal_id collate "C" as principal_id,
       e.application_id collate "C" as application_id, p.user_principal_name collate "C" as user_principal_name, e.authorization_kind, e.request_id,
       e.client_request_id collate "C" as client_request_id, p.client_address collate "C" as client_address, e.properties, e.personal, e.before,
       e.after, p.before as personal_before, p.after as personal_after, p.erased,
       (select array_agg(s.path order by s.path) from log_salt s where s.tenant_id = e.tenant_id and s.entry_id = e.id) as opening_paths,
       (select array_agg(s.salt order by s.path) from log_salt s where s.tenant_id = e.tenant_id and s.entry_id = e.id) as opening_salts
from history_entry e
left join history_personal p
  on p.tenant_id = e.tenant_id and p.audit_id = e.audit_id and p.sequence = e.sequence and p.changed_at = e.changed_at;
