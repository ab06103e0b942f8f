using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Budgets;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Recipients;

/// <summary>What a client learns whose stream may not begin.</summary>
internal static class LiveRefusal
{
    /// <summary>By then, a stream whose client has gone without a word has met its next heartbeat.</summary>
    private static readonly int WaitS = (int)LiveViewWriter.Heartbeat.TotalSeconds;

    public static IActionResult NoId(string header) => InvalidRequest.Of(new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [header] = ["must be an id of this stream: a whole number, 0 or more"],
    });

    public static IActionResult LinkIsFull(int most) => TooMany(
        BudgetName.RecipientStreams, most, $"This link has {most} streams open. Close one, or wait for the seconds in `Retry-After`.");

    public static IActionResult RetailerIsFull(int most) => TooMany(
        BudgetName.RetailerStreams,
        most,
        $"{most} recipients of this retailer are watching. Try again after the seconds in `Retry-After`; `GET /v1/tracking` works all the same.");

    public static IActionResult AllAreTaken() => new ProblemResult(ProblemKind.Unavailable.ToDetails(
        "Too many recipients are watching. Try again after the seconds in `Retry-After`; `GET /v1/tracking` works all the same."));

    private static BudgetRefusal TooMany(string budget, int most, string detail) => BudgetRefusal.AtOnce(budget, most, WaitS, detail);
}
