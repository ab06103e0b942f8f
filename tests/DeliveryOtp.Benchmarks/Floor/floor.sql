-- A client keeps its variables from one transaction to the next, so every third one picks another delivery.
\set visit :visit + 1
\if :visit % 3 = 1
\set delivery random({first}, {last})
\endif
\set courier random(0, {last_courier})
with confirmed as (
    update floor.delivery_states
    set failed_tries = (failed_tries + 1) % 3, last_sequence = last_sequence + 1
    where retailer_id = '{retailer}'
      and delivery_id = ('{id_prefix}' || lpad(to_hex(:delivery::bigint), 12, '0'))::uuid
      and status = 'pending'
      and failed_tries < 3
    returning retailer_id, delivery_id as id, last_sequence
)
insert into floor.journal (
    retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id, device_id,
    outcome, latitude, longitude, link_version, presented_digest, detail, idempotency_key, request_digest)
select retailer_id, id, last_sequence,
    (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '-7' || substr(gen_random_uuid()::text, 16))::uuid,
    'attempted', now(), 'courier', '{token_id}', 'courier-' || :courier::int,
    'phone-7f3a9c02-55d1-4b6e-9f0e-' || lpad((:courier::int)::text, 12, '0'), 'wrong_code', 48.856631, 2.352193, 1,
    sha256(uuid_send(id)), {detail}, gen_random_uuid()::text, sha256(uuid_send(id))
from confirmed;
