using System.Net;
using DeliveryOtp.Api.Webhooks;

namespace DeliveryOtp.Api.Sandbox;

/// <summary>Has the sandbox's events posted to its own inbox, <c>/dev/webhooks</c>, as a retailer would have it.</summary>
internal sealed class SandboxInbox(WebhookInbox inbox, SandboxFiles files, Uri baseUrl)
{
    private const string EndpointFile = "webhook.json";
    private const string Endpoints = "/v1/webhook-endpoints";

    /// <summary>Where people see what came.</summary>
    public string Url { get; } = new Uri(baseUrl, WebhookInboxPages.Path).ToString();

    /// <summary>The endpoint of an earlier start moves to where the service listens now; where there is none, one is made.</summary>
    public async Task ConnectAsync(HttpClient retailer, CancellationToken cancel)
    {
        if (files.Read<SandboxEndpoint>(EndpointFile) is { Secret: not null } kept)
        {
            // First: what waited since then may come at once.
            inbox.Trust(WebhookSecret.Parse(kept.Secret));
            if (await MoveAsync(retailer, kept.Id, cancel))
                return;
        }

        var made = await SandboxAnswer.PostAsync(retailer, Endpoints, new { url = Url }, cancel);
        var secret = made.GetProperty("secret").GetString()!;
        inbox.Trust(WebhookSecret.Parse(secret));
        files.Write(EndpointFile, new SandboxEndpoint(made.GetProperty("id").GetGuid(), secret));
    }

    /// <summary>False: the retailer has no such endpoint.</summary>
    private async Task<bool> MoveAsync(HttpClient retailer, Guid id, CancellationToken cancel)
    {
        try
        {
            await SandboxAnswer.PatchAsync(retailer, $"{Endpoints}/{id}", new { url = Url }, cancel);
            return true;
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary><c>webhook.json</c>: the endpoint, and what its posts are signed with.</summary>
    private sealed record SandboxEndpoint(Guid Id, string Secret);
}
