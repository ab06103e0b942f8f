namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Ids of rows: UUIDv7 whose first 12 random bits count the ids of one millisecond (RFC 9562, 6.2, method 1). So what this
/// process records later has the greater id, also within a millisecond, and "newest first" is descending id.
/// </summary>
internal static class RecordId
{
    private const int CounterBits = 12;
    private const long LastCount = (1 << CounterBits) - 1;

    /// <summary>
    /// The last id of each of the last milliseconds. Two sets of requests are recorded side by side, each under its own time,
    /// and must not make each other begin anew.
    /// </summary>
    private static readonly long[] Last = new long[256];

    /// <param name="recordedAt">In whole milliseconds; the id holds it.</param>
    public static Guid Next(DateTimeOffset recordedAt)
    {
        var count = CountWithin(recordedAt.ToUnixTimeMilliseconds());
        Span<byte> bytes = stackalloc byte[16];
#pragma warning disable RS0030 // This is the one place where they are made.
        Guid.CreateVersion7(recordedAt).TryWriteBytes(bytes, bigEndian: true, out _);
#pragma warning restore RS0030
        bytes[6] = (byte)(0x70 | (count >> 8));
        bytes[7] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>How many ids of this millisecond came before. A clock that went back starts over: its ids stay unique.</summary>
    private static long CountWithin(long milliseconds)
    {
        while (true)
        {
            ref var slot = ref Last[milliseconds % Last.Length];
            var last = Interlocked.Read(ref slot);
            var isSame = last >> CounterBits == milliseconds;
            var count = isSame ? Math.Min((last & LastCount) + 1, LastCount) : 0;
            var next = (milliseconds << CounterBits) | count;
            if (Interlocked.CompareExchange(ref slot, next, last) == last)
                return count;
        }
    }
}
