using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>R12, rows 1 and 2: the same key with the same request is answered as before, with another it is refused.</summary>
internal sealed class SentRequests
{
    private readonly Dictionary<(CourierId, string), (RecordedRequest Request, AttemptOutcome Outcome)> _answered = [];

    /// <summary>Null: the key is new.</summary>
    public Answer? AnswerTo(RecordedRequest request, CourierId courier, string key)
    {
        if (!_answered.TryGetValue((courier, key), out var before))
            return null;
        return before.Request == request ? new Answer(before.Outcome) : Answer.KeyReused;
    }

    public void Remember(RecordedRequest request, CourierId courier, string key, AttemptOutcome outcome) =>
        _answered[(courier, key)] = (request, outcome);
}

/// <summary>An attempt as the app made it: sent again, it is the same to the letter.</summary>
/// <param name="Parcel">For which.</param>
/// <param name="Attempt">What it says.</param>
internal sealed record RecordedRequest(Parcel Parcel, Attempt Attempt);

/// <summary>What an attempt is answered with.</summary>
/// <param name="Outcome">The verdict; null: HTTP 422, and nothing is recorded.</param>
internal sealed record Answer(AttemptOutcome? Outcome)
{
    public static readonly Answer KeyReused = new((AttemptOutcome?)null);
}
