using System.Globalization;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>
/// Many wrong codes at once for one account, then the right one: how many were compared, where three are allowed.
/// </summary>
public static class Race
{
    public const int Rounds = 40;
    public const int Guesses = 64;
    public const int Allowed = 3;

    /// <summary>The accounts from 0 on, one for each round, must be fresh. The right code comes after the wrong ones.</summary>
    public static async Task<RaceResult> RunAsync(IPeer peer, CancellationToken cancel)
    {
        var compared = new List<int>(Rounds);
        var accepted = 0;
        var acceptedTooLate = 0;
        var unanswered = 0;
        foreach (var account in Enumerable.Range(0, Rounds))
        {
            var right = await peer.RightCodeAsync(account, cancel);
            var outcomes = await Task.WhenAll(WrongCodes(right).Select(code => AskAsync(peer, account, code, cancel)));
            compared.Add(outcomes.Count(outcome => outcome == Outcomes.WrongCode));
            var last = await AskAsync(peer, account, right, cancel);
            unanswered += outcomes.Append(last).Count(outcome => outcome == Outcomes.Unanswered);
            if (last != Outcomes.Accepted)
                continue;

            accepted++;
            acceptedTooLate += compared[^1] >= Allowed ? 1 : 0;
        }

        return new RaceResult(compared.Sum(), compared.Max(), compared.Count(count => count > Allowed), accepted, acceptedTooLate, unanswered);
    }

    /// <summary>A peer that breaks under a race is a result, and not the end of the run.</summary>
    private static async Task<string> AskAsync(IPeer peer, int account, string code, CancellationToken cancel)
    {
        try
        {
            return await peer.VerifyAsync(account, code, cancel);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return Outcomes.Unanswered;
        }
    }

    /// <summary>The numbers that follow the right one.</summary>
    private static IEnumerable<string> WrongCodes(string right)
    {
        var number = int.Parse(right, CultureInfo.InvariantCulture);
        return Enumerable.Range(1, Guesses)
            .Select(step => ((number + step) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture));
    }
}

/// <param name="Compared">Wrong codes that were compared, in all rounds.</param>
/// <param name="MostCompared">In the worst round.</param>
/// <param name="RoundsOverAllowed">Rounds in which more than <see cref="Race.Allowed"/> were compared.</param>
/// <param name="Accepted">Rounds in which the right code was accepted.</param>
/// <param name="AcceptedTooLate">Of these, the ones whose tries had been used up by then: a lock that did not hold.</param>
/// <param name="Unanswered">Requests without a verdict: broken off, too late, or an error of the server's.</param>
public sealed record RaceResult(
    int Compared, int MostCompared, int RoundsOverAllowed, int Accepted, int AcceptedTooLate, int Unanswered);

public interface IPeer
{
    /// <summary>One of <see cref="Outcomes"/>.</summary>
    Task<string> VerifyAsync(int account, string code, CancellationToken cancel);

    Task<string> RightCodeAsync(int account, CancellationToken cancel);
}

public static class Outcomes
{
    public const string Accepted = "accepted";

    /// <summary>The code was compared with the right one, and the caller knows that it is another.</summary>
    public const string WrongCode = "wrong_code";

    /// <summary>No tries were left.</summary>
    public const string Locked = "locked";

    /// <summary>Turned away without a comparison, for another reason.</summary>
    public const string NotCompared = "not_compared";

    /// <summary>There was no verdict.</summary>
    public const string Unanswered = "unanswered";
}
