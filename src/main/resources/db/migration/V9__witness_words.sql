-- Which witness told a size that the log does not have, so that an epoch gives up its word and not every witness's. docs/decisions/0017-epochs.md.
-- Empty for a checkpoint, which is the same whoever has it, for what was noted before this, and where the word of all is given up.
alter table log_contradiction add column witness text not null default '';
alter table log_contradiction drop constraint log_contradiction_pkey, add primary key (tenant_id, size, root, witness);

drop trigger given_up_once on log_contradiction;
create trigger given_up_once before update on log_contradiction for each row
  when (old.epoch is not null
    or (new.tenant_id, new.size, new.root, new.witness, new.found_at) is distinct from (old.tenant_id, old.size, old.root, old.witness, old.found_at))
  execute function refuse_log_change();
