using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>A recipient's stream as a browser reads it, and every byte of it.</summary>
public sealed class LiveReading : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _close = new();
    private readonly StringBuilder _raw = new();
    private readonly ConcurrentQueue<LiveEvent> _events = new();

    private LiveReading(HttpResponseMessage response)
    {
        _response = response;
        End = ReadAsync();
    }

    public IReadOnlyList<LiveEvent> Events => [.. _events];

    public IReadOnlyList<int> Ids => [.. _events.Select(happened => happened.Id)];

    public HttpResponseMessage Response => _response;

    /// <summary>Everything that came, headers too.</summary>
    public string Raw
    {
        get
        {
            lock (_raw)
                return $"{_response.Headers}{_response.Content.Headers}{_raw}";
        }
    }

    public int Heartbeats => Raw.Split('\n').Count(line => line == ": ");

    /// <summary>True: the stream ended as a complete answer does; false: it was cut off.</summary>
    public Task<bool> End { get; }

    public static async Task<HttpResponseMessage> AskAsync(HttpClient recipient, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tracking/events");
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return await recipient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The answer to a client whose stream may not begin. A stream that does begin fails: it has no end to wait for.</summary>
    public static async Task<HttpResponseMessage> RefusalAsync(HttpClient recipient, string? lastEventId = null)
    {
        var response = await AskAsync(recipient, lastEventId);
        Assert.False(response.IsSuccessStatusCode, "the stream was not refused");
        return response;
    }

    public static async Task<LiveReading> OpenAsync(HttpClient recipient, int? after = null)
    {
        var response = await AskAsync(recipient, after?.ToString(CultureInfo.InvariantCulture));
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}");
        return new LiveReading(response);
    }

    /// <summary>Null: not now, says the service.</summary>
    public static async Task<LiveReading?> TryOpenAsync(HttpClient recipient, int after)
    {
        var response = await AskAsync(recipient, after.ToString(CultureInfo.InvariantCulture));
        Assert.True(response.IsSuccessStatusCode || response.Headers.RetryAfter is not null, $"{(int)response.StatusCode}");
        return response.IsSuccessStatusCode ? new LiveReading(response) : null;
    }

    /// <summary>Waits until an event with this id has come, and tells when.</summary>
    public async Task<LiveEvent> WaitForAsync(int id, double seconds = 10)
    {
        await Eventually.AsyncTrue(() => Task.FromResult(_events.Any(happened => happened.Id == id)), seconds, everyMs: 5);
        return _events.First(happened => happened.Id == id);
    }

    public void Dispose()
    {
        _close.Cancel();
        _response.Dispose();
    }

    private async Task<bool> ReadAsync()
    {
        var buffer = new byte[4096];
        var (text, parsed) = (string.Empty, 0);
        try
        {
            var body = await _response.Content.ReadAsStreamAsync(_close.Token);
            while (await body.ReadAsync(buffer, _close.Token) is > 0 and var count)
            {
                var at = Stopwatch.GetTimestamp();
                lock (_raw)
                    text = _raw.Append(Encoding.UTF8.GetString(buffer, 0, count)).ToString();
                for (int end; (end = text.IndexOf("\n\n", parsed, StringComparison.Ordinal)) >= 0; parsed = end + 2)
                    Keep(text[parsed..end], at);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string block, long at)
    {
        var fields = block.Split('\n')
            .Where(line => !line.StartsWith(':'))
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (fields.TryGetValue("data", out var data))
            _events.Enqueue(new LiveEvent(int.Parse(fields["id"], CultureInfo.InvariantCulture), fields["event"], JsonNode.Parse(data)!.AsObject(), at));
    }
}

/// <summary>One event, and when the last of it came (<see cref="Stopwatch"/>).</summary>
public sealed record LiveEvent(int Id, string Kind, JsonObject Content, long At);
