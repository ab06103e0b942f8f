-- FROZEN, as its tables are. One transaction for a set of {set} attempts on as many deliveries, far apart from each other: lock their
-- states, count, write an entry of some 300 bytes for each, commit.
\set start random(0, {count} - 1)
with arrived as materialized (
    select s.id from lean.states s
    where s.id = any(array(select (:start::bigint + n * 4643) % {count} from generate_series(1, {set}) n))
    order by s.id
    for update
),
counted as (
    update lean.states s
    set failed_tries = (s.failed_tries + 1) % 3, last_sequence = s.last_sequence + 1
    from arrived
    where s.id = arrived.id
    returning s.id, s.last_sequence
)
insert into lean.journal (delivery_id, sequence, recorded_at, detail)
select id, last_sequence, now(), repeat(md5(id::text), 7) from counted;
