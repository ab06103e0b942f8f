using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeliveryOtp.Domain;

/// <summary>
/// Enums in JSON: <see cref="EnumName{TEnum}"/> to the letter, in and out. No other case, no list, no number; and a value that
/// nobody declared can't be written, so that nothing is stored that no answer can spell.
/// </summary>
public sealed class EnumNameConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Exact<>).MakeGenericType(typeToConvert))!;

    private sealed class Exact<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly (byte[] Name, TEnum Value)[] Names =
            [.. Enum.GetValues<TEnum>().Select(value => (Encoding.UTF8.GetBytes(EnumName<TEnum>.Of(value)), value))];

        /// <summary>Compared where it stands: every attempt reads a dozen of them.</summary>
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException();
            foreach (var (name, value) in Names)
            {
                if (reader.ValueTextEquals(name))
                    return value;
            }

            throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WriteStringValue(EnumName<TEnum>.Of(value));
    }
}
