using System.Globalization;
using DeliveryOtp.Api.Pages.Console.Charts;
using DeliveryOtp.Api.Signals;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Pages.Console.Couriers;

/// <summary>How a courier or a device has done, on a page: one of it, never a list that ranks.</summary>
/// <param name="Subject">courier or device, as in the addresses.</param>
/// <param name="Other">The other of the two.</param>
/// <param name="Id">As it was asked for.</param>
/// <param name="Pattern">Null: nothing was counted under this id.</param>
public sealed record PatternView(string Subject, string Other, string Id, SubjectPattern? Pattern)
{
    private static readonly DestinationClock Utc = new(TimeZoneInfo.Utc);

    public static PatternView OfCourier(string id, SubjectPattern? pattern) => new("courier", "device", id, pattern);

    public static PatternView OfDevice(string id, SubjectPattern? pattern) => new("device", "courier", id, pattern);

    /// <summary>24 November 2026 14:02; a courier has doors in more than one time zone.</summary>
    public static string Moment(DateTimeOffset at) => $"{Utc.Day(at)} {Utc.Time(at)}";

    public static string ToneOf(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Accepted => "outcome good",
        AttemptOutcome.WrongCode => "outcome bad",
        _ => "outcome warn",
    };

    public static Whiskers Rates(SubjectResponse subject) => Whiskers.Of(
        "Rates beside the fleet's",
        [
            Whisker("refused", subject.Refused, subject.Attempts),
            Whisker("wrong", subject.Wrong, subject.Attempts),
            Whisker("late", subject.Late, subject.Attempts),
            Whisker("contested", subject.Contested, subject.Attempts),
        ]);

    public static ColumnsView ByWeek(IReadOnlyList<WeekOfAttempts> weeks) => new("weeks", "Week of", Columns.Of(
        "Attempts per week",
        [.. weeks.Select(week => new Column(
            week.Monday.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            week.Monday.ToString("d MMM", CultureInfo.InvariantCulture),
            week.Sum.Accepted,
            week.Sum.Wrong,
            week.Sum.Refused,
            week.Sum.Late,
            week.Sum.Contested))],
        hasMarks: true));

    private static Whisker Whisker(string name, RateBody rate, int attempts) =>
        new(name, rate.Count, attempts, rate.Rate, rate.Lower, rate.Upper, rate.FleetRate);
}
