namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>Seeded deliveries with consecutive indexes.</summary>
internal readonly record struct DeliveryRange(long First, long Count)
{
    public long End => First + Count;
}
