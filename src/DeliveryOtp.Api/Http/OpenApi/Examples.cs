using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>
/// The examples beside this file, one JSON file a contract (<c>CreateDeliveryRequest.json</c>), or an operation where the
/// contract's own would mislead (<c>holdDelivery.response.json</c>). A request's example can be sent as it is, so "today" and
/// "tomorrow" in it are.
/// </summary>
public sealed class Examples(TimeProvider time)
{
    private const string Prefix = "Examples/";

    private static readonly Dictionary<string, string> Files = Assembly.GetExecutingAssembly()
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);

    /// <summary>Null: there is no such file, which a test tells.</summary>
    public JsonNode? OfRequest(Type contract, string operationId) =>
        Find($"{operationId}.request.json") ?? Find($"{contract.Name}.json");

    /// <inheritdoc cref="OfRequest"/>
    public JsonNode? OfResponse(Type contract, string operationId) =>
        Find($"{operationId}.response.json")
        ?? (ItemOf(contract) is { } item ? PageOf(Find($"{item.Name}.json")) : Find($"{contract.Name}.json"));

    /// <summary>A whole text in another format, such as <c>listAttempts.csv</c>.</summary>
    public JsonNode? OfText(string operationId, string format) =>
        Files.TryGetValue($"{operationId}.{format}", out var text) ? JsonValue.Create(text) : null;

    /// <summary>What is posted of an event.</summary>
    public JsonNode? OfEvent(string type) => Find("events.json")![type]?.DeepClone();

    public JsonNode Of(ProblemKind kind)
    {
        var problem = new JsonObject
        {
            ["type"] = kind.Type,
            ["title"] = kind.Title,
            ["status"] = kind.Status,
            ["detail"] = kind.Remedy,
            ["trace_id"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        };
        foreach (var (name, value) in Find("problems.json")![kind.Name]?.AsObject() ?? [])
            problem[name] = value?.DeepClone();
        return problem;
    }

    private static Type? ItemOf(Type contract) =>
        contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(Page<>)
            ? contract.GetGenericArguments()[0]
            : null;

    private static JsonObject? PageOf(JsonNode? item) =>
        item is null ? null : new JsonObject { ["data"] = new JsonArray(item), ["next_cursor"] = null };

    private JsonNode? Find(string file)
    {
        if (!Files.TryGetValue(file, out var text))
            return null;
        var today = time.GetUtcNow();
        return JsonNode.Parse(text
            .Replace("{today}", DayOf(today), StringComparison.Ordinal)
            .Replace("{tomorrow}", DayOf(today.AddDays(1)), StringComparison.Ordinal));
    }

    private static string DayOf(DateTimeOffset day) =>
        day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
