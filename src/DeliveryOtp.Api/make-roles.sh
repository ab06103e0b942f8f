#!/bin/sh
# Run once by the PostgreSQL image, when its volume is empty: one role owns the schema, the other serves.
set -eu
psql --no-psqlrc -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv owner_password DELIVERYOTP_OWNER_PASSWORD
\getenv service_password DELIVERYOTP_PASSWORD
CREATE ROLE deliveryotp_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE deliveryotp LOGIN PASSWORD :'service_password';
CREATE DATABASE deliveryotp OWNER deliveryotp_owner;
REVOKE ALL ON DATABASE deliveryotp FROM PUBLIC;
GRANT CONNECT ON DATABASE deliveryotp TO deliveryotp;
\connect deliveryotp
REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
SQL
