using System.Diagnostics.CodeAnalysis;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Reads deliveries as the rules see them, without a lock: to show, never to decide. One that is asked for by its id has to be as the service
/// wrote it.
/// </summary>
public sealed class DeliveryReads(NpgsqlDataSource database, CodeKeyRing keys, RowSeals seals)
{
    /// <summary>
    /// Deliveries, and whether the journal is further than the row: then somebody has put back an old one, whose seals hold, and with it the
    /// link and the tries of then.
    /// </summary>
    private static readonly string SoundSql = StateColumns.SelectSqlWith(
        """
        exists (select from deliveryotp.journal j
            where j.retailer_id = d.retailer_id and j.delivery_id = d.id and j.sequence = s.last_sequence + 1)
        """);

    /// <summary>Null: the retailer has no such delivery.</summary>
    /// <exception cref="BrokenSealException">It is not as the service wrote it.</exception>
    public async Task<Delivery?> FindAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel)
    {
        await using var command = CommandOf(retailer, delivery);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? ReadSound(row) : null;
    }

    /// <summary>Those of the deliveries that there are.</summary>
    internal async Task<IReadOnlyDictionary<DeliveryId, Delivery>> ListAsync(IReadOnlyList<DeliveryKey> keys, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ListAsync(connection, keys, cancel);
    }

    /// <summary>Likewise, as a transaction sees them.</summary>
    internal static Task<IReadOnlyDictionary<DeliveryId, Delivery>> ListAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DeliveryKey> keys,
        CancellationToken cancel) => ListAsync(connection, keys, StateColumns.Read, cancel);

    private static async Task<IReadOnlyDictionary<DeliveryId, Delivery>> ListAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DeliveryKey> keys,
        Func<NpgsqlDataReader, Delivery?> read,
        CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            {StateColumns.SelectSql}
            join unnest($1::uuid[], $2::uuid[]) as k (retailer_id, id) on d.retailer_id = k.retailer_id and d.id = k.id
            """,
            connection);
        command.Parameters.Add(SqlArray.Of(keys, key => key.RetailerId.Value));
        command.Parameters.Add(SqlArray.Of(keys, key => key.DeliveryId.Value));
        await using var row = await command.ExecuteReaderAsync(cancel);
        var deliveries = new Dictionary<DeliveryId, Delivery>();
        while (await row.ReadAsync(cancel))
        {
            if (read(row) is { } delivery)
                deliveries[delivery.Id] = delivery;
        }

        return deliveries;
    }

    /// <summary>Those of the deliveries that there are, without those that can't be read.</summary>
    internal async Task<IReadOnlyDictionary<DeliveryId, Delivery>> ListReadableAsync(
        IReadOnlyList<DeliveryKey> keys,
        UnreadableRows unreadable,
        CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ListAsync(connection, keys, row => unreadable.Read(row, one => one.GetGuid(1), StateColumns.Read), cancel);
    }

    /// <summary>Which of the recipient's links is good now; null: the retailer has no such delivery, or it is not as the service wrote it.</summary>
    public async Task<int?> FindLinkVersionAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel)
    {
        await using var command = CommandOf(retailer, delivery);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) && TryReadSound(row, mayBeBehind: true, out var sound) ? sound.LinkVersion : null;
    }

    /// <summary>
    /// Whose delivery it is, if this is its recipient's present link (R20); null when it is not. The stored digest says which one is the
    /// present link; that it is a link at all, the code keys say.
    /// </summary>
    /// <exception cref="BrokenSealException">The delivery is not as the service wrote it.</exception>
    public async Task<(RetailerId Retailer, int LinkVersion)?> FindByLinkAsync(RecipientLink link, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(SoundSql + "\nwhere d.id = $1 and d.link_digest is not null");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = link.DeliveryId.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        var delivery = ReadSound(row);
        return link.Matches(delivery.LinkDigest!) && keys.IsOwnLink(link, delivery.LinkVersion)
            ? (delivery.RetailerId, delivery.LinkVersion)
            : null;
    }

    private NpgsqlCommand CommandOf(RetailerId retailer, DeliveryId delivery)
    {
        var command = database.CreateCommand(SoundSql + "\nwhere d.retailer_id = $1 and d.id = $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = delivery.Value });
        return command;
    }

    private Delivery ReadSound(NpgsqlDataReader row) => TryReadSound(row, mayBeBehind: false, out var delivery)
        ? delivery
        : throw new BrokenSealException(RowSeals.NameOf(new DeliveryId(row.GetGuid(1))));

    /// <summary>False: it is not as the service wrote it, and the alarm is raised.</summary>
    private bool TryReadSound(NpgsqlDataReader row, bool mayBeBehind, [NotNullWhen(true)] out Delivery? delivery)
    {
        delivery = null;
        try
        {
            var content = new RowContent();
            var read = StateColumns.ReadSealed(row, content);
            if (seals.Admits(read, content) && (mayBeBehind || !row.GetBoolean(row.FieldCount - 1) || seals.Refuse(RowSeals.NameOf(read.Delivery))))
                delivery = read.Delivery;
        }
        catch (Exception unreadable) when (UnreadableRows.IsReason(unreadable))
        {
            seals.Refuse(RowSeals.NameOf(new DeliveryId(row.GetGuid(1))));
        }

        return delivery is not null;
    }
}
