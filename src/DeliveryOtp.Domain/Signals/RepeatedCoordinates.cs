using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

internal sealed class RepeatedCoordinates : HistorySignal
{
    private const int Decimals = 6;

    /// <summary>Closer doors may share a fix that the platform kept.</summary>
    private static readonly Metres AnotherAddress = new(100);

    public override string Name => "repeated_coordinates";

    public override int Weight => 40;

    public override string Meaning => "The courier's fix equals, to 6 decimals, one at another address: a real receiver never repeats itself so.";

    public override Signal? Look(HistoryFacts facts) => facts.Visit.Position is { } here
        && facts.Before.FirstOrDefault(visit => visit.Position is { } there && IsSame(here, there) && IsElsewhere(facts.Visit, visit)) is { } twin
            ? Say($"the same coordinates as at another address at {twin.At:yyyy-MM-dd HH:mm} UTC")
            : null;

    private static bool IsElsewhere(PastVisit visit, PastVisit other) =>
        other.DeliveryId != visit.DeliveryId && other.Door.DistanceTo(visit.Door) > AnotherAddress;

    private static bool IsSame(Position left, Position right) =>
        Math.Round(left.Latitude, Decimals).Equals(Math.Round(right.Latitude, Decimals))
        && Math.Round(left.Longitude, Decimals).Equals(Math.Round(right.Longitude, Decimals));
}
