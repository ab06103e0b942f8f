using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.Validation;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>The live OpenAPI document as a judge: is this answer one that the document describes?</summary>
public sealed class Contract
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";

    /// <summary>Of the transport, of the framework's failure handler, or on every answer and tested by themselves.</summary>
    private static readonly HashSet<string> Ambient = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Transfer-Encoding", "Connection", "Keep-Alive", "Pragma", "Expires", "X-Content-Type-Options", "X-Frame-Options",
        "Content-Security-Policy", "Referrer-Policy", "Permissions-Policy", "Strict-Transport-Security",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Cross-Origin-Embedder-Policy",
    };

    private readonly JsonSchema _schemas;
    private readonly ConcurrentDictionary<string, JsonSchema> _bodies = new(StringComparer.Ordinal);

    private Contract(IReadOnlyList<DocumentedOperation> operations, JsonSchema schemas) =>
        (Operations, _schemas) = (operations, schemas);

    public IReadOnlyList<DocumentedOperation> Operations { get; }

    public static async Task<Contract> ParseAsync(string document)
    {
        var root = JsonNode.Parse(document)!.AsObject();
        var definitions = new JsonObject();
        foreach (var (name, schema) in root["components"]?["schemas"]?.AsObject() ?? [])
            definitions[name] = Strict(schema!);

        var operations = DocumentedOperation.AllOf(root);
        foreach (var operation in operations)
        {
            foreach (var (name, schema) in operation.Schemas())
                definitions[name] = Strict(schema);
        }

        var text = new JsonObject { ["definitions"] = definitions }.ToJsonString();
        return new Contract(operations, await JsonSchema.FromJsonAsync(text));
    }

    /// <summary>The operation that a path and a method mean: literal segments win over parameters.</summary>
    public DocumentedOperation? Find(string method, string path) => Operations
        .Where(operation => operation.Method == method && operation.Pattern.IsMatch(path))
        .MinBy(operation => operation.Path.Count(character => character == '{'));

    /// <summary>What is wrong with an answer; null: nothing.</summary>
    public string? Judge(string method, string path, HttpResponseMessage response, string body)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var operation = Find(method, path);
        if (operation is null)
            return JudgeUndocumented(method, path, response);
        var name = $"{method} {operation.Path} {status}";
        if (operation.Node["responses"]?[status] is not JsonObject documented)
            return $"{name} is not in the OpenAPI document";

        return JudgeHeaders(name, documented, response)
            ?? JudgeBody(name, operation.SchemaName(status), documented["content"] as JsonObject, response, body);
    }

    /// <summary>What is wrong with a value of a body's schema, such as an example; null: nothing.</summary>
    public string? JudgeValue(string schema, string json)
    {
        var errors = _bodies.GetOrAdd(schema, name => _schemas.Definitions[name]).Validate(json);
        return errors.Count == 0 ? null : string.Join("; ", errors.SelectMany(Leaves).Select(error => $"{error.Path} {error.Kind}"));
    }

    /// <summary>What is wrong with the body of a webhook; null: nothing.</summary>
    public string? JudgeEvent(string type, string json) => JudgeValue(
        string.Concat(type.Split('.', '_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Event",
        json) is { } mismatch ? $"{type}: {mismatch} in {json}" : null;

    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error is ChildSchemaValidationError parent
        ? parent.Errors.Values.SelectMany(errors => errors).SelectMany(Leaves)
        : [error];

    private string? JudgeUndocumented(string method, string path, HttpResponseMessage response)
    {
        var knowsPath = Operations.Any(operation => operation.Pattern.IsMatch(path));
        var expected = knowsPath ? 405 : 404;
        return (int)response.StatusCode == expected && response.Content.Headers.ContentType?.MediaType == ProblemJson
            ? null
            : $"{method} {path} is not in the OpenAPI document, so it has to answer a problem of {expected}";
    }

    private static string? JudgeHeaders(string name, JsonObject documented, HttpResponseMessage response)
    {
        var headers = documented["headers"]?.AsObject() ?? [];
        var sent = response.Headers.Select(header => header.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var header in sent)
        {
            if (!Ambient.Contains(header) && !headers.Any(known => known.Key.Equals(header, StringComparison.OrdinalIgnoreCase)))
                return $"{name}: the header {header} is not in the OpenAPI document";
        }

        return headers.FirstOrDefault(known => known.Value?["required"]?.GetValue<bool>() is true && !sent.Contains(known.Key))
            is { Key: { } missing }
            ? $"{name}: the header {missing} is missing"
            : null;
    }

    private string? JudgeBody(string name, string schema, JsonObject? content, HttpResponseMessage response, string body)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (content is null)
            return body.Length == 0 ? null : $"{name}: has a body, which the OpenAPI document does not know";
        if (mediaType is null || content[mediaType] is not { } described)
            return $"{name}: the media type {mediaType} is not in the OpenAPI document";
        if (mediaType is not (Json or ProblemJson))
            return null;
        if (JudgeValue($"{schema}.{mediaType}", body) is { } mismatch)
            return $"{name}: {mismatch} in {body}";
        return mediaType == ProblemJson ? JudgeKind(name, described, body) : null;
    }

    /// <summary>A problem's kind has to be one of those that the document has an example of.</summary>
    private static string? JudgeKind(string name, JsonNode described, string body)
    {
        var kind = JsonNode.Parse(body)!["type"]!.GetValue<string>()["/problems/".Length..];
        return described["examples"]?[kind] is null ? $"{name}: the problem {kind} is not in the OpenAPI document" : null;
    }

    /// <summary>For tests, answers are closed, too: a member that nobody documented is a mistake.</summary>
    private static JsonNode Strict(JsonNode schema)
    {
        var text = schema.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        var copy = JsonNode.Parse(text)!;
        Close(copy);
        return copy;
    }

    private static void Close(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Close(item);
        }

        if (node is not JsonObject schema)
            return;
        foreach (var (_, child) in schema.ToArray())
            Close(child);
        if (schema["properties"] is JsonObject && schema["type"] is JsonValue or JsonArray)
            schema["additionalProperties"] = false;
    }
}

/// <summary>One operation of the document.</summary>
public sealed record DocumentedOperation(string Method, string Path, JsonObject Node)
{
    public string Name => $"{Method} {Path}";

    /// <summary>For failure messages: not the whole document.</summary>
    public override string ToString() => Name;

    public Regex Pattern { get; } = new(
        $"^{Regex.Replace(Path, @"\{[^}]+\}", "[^/]+", RegexOptions.None, TimeSpan.FromSeconds(1))}$",
        RegexOptions.None,
        TimeSpan.FromSeconds(1));

    public string SchemaName(string status) => $"{Name} {status}".Replace('/', '.');

    /// <summary>The JSON content of every body, by the name under which the contract knows its schema.</summary>
    public IEnumerable<(string Schema, JsonObject Content)> Bodies()
    {
        var bodies = Node["responses"]!.AsObject()
            .Select(pair => (Name: SchemaName(pair.Key), Content: pair.Value!["content"]))
            .Append((Name: SchemaName("request"), Content: Node["requestBody"]?["content"]));
        return
            from body in bodies
            from content in body.Content?.AsObject() ?? []
            select ($"{body.Name}.{content.Key}", content.Value!.AsObject());
    }

    /// <summary>What stands in the components for several operations, where it is meant.</summary>
    private static JsonObject WithResponses(JsonObject operation, JsonObject document)
    {
        var responses = operation["responses"]!.AsObject();
        foreach (var (status, reference) in responses.Select(response => (response.Key, (string?)response.Value!["$ref"])).ToArray())
        {
            if (reference is not null)
                responses[status] = document["components"]!["responses"]![reference.Split('/')[^1]]!.DeepClone();
        }

        return operation;
    }

    internal static IReadOnlyList<DocumentedOperation> AllOf(JsonObject document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           where operation.Key is "get" or "post" or "put" or "delete" or "patch"
           select new DocumentedOperation(operation.Key.ToUpperInvariant(), path.Key, WithResponses(operation.Value!.AsObject(), document)),
    ];

    internal IEnumerable<(string Name, JsonNode Schema)> Schemas() =>
        from body in Bodies()
        where body.Content["schema"] is not null
        select (body.Schema, body.Content["schema"]!);
}
