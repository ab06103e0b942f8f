-- The product's tables under another name: its columns, checks, defaults and indexes, and no reader that follows them.
drop schema if exists floor cascade;
create schema floor;
create table floor.deliveries (like deliveryotp.deliveries including all);
create table floor.delivery_states (like deliveryotp.delivery_states including all);
create table floor.journal_unsequenced (like deliveryotp.journal_unsequenced including all);
create table floor.journal (like deliveryotp.journal including all);
grant usage on schema floor to {role};
grant select, insert, update on all tables in schema floor to {role};
