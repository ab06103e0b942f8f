using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Times as text (RFC 3339, 5.6): any number of digits of a second, of which what a clock tick can't hold is cut off; `t` and `z`
/// in either case; a leap second is the next one. UTC with milliseconds out.
/// </summary>
internal static partial class Timestamp
{
    private const int TickDigits = 7;

    public static string Format(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time without an offset is nobody's time, and is refused. In UTC, as PostgreSQL stores it.</summary>
    public static bool TryParse(string text, out DateTimeOffset value)
    {
        value = default;
        var match = Rfc3339().Match(text);
        if (!match.Success
            || !DateTime.TryParseExact(
                $"{match.Groups["date"].ValueSpan} {match.Groups["minute"].ValueSpan}",
                "yyyy-MM-dd HH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var minute))
        {
            return false;
        }

        var ticks = minute.Ticks
            + (Number(match, "second") * TimeSpan.TicksPerSecond)
            + long.Parse(match.Groups["fraction"].Value.PadRight(TickDigits, '0').AsSpan(0, TickDigits), CultureInfo.InvariantCulture)
            - OffsetOf(match).Ticks;
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static TimeSpan OffsetOf(Match match)
    {
        var offset = new TimeSpan(Number(match, "hours"), Number(match, "minutes"), seconds: 0);
        return match.Groups["sign"].ValueSpan is "-" ? -offset : offset;
    }

    private static int Number(Match match, string group) => match.Groups[group] is { Success: true } digits
        ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture)
        : 0;

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<minute>[0-9]{2}:[0-9]{2}):(?<second>[0-5][0-9]|60)(\.(?<fraction>[0-9]+))?([Zz]|(?<sign>[+-])(?<hours>[01][0-9]|2[0-3]):(?<minutes>[0-5][0-9]))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100)]
    private static partial Regex Rfc3339();
}

internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Timestamp.TryParse(reader.GetString()!, out var value)
            ? value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Timestamp.Format(value));
}

/// <summary>A value that may be left out; `""` is one that was.</summary>
internal sealed class OptionalConverter<T>(JsonConverter<T> inner) : JsonConverter<T?>
    where T : struct
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty && !reader.HasValueSequence
            ? null
            : inner.Read(ref reader, typeof(T), options);

    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options)
    {
        if (value is { } given)
            inner.Write(writer, given, options);
        else
            writer.WriteNullValue();
    }
}
