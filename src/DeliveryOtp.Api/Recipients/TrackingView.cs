using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Recipients;

/// <summary>What of a delivery its recipient may see and do at a moment (R9, R18, R19).</summary>
internal static class TrackingView
{
    public static TrackingResponse Of(
        Delivery delivery,
        IReadOnlyList<TrackedEvent> events,
        CodeKeyRing keys,
        DateTimeOffset now)
    {
        var session = delivery.SessionAt(now);
        var state = CodeStateOf(delivery, now);
        var status = delivery.StatusAt(now);
        return new TrackingResponse(
            delivery.OrderId.Value,
            status,
            delivery.Recipient?.Language,
            state == CodeState.Visible ? keys.Open(delivery.Id, delivery.Generation, delivery.CodeAt(now)!).Reveal() : null,
            state,
            delivery.Policy.CodeRelease,
            ShowingOf(delivery, now),
            session is null ? null : new TrackedSession(session.OpenedAt, session.ClosesAt),
            delivery.TriesLeft,
            now,
            delivery.ExpiresAt,
            delivery.ContestUntil,
            status == DeliveryStatus.Held ? delivery.Visits.HeldBecause : null,
            delivery.Seller?.Name,
            Country.ZoneOf(delivery.Destination.Country) ?? "UTC",
            events,
            delivery.Sequence,
            delivery.Visits.Refused is { } refused ? new TrackedRefusals(refused.Count, refused.FirstAt, refused.LastAt) : null,
            [.. ActionsOn(delivery, status, now)]);
    }

    private static TrackedShowing? ShowingOf(Delivery delivery, DateTimeOffset now) =>
        delivery.StatusAt(now) == DeliveryStatus.Pending && delivery.ShowingAt(now) is { } showing
            ? new TrackedShowing(showing.Number, showing.Until, delivery.Policy.RevealSeconds)
            : null;

    /// <summary>Under `on_arrival`: hidden before the first session and within one; dead once nothing is open any more.</summary>
    private static CodeState CodeStateOf(Delivery delivery, DateTimeOffset now) => delivery switch
    {
        { Status: DeliveryStatus.Delivered or DeliveryStatus.Contested } => CodeState.Used,
        { Policy.CodeRelease: CodeRelease.OnIssue } => delivery.CodeAt(now) is null ? CodeState.Dead : CodeState.Visible,
        _ when delivery.StatusAt(now) != DeliveryStatus.Pending => CodeState.Dead,
        _ when delivery.ShowingAt(now) is not null => CodeState.Visible,
        _ when delivery.SessionAt(now) is not null || delivery.Visits.Sessions == 0 => CodeState.Hidden,
        _ => CodeState.Dead,
    };

    private static IEnumerable<RecipientAction> ActionsOn(Delivery delivery, DeliveryStatus status, DateTimeOffset now)
    {
        var hasSession = status.IsOpen() && delivery.SessionAt(now) is not null;
        var isShown = status == DeliveryStatus.Pending && delivery.ShowingAt(now) is not null;
        if (hasSession && status == DeliveryStatus.Pending && !isShown)
            yield return RecipientAction.Reveal;
        if (isShown)
            yield return RecipientAction.Hide;
        if (hasSession)
            yield return RecipientAction.Denial;
        if (status.IsOpen() && (status == DeliveryStatus.Pending || !delivery.Visits.IsLeftReported))
            yield return RecipientAction.Report;
        if (delivery.Visits is { AcceptedAt: not null, IsReceived: false })
            yield return RecipientAction.Receipt;
        if (delivery.Status == DeliveryStatus.Delivered && now < delivery.ContestUntil)
            yield return RecipientAction.Contest;
    }
}
