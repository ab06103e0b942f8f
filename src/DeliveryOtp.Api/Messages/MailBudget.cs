using System.Security.Cryptography;
using System.Text;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DeliveryOtp.Api.Messages;

/// <summary>
/// Bounds the mails that one retailer may cause in a day, in all and to one address: a tenant is nobody who may mail the world. Counted
/// in the database, for all replicas together.
/// </summary>
internal sealed class MailBudget(NpgsqlDataSource database, CodeKeyRing ring, IOptions<MailOptions> options, TimeProvider time)
{
    /// <summary>No row: that many there were already.</summary>
    private const string TakeSql =
        """
        insert into deliveryotp.mail_counts as c (retailer_id, day, address, mails) values ($1, $2, $3, 1)
        on conflict (retailer_id, day, address) do update set mails = c.mails + 1 where c.mails < $4
        returning mails
        """;

    private readonly byte[] _addressKey = ring.Keys[0].Derive("deliveryotp/mail-address/v1", length: 32);

    /// <summary>Null: the mail may be sent, and is counted; otherwise why not, and it is not.</summary>
    public async Task<string?> TakeAsync(RetailerId retailer, string address, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (!await TakeAsync(connection, retailer, DigestOf(address), options.Value.ToAddressADay, cancel))
            return "The retailer's mails of today to this address are used up.";
        if (!await TakeAsync(connection, retailer, [], options.Value.OfRetailerADay, cancel))
            return "The retailer's mails of today are used up.";
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>Of days that are over.</summary>
    public async Task ForgetAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("delete from deliveryotp.mail_counts where day < $1");
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = Today });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<bool> TakeAsync(NpgsqlConnection connection, RetailerId retailer, byte[] address, int most, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(TakeSql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = Today });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = address });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private DateOnly Today => DateOnly.FromDateTime(time.Now().UtcDateTime);

    private byte[] DigestOf(string address) => HMACSHA256.HashData(_addressKey, Encoding.UTF8.GetBytes(address.ToLowerInvariant()));
}
