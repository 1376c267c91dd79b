-- Runs once, when the server makes its data folder: the serving role, to which the migration grants what it needs.
create role gateway login password 'gateway';
