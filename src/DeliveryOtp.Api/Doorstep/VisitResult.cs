using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>What became of an arrival or attempt.</summary>
public abstract record VisitResult
{
    private VisitResult()
    {
    }

    /// <summary>It is in the journal, now or since an earlier request with the same key (R12, row 1).</summary>
    public sealed record Recorded(VisitResponse Response, bool Replayed) : VisitResult
    {
        /// <summary>Rendered from what is stored, the first time as every other.</summary>
        internal static Recorded Of(WrittenEntry entry, bool replayed) => new(ResponseOf(entry), replayed);

        private static VisitResponse ResponseOf(WrittenEntry entry) => entry.Content switch
        {
            StoredAttempted attempt => new AttemptResponse(
                entry.Id,
                entry.DeliveryId.Value,
                attempt.Outcome,
                attempt.Outcome == AttemptOutcome.WrongCourier ? null : attempt.TriesLeft,
                attempt.Outcome == AttemptOutcome.WrongCourier ? null : attempt.DeliveryStatus,
                entry.RecordedAt),
            StoredArrived arrival => new ArrivalResponse(
                entry.Id,
                entry.DeliveryId.Value,
                arrival.Outcome,
                arrival.Outcome == ArrivalOutcome.WrongCourier ? null : arrival.TriesLeft,
                arrival.Outcome == ArrivalOutcome.WrongCourier ? null : arrival.DeliveryStatus,
                entry.RecordedAt,
                arrival.Opens is { } session ? new DoorstepBody(session.OpenedAt, session.ClosesAt) : null),
            _ => throw new ArgumentException("The entry is no visit, or a newer version wrote it.", nameof(entry)),
        };
    }

    /// <summary>The courier's retailer has no such delivery.</summary>
    public sealed record NotFound : VisitResult;

    /// <summary>One more of a flood of refused visits: counted, and in no journal (R13).</summary>
    public sealed record CutOff(TimeSpan Wait) : VisitResult;

    /// <summary>Too much is waiting; nothing is recorded (R13).</summary>
    public sealed record Busy : VisitResult;

    /// <summary>The delivery, or what is counted of the courier or device, is not as the service wrote it; nothing is recorded.</summary>
    public sealed record SealBroken : VisitResult;

    /// <summary>The key belongs to another request; nothing is recorded (R12, row 2).</summary>
    public sealed record KeyReused : VisitResult;
}
