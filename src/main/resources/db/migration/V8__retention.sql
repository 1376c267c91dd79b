-- Retention (contract §11): the beginning of a tenant's log may go, as far as its head says. docs/decisions/0018-retention.md.

-- The entries before this index were given up, by an entry of the log that says so. Whole bundles; never less than it was.
alter table log_head add column pruned bigint not null default 0,
  add constraint log_head_pruned check (pruned >= 0 and pruned <= size and pruned % 256 = 0);

create function refuse_to_restore() returns trigger language plpgsql as $$
begin
  raise exception 'what was pruned stays pruned: % of log_head is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end $$;
create trigger pruned_for_ever before update on log_head for each row when (new.pruned < old.pruned) execute function refuse_to_restore();
create trigger pruned_head_stays before delete on log_head for each row when (old.pruned > 0) execute function refuse_to_restore();

-- An entry goes when its leaf is before that index: not without a leaf, and not to anyone while the head says nothing.
-- The conditions are nested, because not every table that has this trigger has the columns.
create or replace function refuse_history_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_level = 'ROW' then
    if exists (
      select from log_leaf l join log_head h on h.tenant_id = l.tenant_id
      where l.tenant_id = old.tenant_id and l.entry_id = old.id and l.index < h.pruned
    ) then
      return old;
    end if;
  end if;
  raise exception 'the history is append-only: % of % is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end $$;

create or replace function refuse_log_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_level = 'ROW' and tg_table_name = 'log_leaf' then
    if exists (select from log_head h where h.tenant_id = old.tenant_id and old.index < h.pruned) then
      return old;
    end if;
  end if;
  raise exception 'the log is append-only: % of % is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end $$;
