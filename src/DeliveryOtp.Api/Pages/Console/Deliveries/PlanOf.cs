using DeliveryOtp.Api.Drawing;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>The plan of a delivery's doorstep: its arrivals and attempts, with the numbers that they have in the timeline.</summary>
internal static class PlanOf
{
    public static DoorstepPlan Story(Story story) => DoorstepPlan.Of(
        new Door(story.Delivery.Destination.Position, new Metres(story.Delivery.Policy.RadiusM)),
        [.. story.Timeline.Entries.Select(EntryOf).OfType<PlanEntry>()]);

    private static PlanEntry? EntryOf(NumberedEntry entry) => entry.Entry.Detail switch
    {
        StoredArrived arrival => Of(
            entry,
            arrival.Outcome switch
            {
                ArrivalOutcome.Opened => MarkKind.Opened,
                ArrivalOutcome.AlreadyOpen => MarkKind.Other,
                _ => MarkKind.Refused,
            },
            arrival.Outcome switch
            {
                ArrivalOutcome.Opened => "arrival",
                ArrivalOutcome.AlreadyOpen => "arrival again",
                _ => "arrival refused",
            },
            arrival.Location),
        StoredAttempted attempt => Of(
            entry,
            attempt.Outcome switch
            {
                AttemptOutcome.Accepted => MarkKind.Accepted,
                AttemptOutcome.WrongCode => MarkKind.Wrong,
                _ => MarkKind.Refused,
            },
            attempt.Outcome switch
            {
                AttemptOutcome.Accepted => "accepted",
                AttemptOutcome.WrongCode => "wrong code",
                _ => "refused",
            },
            attempt.Location),
        _ => null,
    };

    private static PlanEntry Of(NumberedEntry entry, MarkKind kind, string what, StoredLocation location) => new(
        entry.Number!.Value,
        entry.Entry.Sequence,
        kind,
        what,
        entry.Entry.RecordedAt,
        location.Verdict,
        location is { Latitude: { } latitude, Longitude: { } longitude }
            ? new PlanFix(
                new Position(latitude, longitude),
                AccuracyOf(location),
                location.IsMock == true,
                location.CapturedAt is { } captured && (entry.Entry.RecordedAt - captured).Duration() > PlaceGate.FreshFor)
            : null);

    private static Metres? AccuracyOf(StoredLocation location) => location.AccuracyM is { } accuracy ? new Metres(accuracy) : null;
}
