using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Recipients;

/// <summary>The part of a journal that its recipient sees. What is not named here is not for them.</summary>
public sealed class TrackedEvents(DeliveryOtpDbContext database)
{
    private const int Most = 200;

    private static readonly string[] Kinds =
    [
        "issued", "renewed", "changed", "arrived", "attempted", "session_closed", "held", "unlocked", "cancelled", "expired",
        "revealed", "denied", "left_reported", "received", "contested",
    ];

    public async Task<IReadOnlyList<TrackedEvent>> ListAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel)
    {
        var rows = await database.Journal
            .Where(row => row.RetailerId == retailer.Value && row.DeliveryId == delivery.Value && Kinds.Contains(row.Kind))
            .OrderByDescending(row => row.Sequence)
            .Take(Most)
            .Select(row => new { row.RecordedAt, row.Kind, row.Detail })
            .ToListAsync(cancel);
        rows.Reverse();
        return rows.ConvertAll(row => Of(row.RecordedAt, row.Kind, row.Detail));
    }

    private static TrackedEvent Of(DateTimeOffset at, string kind, string detail)
    {
        var visit = RowJson.Read<VisitDetail>(detail);
        return new TrackedEvent(at, kind, visit.Outcome, visit.Location is { } place ? WhereOf(place.Verdict) : null);
    }

    private static Whereabouts WhereOf(PlaceVerdict verdict) => verdict switch
    {
        PlaceVerdict.Inside => Whereabouts.AtYourDoor,
        PlaceVerdict.Outside => Whereabouts.AwayFromYourAddress,
        PlaceVerdict.Unverified => Whereabouts.Unknown,
    };

    /// <summary>What an arrival and an attempt have in common for a recipient's eyes.</summary>
    private sealed record VisitDetail(string? Outcome, VisitPlace? Location);

    private sealed record VisitPlace(PlaceVerdict Verdict);
}
