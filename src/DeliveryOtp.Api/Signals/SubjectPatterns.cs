using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Signals;

/// <summary>
/// Reads all that a courier or a device is looked at by, as one read: what <see cref="SubjectQueries"/> says and records, and half
/// a year, week by week.
/// </summary>
public sealed class SubjectPatterns(SubjectQueries subjects, SubjectAttempts attempts, TimeProvider time)
{
    public const int Weeks = 26;

    private const int DaysOfWeek = 7;

    /// <summary>Null: the retailer has no such courier.</summary>
    public async Task<SubjectPattern?> FindCourierAsync(Actor actor, RetailerId retailer, string id, CancellationToken cancel) =>
        await subjects.FindCourierAsync(actor, retailer, id, cancel) is { } found
            ? PatternOf(found, await attempts.OfCourierAsync(retailer, id, FirstMonday(), cancel))
            : null;

    /// <summary>Null: the retailer has no such device.</summary>
    public async Task<SubjectPattern?> FindDeviceAsync(Actor actor, RetailerId retailer, string id, CancellationToken cancel) =>
        await subjects.FindDeviceAsync(actor, retailer, id, cancel) is { } found
            ? PatternOf(found, await attempts.OfDeviceAsync(retailer, id, FirstMonday(), cancel))
            : null;

    private SubjectPattern PatternOf(SubjectResponse found, AttemptSums sums)
    {
        var monday = FirstMonday();
        return new SubjectPattern(
            found,
            [.. Enumerable.Range(0, Weeks).Select(week => new WeekOfAttempts(
                monday.AddDays(DaysOfWeek * week),
                sums.ByWeek.GetValueOrDefault(week, AttemptSum.None)))],
            sums.Companions);
    }

    /// <summary>Of the first of the weeks, the last of which is not over; in UTC.</summary>
    private DateTimeOffset FirstMonday()
    {
        var today = time.Now().UtcDateTime.Date;
        var sinceMonday = ((int)today.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek;
        return new DateTimeOffset(today, TimeSpan.Zero).AddDays(-sinceMonday - (DaysOfWeek * (Weeks - 1)));
    }
}

/// <summary>How a courier or a device has done, and when.</summary>
/// <param name="Subject">The counts beside the fleet's, and the last attempts.</param>
/// <param name="Weeks">Oldest first; weeks without attempts as well.</param>
/// <param name="Companions">The devices of a courier or the couriers of a device in these weeks, whoever was seen last first.</param>
public sealed record SubjectPattern(SubjectResponse Subject, IReadOnlyList<WeekOfAttempts> Weeks, IReadOnlyList<Companion> Companions);

/// <summary>The attempts of seven days.</summary>
/// <param name="Monday">0:00 UTC.</param>
/// <param name="Sum">How they ended.</param>
public sealed record WeekOfAttempts(DateTimeOffset Monday, AttemptSum Sum);
