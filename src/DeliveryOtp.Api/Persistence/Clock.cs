namespace DeliveryOtp.Api.Persistence;

internal static class Clock
{
    /// <summary>Now, in whole milliseconds: what is answered is what is stored, and what a UUIDv7 can hold.</summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
