-- FROZEN, as its tables are. One transaction for a set of {set} attempts on as many deliveries, far apart from each other: lock their
-- states, count, write an entry of some 300 bytes for each, commit.
\set start random(0, {count} - 1)
with wanted as (
    select ('019b0000-0000-7000-8000-' || lpad(to_hex((:start::bigint + n * 4643) % {count}), 12, '0'))::uuid as id
    from generate_series(1, {set}) n
),
arrived as materialized (
    select s.id from wanted w
    cross join lateral (
        select * from lean.states s
        where s.retailer_id = '019b0000-0000-7000-8000-000000000000' and s.id = w.id
        for update) s
),
counted as (
    update lean.states s
    set failed_tries = (s.failed_tries + 1) % 3, last_sequence = s.last_sequence + 1
    from arrived
    where s.retailer_id = '019b0000-0000-7000-8000-000000000000' and s.id = arrived.id
    returning s.id, s.last_sequence
)
insert into lean.journal (retailer_id, delivery_id, sequence, id, recorded_at, idempotency_key, detail)
select '019b0000-0000-7000-8000-000000000000', id, last_sequence, gen_random_uuid(), now(), gen_random_uuid()::text,
    jsonb_build_object('outcome', 'wrong_code', 'tries_left', 2, 'token_id', gen_random_uuid(), 'captured_at', now(),
        'location', jsonb_build_object('latitude', 48.856631, 'longitude', 2.352193, 'accuracy_m', 12.5, 'provider', 'fused', 'verdict', 'inside'),
        'device', jsonb_build_object('id', gen_random_uuid(), 'platform', 'android'))
from counted;
