-- FROZEN. This is a yardstick: it stays as it is, whatever becomes of the product's tables, so that a product that gives itself
-- more to write is seen to get slower. Two small tables with three indexes: what any service of this kind would have to keep.
create schema lean;

create table lean.states (
    id bigint primary key,
    failed_tries int not null default 0,
    last_sequence int not null default 0
);

create table lean.journal (
    id bigint generated always as identity primary key,
    delivery_id bigint not null,
    sequence int not null,
    recorded_at timestamptz not null,
    detail text not null,
    unique (delivery_id, sequence)
);

insert into lean.states (id) select * from generate_series(0, {count} - 1);
