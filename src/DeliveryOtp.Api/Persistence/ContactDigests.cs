using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Digests of recipients' addresses and numbers under the code key, by which support finds their deliveries: the index over them is no
/// address book. They decide nothing, so no seal is over them.
/// </summary>
internal static class ContactDigests
{
    private const string UpdateSql =
        """
        update deliveryotp.deliveries d set email_digest = n.email, phone_digest = n.phone
        from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bytea[]) as n (retailer_id, id, email, phone)
        where d.retailer_id = n.retailer_id and d.id = n.id
        """;

    /// <summary>The columns of an insert, name and type.</summary>
    public static readonly (string Name, string Type)[] Columns = [("email_digest", "bytea"), ("phone_digest", "bytea")];

    /// <summary>Their values, in the order of the columns.</summary>
    public static NpgsqlParameter[] Parameters(IReadOnlyList<Delivery> deliveries, CodeKeyRing ring) =>
    [
        SqlArray.Of(deliveries, delivery => Of(delivery, delivery.Recipient?.Email, ring)),
        SqlArray.Of(deliveries, delivery => Of(delivery, delivery.Recipient?.Phone, ring)),
    ];

    /// <summary>Writes those of deliveries that are there already.</summary>
    public static NpgsqlBatchCommand UpdateCommand(IReadOnlyList<Delivery> deliveries, CodeKeyRing ring)
    {
        var command = new NpgsqlBatchCommand(UpdateSql);
        command.Parameters.Add(SqlArray.Of(deliveries, delivery => delivery.RetailerId.Value));
        command.Parameters.Add(SqlArray.Of(deliveries, delivery => delivery.Id.Value));
        command.Parameters.AddRange(Parameters(deliveries, ring));
        return command;
    }

    private static byte[]? Of(Delivery delivery, string? contact, CodeKeyRing ring) =>
        contact is null ? null : ring.DigestContact(delivery.RetailerId, contact);
}
