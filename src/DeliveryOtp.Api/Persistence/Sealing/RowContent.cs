using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>
/// Spells a row for its seal: the table, and each column that is not null with its name, each with its length. A column that a later version
/// adds is null in the rows of before, so that their seals go on to hold.
/// </summary>
internal sealed class RowContent
{
    private const int UsualBytes = 2048;
    private const int TicksPerMicrosecond = 10;

    private readonly ArrayBufferWriter<byte> _bytes = new(UsualBytes);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Forgets the row before.</summary>
    public RowContent Begin(string table)
    {
        _bytes.ResetWrittenCount();
        AddName(table);
        return this;
    }

    /// <summary>Goes on where an earlier spelling ended.</summary>
    public RowContent BeginWith(ReadOnlySpan<byte> written)
    {
        _bytes.ResetWrittenCount();
        written.CopyTo(_bytes.GetSpan(written.Length));
        _bytes.Advance(written.Length);
        return this;
    }

    public void Add(string column, string? value)
    {
        if (value is null)
            return;
        AddName(column);
        var length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    public void Add(string column, byte[]? value)
    {
        if (value is null)
            return;
        AddName(column);
        value.CopyTo(Take(value.Length));
    }

    public void Add(string column, int value)
    {
        AddName(column);
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);
    }

    public void Add(string column, bool value) => Add(column, value ? 1 : 0);

    public void Add(string column, double value)
    {
        AddName(column);
        BinaryPrimitives.WriteDoubleBigEndian(Take(sizeof(double)), value);
    }

    public void Add(string column, Guid? value)
    {
        if (value is not { } id)
            return;
        AddName(column);
        id.TryWriteBytes(Take(16), bigEndian: true, out _);
    }

    /// <summary>To the microsecond, as the database keeps it.</summary>
    public void Add(string column, DateTimeOffset? value)
    {
        if (value is not { } time)
            return;
        AddName(column);
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), time.UtcTicks / TicksPerMicrosecond);
    }

    public void Add(string column, IReadOnlyList<DateTimeOffset> times)
    {
        AddName(column);
        var target = Take(times.Count * sizeof(long));
        for (var i = 0; i < times.Count; i++)
            BinaryPrimitives.WriteInt64BigEndian(target[(i * sizeof(long))..], times[i].UtcTicks / TicksPerMicrosecond);
    }

    /// <summary>The seal of another row, which this one belongs to as it is.</summary>
    public void Add(string column, RowSeal seal)
    {
        Add(column, seal.KeyId);
        Add(column, seal.Tag);
    }

    private void AddName(string name) => Encoding.UTF8.GetBytes(name, Take(Encoding.UTF8.GetByteCount(name)));

    private Span<byte> Take(int length)
    {
        var span = _bytes.GetSpan(sizeof(int) + length);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        _bytes.Advance(sizeof(int) + length);
        return span.Slice(sizeof(int), length);
    }
}
