using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>Reads a row from left to right, in the order of the list that named its columns, and spells what it reads for the seal.</summary>
/// <param name="row">The row.</param>
/// <param name="first">The first column.</param>
/// <param name="content">Where it is spelt; null: nobody looks at the seal.</param>
internal sealed class RowCursor(NpgsqlDataReader row, int first, RowContent? content)
{
    private int _next = first;

    public Guid? GuidOrNull()
    {
        Guid? value = row.IsDBNull(_next) ? null : row.GetGuid(_next);
        content?.Add(row.GetName(_next), value);
        _next++;
        return value;
    }

    public string Text()
    {
        var value = row.GetString(_next);
        content?.Add(row.GetName(_next), value);
        _next++;
        return value;
    }

    public string? TextOrNull() => row.IsDBNull(_next) ? Skip<string>() : Text();

    public int Number()
    {
        var value = row.GetInt32(_next);
        content?.Add(row.GetName(_next), value);
        _next++;
        return value;
    }

    public double Real()
    {
        var value = row.GetDouble(_next);
        content?.Add(row.GetName(_next), value);
        _next++;
        return value;
    }

    public bool Flag()
    {
        var value = row.GetBoolean(_next);
        content?.Add(row.GetName(_next), value);
        _next++;
        return value;
    }

    public DateTimeOffset Time()
    {
        var value = row.GetFieldValue<DateTimeOffset>(_next);
        content?.Add(row.GetName(_next), value);
        _next++;
        return value;
    }

    public DateTimeOffset? TimeOrNull() => row.IsDBNull(_next) ? Skip<DateTimeOffset?>() : Time();

    public byte[]? BytesOrNull()
    {
        if (row.IsDBNull(_next))
            return Skip<byte[]>();
        var value = row.GetFieldValue<byte[]>(_next);
        content?.Add(row.GetName(_next), value);
        _next++;
        return value;
    }

    /// <summary>The seal itself, which stands behind what it is over.</summary>
    public RowSeal? Seal()
    {
        var seal = SealedRow.ReadSeal(row, _next);
        SkipSeal();
        return seal;
    }

    /// <summary>Nobody looks at it.</summary>
    public void SkipSeal() => _next += 2;

    /// <summary>A column that is null.</summary>
    private TValue? Skip<TValue>()
    {
        _next++;
        return default;
    }
}
