#!/bin/sh
# First start of the database: the owner migrates, the app's role reads and writes what the policies let it, the auditor
# reads the trail and who was appointed.
set -eu

psql --username postgres --set ON_ERROR_STOP=1 <<'SQL'
\getenv owner_password DATABASE_OWNER_PASSWORD
\getenv app_password DATABASE_APP_PASSWORD
\getenv auditor_password DATABASE_AUDITOR_PASSWORD
CREATE ROLE seagull_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE seagull_app LOGIN PASSWORD :'app_password';
CREATE ROLE seagull_auditor LOGIN PASSWORD :'auditor_password';
CREATE DATABASE seagull OWNER seagull_owner TEMPLATE template0
    ENCODING UTF8 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C.UTF-8';
REVOKE CONNECT ON DATABASE seagull FROM PUBLIC;
GRANT CONNECT ON DATABASE seagull TO seagull_app, seagull_auditor;
SQL
