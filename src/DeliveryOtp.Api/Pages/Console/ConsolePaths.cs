namespace DeliveryOtp.Api.Pages.Console;

internal static class ConsolePaths
{
    public const string Home = "/console";

    /// <summary>A way into the console and to nowhere else: not another site, and not back to the sign-in.</summary>
    public static string Local(string? path) =>
        path is not null
        && (path == Home || path.StartsWith($"{Home}/", StringComparison.Ordinal) || path.StartsWith($"{Home}?", StringComparison.Ordinal))
        && !path.StartsWith("/console/sign-", StringComparison.Ordinal)
        && !path.Any(char.IsControl)
        && !path.Contains('\\', StringComparison.Ordinal)
            ? path
            : Home;
}
