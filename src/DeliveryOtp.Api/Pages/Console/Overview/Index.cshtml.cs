using System.Globalization;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Pages.Console.Charts;

namespace DeliveryOtp.Api.Pages.Console.Overview;

/// <summary>The morning: how the doors are, what waits, and whether the service keeps up.</summary>
internal sealed class IndexModel(OverviewQueries queries) : ConsolePageModel
{
    private static readonly DestinationClock Utc = new(TimeZoneInfo.Utc);

    public AuditTrail.Overview Counted { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel) => Counted = await queries.ReadAsync(Caller.Actor, Caller.Tenant, cancel);

    public HourSum Day => Counted.Hours.Select(hour => hour.Sum).Aggregate((sum, next) => sum + next);

    public HourSum Week => Counted.Days.Select(day => day.Sum).Aggregate((sum, next) => sum + next);

    public ColumnsView ByHour => new("hours", "Hour (UTC)", Columns.Of(
        "Attempts per hour, 24 hours",
        [.. Counted.Hours.Select(hour => ColumnOf(hour, "d MMMM HH:mm", "HH:mm"))],
        hasMarks: false));

    public ColumnsView ByDay => new("days", "Day (UTC)", Columns.Of(
        "Attempts per day, 7 days",
        [.. Counted.Days.Select(day => ColumnOf(day, "dddd d MMMM", "d MMM"))],
        hasMarks: false));

    public string Reviews => Counted.Reviews < RecentSums.ReviewLimit
        ? Counted.Reviews.ToString(CultureInfo.InvariantCulture)
        : $"{Counted.Reviews} or more";

    public static string Time(DateTimeOffset at) => Utc.Exact(at);

    /// <summary>84 % (312 of 371); rounded down, so that 100 % is all of them.</summary>
    public static string Acceptance(HourSum sum) => sum.Attempts == 0
        ? "no attempt"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100.0 * sum.Accepted / sum.Attempts):0} % ({sum.Accepted} of {sum.Attempts})");

    private static Column ColumnOf(SpanOfAttempts span, string name, string label) => new(
        span.From.ToString(name, CultureInfo.InvariantCulture),
        span.From.ToString(label, CultureInfo.InvariantCulture),
        span.Sum.Accepted,
        span.Sum.Wrong,
        span.Sum.Refused);
}
