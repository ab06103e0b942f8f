using System.Globalization;
using System.Text.RegularExpressions;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>
/// A place as people paste it: decimal degrees with a point or a comma, degrees with minutes and seconds, <c>geo:</c> (RFC 5870),
/// the members of a JSON object, and the addresses of maps.
/// </summary>
internal static partial class PastedPlace
{
    private const int TimeoutMs = 100;

    private static readonly Regex[] Links = [MapPin(), MapCentre(), MapHash(), Named(), GeoUri(), QueryPair()];

    /// <param name="text">What was pasted.</param>
    /// <param name="place">WGS 84.</param>
    /// <returns>False: it is no place, or none on Earth.</returns>
    public static bool TryParse(string text, out Position place)
    {
        var plain = Plain(text);
        foreach (var link in Links)
        {
            if (link.Match(plain) is { Success: true } pair)
                return Of(Degrees(pair.Groups["lat"].Value), Degrees(pair.Groups["lon"].Value), out place);
        }

        var spaced = WithoutCommas(plain);
        return TryPair(Marked().Match(spaced), out place) || TryPair(Bare().Match(spaced), out place);
    }

    /// <summary>
    /// That it can't well be anything else. Two whole numbers beside each other may be an order; two with decimals, degrees or
    /// points of the compass are a place.
    /// </summary>
    public static bool IsOne(string text, out Position place) => TryParse(text, out place) && Unmistakable().IsMatch(Plain(text));

    /// <summary>As the API takes it: <c>48.8566,2.3522</c>.</summary>
    public static string Format(Position place) => string.Create(CultureInfo.InvariantCulture, $"{place.Latitude},{place.Longitude}");

    private static string Plain(string text) => Uri.UnescapeDataString(text.Trim())
        .Replace('\u2212', '-').Replace('\u00a0', ' ').Replace('\u202f', ' ')
        .Replace('º', '°').Replace('˚', '°')
        .Replace("''", "\"", StringComparison.Ordinal)
        .Replace('′', '\'').Replace('’', '\'').Replace('`', '\'')
        .Replace('″', '"').Replace('”', '"').Replace('“', '"')
        .Trim('(', ')', '[', ']', ' ');

    /// <summary>A comma parts the two numbers, or is a decimal point in both: whichever the text leaves possible.</summary>
    private static string WithoutCommas(string text)
    {
        if (text.Contains('.', StringComparison.Ordinal))
            return Separator().Replace(text, " ");
        var parted = LooseSeparator().Replace(text, " ");
        if (parted.Count(character => character == ',') is 1 && !parted.Contains(' ', StringComparison.Ordinal))
            return parted.Replace(',', ' ');
        return DecimalCommas().Replace(parted, "${a}.${b} ${c}.${d}").Replace(',', '.');
    }

    /// <summary>The points of the compass say which one is the latitude; without them it comes first.</summary>
    private static bool TryPair(Match match, out Position place)
    {
        place = default;
        if (!match.Success)
            return false;
        var (first, second) = (Part(match, "1"), Part(match, "2"));
        return (first.Axis, second.Axis) switch
        {
            (Axis.Longitude, Axis.Latitude) => Of(second.Value, first.Value, out place),
            (Axis.Latitude, Axis.Longitude) or (Axis.Unsaid, Axis.Unsaid) => Of(first.Value, second.Value, out place),
            _ => false,
        };
    }

    private static (double Value, Axis Axis) Part(Match match, string number)
    {
        var degrees = Degrees(match.Groups["d" + number].Value);
        var size = Math.Abs(degrees) + (Degrees(match.Groups["m" + number].Value) / 60) + (Degrees(match.Groups["s" + number].Value) / 3600);
        var compass = (match.Groups["a" + number].Value + match.Groups["b" + number].Value).ToUpperInvariant();
        var isNegative = match.Groups["d" + number].ValueSpan.StartsWith("-", StringComparison.Ordinal) || compass is "S" or "W";
        return (isNegative ? -size : size, compass switch
        {
            "N" or "S" => Axis.Latitude,
            "E" or "W" => Axis.Longitude,
            _ => Axis.Unsaid,
        });
    }

    private static double Degrees(string number) =>
        number.Length == 0 ? 0 : double.Parse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static bool Of(double latitude, double longitude, out Position place)
    {
        var isOnEarth = Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180;
        place = isOnEarth ? new Position(latitude, longitude) : default;
        return isOnEarth;
    }

    private enum Axis
    {
        Unsaid,
        Latitude,
        Longitude,
    }

    [GeneratedRegex(@"!3d(?<lat>-?\d{1,2}(\.\d+)?)!4d(?<lon>-?\d{1,3}(\.\d+)?)", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex MapPin();

    [GeneratedRegex(@"^https?://.*/@(?<lat>-?\d{1,2}\.\d+),(?<lon>-?\d{1,3}\.\d+)", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex MapCentre();

    [GeneratedRegex(@"#map=\d+(\.\d+)?/(?<lat>-?\d{1,2}\.\d+)/(?<lon>-?\d{1,3}\.\d+)", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex MapHash();

    [GeneratedRegex(@"lat(itude)?""?\s*[:=]\s*(?<lat>-?\d{1,2}(\.\d+)?)\W+m?(lng|lon(g(itude)?)?)""?\s*[:=]\s*(?<lon>-?\d{1,3}(\.\d+)?)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeoutMs)]
    private static partial Regex Named();

    [GeneratedRegex(@"^geo:(?<lat>-?\d{1,2}(\.\d+)?),(?<lon>-?\d{1,3}(\.\d+)?)([,;?]|$)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeoutMs)]
    private static partial Regex GeoUri();

    [GeneratedRegex(@"^https?://.*[?&](q|query|ll|sll|center|destination|daddr)=(loc:)?(?<lat>-?\d{1,2}(\.\d+)?)[, +]+(?<lon>-?\d{1,3}(\.\d+)?)", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex QueryPair();

    /// <summary>Where a point of the compass stands before the first number, it does before the second.</summary>
    [GeneratedRegex(@"^((?<a1>[NSEW])\s*)?(?<d1>[+-]?\d{1,3}(\.\d+)?)\s*°?\s*((?<m1>\d{1,2}(\.\d+)?)\s*'\s*((?<s1>\d{1,2}(\.\d+)?)\s*""?)?)?\s*(?(a1)|(?<b1>[NSEW])?)\s+(?(a1)(?<a2>[NSEW])\s*)(?<d2>[+-]?\d{1,3}(\.\d+)?)\s*°?\s*((?<m2>\d{1,2}(\.\d+)?)\s*'\s*((?<s2>\d{1,2}(\.\d+)?)\s*""?)?)?\s*(?(a1)|(?<b2>[NSEW])?)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeoutMs)]
    private static partial Regex Marked();

    /// <summary>Degrees, minutes and seconds with nothing but blanks between them, which only the compass makes one place.</summary>
    [GeneratedRegex(@"^((?<a1>[NSEW])\s*)?(?<d1>\d{1,3})\s+(?<m1>\d{1,2}(\.\d+)?)(\s+(?<s1>\d{1,2}(\.\d+)?))?\s*(?(a1)|(?<b1>[NSEW])?)\s+(?(a1)(?<a2>[NSEW])\s*)(?<d2>\d{1,3})\s+(?<m2>\d{1,2}(\.\d+)?)(\s+(?<s2>\d{1,2}(\.\d+)?))?\s*(?(a1)|(?<b2>[NSEW])?)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeoutMs)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\s*[,;]\s*|\s+", RegexOptions.None, TimeoutMs)]
    private static partial Regex Separator();

    [GeneratedRegex(@"\s*;\s*|\s*,\s+|\s+", RegexOptions.None, TimeoutMs)]
    private static partial Regex LooseSeparator();

    [GeneratedRegex(@"^(?<a>-?\d+),(?<b>\d+),(?<c>-?\d+),(?<d>\d+)$", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex DecimalCommas();

    [GeneratedRegex(@"^geo:|^https?:|\blat(itude)?\b|°|^\s*[NSEW]\s*\d|\d\s*[NSEW]\s*$|\d[.,]\d+\D+\d+[.,]\d", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeoutMs)]
    private static partial Regex Unmistakable();
}
