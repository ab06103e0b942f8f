using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Reads JSON bodies. Unlike the framework's own reader it says what is wrong in sentences for clients, which come from
/// the contract's types and not from exception texts.
/// </summary>
internal sealed class JsonBodyFormatter : TextInputFormatter
{
    private readonly JsonSerializerOptions _options;

    public JsonBodyFormatter(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        _options = options;
        SupportedMediaTypes.Add("application/json");
        SupportedEncodings.Add(UTF8EncodingWithoutBOM);
    }

    /// <summary>A request without a body needs no Content-Type, either.</summary>
    public override bool CanRead(InputFormatterContext context) =>
        context.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } || base.CanRead(context);

    public override async Task<InputFormatterResult> ReadRequestBodyAsync(InputFormatterContext context, Encoding encoding)
    {
        var body = await ReadAsync(context.HttpContext);
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
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = new ReadOnlyMemory<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
        return body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
    }
}
