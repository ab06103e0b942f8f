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

    // All but fraction and offset stand where they always do.
    private static readonly Range DatePlace = ..10;
    private static readonly Range MinutePlace = 11..16;
    private static readonly Range SecondPlace = 17..19;

    public static string Format(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time without an offset is nobody's time, and is refused. In UTC, as PostgreSQL stores it.</summary>
    public static bool TryParse(string text, out DateTimeOffset value)
    {
        value = default;
        if (!Rfc3339().IsMatch(text)
            || !DateOnly.TryParseExact(text.AsSpan()[DatePlace], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !TimeOnly.TryParseExact(text.AsSpan()[MinutePlace], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var minute))
        {
            return false;
        }

        var offsetLength = text[^1] is 'Z' or 'z' ? "Z".Length : "+hh:mm".Length;
        var ticks = date.ToDateTime(minute).Ticks
            + (Number(text.AsSpan()[SecondPlace]) * TimeSpan.TicksPerSecond)
            + FractionTicks(text.AsSpan()[SecondPlace.End.Value..^offsetLength])
            - OffsetOf(text.AsSpan()[^offsetLength..]).Ticks;
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Of <c>.25</c>, or of nothing.</summary>
    private static long FractionTicks(ReadOnlySpan<char> fraction)
    {
        var ticks = 0L;
        for (var place = 1; place <= TickDigits; place++)
            ticks = (ticks * 10) + (place < fraction.Length ? fraction[place] - '0' : 0);
        return ticks;
    }

    private static TimeSpan OffsetOf(ReadOnlySpan<char> offset)
    {
        if (offset.Length == 1)
            return TimeSpan.Zero;
        var length = new TimeSpan(Number(offset[1..3]), Number(offset[4..6]), seconds: 0);
        return offset[0] == '-' ? -length : length;
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:([0-5][0-9]|60)(\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\z",
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
