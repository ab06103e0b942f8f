using System.Collections.Concurrent;
using DeliveryOtp.Api.Persistence.Readers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>
/// A reader whose effect is outside the database and comes before its position moves, so that whoever kills it in between
/// makes its successor repeat a batch.
/// </summary>
internal sealed class MortalReader : IDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly Reader _reader;
    private readonly string _application = $"mortal {Guid.NewGuid():N}";

    public MortalReader(string name, string connection, ConcurrentQueue<Seen> seen, int life)
    {
        _database = NpgsqlDataSource.Create($"{connection};Application Name={_application}");
        _reader = new Reader(name, _database, seen, life);
    }

    public Task StartAsync() => _reader.StartAsync(default);

    /// <summary>Its connections are cut where they are, and it makes no new ones.</summary>
    public async Task KillAsync(NpgsqlDataSource superuser)
    {
        _reader.IsDead = true;
        await using var kill = superuser.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1");
        kill.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _application });
        await kill.ExecuteNonQueryAsync();
        await _reader.StopAsync(default);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _database.Dispose();
    }

    /// <summary>What was read, in which life and batch.</summary>
    internal readonly record struct Seen(Guid Delivery, int Sequence, int Life, int Batch);

    private sealed class Reader(string name, NpgsqlDataSource database, ConcurrentQueue<Seen> seen, int life)
        : JournalReader(name, JournalStart.Beginning, new JournalFeed(database), NullLogger.Instance)
    {
        private int _batch;

        public bool IsDead { get; set; }

        protected override async Task HandleAsync(JournalBatch batch, CancellationToken cancel)
        {
            await using var connection = await Database.OpenConnectionAsync(cancel);
            if (IsDead)
                throw new NpgsqlException("dead");
            _batch++;
            foreach (var entry in batch.Entries)
                seen.Enqueue(new Seen(entry.DeliveryId.Value, entry.Sequence, life, _batch));
            await using var move = new NpgsqlBatch(connection) { BatchCommands = { batch.Moved } };
            await move.ExecuteNonQueryAsync(cancel);
        }
    }
}
