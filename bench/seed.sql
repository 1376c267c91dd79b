-- Audits of 50 tenants with the entry of their creation. Every second one is the measured tenant's; the other 49 share the rest.
-- :admins have started them. Ids are what pgbench and wrk can make from a number: 10^18 + n, here and there.

set session_replication_role = replica;          -- no check of each row against the tombstones: there are none

create temporary view seeded as
select case when n % 2 = 0 then :'tenant' else '00000000-0000-4000-8000-' || lpad((n / 2 % 49)::text, 12, '0') end::uuid as tenant_id,
       (1000000000000000000 + n / 2)::text as id,
       'DESKTOP-' || to_hex(n) as device_display_name,
       'User ' || n % 1000 as user_name,
       'admin' || n % :admins || '@example.org' as initiated_by_user_principal_name,
       (n % 30)::smallint as action,
       to_char(timestamp '2017-01-01' + n * interval '97 seconds', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as request_date_time,
       (extract(epoch from timestamp '2017-01-01')::bigint + n * 97) * 10000000 as request_ticks,
       'user' || n % 1000 || '@example.org' as device_owner_user_principal_name,
       (350000000000000 + n)::text as device_imei,
       1::smallint as action_state,
       gen_random_uuid()::text as managed_device_id
from generate_series(2, :rows + 1) as n;

insert into audit (tenant_id, id, version, changed_at, device_display_name, user_name, initiated_by_user_principal_name, action,
  request_date_time, request_ticks, device_owner_user_principal_name, device_imei, action_state, managed_device_id, device_action_category)
select tenant_id, id, 1, now(), device_display_name, user_name, initiated_by_user_principal_name, action,
  request_date_time, request_ticks, device_owner_user_principal_name, device_imei, action_state, managed_device_id, 0
from seeded;

insert into history_entry (tenant_id, audit_id, sequence, changed_at, id, operation, principal_id, application_id, authorization_kind,
  request_id, client_request_id, properties, personal, before, after)
select tenant_id, id, 1, changed_at, gen_random_uuid(), 1, 'c2d1f3a4-9b7e-4f60-8a51-3e6d7c8b9a02', '11f0a7c8-6d5e-4b3a-92c1-d0e9f8a7b6c5', 1,
  gen_random_uuid(), gen_random_uuid()::text,
  array['id', 'deviceDisplayName', 'userName', 'initiatedByUserPrincipalName', 'action', 'requestDateTime', 'deviceOwnerUserPrincipalName',
    'deviceIMEI', 'actionState', 'managedDeviceId', 'deviceActionCategory'],
  array[false, true, true, true, false, false, true, true, false, false, false],
  array_fill(null::text, array[11]),
  array[id, null, null, null, 'factoryReset', request_date_time, null, null, 'pending', managed_device_id, 'single']
from audit;

insert into history_personal (tenant_id, audit_id, sequence, changed_at, user_principal_name, client_address, before, after)
select tenant_id, id, 1, changed_at, 'ada@example.org', '127.0.0.1', array_fill(null::text, array[11]),
  array[null, device_display_name, user_name, initiated_by_user_principal_name, null, null, device_owner_user_principal_name, device_imei, null,
    null, null]
from audit;

reset session_replication_role;
vacuum analyze;
checkpoint;
