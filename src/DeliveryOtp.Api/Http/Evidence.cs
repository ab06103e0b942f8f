using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// A number that is evidence and no condition: whatever an app sends there is no reason to turn its courier away.
/// </summary>
/// <param name="Value">Null: it can't be read as a number.</param>
[JsonConverter(typeof(EvidenceNumberConverter))]
public readonly record struct EvidenceNumber(double? Value);

/// <summary>As <see cref="EvidenceNumber"/>, yes or no.</summary>
/// <param name="Value">Null: it can't be read as either.</param>
[JsonConverter(typeof(EvidenceFlagConverter))]
public readonly record struct EvidenceFlag(bool? Value);

/// <summary>As <see cref="EvidenceNumber"/>, a text.</summary>
/// <param name="Value">Null: it can't be read as a text.</param>
[JsonConverter(typeof(EvidenceTextConverter))]
public readonly record struct EvidenceText(string? Value);

internal sealed class EvidenceNumberConverter : JsonConverter<EvidenceNumber>
{
    public override EvidenceNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(
        reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetDouble(out var number) => number,
            JsonTokenType.String when double.TryParse(reader.ReadText(), CultureInfo.InvariantCulture, out var number) => number,
            _ => reader.PassOver<double?>(),
        });

    public override void Write(Utf8JsonWriter writer, EvidenceNumber value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value is { } number && double.IsFinite(number) ? value.Value : null, options);
}

internal sealed class EvidenceFlagConverter : JsonConverter<EvidenceFlag>
{
    public override EvidenceFlag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(
        reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number when reader.TryGetInt32(out var number) && number is 0 or 1 => number == 1,
            JsonTokenType.String when bool.TryParse(reader.ReadText(), out var flag) => flag,
            _ => reader.PassOver<bool?>(),
        });

    public override void Write(Utf8JsonWriter writer, EvidenceFlag value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value, options);
}

internal sealed class EvidenceTextConverter : JsonConverter<EvidenceText>
{
    public override EvidenceText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(
        reader.TokenType switch
        {
            JsonTokenType.String => reader.ReadText(),
            JsonTokenType.Number when reader.TryGetDecimal(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => reader.PassOver<string?>(),
        });

    /// <summary>In one spelling: with or without the scanner's line end it is the same.</summary>
    public override void Write(Utf8JsonWriter writer, EvidenceText value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value is null ? null : RequestText.NormalizeBarcode(value.Value), options);
}

internal static class EvidenceReading
{
    /// <summary>Null: the text has half a character in it.</summary>
    public static string? ReadText(this ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What stands here, however deep, says nothing.</summary>
    public static T? PassOver<T>(this ref Utf8JsonReader reader)
    {
        reader.Skip();
        return default;
    }
}
