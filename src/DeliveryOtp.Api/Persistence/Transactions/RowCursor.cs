using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>Reads a row from left to right, in the order of the list that named its columns.</summary>
internal sealed class RowCursor(NpgsqlDataReader row, int first)
{
    private int _next = first;

    public Guid Guid() => row.GetGuid(_next++);

    public Guid? GuidOrNull() => row.IsDBNull(_next) ? Skip<Guid?>() : row.GetGuid(_next++);

    public string Text() => row.GetString(_next++);

    public string? TextOrNull() => row.IsDBNull(_next) ? Skip<string>() : row.GetString(_next++);

    public int Number() => row.GetInt32(_next++);

    public double Real() => row.GetDouble(_next++);

    public bool Flag() => row.GetBoolean(_next++);

    public DateTimeOffset Time() => row.GetFieldValue<DateTimeOffset>(_next++);

    public byte[]? BytesOrNull() => row.IsDBNull(_next) ? Skip<byte[]>() : row.GetFieldValue<byte[]>(_next++);

    /// <summary>A column that nobody reads.</summary>
    public TValue? Skip<TValue>()
    {
        _next++;
        return default;
    }
}
