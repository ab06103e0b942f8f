using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeliveryOtp.Api.Http;

/// <summary>A text in the spelling that it has here.</summary>
internal abstract class TextConverter(Func<string, string?> spell) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? spell(reader.GetString()!) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}

/// <summary>Every text of a body goes through <see cref="RequestText.Normalize"/>.</summary>
internal sealed class RequestTextConverter() : TextConverter(RequestText.Normalize);

/// <summary>A text that is taken to the letter: what was typed as a code.</summary>
internal sealed class VerbatimTextConverter() : TextConverter(text => text);

/// <summary>As <see cref="RequestTextConverter"/> for a member that null removes: an empty text stays one, and is refused.</summary>
internal sealed class TextOrNullConverter() : TextConverter(text => RequestText.Normalize(text) ?? string.Empty);

/// <summary>Likewise, of a barcode.</summary>
internal sealed class BarcodeOrNullConverter() : TextConverter(text => RequestText.NormalizeBarcode(text) ?? string.Empty);

/// <summary>A barcode goes through <see cref="RequestText.NormalizeBarcode"/>.</summary>
internal sealed class BarcodeConverter() : TextConverter(RequestText.NormalizeBarcode);
