-- What the serving role may do, and no more. Runs again whenever GATEWAY_DATABASE_ROLE names another role, or this file changes.
-- Serving role: ${role}

do $$
begin
  if not exists (select from pg_roles where rolname = '${role}') then
    raise exception 'GATEWAY_DATABASE_ROLE: the role "${role}" does not exist; create it first (create role "${role}" login password ...)';
  end if;
end $$;

-- What an earlier version granted goes first. Of the tables that are the owner's: it may say nothing of others that stand in the same schema.
do $$
declare
  owned record;
begin
  for owned in
    select oid::regclass as name from pg_class
    where relnamespace = '${flyway:defaultSchema}'::regnamespace and pg_get_userbyid(relowner) = current_user and relkind in ('r', 'p', 'v')
  loop
    execute format('revoke all on %s from %I', owned.name, '${role}');
  end loop;
end $$;
revoke all on all functions in schema ${flyway:defaultSchema} from public, "${role}";
grant usage on schema ${flyway:defaultSchema} to "${role}";
grant select, insert, update, delete on audit to "${role}";
grant select, insert on tombstone, history_entry, history_personal to "${role}";
grant update (version) on tombstone to "${role}"; -- an erasure's entry is a deleted audit's newest
grant delete on history_personal to "${role}"; -- erasing is deleting, and inserting what is left
grant select on service_key, recorded_change to "${role}";
grant execute on function simple_lower(text), simple_upper(text), simple_position(numeric), simple_words(text) to "${role}";
grant select, insert, delete on log_pending, log_salt to "${role}";
grant select, insert, update on log_tile to "${role}";
-- What was pruned, an epoch, and what a contradiction gives up, are for the owner to say.
grant select, insert (tenant_id), update (size, root, published_size, published_at) on log_head to "${role}";
grant select, insert (tenant_id, size, root, witness) on log_contradiction to "${role}";
grant select, insert on log_leaf, log_checkpoint, log_cosignature to "${role}";
