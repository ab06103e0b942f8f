using System.Collections.Concurrent;
using DeliveryOtp.Api.Persistence.Readers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>A reader of the journal that keeps what it reads, and may be made to fail.</summary>
internal sealed class RecordingReader(string name, NpgsqlDataSource database)
    : JournalReader(name, JournalStart.Beginning, new JournalFeed(database), NullLogger.Instance)
{
    public ConcurrentQueue<StoredEntry> Read { get; } = new();

    /// <summary>Thrown, before the position moves, as long as it gives something.</summary>
    public Func<IReadOnlyList<StoredEntry>, Exception?> Fails { get; set; } = _ => null;

    public IReadOnlyList<int> SequencesOf(Guid delivery) =>
        [.. Read.Where(entry => entry.DeliveryId.Value == delivery).Select(entry => entry.Sequence)];

    protected override async Task HandleAsync(JournalBatch batch, CancellationToken cancel)
    {
        if (Fails(batch.Entries) is { } failure)
            throw failure;

        await CommitAsync([batch.Moved], cancel);
        foreach (var entry in batch.Entries)
            Read.Enqueue(entry);
    }
}
