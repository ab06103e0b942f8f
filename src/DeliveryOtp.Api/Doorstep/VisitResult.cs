using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>What became of an attempt.</summary>
public abstract record AttemptResult
{
    /// <summary>It is in the journal, now or since an earlier request with the same key (R12, row 1).</summary>
    public sealed record Recorded(AttemptResponse Response, bool Replayed) : AttemptResult
    {
        internal static Recorded First(JournalEntry entry)
        {
            var verdict = ((Attempted)entry.Event).Verdict;
            var response = new AttemptResponse(
                entry.Id,
                entry.DeliveryId.Value,
                verdict.Outcome,
                verdict.TriesLeft,
                verdict.DeliveryStatus,
                entry.RecordedAt);
            return new Recorded(response, Replayed: false);
        }

        internal static Recorded Again(PriorEntry prior)
        {
            var detail = prior.ReadDetail<AttemptDetail>();
            var response = new AttemptResponse(
                prior.Id,
                prior.Key.DeliveryId.Value,
                detail.Outcome,
                detail.TriesLeft,
                detail.DeliveryStatus,
                prior.RecordedAt);
            return new Recorded(response, Replayed: true);
        }
    }

    /// <summary>The courier's retailer has no such delivery.</summary>
    public sealed record NotFound : AttemptResult;

    /// <summary>Too much is waiting; nothing is recorded (R13).</summary>
    public sealed record Busy : AttemptResult;

    /// <summary>The key belongs to another request; nothing is recorded (R12, row 2).</summary>
    public sealed record KeyReused : AttemptResult;
}
