using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>Which budget is used up, and when there is more of it (draft-ietf-httpapi-ratelimit-headers).</summary>
/// <param name="Name">The budget.</param>
/// <param name="Quota">How much it is: a number and its window or unit.</param>
/// <param name="WaitS">Seconds, 1 or more.</param>
/// <param name="Detail">For people.</param>
internal sealed record BudgetRefusal(string Name, string Quota, int WaitS, string Detail) : IActionResult
{
    public const string Limit = "RateLimit";
    public const string Policy = "RateLimit-Policy";

    /// <summary>Of so many within so many seconds.</summary>
    public static BudgetRefusal InWindow(string name, int quota, int windowS, int waitS, string detail) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"q={quota};w={windowS}"), waitS, detail);

    /// <summary>Of so many that go on at once.</summary>
    public static BudgetRefusal AtOnce(string name, int quota, int waitS, string detail) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"q={quota};qu=\"concurrent-requests\""), waitS, detail);

    /// <summary>Answers 429, after a pause.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        context.RequestServices.GetRequiredService<HttpMetrics>().CountRefusal(Name);
        await RefusalPause.WaitAsync(context);
        var seconds = WaitS.ToString(CultureInfo.InvariantCulture);
        var headers = context.Response.Headers;
        headers.RetryAfter = seconds;
        headers[Policy] = $"\"{Name}\";{Quota}";
        headers[Limit] = $"\"{Name}\";r=0;t={seconds}";
        await context.WriteProblemAsync(ProblemKind.TooManyRequests.ToDetails(Detail));
    }

    /// <inheritdoc/>
    Task IActionResult.ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext);
}
