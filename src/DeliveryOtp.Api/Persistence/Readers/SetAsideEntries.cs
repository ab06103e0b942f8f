using System.Diagnostics;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>What a reader of the journal went past: entries for good, and deliveries that it comes back to.</summary>
internal sealed class SetAsideEntries(NpgsqlDataSource database, string reader)
{
    /// <summary>How often it looks whether something is due.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private const string AddSql =
        """
        insert into deliveryotp.journal_set_aside (reader, entry_id, retailer_id, delivery_id, sequence, reason, set_aside_at, retry_at)
        select $1, u.*, $6, now(), case when $7 then now() + interval '30 seconds' end
        from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::int[]) u
        on conflict do nothing
        """;

    private const string PutOffSql =
        "select distinct delivery_id from deliveryotp.journal_set_aside where reader = $1 and retry_at is not null";

    private const string DueSql =
        $"""
        select o.position, {StoredEntry.Names}
        from deliveryotp.journal_set_aside s
        join deliveryotp.journal_order o using (retailer_id, delivery_id, sequence)
        join deliveryotp.journal j using (retailer_id, delivery_id, sequence)
        where s.reader = $1 and s.retry_at <= now() and o.position < $2
        order by s.delivery_id, s.sequence
        limit 500
        """;

    private const string DoneSql = "delete from deliveryotp.journal_set_aside where reader = $6 and entry_id = $7";

    private const string AgainSql =
        """
        update deliveryotp.journal_set_aside
        set retries = retries + 1, retry_at = now() + least(retries + 1, 20) * interval '30 seconds'
        where reader = $1 and delivery_id = $2 and retry_at is not null
        """;

    private HashSet<DeliveryId> _putOff = [];
    private long _lookedAt;

    /// <summary>Learns what is put off.</summary>
    public async Task BeginAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(PutOffSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reader });
        await using var row = await command.ExecuteReaderAsync(cancel);
        HashSet<DeliveryId> putOff = [];
        while (await row.ReadAsync(cancel))
            putOff.Add(new DeliveryId(row.GetGuid(0)));
        _putOff = putOff;
    }

    /// <summary>Puts off what comes after something that was, and returns the rest.</summary>
    public async Task<IReadOnlyList<StoredEntry>> WithoutPutOffAsync(IReadOnlyList<StoredEntry> entries, CancellationToken cancel)
    {
        var isPutOff = entries.ToLookup(entry => _putOff.Contains(entry.DeliveryId));
        if (!isPutOff.Contains(true))
            return entries;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(AddCommand([.. isPutOff[true]], "an earlier entry is put off", returns: true));
        await batch.ExecuteNonQueryAsync(cancel);
        return [.. isPutOff[false]];
    }

    /// <summary>For the transaction that goes past the entry.</summary>
    public NpgsqlBatchCommand AddCommand(StoredEntry entry, Exception reason, bool returns) =>
        AddCommand([entry], $"{reason.GetType().Name}: {reason.Message}", returns);

    /// <summary>Deliveries whose time has come, with their entries in order; of those before the reader's position.</summary>
    public async Task<IReadOnlyList<IGrouping<DeliveryId, StoredEntry>>> DueAsync(long position, CancellationToken cancel)
    {
        if (_putOff.Count == 0 || Stopwatch.GetElapsedTime(_lookedAt) < LookEvery)
            return [];
        _lookedAt = Stopwatch.GetTimestamp();
        await using var command = database.CreateCommand(DueSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reader });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<StoredEntry> due = [];
        while (await row.ReadAsync(cancel))
            due.Add(StoredEntry.Read(row));
        return [.. due.GroupBy(entry => entry.DeliveryId)];
    }

    /// <summary>For the transaction of the effects: it is dealt with now, as long as the lease is this worker's.</summary>
    public NpgsqlBatchCommand DoneCommand(StoredEntry entry, NpgsqlBatchCommand held)
    {
        var command = new NpgsqlBatchCommand($"with done as ({DoneSql}), {held.CommandText["with ".Length..]}");
        foreach (var parameter in held.Parameters)
            command.Parameters.Add(((NpgsqlParameter)parameter).Clone());
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reader });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = entry.Id });
        return command;
    }

    public async Task PutOffAgainAsync(DeliveryId delivery, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(AgainSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reader });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = delivery.Value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlBatchCommand AddCommand(StoredEntry[] entries, string reason, bool returns) => new(AddSql)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = reader },
            SqlArray.Of(entries, entry => entry.Id),
            SqlArray.Of(entries, entry => entry.RetailerId.Value),
            SqlArray.Of(entries, entry => entry.DeliveryId.Value),
            SqlArray.Of(entries, entry => entry.Sequence),
            new NpgsqlParameter<string> { TypedValue = reason },
            new NpgsqlParameter<bool> { TypedValue = returns },
        },
    };
}
