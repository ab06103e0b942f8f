using System.Globalization;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>
/// A seeded delivery is its index: id and code follow from it, here as in the load's script, so that nothing but numbers
/// has to travel between the two.
/// </summary>
internal static class BenchDelivery
{
    /// <summary>A UUIDv7's first three groups and the variant; the index is the rest, in hexadecimal.</summary>
    public const string IdPrefix = "019b0000-0000-7000-8000-";

    private const int CodeFactor = 7919;
    private const int CodeOffset = 13;
    private const int CodeCount = 1_000_000;

    public static DeliveryId IdOf(long index) =>
        new(Guid.Parse(IdPrefix + index.ToString("x12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    public static DeliveryCode CodeOf(long index)
    {
        var digits = (((index * CodeFactor) + CodeOffset) % CodeCount).ToString("D6", CultureInfo.InvariantCulture);
        return DeliveryCode.TryParse(digits, out var code) ? code : throw new InvalidOperationException("Not six digits.");
    }
}
