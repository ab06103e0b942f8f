using System.Globalization;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>Digests the addresses and numbers of rows that a version before there were digests wrote. A run that was cut off is gone on with.</summary>
internal static class ContactDigesting
{
    private const int ChunkSize = 500;

    private const string ReadSql =
        """
        select retailer_id, id, recipient_email, recipient_phone from deliveryotp.deliveries
        where (retailer_id, id) > ($1, $2)
            and ((recipient_email is not null and email_digest is null) or (recipient_phone is not null and phone_digest is null))
        order by retailer_id, id
        limit $3
        """;

    /// <summary>Not where somebody has changed the recipient in between: that is digested.</summary>
    private const string WriteSql =
        """
        update deliveryotp.deliveries d set email_digest = n.email_digest, phone_digest = n.phone_digest
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[]) as n (retailer_id, id, email, phone, email_digest, phone_digest)
        where d.retailer_id = n.retailer_id and d.id = n.id
            and d.recipient_email is not distinct from n.email and d.recipient_phone is not distinct from n.phone
        """;

    /// <param name="owner">Signs in as the role that owns the schema.</param>
    /// <param name="ring">Null: nothing is digested, and what is not is not found.</param>
    /// <param name="report">Told how many.</param>
    /// <param name="cancel">Stops it; what is done stays done.</param>
    public static async Task RunAsync(NpgsqlDataSource owner, CodeKeyRing? ring, Action<string> report, CancellationToken cancel)
    {
        if (ring is null)
            return;
        var count = 0L;
        Contact? last = null;
        while (await ReadSomeAsync(owner, last, cancel) is [.., var end] some)
        {
            await WriteAsync(owner, ring, some, cancel);
            (last, count) = (end, count + some.Count);
        }

        if (count > 0)
            report(string.Create(CultureInfo.InvariantCulture, $"{count:N0} deliveries are found by their recipients' addresses and numbers now."));
    }

    private static async Task<List<Contact>> ReadSomeAsync(NpgsqlDataSource owner, Contact? last, CancellationToken cancel)
    {
        await using var command = owner.CreateCommand(ReadSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = last?.Retailer ?? Guid.Empty });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = last?.Delivery ?? Guid.Empty });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ChunkSize });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<Contact> some = new(ChunkSize);
        while (await row.ReadAsync(cancel))
            some.Add(new Contact(row.GetGuid(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3)));
        return some;
    }

    private static async Task WriteAsync(NpgsqlDataSource owner, CodeKeyRing ring, List<Contact> some, CancellationToken cancel)
    {
        byte[]? DigestOf(Contact one, string? contact) => contact is null ? null : ring.DigestContact(new RetailerId(one.Retailer), contact);

        await using var command = owner.CreateCommand(WriteSql);
        command.Parameters.Add(SqlArray.Of(some, one => one.Retailer));
        command.Parameters.Add(SqlArray.Of(some, one => one.Delivery));
        command.Parameters.Add(SqlArray.Of(some, one => one.Email));
        command.Parameters.Add(SqlArray.Of(some, one => one.Phone));
        command.Parameters.Add(SqlArray.Of(some, one => DigestOf(one, one.Email)));
        command.Parameters.Add(SqlArray.Of(some, one => DigestOf(one, one.Phone)));
        await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed record Contact(Guid Retailer, Guid Delivery, string? Email, string? Phone);
}
