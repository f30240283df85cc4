-- Three roles, none of them a superuser: Temporal's, the one that owns our tables and changes their shape, and the one
-- our programs work as, which can do neither that nor anything in Temporal's databases.
\set temporal_password `cat "$TEMPORAL_PASSWORD_FILE"`
\set owner_password `cat "$AUDIT_OWNER_PASSWORD_FILE"`
\set audit_password `cat "$AUDIT_PASSWORD_FILE"`

select format('create role %I', name)
from unnest(array['temporal', 'audit_owner', 'audit']) as name
where not exists (select from pg_roles where rolname = name)
\gexec

alter role temporal with login nosuperuser nocreatedb nocreaterole password :'temporal_password';
alter role audit_owner with login nosuperuser nocreatedb nocreaterole password :'owner_password';
alter role audit with login nosuperuser nocreatedb nocreaterole password :'audit_password';

select format('create database %I owner %I', name, keeper)
from (values ('temporal', 'temporal'), ('temporal_visibility', 'temporal'), ('audits', 'audit_owner')) as wanted (name, keeper)
where not exists (select from pg_database where datname = name)
\gexec

revoke all on database postgres, temporal, temporal_visibility, audits from public;
grant connect on database audits to audit;

\connect audits
revoke all on schema public from public;
grant all on schema public to audit_owner;
grant usage on schema public to audit;
alter default privileges for role audit_owner in schema public grant select, insert, update, delete on tables to audit;
alter default privileges for role audit_owner in schema public grant usage, select on sequences to audit;

\connect temporal
grant all on schema public to temporal;

\connect temporal_visibility
grant all on schema public to temporal;
