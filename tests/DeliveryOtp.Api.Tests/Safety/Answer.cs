using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>What a client saw of one request.</summary>
internal sealed record Answer(int Status, string Body, bool Replayed, string? RetryAfter, long StartedAt, long EndedAt)
{
    /// <summary>
    /// The service promises five seconds. Its client is this very process, on the same cores: what it measures has the time
    /// in it that its own requests wait for their turn, so it allows three more. A hang lasts until the client gives up, at 30.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    public TimeSpan Took => Stopwatch.GetElapsedTime(StartedAt, EndedAt);

    /// <summary>The verdict is in the journal.</summary>
    public bool IsRecorded => Status is 200 or 201;

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>The outcome of an attempt; the status and the kind of problem of anything else.</summary>
    public string Outcome => IsRecorded ? Json["outcome"]?.GetValue<string>() ?? $"{Status}" : $"{Status} {Kind}";

    /// <summary>The last segment of a problem's type; null when the body is no problem.</summary>
    public string? Kind => Status >= 400 && Body.StartsWith('{') ? Json["type"]?.GetValue<string>().Split('/')[^1] : null;

    public static async Task<Answer> OfAsync(Task<HttpResponseMessage> sent)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var response = await sent;
        var body = await response.Content.ReadAsStringAsync();
        var replayed = response.Headers.TryGetValues("Idempotency-Replayed", out var values) && values.Single() == "true";
        var retryAfter = response.Headers.RetryAfter?.ToString();
        return new Answer((int)response.StatusCode, body, replayed, retryAfter, startedAt, Stopwatch.GetTimestamp());
    }

    /// <summary>
    /// Repeats a request until there is a verdict, as the contract tells an app to: 409 in_flight and 503 promise that a
    /// repeat with the same key is safe. A slow machine must not fail a test of counts.
    /// </summary>
    public static async Task<Answer> PersistAsync(Func<Task<HttpResponseMessage>> send)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var answer = await OfAsync(send());
            if (answer.Kind is not ("in_flight" or "unavailable") || patience.Elapsed > TimeSpan.FromSeconds(30))
                return answer;
        }
    }

    /// <summary>A failed assertion prints this.</summary>
    public override string ToString() => $"{Status} after {Took.TotalSeconds:F2} s: {Body}";

    /// <summary>How often each outcome came: `locked 61, wrong_code 3`.</summary>
    public static string Tally(IEnumerable<Answer> answers) => string.Join(
        ", ",
        answers.CountBy(answer => answer.Outcome)
            .OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => $"{count.Key} {count.Value}"));

    public static string StatusTally(IEnumerable<Answer> answers) => string.Join(
        ", ",
        answers.CountBy(answer => answer.Kind is { } kind ? $"{answer.Status} {kind}" : $"{answer.Status}")
            .OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => $"{count.Key}: {count.Value}"));
}
