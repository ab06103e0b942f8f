using System.Buffers.Binary;
using System.Buffers.Text;
using DeliveryOtp.Api.Http;

namespace DeliveryOtp.Api.Disputes;

/// <summary>Where a page of disputes ended: open ones stand by due date, then come decided ones, the last decided first.</summary>
/// <param name="IsOpen">Whether its last item was open.</param>
/// <param name="At">When that is due, or when it was decided.</param>
/// <param name="Id">Which it was.</param>
internal readonly record struct DisputeCursor(bool IsOpen, DateTimeOffset At, Guid Id)
{
    /// <summary>Characters of its text.</summary>
    public const int Length = 34;

    private const int Bytes = 25;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes[0] = IsOpen ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], At.ToUnixTimeMilliseconds());
        Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string text, out DisputeCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!Cursor.TryDecode(text, bytes))
            return false;
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        if (bytes[0] > 1 || milliseconds < 0 || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return false;
        cursor = new DisputeCursor(bytes[0] == 1, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), new Guid(bytes[9..], bigEndian: true));
        return true;
    }
}
