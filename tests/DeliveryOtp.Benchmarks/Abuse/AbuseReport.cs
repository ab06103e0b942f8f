using DeliveryOtp.Benchmarks.Abuse.Attacks;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary>The tables, the verdicts and the JSON; what breaks a promise is marked.</summary>
internal static class AbuseReport
{
    private const double Hundred = 100_000;

    public static async Task WriteAsync(
        BenchSetup setup, IReadOnlyList<Measurement> measured, AbuseOptions options, TextWriter output, CancellationToken cancel)
    {
        var machine = await Machine.DescribeAsync(setup.Cluster, cancel);
        var verdicts = new AbuseVerdicts(measured);
        var json = await JsonReport.WriteAsync(
            "abuse.json", new { Machine = machine, Options = options, verdicts.QuietP50Ms, verdicts.QuietP99Ms, verdicts.QuietMib, Measured = measured }, cancel);
        await output.WriteLineAsync(
            $"""

            {machine}

            {options.Seconds} s an attack, {options.Connections} connections. The others: 50 requests a second of another retailer.

            {Others(measured, verdicts)}
            {Costs(measured)}
            {Traffic(verdicts)}
            {string.Join('\n', Verdicts(verdicts))}
            {string.Join('\n', verdicts.Attacks.Select(PerSent).OfType<string>())}
            A request of the others left at most {Numbers.Whole(measured.Max(one => one.MostLateMs))} ms late.
            {json}
            """);
    }

    private static string Others(IReadOnlyList<Measurement> measured, AbuseVerdicts verdicts)
    {
        var table = new TextTable(
            "what others get", "p50 ms", "p99 ms", "max ms", "p50/quiet", "p99/quiet", "requests", "failed", "on the stream after ms: p50", "p99", "unseen", "");
        foreach (var one in measured)
        {
            table.Add(
                one.Attack,
                Numbers.Decimal(one.Answers.P50),
                Numbers.Decimal(one.Answers.P99),
                Numbers.Decimal(one.Answers.Max),
                Numbers.Decimal(one.Answers.P50 / verdicts.QuietP50Ms),
                Numbers.Decimal(verdicts.RatioOf(one)),
                Numbers.Whole(one.Answers.Count),
                Numbers.Whole(one.Failed),
                Numbers.Decimal(one.Lag.P50),
                Numbers.Decimal(one.Lag.P99),
                Numbers.Whole(one.Unseen),
                MarksOf(one, verdicts));
        }

        return table.ToString();
    }

    private static string Costs(IReadOnlyList<Measurement> measured)
    {
        var table = new TextTable(
            "what it takes", "MiB before", "most", "after", "rows", "transactions", "WAL MiB", "readers behind, entries", "calm after s", "cores: API", "PostgreSQL", "wrk", "elsewhere");
        foreach (var one in measured)
        {
            table.Add(
                one.Attack,
                Numbers.Whole(one.Memory.BeforeMib),
                Numbers.Whole(one.Memory.MostMib),
                Numbers.Whole(one.Memory.AfterMib),
                Numbers.Whole(one.Database.Rows),
                Numbers.Whole(one.Database.Transactions),
                Numbers.Whole(one.Database.WalMib),
                Numbers.Whole(one.MostBehind),
                Numbers.Decimal(one.CalmAfterS),
                Numbers.Decimal(one.Cpu.ServiceCores),
                Numbers.Decimal(one.Cpu.PostgresCores),
                Numbers.Decimal(one.Cpu.LoadCores),
                Numbers.Decimal(one.OtherCores));
        }

        return table.ToString();
    }

    private static string Traffic(AbuseVerdicts verdicts)
    {
        var table = new TextTable("what the attacker gets", "requests/s", "requests", "not 2xx", "outcomes");
        foreach (var (name, traffic) in verdicts.Attacks.Select(one => (one.Attack, one.Traffic)))
        {
            var outcomes = traffic.Outcomes.Select(pair => $"{pair.Key}: {Numbers.Whole(pair.Value)}");
            table.Add(name, Numbers.Whole(traffic.Rate), Numbers.Whole(traffic.Requests), Numbers.Whole(traffic.Refused), string.Join(", ", outcomes));
        }

        return table.ToString();
    }

    private static string MarksOf(Measurement one, AbuseVerdicts verdicts)
    {
        string?[] marks =
        [
            verdicts.IsSlow(one) ? "slow" : null, AbuseVerdicts.IsLarge(one) ? "large" : null, AbuseVerdicts.HasFailed(one) ? "failed" : null,
        ];
        return string.Join(", ", marks.OfType<string>());
    }

    private static IEnumerable<string> Verdicts(AbuseVerdicts verdicts) =>
    [
        Verdict($"p99 of others within {AbuseVerdicts.MostRatio} times quiet ({Numbers.Decimal(verdicts.QuietP99Ms)} ms, the mean of both)", verdicts, verdicts.IsSlow),
        Verdict($"Memory within {AbuseVerdicts.MostMib} MiB of before", verdicts, AbuseVerdicts.IsLarge),
        $"Memory within {AbuseVerdicts.MostMib} MiB of quiet ({Numbers.Whole(verdicts.QuietMib)} MiB) after one attack upon the other: "
            + $"{YesOrNo(verdicts.AddedByAllMib <= AbuseVerdicts.MostMib)}, {Numbers.Whole(verdicts.AddedByAllMib)} MiB more at most",
        Verdict("Every request of others answered, every attempt of theirs on its stream", verdicts, AbuseVerdicts.HasFailed),
    ];

    private static string Verdict(string promise, AbuseVerdicts verdicts, Func<Measurement, bool> isBroken)
    {
        var answers = verdicts.Attacks.Select(one => $"{one.Attack} {YesOrNo(!isBroken(one))}");
        return $"{promise}: {string.Join(", ", answers)}";
    }

    private static string YesOrNo(bool isKept) => isKept ? "yes" : "NO";

    /// <summary>Null: what was sent is not what the attack is about.</summary>
    private static string? PerSent(Measurement one)
    {
        if (one.Attack is not (AllAttacks.Keys or AllAttacks.Tokens))
            return null;
        var added = one.Memory.AddedMib;
        return $"{one.Attack}: {Numbers.Whole(one.Traffic.Requests)} different ones, {Numbers.Whole(added)} MiB more at most, "
            + $"{Numbers.Decimal(added / one.Traffic.Requests * Hundred)} MiB for {Numbers.Whole(Hundred)} of them";
    }
}
