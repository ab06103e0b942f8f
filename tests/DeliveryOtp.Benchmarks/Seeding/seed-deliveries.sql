with template as (
    select * from deliveryotp.deliveries where retailer_id = $1 and id = $2
),
deliveries as (
    insert into {schema}.deliveries (
        retailer_id, id, order_id, status, latitude, longitude, country, address, courier_id, parcel_barcode,
        seller_name, seller_country, seller_marketplace, recipient_language, recipient_email, recipient_phone,
        policy, generation, generations_since_unlock, failed_tries, unlocks, code_key_id, code_digest,
        code_encrypted, signals, review, last_sequence, created_at, expires_at)
    select t.retailer_id, s.id, 'order-' || s.index, 'pending', t.latitude + (s.index % 10000) * 1e-9, t.longitude, t.country, t.address, t.courier_id,
        t.parcel_barcode, t.seller_name, t.seller_country, t.seller_marketplace, t.recipient_language, t.recipient_email,
        t.recipient_phone, t.policy, 1, 1, 0, 0, t.code_key_id, s.digest, s.encrypted, '{}', false, 1, t.created_at,
        t.created_at + interval '7 days'
    from sealed s, template t
    returning retailer_id, id
)
insert into {schema}.journal (
    retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, detail)
select d.retailer_id, d.id, 1, d.id, j.kind, j.recorded_at, j.actor_role, j.actor_id, j.detail
from deliveries d, deliveryotp.journal j
where j.retailer_id = $1 and j.delivery_id = $2 and j.sequence = 1
