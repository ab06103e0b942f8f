-- A chunk of deliveries in the order of time, and all that happened to them. $1 first index, $2 how many, $3 of how many in all,
-- $4 the retailer that is asked about, $5 the other one, $6 an attempt's detail, $7 an issued entry's, $8 a policy,
-- $9 the first delivery's time, $10 how many attempts on each, all on the retailer's own; null: some, a tenth on the other one's.
with delivery as materialized (
    select i,
        ('019b0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id,
        case when $10::int is not null or random() < 0.9 then $4::uuid else $5::uuid end as retailer_id,
        date_trunc('milliseconds', $9::timestamptz + interval '365 days' * (i::float8 / $3::bigint)) as created_at,
        floor(2000 * random())::int as courier,
        coalesce($10::int, 1 + floor(7 * random())::int) as attempts,
        -- Two in five are in one dense city, the others anywhere in the country.
        random() < 0.4 as in_city,
        random() as north,
        random() as east
    from generate_series($1::bigint, $1::bigint + $2::bigint - 1) i
),
located as materialized (
    select *,
        case when in_city then 48.80 + 0.11 * north else 42.5 + 8.5 * north end as latitude,
        case when in_city then 2.22 + 0.25 * east else -1.5 + 9 * east end as longitude
    from delivery
),
created as (
    insert into deliveryotp.deliveries (
        retailer_id, id, order_id, status, latitude, longitude, country, address, courier_id, recipient_language, policy,
        review, created_at, expires_at, seal, seal_key_id)
    select retailer_id, id, 'order-' || i, 'delivered', latitude, longitude, 'FR', '12 rue de Rivoli, 75004 Paris',
        'courier-' || courier, 'fr', $8::json, false, created_at, created_at + interval '24 hours', '', 'none'
    from located
),
state as (
    insert into deliveryotp.delivery_states (
        retailer_id, delivery_id, status, generation, generations_since_unlock, failed_tries, unlocks, signals, last_sequence, seal, seal_key_id)
    select retailer_id, id, 'delivered', 1, 1, 0, 0, '{}', 1 + attempts, '', 'none' from located
),
issued as (
    insert into deliveryotp.journal (
        retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, link_version, detail)
    select retailer_id, id, 1,
        (lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0') || '-7' || substr(gen_random_uuid()::text, 16))::uuid,
        'issued', created_at, 'retailer', retailer_id::text, 1, $7::jsonb
    from located
),
tried as materialized (
    select l.*, n,
        date_trunc('milliseconds', l.created_at + least(interval '40 minutes', interval '30 days' / l.attempts) * (n - 1 + random())) as recorded_at,
        random() as kind, random() as missing, random() as oddity, random() < 0.3 as on_spare_phone,
        random() as jitter
    from located l, generate_series(1, l.attempts) n
),
judged as materialized (
    select *,
        missing < 0.04 as no_fix,
        'phone-7f3a9c02-55d1-4b6e-9f0e-' || lpad((courier * 3 / 2 + on_spare_phone::int)::text, 12, '0') as device_id,
        case
            when n = attempts and kind < 0.85 then 'accepted'
            when kind < 0.45 then 'wrong_code'
            when kind < 0.60 then 'outside_geofence'
            when kind < 0.75 then 'malformed_code'
            when kind < 0.83 then 'wrong_parcel'
            when kind < 0.90 then 'wrong_courier'
            when kind < 0.95 then 'location_unverified'
            when kind < 0.98 then 'locked'
            else 'held'
        end as outcome
    from tried
),
noticed as materialized (
    select *,
        case
            when outcome = 'outside_geofence' then 'outside_geofence'
            when no_fix or outcome = 'location_unverified' then 'location_unverified'
            when oddity < 0.005 then 'mock_location'
            when oddity < 0.02 then 'compromised_device'
            when oddity < 0.04 then 'clock_skew'
            when oddity < 0.06 then 'stale_fix'
        end as signal,
        case when not no_fix then latitude + 0.0008 * (jitter - 0.5) end as fix_latitude,
        case when not no_fix then longitude + 0.0008 * (jitter - 0.5) end as fix_longitude
    from judged
),
attempted as materialized (
    select *,
        (lpad(to_hex((extract(epoch from recorded_at) * 1000)::bigint), 12, '0') || '-7' || substr(gen_random_uuid()::text, 16))::uuid as attempt_id
    from noticed
),
raised as (
    insert into deliveryotp.attempt_signals (retailer_id, signal, attempt_id)
    select retailer_id, signal, attempt_id from attempted where signal is not null
)
insert into deliveryotp.journal (
    retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id, device_id, outcome,
    latitude, longitude, link_version, presented_digest, detail, idempotency_key, request_digest)
select retailer_id, id, 1 + n, attempt_id,
    'attempted', recorded_at, 'courier', gen_random_uuid()::text, 'courier-' || courier, device_id, outcome, fix_latitude, fix_longitude, 1,
    case when outcome in ('accepted', 'wrong_code') then sha256(uuid_send(id)) end,
    $6::jsonb || jsonb_build_object(
        'outcome', outcome,
        'compared', outcome in ('accepted', 'wrong_code'),
        'captured_at', recorded_at,
        'location', case
            when no_fix then '{"verdict": "unverified"}'::jsonb
            else $6::jsonb -> 'location'
                || jsonb_build_object('latitude', fix_latitude, 'longitude', fix_longitude, 'captured_at', recorded_at)
        end,
        'device', $6::jsonb -> 'device' || jsonb_build_object('id', device_id),
        'signals', case
            when signal is null then '[]'::jsonb
            else jsonb_build_array(jsonb_build_object('name', signal, 'weight', 10, 'detail', 'seeded'))
        end),
    gen_random_uuid()::text, sha256(uuid_send(id))
from attempted
