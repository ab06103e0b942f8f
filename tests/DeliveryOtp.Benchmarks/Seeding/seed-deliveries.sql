with template as (
    select d.*, s.code_key_id from deliveryotp.deliveries d
    join deliveryotp.delivery_states s on s.retailer_id = d.retailer_id and s.delivery_id = d.id
    where d.retailer_id = $1 and d.id = $2
),
created as (
    insert into {schema}.deliveries (
        retailer_id, id, order_id, status, latitude, longitude, country, address, courier_id, parcel_barcode,
        seller_name, seller_country, seller_marketplace, recipient_language, recipient_email, recipient_phone,
        policy, review, created_at, expires_at)
    select t.retailer_id, s.id, 'order-' || s.index, 'pending', t.latitude + (s.index % 10000) * 1e-9, t.longitude, t.country, t.address, t.courier_id,
        t.parcel_barcode, t.seller_name, t.seller_country, t.seller_marketplace, t.recipient_language, t.recipient_email,
        t.recipient_phone, t.policy, false, t.created_at, t.created_at + interval '7 days'
    from sealed s, template t
),
state as (
    insert into {schema}.delivery_states (
        retailer_id, delivery_id, status, generation, generations_since_unlock, failed_tries, unlocks, code_key_id, code_digest,
        code_encrypted, signals, last_sequence)
    select t.retailer_id, s.id, 'pending', 1, 1, 0, 0, t.code_key_id, s.digest, s.encrypted, '{}', 1 from sealed s, template t
    returning retailer_id, delivery_id
),
waiting as (
    insert into {schema}.journal_unsequenced (retailer_id, delivery_id, sequence, recorded_at)
    select retailer_id, delivery_id, 1, now() from state
)
insert into {schema}.journal (
    retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, link_version, detail)
select d.retailer_id, d.delivery_id, 1, d.delivery_id, j.kind, j.recorded_at, j.actor_role, j.actor_id, 1, j.detail
from state d, deliveryotp.journal j
where j.retailer_id = $1 and j.delivery_id = $2 and j.sequence = 1
