-- The history of all audits of a tenant as one collection, newest first, and what erasing a person leaves of it.

-- What the service itself does (prune, epoch) belongs to no audit.
alter table history_entry drop constraint history_entry_pkey;
alter table history_entry alter column audit_id drop not null, alter column sequence drop not null;
create unique index history_entry_of_audit on history_entry (tenant_id, audit_id, sequence, changed_at);
create index history_entry_newest on history_entry (tenant_id, changed_at desc, id);

-- Names of what was erased from this row: properties, initiatedBy/userPrincipalName, clientAddress.
alter table history_personal add column erased text[] not null default '{}';

-- An entry with its personal values. As the one who asks: the policies of both tables hold.
create view recorded_change with (security_invoker = true) as
select e.tenant_id, e.id, e.audit_id, e.sequence, e.operation, e.changed_at, e.principal_id collate "C" as principal_id,
       e.application_id collate "C" as application_id, p.user_principal_name collate "C" as user_principal_name, e.authorization_kind, e.request_id,
       e.client_request_id collate "C" as client_request_id, p.client_address collate "C" as client_address, e.properties, e.personal, e.before,
       e.after, p.before as personal_before, p.after as personal_after, p.erased
from history_entry e
left join history_personal p
  on p.tenant_id = e.tenant_id and p.audit_id = e.audit_id and p.sequence = e.sequence and p.changed_at = e.changed_at;
