using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Why a body could not be read: a second look, member by member, at one that the serializer has refused. It says what
/// each member has to be, never what it was.
/// </summary>
internal sealed class JsonDiagnosis
{
    private const int MaxFindings = 20;
    private const int MaxNameLength = 64;

    private readonly JsonSerializerOptions _options;
    private readonly List<(string Path, string Message)> _findings = [];

    private JsonDiagnosis(JsonSerializerOptions options) => _options = options;

    /// <summary>At least one finding, at most twenty.</summary>
    public static IReadOnlyList<(string Path, string Message)> Of(
        ReadOnlyMemory<byte> body,
        Type type,
        JsonSerializerOptions options)
    {
        var diagnosis = new JsonDiagnosis(options);
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = options.MaxDepth });
            diagnosis.Look("$", document.RootElement, options.GetTypeInfo(type));
        }
        catch (JsonException syntax)
        {
            diagnosis.Find("$", $"is not JSON: see line {syntax.LineNumber + 1}, byte {syntax.BytePositionInLine + 1}");
        }

        if (diagnosis._findings.Count == 0)
            diagnosis.Find("$", InvalidRequest.NotOfType);
        return diagnosis._findings;
    }

    private void Look(string path, JsonElement element, JsonTypeInfo type)
    {
        if (element.ValueKind == JsonValueKind.Null && CanBeNull(type.Type))
            return;
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                LookIntoObject(path, element, type);
                break;
            case JsonTypeInfoKind.Enumerable:
                LookIntoArray(path, element, type);
                break;
            case JsonTypeInfoKind.None or JsonTypeInfoKind.Dictionary when !CanRead(element, type):
                Find(path, Expectation(element, Nullable.GetUnderlyingType(type.Type) ?? type.Type));
                break;
        }
    }

    private void LookIntoObject(string path, JsonElement element, JsonTypeInfo type)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Find(path, "must be an object");
            return;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (NameOf(property) is not { } name)
            {
                Find(path, "has a member whose name has a broken surrogate");
                continue;
            }

            var member = $"{path}.{(name.Length > MaxNameLength ? name[..MaxNameLength] + "…" : name)}";
            if (!seen.Add(name))
                Find(member, "appears twice");
            else if (type.Properties.FirstOrDefault(known => known.Name == name) is { } known)
                Look(member, property.Value, _options.GetTypeInfo(known.PropertyType));
            else
                Find(member, "is not a member of this object");
        }

        foreach (var missing in type.Properties.Where(known => known.IsRequired && !seen.Contains(known.Name)))
            Find($"{path}.{missing.Name}", "is required");
    }

    private void LookIntoArray(string path, JsonElement element, JsonTypeInfo type)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Find(path, "must be an array");
            return;
        }

        var index = 0;
        foreach (var item in element.EnumerateArray())
            Look($"{path}[{index++}]", item, _options.GetTypeInfo(type.ElementType!));
    }

    private static bool CanRead(JsonElement element, JsonTypeInfo type)
    {
        try
        {
            element.Deserialize(type);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private string Expectation(JsonElement element, Type type)
    {
        if (type == typeof(string))
            return element.ValueKind == JsonValueKind.String ? "must not contain broken surrogates" : "must be a string";
        if (type == typeof(bool))
            return "must be true or false";
        if (type == typeof(int) || type == typeof(long))
            return "must be a whole number, not in quotes";
        if (type == typeof(double))
            return "must be a number, not in quotes";
        if (type == typeof(Guid))
            return "must be a UUID";
        if (type == typeof(DateTimeOffset))
            return TimestampFilter.Expectation;
        return type.IsEnum
            ? $"must be one of {string.Join(", ", Enum.GetNames(type).Select(_options.PropertyNamingPolicy!.ConvertName))}"
            : InvalidRequest.NotOfType;
    }

    private static bool CanBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private void Find(string path, string message)
    {
        if (_findings.Count < MaxFindings)
            _findings.Add((path, message));
    }
}
