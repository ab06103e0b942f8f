using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DeliveryOtp.Domain;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// A request's body in one spelling: members in the order of their names, without those that say nothing and those that are
/// evidence only. A member that a later version adds and a client does not send leaves no trace. Apart from
/// <see cref="ApiJson"/>, whose changes must not change what is stored.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new EnumNameConverter(), new UtcConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Sort } },
    };

    /// <summary>No body says as much as an empty one.</summary>
    public static byte[] Of(object? body) =>
        body is null ? [.. "{}"u8] : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Options);

    private static void Sort(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;

        var members = type.Properties
            .Where(member => member.AttributeProvider?.IsDefined(typeof(EvidenceOnlyAttribute), inherit: true) is not true)
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ToArray();
        type.Properties.Clear();
        for (var place = 0; place < members.Length; place++)
        {
            members[place].Order = place;
            members[place].ShouldSerialize = (_, value) => Says(value);
            type.Properties.Add(members[place]);
        }
    }

    private static bool Says(object? value) => value switch
    {
        null => false,
        string text => text.Length > 0,
        EvidenceText text => text.Value is { } given && RequestText.NormalizeBarcode(given) is not null,
        EvidenceNumber { Value: null } or EvidenceFlag { Value: null } => false,
        ValueType => true,
        IEnumerable items => items.Cast<object?>().Any(),
        _ => Options.GetTypeInfo(value.GetType()) is not { Kind: JsonTypeInfoKind.Object } type
            || type.Properties.Any(member => Says(member.Get!(value))),
    };

    /// <summary>To the last digit of what was sent.</summary>
    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Nobody reads this spelling.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
