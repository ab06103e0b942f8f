using System.Collections.Concurrent;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>Holds every answer that a test gets against the document of the service that gave it.</summary>
public sealed class ContractHandler(Uri baseUrl, Func<Uri, Task<Contract>>? contractOf = null)
    : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly ConcurrentDictionary<Uri, Contract> Live = new();

    private readonly Func<Uri, Task<Contract>> _contractOf = contractOf ?? LiveAsync;

    /// <summary>Read once a service. Two tests that come first at once read it twice, which hurts nobody.</summary>
    public static async Task<Contract> LiveAsync(Uri baseUrl)
    {
        if (Live.TryGetValue(baseUrl, out var known))
            return known;
        using var client = new HttpClient { BaseAddress = baseUrl };
        return Live.GetOrAdd(baseUrl, await Contract.ParseAsync(await client.GetStringAsync("/openapi/v1.json")));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith("/v1", StringComparison.Ordinal))
            return response;

        var contract = await _contractOf(baseUrl);
        if (contract.Judge(request.Method.Method, path, response, await BodyOf(response, cancellationToken)) is { } verdict)
            Assert.Fail(verdict);
        return response;
    }

    /// <summary>Only JSON is looked at: a stream may never end.</summary>
    private static async Task<string> BodyOf(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is not true
            || response.Content.Headers.ContentType.MediaType.EndsWith("ndjson", StringComparison.Ordinal))
        {
            return string.Empty;
        }

        await response.Content.LoadIntoBufferAsync(cancel);
        return await response.Content.ReadAsStringAsync(cancel);
    }
}
