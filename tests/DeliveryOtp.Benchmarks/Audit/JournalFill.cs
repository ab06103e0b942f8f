using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;
using DeliveryOtp.Domain;
using Npgsql;
using NpgsqlTypes;

namespace DeliveryOtp.Benchmarks.Audit;

/// <summary>Fills the journal with a year of two retailers' attempts, four a delivery on average.</summary>
internal sealed class JournalFill(BenchSetup setup, string policy, string issuedDetail)
{
    /// <summary>The part of all attempts that belongs to the retailer who is asked about.</summary>
    public const double AskedShare = 0.9;

    /// <summary>On the one delivery that has most.</summary>
    public const int MostAttempts = 50_000;

    private const int AttemptsPerDelivery = 4;
    private const int ChunkSize = 10_000;

    private static readonly TimeSpan Span = TimeSpan.FromDays(365);
    private static readonly string FillSql = Resource.Read("fill-journal.sql");

    private readonly Guid _otherRetailer = RecordId.Next(TimeProvider.System.Now());

    /// <summary>The time of the first delivery. The last one's attempts, which take some hours, are over by now.</summary>
    public DateTimeOffset From { get; } = TimeProvider.System.Now() - Span - TimeSpan.FromDays(1);

    public DateTimeOffset To => From + Span;

    /// <summary>The one with <see cref="MostAttempts"/>, in the middle of the year.</summary>
    public DeliveryId BusyDelivery { get; private set; }

    public static async Task<JournalFill> CreateAsync(BenchSetup setup, CancellationToken cancel)
    {
        var id = setup.Template.Issued.Id.Value;
        return new JournalFill(
            setup,
            await setup.Cluster.ScalarAsync<string>($"select policy::text from deliveryotp.deliveries where id = '{id}'", cancel),
            await setup.Cluster.ScalarAsync<string>(
                $"select detail::text from deliveryotp.journal where delivery_id = '{id}' and kind = 'issued'", cancel));
    }

    /// <summary>Instead of what was there before. Indexes are built at the end, which takes a fraction of the time.</summary>
    public async Task FillAsync(long attempts, CancellationToken cancel)
    {
        // Its background would look for work in tables without indexes all the time.
        setup.StopService();
        await setup.Cluster.ExecuteAsync("truncate deliveryotp.journal, deliveryotp.journal_order, deliveryotp.journal_unsequenced, deliveryotp.attempt_signals, deliveryotp.deliveries, deliveryotp.delivery_states, deliveryotp.access_log", cancel);
        var indexes = await SecondaryIndexes.DropAsync(setup.Cluster, cancel);
        var deliveries = new DeliveryRange(First: 0, Count: Math.Max(1, attempts / AttemptsPerDelivery));
        var progress = new Progress("Filling the journal, deliveries", deliveries.Count);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (int)((deliveries.Count + ChunkSize - 1) / ChunkSize)),
            new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (chunk, stop) =>
            {
                var first = (long)chunk * ChunkSize;
                var count = Math.Min(ChunkSize, deliveries.Count - first);
                await FillChunkAsync(first, count, deliveries.Count, attemptsOfEach: null, stop);
                progress.Advance(count);
            });
        await FillChunkAsync(deliveries.Count, count: 1, 2 * deliveries.Count, MostAttempts, cancel);
        BusyDelivery = BenchDelivery.IdOf(deliveries.Count);
        await indexes.RecreateAsync(cancel);

        // What was filled in is history: without positions it is nothing that readers of the journal deal with.
        Progress.Say("Vacuuming...");
        await setup.Cluster.ExecuteAsync("vacuum (analyze) deliveryotp.journal, deliveryotp.attempt_signals, deliveryotp.deliveries, deliveryotp.delivery_states", cancel);
        await setup.Cluster.CheckpointAsync(cancel);
    }

    private async Task FillChunkAsync(long first, long count, long total, int? attemptsOfEach, CancellationToken cancel)
    {
        await using var command = setup.Cluster.Superuser.CreateCommand(FillSql);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = first },
            new() { Value = count },
            new() { Value = total },
            new() { Value = setup.Tenant.Id },
            new() { Value = _otherRetailer },
            new() { Value = setup.Template.AttemptDetail, NpgsqlDbType = NpgsqlDbType.Jsonb },
            new() { Value = issuedDetail, NpgsqlDbType = NpgsqlDbType.Jsonb },
            new() { Value = policy, NpgsqlDbType = NpgsqlDbType.Json },
            new() { Value = From },
            new() { Value = attemptsOfEach ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
        ]);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
