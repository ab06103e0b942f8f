-- FROZEN. This is a yardstick: it stays as it is, whatever becomes of the product's tables, so that a product that gives itself
-- more to write is seen to get slower. Two small tables with three indexes: what any service of this kind would have to keep.
create schema lean;

create table lean.states (
    retailer_id uuid not null,
    id uuid not null,
    failed_tries int not null default 0,
    last_sequence int not null default 0,
    code_digest bytea not null,
    primary key (retailer_id, id)
) with (fillfactor = 70);

create table lean.journal (
    retailer_id uuid not null,
    delivery_id uuid not null,
    sequence int not null,
    id uuid not null,
    recorded_at timestamptz not null,
    idempotency_key text not null,
    detail jsonb not null,
    primary key (retailer_id, delivery_id, sequence),
    unique (retailer_id, delivery_id, idempotency_key)
);

insert into lean.states (retailer_id, id, code_digest)
select '019b0000-0000-7000-8000-000000000000', ('019b0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, sha256(i::text::bytea)
from generate_series(0, {count} - 1) i;
