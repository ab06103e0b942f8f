using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Net.Http.Headers;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Reads JSON bodies. Unlike the framework's own reader it says what is wrong in sentences for clients, which come from
/// the contract's types and not from exception texts. JSON is UTF-8 (RFC 8259), whatever charset a client names: one that it
/// can't mean is refused by <see cref="ContentFilter"/>.
/// </summary>
internal sealed class JsonBodyFormatter : InputFormatter
{
    private const string MediaType = "application/json";

    /// <summary>What a client says it will send is only believed up to here.</summary>
    private const int InitialBufferLimit = 4096;

    private readonly JsonSerializerOptions _options;

    public JsonBodyFormatter(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        _options = options;
        SupportedMediaTypes.Add(MediaType);
    }

    /// <summary>
    /// A request without a body needs no Content-Type, either. With one it is this type and nothing that is built on it (`…+json`),
    /// which the framework would take as well.
    /// </summary>
    public override bool CanRead(InputFormatterContext context) =>
        context.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
        || (MediaTypeHeaderValue.TryParse(context.HttpContext.Request.ContentType, out var type)
            && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase));

    public override async Task<InputFormatterResult> ReadRequestBodyAsync(InputFormatterContext context)
    {
        ReadOnlyMemory<byte> body;
        try
        {
            body = await ReadAsync(context.HttpContext);
        }
        catch (Exception corrupt) when (corrupt is InvalidDataException or InvalidOperationException)
        {
            context.ModelState.TryAddModelError("$", "is not what its Content-Encoding says: it can't be decompressed");
            return await InputFormatterResult.FailureAsync();
        }

        if (body.IsEmpty)
            return Nothing(context);

        try
        {
            return JsonSerializer.Deserialize(body.Span, context.ModelType, _options) is { } model
                ? await InputFormatterResult.SuccessAsync(model)
                : Nothing(context);
        }
        catch (JsonException)
        {
            foreach (var (path, message) in JsonDiagnosis.Of(body, context.ModelType, _options))
                context.ModelState.TryAddModelError(path, message);
            return await InputFormatterResult.FailureAsync();
        }
    }

    private static InputFormatterResult Nothing(InputFormatterContext context) =>
        context.TreatEmptyInputAsDefaultValue ? InputFormatterResult.Success(model: null) : InputFormatterResult.NoValue();

    /// <summary>The whole body, which the server bounds; without a byte order mark, which RFC 8259 allows to ignore.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http)
    {
        using var buffer = new MemoryStream((int)Math.Min(http.Request.ContentLength ?? 0, InitialBufferLimit));
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = new ReadOnlyMemory<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
        return body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
    }
}
