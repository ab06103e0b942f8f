namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>What somebody does who wants more than is his, or nothing but harm.</summary>
internal interface IAttack
{
    /// <summary>On the command line, and in the report.</summary>
    string Name { get; }

    /// <summary>Until its time is up.</summary>
    Task<AttackTraffic> RunAsync(Attacker attacker, CancellationToken cancel);
}

/// <summary>What the attacker sent, and what became of it.</summary>
/// <param name="Requests">Requests that were answered, or connections that were opened.</param>
/// <param name="Seconds">In this time.</param>
/// <param name="Outcomes">How many of each: statuses, and what happened to connections.</param>
internal sealed record AttackTraffic(long Requests, double Seconds, IReadOnlyDictionary<string, long> Outcomes)
{
    private const int StatusLength = 3;

    public double Rate => Requests / Seconds;

    /// <summary>Answers that are no 2xx.</summary>
    public long Refused => Outcomes.Where(pair => IsStatus(pair.Key) && pair.Key[0] != '2').Sum(pair => pair.Value);

    private static bool IsStatus(string outcome) => outcome.Length == StatusLength && outcome.All(char.IsAsciiDigit);
}
