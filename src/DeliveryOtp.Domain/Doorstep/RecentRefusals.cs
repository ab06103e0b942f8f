namespace DeliveryOtp.Domain.Doorstep;

/// <summary>
/// R13: the visits of one courier on one delivery that led to nothing. Each is evidence; a flood of them is not, and past a number
/// within an hour further ones are counted only.
/// </summary>
/// <param name="NewestFirst">When they were, as many as matter.</param>
public sealed record RecentRefusals(IReadOnlyList<DateTimeOffset> NewestFirst)
{
    /// <summary>Within <see cref="Window"/>.</summary>
    public const int Most = 200;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public static readonly RecentRefusals None = new([]);

    /// <summary>What an attempt of this outcome is: everything but what was accepted or cost a try.</summary>
    public static bool Counts(AttemptOutcome outcome) => outcome is not (AttemptOutcome.Accepted or AttemptOutcome.WrongCode);

    /// <summary>Likewise for an arrival that opened nothing.</summary>
    public static bool Counts(ArrivalOutcome outcome) => outcome is not ArrivalOutcome.Opened;

    /// <summary>When the next one is recorded again; null: now.</summary>
    public DateTimeOffset? CutOffUntil(DateTimeOffset now) =>
        NewestFirst.Count >= Most && NewestFirst[Most - 1] + Window is var end && end > now ? end : null;

    public RecentRefusals AndOneAt(DateTimeOffset now) => new([now, .. NewestFirst.Take(Most - 1)]);
}
