-- What seed.sql has made becomes old: the creations stand in the months between 30 and 18 months ago, each audit's only entry, and wait for their places in the logs.

set session_replication_role = replica;          -- the history's own triggers refuse any such change
set timezone = 'UTC';

select format('create table %1$s_%2$s partition of %1$s for values from (%3$L) to (%4$L); alter table %1$s_%2$s owner to owner',
    half, to_char(month, 'YYYY_MM'), month, month + interval '1 month')
from unnest(array['history_entry', 'history_personal']) as half,
  generate_series(date_trunc('month', now()) - interval '31 months', date_trunc('month', now()) - interval '13 months', interval '1 month') as month
where to_regclass(half || to_char(month, '_YYYY_MM')) is null
\gexec

create temporary table aged as
select tenant_id, audit_id, now() - interval '30 months' + row_number() over () * (interval '12 months' / (select count(*) from history_entry)) as at
from history_entry;

update audit a set changed_at = aged.at from aged where a.tenant_id = aged.tenant_id and a.id = aged.audit_id;
update history_entry h set changed_at = aged.at from aged where h.tenant_id = aged.tenant_id and h.audit_id = aged.audit_id;
update history_personal h set changed_at = aged.at from aged where h.tenant_id = aged.tenant_id and h.audit_id = aged.audit_id;

insert into log_pending (tenant_id, changed_at, entry_id) select tenant_id, changed_at, id from history_entry;

reset session_replication_role;
vacuum analyze;
checkpoint;
