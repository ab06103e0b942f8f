using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>Rows in bulk, as an import or a busy day leaves them, and statistics that know of them or don't.</summary>
internal sealed class JournalFill(TestDatabase database, Guid retailer, Issued template)
{
    /// <summary>Statistics are the test's: nobody else may make any.</summary>
    public Task KeepStatisticsAsync() => RunAsync(
        """
        alter table deliveryotp.deliveries set (autovacuum_enabled = off);
        alter table deliveryotp.delivery_states set (autovacuum_enabled = off);
        alter table deliveryotp.journal_order set (autovacuum_enabled = off);
        alter table deliveryotp.wrong_tries set (autovacuum_enabled = off);
        alter table deliveryotp.journal set (autovacuum_enabled = off);
        alter table deliveryotp.hand_overs set (autovacuum_enabled = off)
        """);

    public Task AnalyzeAsync() => RunAsync("analyze deliveryotp.deliveries, deliveryotp.delivery_states, deliveryotp.journal, deliveryotp.journal_order, deliveryotp.hand_overs, deliveryotp.wrong_tries");

    /// <summary>
    /// Deliveries whose code was issued. Their entries have positions before any reader's, so that no reader takes them for news.
    /// </summary>
    public Task ImportAsync(int count, bool ofManyRetailers = false) => RunAsync(
        $"""
        set session_replication_role = replica;
        create table imported as
        select i, {(ofManyRetailers ? "gen_random_uuid()" : $"'{retailer}'::uuid")} as retailer_id,
            (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - i), 12, '0') || '-7' || substr(gen_random_uuid()::text, 16))::uuid as id
        from generate_series(1, {count}) i;

        insert into deliveryotp.deliveries
        select (jsonb_populate_record(t, jsonb_build_object(
            'retailer_id', i.retailer_id, 'id', i.id, 'order_id', 'imported-' || i.i, 'courier_id', 'imported-' || i.i % 500,
            'latitude', 48 + i.i * 1e-5, 'idempotency_key', null))).*
        from imported i, deliveryotp.deliveries t
        where t.id = '{template.Id}';

        insert into deliveryotp.delivery_states
        select (jsonb_populate_record(t, jsonb_build_object('retailer_id', i.retailer_id, 'delivery_id', i.id))).*
        from imported i, deliveryotp.delivery_states t
        where t.delivery_id = '{template.Id}';

        insert into deliveryotp.journal (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, link_version, detail)
        select i.retailer_id, i.id, 1, i.id, 'issued', now(), 'retailer', 'import', 1, j.detail
        from imported i, deliveryotp.journal j
        where j.delivery_id = '{template.Id}' and j.kind = 'issued';

        insert into deliveryotp.journal_order (position, retailer_id, delivery_id, sequence)
        select r.position + i.i - 1, i.retailer_id, i.id, 1 from imported i, deliveryotp.journal_readers r where r.name = 'sequencer';

        update deliveryotp.journal_readers set position = position + {count} where name in ('sequencer', 'signals', 'webhooks');

        insert into deliveryotp.hand_overs (retailer_id, subject, subject_id, attempts, refused, wrong, accepted, late, contested, first_at, last_at)
        select '{retailer}', 'courier', 'imported-' || i, 1, 0, 0, 1, 0, 0, now(), now() from generate_series(1, 2000) i
        """);

    /// <summary>Attempts of many couriers in this last half hour, every third one a wrong try.</summary>
    public Task TryAsync(int count) => RunAsync(
        $$"""
        set session_replication_role = replica;
        insert into deliveryotp.journal (
            retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id, device_id, outcome, latitude,
            longitude, link_version, detail, idempotency_key, request_digest)
        select i.retailer_id, i.id, 2 + n.last + s / total,
            (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - s * 30), 12, '0') || '-7' || substr(gen_random_uuid()::text, 16))::uuid,
            'attempted', now(), 'courier', 'imported', 'imported-' || s % 500, 'a3f0c9d2-55d1-4b6e-9f0e-0000000' || s % 500,
            case when s % 3 = 0 then 'wrong_code' else 'locked' end, 48.85, 2.35, 1, '{}',
            gen_random_uuid(), '\x00'
        from generate_series(0, {{count}} - 1) s
        cross join (select count(*)::int as total from imported) t
        cross join (select max(sequence) as last from deliveryotp.journal) n
        join imported i on i.i = 1 + s % total
        """);

    /// <summary>Copies of the template's only arrival, by many couriers in this last half hour; most of them opened a session.</summary>
    public Task ArriveAsync(int count) => RunAsync(
        $$"""
        set session_replication_role = replica;
        insert into deliveryotp.journal (
            retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id, device_id, latitude, longitude, link_version, detail)
        select i.retailer_id, i.id, 2 + n.last + s / total,
            (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - s * 30), 12, '0') || '-7' || substr(gen_random_uuid()::text, 16))::uuid,
            'arrived', now(), 'courier', 'imported', 'imported-' || s % 500, 'device-' || s % 500, 48.85, 2.35, 1,
            jsonb_set(a.detail, '{outcome}', to_jsonb(case when s % 100 = 0 then 'wrong_courier' when s % 10 = 0 then 'already_open' else 'opened' end))
        from generate_series(0, {{count}} - 1) s
        cross join (select count(*)::int as total from imported) t
        cross join (select max(sequence) as last from deliveryotp.journal) n
        cross join (select detail from deliveryotp.journal where delivery_id = '{{template.Id}}' and kind = 'arrived') a
        join imported i on i.i = 1 + s % total
        """);

    private async Task RunAsync(string sql) => await database.ScalarAsync<string>(sql);
}
