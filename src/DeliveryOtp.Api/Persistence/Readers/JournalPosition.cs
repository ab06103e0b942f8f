using Npgsql;
using NpgsqlTypes;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>A place in the order in which the journal is read: behind an entry.</summary>
public readonly record struct JournalPosition(ulong TransactionId, Guid DeliveryId, int Sequence)
{
    internal static JournalPosition Behind(StoredEntry entry) => new(entry.TransactionId, entry.DeliveryId.Value, entry.Sequence);

    internal static JournalPosition Read(NpgsqlDataReader row) => new(row.GetFieldValue<ulong>(0), row.GetGuid(1), row.GetInt32(2));

    internal NpgsqlParameter[] ToParameters() =>
    [
        new NpgsqlParameter<ulong> { TypedValue = TransactionId, NpgsqlDbType = NpgsqlDbType.Xid8 },
        new NpgsqlParameter<Guid> { TypedValue = DeliveryId },
        new NpgsqlParameter<int> { TypedValue = Sequence },
    ];
}
