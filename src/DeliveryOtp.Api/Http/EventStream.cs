using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// Writes server-sent events (WHATWG HTML, 9.2). A client that does not read what it gets is no client: a write that is not
/// through after <see cref="LongestWrite"/> fails.
/// </summary>
internal sealed class EventStream(HttpResponse response, JsonSerializerOptions json, TimeProvider time)
{
    public const string MediaType = "text/event-stream";
    public const string NoBufferingHeader = "X-Accel-Buffering";
    public const string LastEventIdHeader = "Last-Event-ID";

    public static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(10);

    /// <summary>A comment, which clients pass over and proxies take for a sign of life.</summary>
    private const string Heartbeat = ": \n\n";

    private const string RetryAfterTwoSeconds = "retry: 2000\n\n";

    public static void SetHeaders(HttpResponse response)
    {
        response.ContentType = MediaType;
        response.Headers[NoBufferingHeader] = "no";
    }

    /// <summary>Sends the headers, so that clients and proxies see at once that the stream stands.</summary>
    public Task BeginAsync(CancellationToken cancel)
    {
        // The server's own limit is a rate, which a stream with little to say has no use for.
        if (response.HttpContext.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        SetHeaders(response);
        return WriteAsync(RetryAfterTwoSeconds + Heartbeat, cancel);
    }

    /// <param name="name">One of this program's own names, never a client's text: it is not escaped.</param>
    /// <param name="id">What the client sends back as <c>Last-Event-ID</c>.</param>
    /// <param name="content">Written as JSON, which has no line breaks.</param>
    /// <param name="cancel">The stream is over.</param>
    public Task SendAsync<T>(string name, int id, T content, CancellationToken cancel) => WriteAsync(
        string.Create(CultureInfo.InvariantCulture, $"event: {name}\nid: {id}\ndata: {JsonSerializer.Serialize(content, json)}\n\n"),
        cancel);

    public Task BeatAsync(CancellationToken cancel) => WriteAsync(Heartbeat, cancel);

    /// <exception cref="SlowClientException">The client does not read.</exception>
    private async Task WriteAsync(string text, CancellationToken cancel)
    {
        Encoding.UTF8.GetBytes(text, response.BodyWriter);
        try
        {
            await response.BodyWriter.FlushAsync(cancel).AsTask().WaitAsync(LongestWrite, time, cancel);
        }
        catch (TimeoutException)
        {
            throw new SlowClientException();
        }
    }
}

/// <summary>A client did not read what it was sent.</summary>
internal sealed class SlowClientException() : Exception("The client does not read.");
