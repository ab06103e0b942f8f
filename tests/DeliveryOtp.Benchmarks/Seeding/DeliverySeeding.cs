using System.Globalization;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>Fills the database with deliveries that wait for their code, and the entries that issued it.</summary>
internal sealed class DeliverySeeding(BenchCluster cluster, Tenant tenant, RowTemplate template, CodeKeyRing keys, string schema)
{
    private const int ChunkSize = 10_000;
    private const int FirstGeneration = 1;

    /// <summary>Doors so far apart, in degrees, and so many of them.</summary>
    private const double DoorStep = 1e-9;
    private const int Doors = 10_000;

    private static readonly int EntryParameters = 1 + StateColumns.Deliveries.Width + StateColumns.States.Width;

    private static readonly string Sql =
        $"""
        with created as (
        {StateColumns.Deliveries.InsertSql(first: 1)}),
        state as (
        {StateColumns.States.InsertSql(first: 1 + StateColumns.Deliveries.Width)}
        returning retailer_id, delivery_id),
        waiting as (
        insert into deliveryotp.journal_unsequenced (retailer_id, delivery_id, sequence, recorded_at)
        select retailer_id, delivery_id, 1, now() from state)
        insert into deliveryotp.journal (
            retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, link_version, detail)
        select d.retailer_id, d.delivery_id, 1, d.delivery_id, j.kind, j.recorded_at, j.actor_role, j.actor_id, 1, j.detail
        from state d, template.journal j
        where j.retailer_id = ${EntryParameters} and j.delivery_id = ${EntryParameters + 1} and j.sequence = 1
        """;

    private readonly string _sql = Sql.Replace("deliveryotp.", schema + ".", StringComparison.Ordinal)
        .Replace("template.", "deliveryotp.", StringComparison.Ordinal);

    public async Task SeedAsync(DeliveryRange range, CancellationToken cancel)
    {
        var progress = new Progress("Seeding deliveries", range.Count);
        var firsts = Enumerable.Range(0, (int)((range.Count + ChunkSize - 1) / ChunkSize))
            .Select(chunk => range.First + ((long)chunk * ChunkSize));
        await Parallel.ForEachAsync(
            firsts,
            new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (first, stop) =>
            {
                var chunk = new DeliveryRange(first, Math.Min(ChunkSize, range.End - first));
                await SeedChunkAsync(chunk, stop);
                progress.Advance(chunk.Count);
            });
    }

    private async Task SeedChunkAsync(DeliveryRange chunk, CancellationToken cancel)
    {
        Delivery[] deliveries = [.. Enumerable.Range(0, (int)chunk.Count).Select(n => DeliveryOf(chunk.First + n))];
        var content = new RowContent();
        RowSeal SealOf(RowContent row) => keys.SealRow(row.Written);
        var wide = StateColumns.Deliveries.Seal(deliveries, SealOf, content);
        await using var insert = cluster.Superuser.CreateCommand(_sql);
        insert.Parameters.AddRange(wide.Parameters);
        insert.Parameters.AddRange(StateColumns.States.Seal(deliveries, SealOf, content, wide.Seals).Parameters);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant.Id });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = template.Issued.Id.Value });
        await insert.ExecuteNonQueryAsync(cancel);
    }

    private Delivery DeliveryOf(long index)
    {
        var (id, door) = (BenchDelivery.IdOf(index), template.Issued.Destination);
        return template.Issued with
        {
            Id = id,
            OrderId = new OrderId(string.Create(CultureInfo.InvariantCulture, $"order-{index}")),
            Destination = door with
            {
                Position = new Position(door.Position.Latitude + (index % Doors * DoorStep), door.Position.Longitude),
            },
            Code = keys.Seal(id, FirstGeneration, BenchDelivery.CodeOf(index)),
            LinkDigest = keys.LinkTo(id, template.Issued.LinkVersion).Digest,
        };
    }
}
