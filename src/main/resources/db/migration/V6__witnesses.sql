-- What witnesses said of the checkpoints (C2SP tlog-cosignature): a line of a note, kept beside the checkpoint that it is of. docs/decisions/0016-witness.md.
create table log_cosignature (
  tenant_id uuid not null,
  size bigint not null,
  root bytea not null,                        -- with the size all that a checkpoint of the log says
  witness text collate "C" not null,          -- its key's name
  key_id int not null,
  cosigned_at timestamptz not null,           -- by the witness's clock; part of what it signed
  line text not null,                         -- as a note has it, with its newline
  primary key (tenant_id, size, witness, key_id, cosigned_at, root)
);
-- What a witness cosigned last is what it is asked to go on from.
create index log_cosignature_by_witness on log_cosignature (tenant_id, witness, key_id, size desc);

create trigger append_only before update or delete on log_cosignature for each row execute function refuse_log_change();
create trigger append_only_truncate before truncate on log_cosignature execute function refuse_log_change();

alter table log_cosignature enable row level security;
create policy tenant on log_cosignature using (tenant_id = nullif(current_setting('gateway.tenant', true), '')::uuid);
