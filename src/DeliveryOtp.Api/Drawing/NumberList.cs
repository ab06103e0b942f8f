using static System.FormattableString;

namespace DeliveryOtp.Api.Drawing;

/// <summary>Numbers in a sentence: 1, 3–6 and 9.</summary>
internal static class NumberList
{
    private const int ShortestRun = 3;

    /// <param name="numbers">At least one.</param>
    public static string Of(IEnumerable<int> numbers)
    {
        string[] parts = [.. Runs([.. numbers.Order()]).SelectMany(Words)];
        return parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }

    private static IEnumerable<(int First, int Last)> Runs(int[] numbers)
    {
        var first = 0;
        for (var next = 1; next <= numbers.Length; next++)
        {
            if (next < numbers.Length && numbers[next] == numbers[next - 1] + 1)
                continue;
            yield return (numbers[first], numbers[next - 1]);
            first = next;
        }
    }

    private static IEnumerable<string> Words((int First, int Last) run) => run.Last - run.First + 1 >= ShortestRun
        ? [Invariant($"{run.First}–{run.Last}")]
        : Enumerable.Range(run.First, run.Last - run.First + 1).Select(number => Invariant($"{number}"));
}
