using System.Globalization;
using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Html;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>The clock at a destination, as people say what it shows.</summary>
/// <param name="Zone">UTC where it is not known.</param>
public sealed record DestinationClock(TimeZoneInfo Zone)
{
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    public static DestinationClock Of(string country) => new(CountryTime.ZoneOf(country));

    /// <summary>What the page's reader has to know to compare times: <c>Europe/Paris</c>.</summary>
    public string Name => Zone.Id;

    /// <summary>14:02</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>14:02:31</summary>
    public string Exact(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>24 November 2026</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>24 Nov 14:02</summary>
    public string Moment(DateTimeOffset at) => Local(at).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    public DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>A time whose UTC value is in its title, for people, and in its <c>datetime</c>, for machines.</summary>
    /// <param name="at">When.</param>
    /// <param name="shown">As <see cref="Time"/> and its like say it.</param>
    public static IHtmlContent Tag(DateTimeOffset at, string shown)
    {
        var utc = at.UtcDateTime;
        return new HtmlContentBuilder()
            .AppendHtml("<time datetime=\"").Append(utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .AppendHtml("\" title=\"").Append(utc.ToString("d MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)).AppendHtml("\">")
            .Append(shown)
            .AppendHtml("</time>");
    }

    /// <summary>A moment of a list: on the destination's clock, with the year where it is another one.</summary>
    public static IHtmlContent TagOf(string country, DateTimeOffset at, DateTimeOffset now)
    {
        var clock = Of(country);
        return Tag(at, clock.DateOf(at).Year == clock.DateOf(now).Year ? clock.Moment(at) : $"{clock.Day(at)} {clock.Time(at)}");
    }

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}
