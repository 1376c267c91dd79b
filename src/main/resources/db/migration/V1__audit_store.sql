-- The audit store. Run by the owner; the serving role gets what it needs in R__grants.sql, and no more.

-- One row an audit. Strings are kept exactly as sent and compared by code point ("C").
create table audit (
  tenant_id uuid not null,
  id text collate "C" not null,
  version bigint not null,                    -- the ETag, and the sequence of the newest history entry
  changed_at timestamptz not null,            -- when that entry was made
  device_display_name text collate "C",
  user_name text collate "C",
  initiated_by_user_principal_name text collate "C",
  action smallint not null,
  request_date_time text collate "C" not null, -- the very characters that were sent
  request_ticks bigint not null,              -- their instant, for comparing: 100 ns since 1970-01-01T00:00:00Z
  device_owner_user_principal_name text collate "C",
  device_imei text collate "C",
  action_state smallint not null,
  managed_device_id text collate "C",
  bulk_device_action_id text collate "C",
  device_action_category smallint not null,
  primary key (tenant_id, id)
) with (fillfactor = 85);                     -- room for heap-only updates: a change of state touches no index

-- The default order of the list: newest first, then id.
create index audit_newest on audit (tenant_id, request_ticks desc, id);

-- What is left of a deleted audit, for ever: its id is taken, and its next entry has a sequence.
create table tombstone (
  tenant_id uuid not null,
  audit_id text collate "C" not null,
  version bigint not null,
  deleted_at timestamptz not null,
  primary key (tenant_id, audit_id)
);

-- Checked after the row is in, because an insert that waited for a concurrent deletion has an older snapshot than that deletion.
create function refuse_second_life() returns trigger language plpgsql as $$
begin
  if exists (select from tombstone t where t.tenant_id = new.tenant_id and t.audit_id = new.id) then
    raise exception 'audit id was deleted' using errcode = 'unique_violation', constraint = 'tombstone_pkey';
  end if;
  return null;
end $$;
create trigger no_second_life after insert on audit for each row execute function refuse_second_life();

-- History: what proves, append-only for everyone.
create table history_entry (
  tenant_id uuid not null,
  audit_id text collate "C" not null,
  sequence bigint not null,
  changed_at timestamptz not null,
  id uuid not null,
  operation smallint not null,                -- 1 create, 2 update, 3 delete, 4 erase, 5 snapshot, 6 prune, 7 epoch
  principal_id text not null,
  application_id text not null,
  authorization_kind smallint not null,       -- 1 delegated, 2 application, 3 operator
  request_id uuid not null,
  client_request_id text not null,
  properties text[] not null,                 -- names of what changed, in the order of the resource
  personal boolean[] not null,                -- for each: whether its values stand in history_personal
  before text[] not null,                     -- for each that is not personal: as text, null where it was null
  after text[] not null,
  primary key (tenant_id, audit_id, sequence, changed_at)
) partition by range (changed_at);

-- History: what names a person, one row an entry, so that it can be erased without touching what proves.
create table history_personal (
  tenant_id uuid not null,
  audit_id text collate "C" not null,
  sequence bigint not null,
  changed_at timestamptz not null,
  user_principal_name text,                   -- the initiator's
  client_address text,
  before text[] not null,                     -- aligned with history_entry.properties; null where that one is not personal
  after text[] not null,
  primary key (tenant_id, audit_id, sequence, changed_at)
) partition by range (changed_at);

create function refuse_history_change() returns trigger language plpgsql as $$
begin
  raise exception 'the history is append-only: % of % is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on history_entry for each row execute function refuse_history_change();
create trigger append_only_truncate before truncate on history_entry execute function refuse_history_change();
create trigger unchanging before update on history_personal for each row execute function refuse_history_change();
create trigger unchanging_truncate before truncate on history_personal execute function refuse_history_change();

-- Makes the monthly partitions from this month to so many months ahead. Row triggers come with the parent; truncate triggers do not.
create function ensure_history_partitions(months_ahead int) returns int language plpgsql as $$
declare
  month date;
  parent text;
  partition text;
  made int := 0;
begin
  for step in 0..months_ahead loop
    month := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => step))::date;
    foreach parent in array array['history_entry', 'history_personal'] loop
      partition := parent || to_char(month, '_YYYY_MM');
      if to_regclass(partition) is null then
        execute format(
          'create table %I partition of %I for values from (%L) to (%L)',
          partition, parent, month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
        execute format('create trigger refuse_truncate before truncate on %I execute function refuse_history_change()', partition);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;

create table history_entry_default partition of history_entry default;
create table history_personal_default partition of history_personal default;
create trigger refuse_truncate before truncate on history_entry_default execute function refuse_history_change();
create trigger refuse_truncate before truncate on history_personal_default execute function refuse_history_change();
select ensure_history_partitions(12);

-- The key that encrypts skip tokens: the same on every pod without a setting. Two random UUIDs hold 244 random bits.
create table service_key (
  name text primary key,
  key bytea not null
);
insert into service_key values ('skiptoken', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- The second wall: a row of another tenant does not exist. A custom setting reads '' after its transaction, hence nullif.
alter table audit enable row level security;
alter table tombstone enable row level security;
alter table history_entry enable row level security;
alter table history_personal enable row level security;
create policy tenant on audit using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);
create policy tenant on tombstone using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);
create policy tenant on history_entry using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);
create policy tenant on history_personal using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);
