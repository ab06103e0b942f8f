using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>
/// What of a delivery a courier may see at a moment. A look leaves no trace, so whoever may not deliver learns no more from it than
/// from a visit, which does (R13, R18).
/// </summary>
internal static class DoorstepView
{
    public static DoorstepResponse Of(Delivery delivery, CourierId courier, DateTimeOffset now) => delivery.Courier switch
    {
        { } assigned when assigned == courier => TaskOf(delivery, AssignedTo.You, now) with
        {
            Destination = DoorstepDestination.Of(delivery.Destination),
            RadiusM = delivery.Policy.RadiusM,
        },
        not null => NothingOf(delivery, AssignedTo.Another, now),
        null when IsVisitOf(courier, delivery.SessionAt(now)) => TaskOf(delivery, AssignedTo.Nobody, now),
        null => StatusOf(delivery, AssignedTo.Nobody, now),
    };

    private static DoorstepResponse NothingOf(Delivery delivery, AssignedTo assignedTo, DateTimeOffset now) => new(
        delivery.Id.Value,
        assignedTo,
        now,
        DeliveryStatus: null,
        TriesLeft: null,
        ExpiresAt: null,
        Doorstep: null,
        ScanRequired: null,
        ArrivalRequired: null,
        ShowingRequired: null,
        CodeShown: null,
        Destination: null,
        RadiusM: null);

    private static DoorstepResponse StatusOf(Delivery delivery, AssignedTo assignedTo, DateTimeOffset now) => NothingOf(delivery, assignedTo, now) with
    {
        DeliveryStatus = delivery.StatusAt(now),
        TriesLeft = delivery.TriesLeft,
    };

    private static DoorstepResponse TaskOf(Delivery delivery, AssignedTo assignedTo, DateTimeOffset now)
    {
        var isPending = delivery.StatusAt(now) == DeliveryStatus.Pending;
        return StatusOf(delivery, assignedTo, now) with
        {
            ExpiresAt = delivery.ExpiresAt,
            Doorstep = delivery.SessionAt(now) is { } session ? new DoorstepBody(session.OpenedAt, session.ClosesAt) : null,
            ScanRequired = delivery.Parcel is not null,
            ArrivalRequired = isPending && delivery.NeedsArrivalAt(now),
            ShowingRequired = delivery.NeedsShowing,
            CodeShown = isPending && delivery.ShowingAt(now) is not null,
        };
    }

    private static bool IsVisitOf(CourierId courier, DoorstepSession? session) =>
        session is { Place: PlaceVerdict.Inside } && session.Courier == courier;
}
