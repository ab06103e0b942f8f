using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>A row as it was read.</summary>
/// <param name="Content">What its seal has to be over.</param>
/// <param name="Seal">Null: a version before there were seals wrote it, and <c>migrate</c> hasn't come to it.</param>
internal sealed record SealedRow(byte[] Content, RowSeal? Seal)
{
    /// <summary>Whether it is as the service wrote it.</summary>
    public bool IsSound(CodeKeyRing ring) => Seal is not null && ring.IsSealOf(Seal, Content);

    /// <summary>The seal in two columns: the tag, and behind it the key's id.</summary>
    public static RowSeal? ReadSeal(NpgsqlDataReader row, int tag) =>
        row.IsDBNull(tag) ? null : new RowSeal(row.GetString(tag + 1), row.GetFieldValue<byte[]>(tag));
}
