using System.Buffers.Binary;

namespace DeliveryOtp.Api.Persistence;

internal static class Clock
{
    /// <summary>Now, in whole milliseconds: what is answered is what is stored, and what a UUIDv7 can hold.</summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>In whole microseconds, as the database has it: what the journal says and what its row says are the same moment.</summary>
    public static DateTimeOffset AsStored(this DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>
    /// Below every UUIDv7 made at this time or later, above every one made before: a bound on ids that is exactly a bound
    /// on times, because an id is made at its entry's time.
    /// </summary>
    public static Guid FirstId(this DateTimeOffset time)
    {
        var ticks = Math.Max(0, (time - DateTimeOffset.UnixEpoch).Ticks);
        var milliseconds = (ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)milliseconds << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
