using System.Data;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Checking;

/// <summary>
/// Folds the journal of every delivery and compares the result with its rows, its signals and its order. It changes nothing and may run
/// beside the service: each chunk of deliveries is one snapshot.
/// </summary>
/// <param name="database">Any role that may read.</param>
/// <param name="scope">Which deliveries.</param>
public sealed class JournalCheck(NpgsqlDataSource database, CheckScope scope)
{
    private const int ChunkSize = 200;

    private const string InScope =
        """
        ($1::uuid is null or d.retailer_id = $1)
            and ($2 = 0 or exists (
                select from deliveryotp.journal_order o where o.retailer_id = d.retailer_id and o.delivery_id = d.id and o.position >= $2))
        """;

    private const string CountSql = $"select count(*) from deliveryotp.deliveries d where {InScope}";

    private const string ChunkSql =
        $"""
        select d.retailer_id, d.id, d.status from deliveryotp.deliveries d
        where (d.retailer_id, d.id) > ($3, $4) and {InScope}
        order by d.retailer_id, d.id
        limit $5
        """;

    private const string EntriesSql =
        """
        select j.retailer_id, j.delivery_id, j.id, j.sequence, j.recorded_at, j.kind, j.version, j.detail, j.courier_id, j.device_id, j.outcome,
            j.latitude, j.longitude, j.is_stranger, j.link_version, o.position, u.id is not null
        from unnest($1::uuid[], $2::uuid[]) as k (retailer_id, delivery_id)
        join deliveryotp.journal j using (retailer_id, delivery_id)
        left join deliveryotp.journal_order o using (retailer_id, delivery_id, sequence)
        left join deliveryotp.journal_unsequenced u using (retailer_id, delivery_id, sequence)
        order by j.retailer_id, j.delivery_id, j.sequence
        """;

    private const string MissingSignalsSql =
        """
        select e.delivery_id, e.signal, e.attempt_id
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) as e (retailer_id, delivery_id, signal, attempt_id)
        where not exists (
            select from deliveryotp.attempt_signals s
            where s.retailer_id = e.retailer_id and s.signal = e.signal and s.attempt_id = e.attempt_id)
        """;

    private (Guid Retailer, Guid Id) _last;
    private long _signals;

    /// <summary>How many deliveries there are to check.</summary>
    public async Task<long> CountAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(CountSql);
        AddScope(command);
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    /// <summary>Checks some deliveries; 0 are left when none was.</summary>
    /// <param name="tell">Told the first difference of each delivery.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many were checked.</returns>
    public async Task<int> CheckSomeAsync(Action<Difference> tell, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var chunk = await ReadChunkAsync(connection, cancel);
        if (chunk.Count == 0)
            return 0;
        foreach (var delivery in chunk)
        {
            if (DeliveryFolding.FindDifference(delivery) is { } difference)
                tell(new Difference($"delivery {delivery.Row.Id}", difference));
        }

        await CheckSignalsAsync(connection, chunk, tell, cancel);
        _last = (chunk[^1].Row.RetailerId.Value, chunk[^1].Row.Id.Value);
        return chunk.Count;
    }

    /// <summary>
    /// Whether positions run without a gap, each once and each an entry's; and, where everything was checked, whether signals have rows
    /// that no entry tells of.
    /// </summary>
    public async Task CheckOrderAsync(Action<Difference> tell, CancellationToken cancel)
    {
        await new OrderCheck(database, scope.Since).RunAsync(sentence => tell(new Difference("the order", sentence)), cancel);
        if (!scope.IsAll)
            return;
        await using var command = database.CreateCommand("select count(*) from deliveryotp.attempt_signals");
        var rows = (long)(await command.ExecuteScalarAsync(cancel))!;
        if (rows > _signals)
            tell(new Difference("the signals", $"{rows - _signals} rows are those of no entry (or entries came while this ran)"));
    }

    private async Task<List<CheckedDelivery>> ReadChunkAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        List<(DeliveryKey Key, DeliveryStatus Listed)> listed = [];
        await using (var command = new NpgsqlCommand(ChunkSql, connection))
        {
            AddScope(command);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _last.Retailer });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _last.Id });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ChunkSize });
            await using var row = await command.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
                listed.Add((new DeliveryKey(new RetailerId(row.GetGuid(0)), new DeliveryId(row.GetGuid(1))), EnumName<DeliveryStatus>.Parse(row.GetString(2))));
        }

        var keys = listed.ConvertAll(one => one.Key);
        var states = await DeliveryReads.ListAsync(connection, keys, cancel);
        var entries = await ReadEntriesAsync(connection, keys, cancel);
        return
        [
            .. listed.Where(one => states.ContainsKey(one.Key.DeliveryId))
                .Select(one => new CheckedDelivery(states[one.Key.DeliveryId], one.Listed, [.. entries[one.Key.DeliveryId]])),
        ];
    }

    private static async Task<ILookup<DeliveryId, CheckedEntry>> ReadEntriesAsync(NpgsqlConnection connection, List<DeliveryKey> keys, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(EntriesSql, connection);
        command.Parameters.Add(SqlArray.Of(keys, key => key.RetailerId.Value));
        command.Parameters.Add(SqlArray.Of(keys, key => key.DeliveryId.Value));
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<(DeliveryId Delivery, CheckedEntry Entry)> entries = [];
        while (await row.ReadAsync(cancel))
            entries.Add((new DeliveryId(row.GetGuid(1)), ReadEntry(row)));
        return entries.ToLookup(one => one.Delivery, one => one.Entry);
    }

    private static CheckedEntry ReadEntry(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(2),
        Sequence = row.GetInt32(3),
        RecordedAt = row.GetFieldValue<DateTimeOffset>(4),
        Form = new StoredForm(row.GetString(5), row.GetInt16(6), row.GetString(7)),
        Courier = row.IsDBNull(8) ? null : new CourierId(row.GetString(8)),
        Device = row.IsDBNull(9) ? null : new DeviceId(row.GetString(9)),
        Outcome = row.IsDBNull(10) ? null : EnumName<AttemptOutcome>.Parse(row.GetString(10)),
        Fix = row.IsDBNull(11) ? null : new Position(row.GetDouble(11), row.GetDouble(12)),
        IsStranger = row.GetBoolean(13),
        LinkVersion = row.GetInt32(14),
        Position = row.IsDBNull(15) ? null : row.GetInt64(15),
        IsWaiting = row.GetBoolean(16),
    };

    /// <summary>Every signal that an entry tells of an attempt has its row.</summary>
    private async Task CheckSignalsAsync(NpgsqlConnection connection, List<CheckedDelivery> chunk, Action<Difference> tell, CancellationToken cancel)
    {
        var expected = chunk.SelectMany(ExpectedSignals.Of).Distinct().ToArray();
        _signals += expected.Length;
        await using var command = new NpgsqlCommand(MissingSignalsSql, connection);
        command.Parameters.Add(SqlArray.Of(expected, one => one.Retailer));
        command.Parameters.Add(SqlArray.Of(expected, one => one.Delivery));
        command.Parameters.Add(SqlArray.Of(expected, one => one.Signal));
        command.Parameters.Add(SqlArray.Of(expected, one => one.About));
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            tell(new Difference($"delivery {row.GetGuid(0)}", $"the signal {row.GetString(1)} of entry {row.GetGuid(2)} has no row"));
    }

    private void AddScope(NpgsqlCommand command)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)scope.Retailer ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = scope.Since });
    }
}

/// <summary>What to check.</summary>
/// <param name="Retailer">Only the deliveries of this one; null: all.</param>
/// <param name="Since">Only deliveries with an entry at this position or behind it; 0: all.</param>
public sealed record CheckScope(Guid? Retailer = null, long Since = 0)
{
    public bool IsAll => Retailer is null && Since == 0;
}
