using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>What became of an arrival or attempt.</summary>
public abstract record VisitResult
{
    /// <summary>It is in the journal, now or since an earlier request with the same key (R12, row 1).</summary>
    public sealed record Recorded(VisitResponse Response, bool Replayed) : VisitResult
    {
        internal static Recorded First(JournalEntry entry) => new(
            entry.Event switch
            {
                Attempted { Verdict: var verdict } => new AttemptResponse(
                    entry.Id,
                    entry.DeliveryId.Value,
                    verdict.Outcome,
                    verdict.TriesLeft,
                    verdict.DeliveryStatus,
                    entry.RecordedAt),
                Arrived { Verdict: var verdict } => new ArrivalResponse(
                    entry.Id,
                    entry.DeliveryId.Value,
                    verdict.Outcome,
                    verdict.TriesLeft,
                    verdict.DeliveryStatus,
                    entry.RecordedAt,
                    verdict.Opens is { } session ? new DoorstepBody(session.OpenedAt, session.ClosesAt) : null),
                _ => throw new ArgumentException("The entry is no visit.", nameof(entry)),
            },
            Replayed: false);

        internal static Recorded Again(PriorEntry prior) => new(
            prior.IsArrival ? AgainArrived(prior) : AgainAttempted(prior),
            Replayed: true);

        private static AttemptResponse AgainAttempted(PriorEntry prior)
        {
            var detail = prior.ReadDetail<AttemptDetail>();
            return new AttemptResponse(
                prior.Id,
                prior.Key.DeliveryId.Value,
                detail.Outcome,
                detail.TriesLeft,
                detail.DeliveryStatus,
                prior.RecordedAt);
        }

        private static ArrivalResponse AgainArrived(PriorEntry prior)
        {
            var detail = prior.ReadDetail<ArrivalDetail>();
            return new ArrivalResponse(
                prior.Id,
                prior.Key.DeliveryId.Value,
                detail.Outcome,
                detail.TriesLeft,
                detail.DeliveryStatus,
                prior.RecordedAt,
                detail.Opens is { } session ? new DoorstepBody(session.OpenedAt, session.ClosesAt) : null);
        }
    }

    /// <summary>The courier's retailer has no such delivery.</summary>
    public sealed record NotFound : VisitResult;

    /// <summary>Too much is waiting; nothing is recorded (R13).</summary>
    public sealed record Busy : VisitResult;

    /// <summary>The key belongs to another request; nothing is recorded (R12, row 2).</summary>
    public sealed record KeyReused : VisitResult;
}
