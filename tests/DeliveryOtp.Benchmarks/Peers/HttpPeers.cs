using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Benchmarks.Peers;

public sealed class IdentityPeer(HttpClient http) : IPeer
{
    public async Task<string> VerifyAsync(int account, string code, CancellationToken cancel)
    {
        using var response = await http.PostAsJsonAsync("/verify", new { account = $"a{account}", code }, cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancel))!["outcome"]!.GetValue<string>();
    }

    public Task<string> RightCodeAsync(int account, CancellationToken cancel) =>
        http.GetStringAsync($"/code?account=a{account}", cancel);
}

/// <summary>Started with --race: only then does an answer tell whether the code was compared.</summary>
public sealed class BetterAuthPeer(HttpClient http) : IPeer
{
    public async Task<string> VerifyAsync(int account, string code, CancellationToken cancel)
    {
        using var response = await http.PostAsJsonAsync(
            "/api/auth/sign-in/email-otp", new { email = $"a{account}@example.com", otp = code }, cancel);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => Outcomes.Accepted,
            HttpStatusCode.BadRequest when response.Headers.Contains("x-compared") => Outcomes.WrongCode,
            HttpStatusCode.BadRequest => Outcomes.NotCompared,
            HttpStatusCode.Forbidden => Outcomes.Locked,
            var status => throw new HttpRequestException($"better-auth answered {status}.", inner: null, status),
        };
    }

    public Task<string> RightCodeAsync(int account, CancellationToken cancel) =>
        http.GetStringAsync($"/code?account=a{account}", cancel);
}
