-- What was seen of a log outside its database, and the epochs that give it up. docs/decisions/0017-epochs.md.

-- The epoch's number is the millisecond in which it was begun, 0 before there is one: a number is never used twice, not even after a restore.
alter table log_head add column epoch bigint not null default 0;

-- The root of the newest checkpoint, for pods that did not sign it: they know no note of all tenants, only the heads.
alter table log_head add column published_root bytea;
update log_head h set published_root = (
  select decode(split_part(c.note, E'\n', 3), 'base64') from log_checkpoint c
  where c.tenant_id = h.tenant_id and c.size = h.published_size order by c.signed_at desc limit 1
);

-- Here and not in the publisher's statement: pods of the version before sign, too, while a rollout is under way.
create function keep_published_root() returns trigger language plpgsql as $$
begin
  new.published_root := new.root;
  return new;
end $$;
create trigger published before update of published_size on log_head for each row
  when (new.published_size = new.size) execute function keep_published_root();

-- Checkpoints that a pod, a witness or a file has seen and that the log does not contain. While one has no epoch, no pod signs the log;
-- an epoch gives up what has its number.
create table log_contradiction (
  tenant_id uuid not null,
  size bigint not null check (size > 0),
  root bytea not null,                        -- empty where nothing but the size is known
  found_at timestamptz not null default now(),
  epoch bigint,
  primary key (tenant_id, size, root)
);
create trigger kept before delete on log_contradiction for each row execute function refuse_log_change();
create trigger kept_truncate before truncate on log_contradiction execute function refuse_log_change();
create trigger given_up_once before update on log_contradiction for each row
  when (old.epoch is not null or (new.tenant_id, new.size, new.root, new.found_at) is distinct from (old.tenant_id, old.size, old.root, old.found_at))
  execute function refuse_log_change();

alter table log_contradiction enable row level security;
create policy tenant on log_contradiction using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);
