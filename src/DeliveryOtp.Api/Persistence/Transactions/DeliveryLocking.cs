using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>The statements that lock deliveries, and read them and what the requests' idempotency keys already have.</summary>
internal static class DeliveryLocking
{
    private static readonly string LockSql = LockingSql(string.Empty);

    private static readonly string LockFreeSql = LockingSql(" skip locked");

    /// <summary>
    /// A statement of its own behind the locks: it sees what was committed while they were waited for, which the statement that
    /// waited does not.
    /// </summary>
    private static readonly string ReadSql =
        $"""
        select k.n, {StateColumns.Deliveries.Columns}
        from unnest($1::uuid[], $2::uuid[]) with ordinality as k (retailer_id, id, n)
        cross join lateral (
            select * from {StateColumns.Deliveries.Name} d where d.retailer_id = k.retailer_id and d.id = k.id limit 1
        ) d
        """;

    /// <summary>
    /// A key has one entry at most. The limit keeps the planner from looking at it the other way round, every key there is
    /// against those asked for, which seems cheaper as long as the statistics know of none.
    /// </summary>
    private const string PriorSql =
        """
        select j.retailer_id, j.delivery_id, j.idempotency_principal, j.idempotency_key, j.request_digest, j.id, j.recorded_at,
            j.kind, j.detail, j.version, j.sequence
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
            as k (retailer_id, delivery_id, idempotency_principal, idempotency_key)
        cross join lateral (
            select * from deliveryotp.journal j
            where j.retailer_id = k.retailer_id
              and j.delivery_id = k.delivery_id
              and j.idempotency_principal = k.idempotency_principal
              and j.idempotency_key = k.idempotency_key
            limit 1
        ) j
        """;

    /// <param name="batch">Where to.</param>
    /// <param name="keys">In the order of their deliveries, so that two sets can't deadlock.</param>
    /// <param name="waits">Whether to wait for a delivery that another transaction has locked.</param>
    /// <returns>The deliveries, each once.</returns>
    public static DeliveryKey[] AddTo(NpgsqlBatch batch, DeliveryKey[] keys, bool waits)
    {
        var deliveries = keys.DistinctBy(key => (key.RetailerId, key.DeliveryId)).ToArray();
        foreach (var sql in new[] { waits ? LockSql : LockFreeSql, ReadSql })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
            {
                Parameters =
                {
                    SqlArray.Of(deliveries, key => key.RetailerId.Value),
                    SqlArray.Of(deliveries, key => key.DeliveryId.Value),
                },
            });
        }

        var marked = Array.FindAll(keys, key => key.RequestKey is not null);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PriorSql)
        {
            Parameters =
            {
                SqlArray.Of(marked, key => key.RetailerId.Value),
                SqlArray.Of(marked, key => key.DeliveryId.Value),
                SqlArray.Of(marked, key => key.RequestKey!.Principal),
                SqlArray.Of(marked, key => key.RequestKey!.Value),
            },
        });
        return deliveries;
    }

    /// <summary>Reads the results of all three statements.</summary>
    public static async Task ReadAsync(NpgsqlDataReader reader, DeliveryKey[] deliveries, LockedDeliveries locked, CancellationToken cancel)
    {
        var content = locked.Content;
        var narrow = new StateColumns.NarrowRow?[deliveries.Length];
        while (await reader.ReadAsync(cancel))
        {
            var n = reader.GetInt64(0) - 1;
            Take(deliveries[n], locked, key => narrow[n] = StateColumns.ReadNarrow(reader, first: 1, key, content));
        }

        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var n = reader.GetInt64(0) - 1;
            if (narrow[n] is { } state)
                Take(deliveries[n], locked, key => locked.Add(StateColumns.ReadWide(reader, first: 1, key, state, content)));
        }

        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            locked.Add(ReadPrior(reader));
    }

    /// <summary>What somebody wrote into a row need not be readable, and does no harm to the others.</summary>
    private static void Take(DeliveryKey delivery, LockedDeliveries locked, Action<(RetailerId Retailer, DeliveryId Id)> read)
    {
        try
        {
            read((delivery.RetailerId, delivery.DeliveryId));
        }
        catch (Exception unreadable) when (UnreadableRows.IsReason(unreadable))
        {
            locked.AddUnreadable(delivery.RetailerId, delivery.DeliveryId);
        }
    }

    private static string LockingSql(string how) =>
        $"""
        select k.n, {StateColumns.States.Columns}
        from unnest($1::uuid[], $2::uuid[]) with ordinality as k (retailer_id, id, n)
        cross join lateral (
            select * from {StateColumns.States.Name} s
            where s.retailer_id = k.retailer_id and s.delivery_id = k.id
            for update{how}
        ) s
        """;

    private static PriorEntry ReadPrior(NpgsqlDataReader reader) => new(
        new DeliveryKey(
            new RetailerId(reader.GetGuid(0)),
            new DeliveryId(reader.GetGuid(1)),
            new RequestKey(reader.GetString(2), reader.GetString(3))),
        RequestDigest: reader.GetFieldValue<byte[]>(4),
        Id: reader.GetGuid(5),
        RecordedAt: reader.GetFieldValue<DateTimeOffset>(6),
        new StoredForm(reader.GetString(7), Version: reader.GetInt16(9), Detail: reader.GetString(8)),
        Sequence: reader.GetInt32(10));
}
