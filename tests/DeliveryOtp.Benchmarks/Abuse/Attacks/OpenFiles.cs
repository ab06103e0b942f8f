using System.Globalization;
using System.Text.RegularExpressions;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>How many files and sockets a process may have open. .NET raises its own limit to the hard one at its start.</summary>
internal static partial class OpenFiles
{
    /// <summary>Of a process, by /proc (proc(5)).</summary>
    public static int LimitOf(int processId)
    {
        var soft = Soft().Match(File.ReadAllText($"/proc/{processId}/limits")).Groups["soft"].Value;
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue;
    }

    [GeneratedRegex(@"^Max open files +(?<soft>\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Soft();
}
