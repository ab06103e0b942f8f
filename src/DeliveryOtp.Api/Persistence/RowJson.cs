using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Persistence;

/// <summary>How JSON columns are spelled: as the API spells.</summary>
internal static class RowJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(RowJsonContext.Default, new DefaultJsonTypeInfoResolver()),
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new EnumNameConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static string Write(object value, Type type) => JsonSerializer.Serialize(value, type, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("A JSON column holds null.");
}

/// <summary>
/// What the busy paths read and write, by generated code; all other types are left to reflection. Generated code gives a member
/// that a row of an earlier version lacks the zero of its type, not the value that the record begins with: so what has another one
/// is nullable in a stored form, and the form says what null means.
/// </summary>
[JsonSerializable(typeof(StoredIssued))]
[JsonSerializable(typeof(StoredArrived))]
[JsonSerializable(typeof(StoredAttempted))]
[JsonSerializable(typeof(StoredSessionClosed))]
[JsonSerializable(typeof(StoredPolicy))]
[JsonSerializable(typeof(StoredVisits))]
[JsonSerializable(typeof(ImmutableList<SupersededCode>))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>))]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, int>>))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, int>))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class RowJsonContext : JsonSerializerContext;
