using System.Text.RegularExpressions;

namespace DeliveryOtp.Api.Tests.Secrets;

internal static class Digits
{
    /// <summary>The digits, and not by chance as a part of a number, a hexadecimal string or a fraction of a second.</summary>
    public static bool Holds(string text, string digits) =>
        Regex.IsMatch(text, $"(?<![0-9a-fA-F.]){digits}(?![0-9a-fA-F])", RegexOptions.None, TimeSpan.FromSeconds(10));
}
