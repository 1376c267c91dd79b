-- What users ask, each with newest first: who did it, to whose device, to which device, in which bulk action, and which action.
-- docs/decisions/0009 says what they cost, and why the state, which changes most, has none.
create index audit_action on audit (tenant_id, action, request_ticks desc, id);
create index audit_initiator on audit (tenant_id, initiated_by_user_principal_name, request_ticks desc, id);
create index audit_owner on audit (tenant_id, device_owner_user_principal_name, request_ticks desc, id);
create index audit_device on audit (tenant_id, managed_device_id, request_ticks desc, id);
-- Most audits belong to no bulk action.
create index audit_bulk on audit (tenant_id, bulk_device_action_id, request_ticks desc, id) where bulk_device_action_id is not null;
