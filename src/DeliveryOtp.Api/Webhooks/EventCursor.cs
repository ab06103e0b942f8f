using System.Buffers.Binary;
using System.Buffers.Text;
using DeliveryOtp.Api.Http;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// Where a reader of events stands: a position of the journal, and how many of the events of the entry there it has. Opaque to clients, and
/// good for ever: positions never change.
/// </summary>
internal readonly record struct EventCursor(long Position, int Told)
{
    public const int Length = 16;

    private const int Bytes = sizeof(long) + sizeof(int);

    public static readonly EventCursor Beginning = new(0, 0);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Position);
        BinaryPrimitives.WriteInt32BigEndian(bytes[sizeof(long)..], Told);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string text, out EventCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!Cursor.TryDecode(text, bytes))
            return false;
        cursor = new EventCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[sizeof(long)..]));
        return cursor is { Position: >= 0, Told: >= 0 };
    }
}
