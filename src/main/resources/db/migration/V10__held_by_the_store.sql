-- What the store holds by itself, whoever comes: which tables a trigger reads, who may call a new function, and what a month costs that is made while
-- the history is in use.

-- A trigger finds its tables here, and not where its caller would have it look: left alone, pg_temp comes before every schema, and everybody may make
-- temporary tables.
alter function refuse_second_life() set search_path = "${flyway:defaultSchema}", pg_temp;
alter function refuse_history_change() set search_path = "${flyway:defaultSchema}", pg_temp;
alter function refuse_log_change() set search_path = "${flyway:defaultSchema}", pg_temp;
alter function refuse_to_restore() set search_path = "${flyway:defaultSchema}", pg_temp;
alter function keep_published_root() set search_path = "${flyway:defaultSchema}", pg_temp;

-- A function that a later migration makes is nobody's until R__grants.sql says whose. Not "in schema": that could only add to what is everybody's.
alter default privileges revoke execute on functions from public;

-- Makes the partitions of one month that are missing, of both tables or of none; gives how many. Refused (check_violation) when the default partition has
-- rows of that month. It takes both tables' exclusive locks, and whoever comes waits behind it: so it does not wait for them longer than this.
create function make_history_month(month date) returns int language plpgsql
  set search_path = "${flyway:defaultSchema}", pg_temp set lock_timeout = '200ms' as $$
declare
  parent text;
  partition text;
  made int := 0;
begin
  foreach parent in array array['history_entry', 'history_personal'] loop
    partition := parent || to_char(month, '_YYYY_MM');
    if not exists (select from pg_inherits where inhparent = parent::regclass and inhrelid = to_regclass(partition)) then
      execute format(
        'create table %I partition of %I for values from (%L) to (%L)', partition, parent,
        to_char(month, 'YYYY-MM-"01T00:00:00Z"'), to_char(month + interval '1 month', 'YYYY-MM-"01T00:00:00Z"'));
      execute format('create trigger refuse_truncate before truncate on %I execute function refuse_history_change()', partition);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

-- As V1 has it, and as a program of before calls it: but a month that cannot be made is named, and the others are made.
create or replace function ensure_history_partitions(months_ahead int) returns int language plpgsql
  set search_path = "${flyway:defaultSchema}", pg_temp as $$
declare
  month date;
  made int := 0;
begin
  for step in 0..months_ahead loop
    month := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => step))::date;
    begin
      made := made + make_history_month(month);
    exception when check_violation then
      raise warning 'the month % is not made: the default partition has entries of it', to_char(month, 'YYYY-MM');
    end;
  end loop;
  return made;
end $$;
