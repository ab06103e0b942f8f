using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

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
        return new TrackingResponse(
            delivery.OrderId.Value,
            delivery.StatusAt(now),
            delivery.Recipient?.Language,
            state == CodeState.Visible ? keys.Open(delivery.Id, delivery.Generation, delivery.CodeAt(now)!).Reveal() : null,
            state,
            session is null ? null : new TrackedSession(session.OpenedAt, session.ClosesAt),
            delivery.TriesLeft,
            events,
            [.. ActionsOn(delivery, state, now)]);
    }

    private static CodeState CodeStateOf(Delivery delivery, DateTimeOffset now) => delivery switch
    {
        { Status: DeliveryStatus.Delivered or DeliveryStatus.Contested } => CodeState.Used,
        _ when delivery.CodeAt(now) is null => CodeState.Dead,
        { Policy.CodeRelease: CodeRelease.OnIssue } => CodeState.Visible,
        _ when delivery.SessionAt(now) is { IsRevealed: true } => CodeState.Visible,
        _ => CodeState.Hidden,
    };

    private static IEnumerable<RecipientAction> ActionsOn(Delivery delivery, CodeState code, DateTimeOffset now)
    {
        var isOpen = delivery.IsLiveAt(now);
        var hasSession = isOpen && delivery.SessionAt(now) is not null;
        if (hasSession && code == CodeState.Hidden)
            yield return RecipientAction.Reveal;
        if (hasSession)
            yield return RecipientAction.Denial;
        if (isOpen && (delivery.Status == DeliveryStatus.Pending || !delivery.Visits.IsLeftReported))
            yield return RecipientAction.Report;
        if (delivery.Visits is { AcceptedAt: not null, IsReceived: false })
            yield return RecipientAction.Receipt;
        if (delivery.Status == DeliveryStatus.Delivered && now < delivery.ContestUntil)
            yield return RecipientAction.Contest;
    }
}
