using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Signals;

/// <summary>How the hand-overs of a courier or of a device went, beside those of the retailer's whole fleet.</summary>
/// <param name="Id">The courier or device.</param>
/// <param name="FirstSeenAt">Since when it is counted.</param>
/// <param name="LastSeenAt">When it was counted last.</param>
/// <param name="Attempts">All attempts.</param>
/// <param name="Accepted">Those that were accepted.</param>
/// <param name="SuspendedUntil">R17: the courier may not confirm before then, under the retailer's present policy; null: they may. Always null for a device.</param>
/// <param name="Refused">Attempts that a gate refused.</param>
/// <param name="Wrong">Attempts with a wrong code.</param>
/// <param name="Late">Attempts that were accepted in a later session than the first.</param>
/// <param name="Contested">Attempts that were accepted and then contested by the recipient.</param>
/// <param name="Last">The last 20 attempts, newest first.</param>
public sealed record SubjectResponse(
    string Id,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    int Attempts,
    int Accepted,
    DateTimeOffset? SuspendedUntil,
    RateBody Refused,
    RateBody Wrong,
    RateBody Late,
    RateBody Contested,
    IReadOnlyList<SubjectAttempt> Last);

/// <summary>A share of all attempts.</summary>
/// <param name="Count">How many.</param>
/// <param name="Rate">Their share, 0–1.</param>
/// <param name="Lower">The lower bound of its 95 % Wilson interval.</param>
/// <param name="Upper">The upper bound.</param>
/// <param name="FleetRate">The share in the whole fleet.</param>
/// <param name="IsAboveFleet">Even the lower bound is above the fleet's share.</param>
public sealed record RateBody(int Count, double Rate, double Lower, double Upper, double FleetRate, bool IsAboveFleet)
{
    /// <summary>Something that was counted apart may be a moment ahead of the attempts: it is never more than all of them.</summary>
    internal static RateBody Of(int count, int attempts, int fleetCount, int fleetAttempts)
    {
        var bounded = Math.Min(count, attempts);
        var interval = WilsonInterval.Of(bounded, attempts);
        var fleetRate = fleetAttempts == 0 ? 0 : (double)fleetCount / fleetAttempts;
        return new RateBody(
            bounded,
            attempts == 0 ? 0 : (double)bounded / attempts,
            interval.Lower,
            interval.Upper,
            fleetRate,
            interval.Lower > fleetRate);
    }
}

/// <summary>An attempt, in short; GET /v1/attempts/{id} has all of it.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="CourierId">Who.</param>
/// <param name="DeviceId">On which device.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="RecordedAt">The server's clock.</param>
public sealed record SubjectAttempt(
    Guid Id,
    Guid DeliveryId,
    string CourierId,
    string DeviceId,
    AttemptOutcome Outcome,
    DateTimeOffset RecordedAt);
