using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>
/// The service in the peers' place: an account is a delivery, with a courier of its own, and a policy that lets a courier
/// be wrong more often than a race is long.
/// </summary>
internal sealed class ProductPeer(BenchSetup setup) : IPeer, IDisposable
{
    private readonly HttpClient _retailer = Tenant.ClientOf(setup.Service, setup.Tenant.RetailerKey);
    private readonly HttpClient _couriers = new() { BaseAddress = setup.Service.BaseUrl };
    private readonly CourierTokens _tokens = new(setup.Secrets.ToKeyRing(), TimeProvider.System);
    private readonly ConcurrentDictionary<int, Guid> _deliveries = new();

    public async Task<string> RightCodeAsync(int account, CancellationToken cancel)
    {
        var issued = await Tenant.PostAsync(_retailer, "/v1/deliveries", RequestBody.Delivery($"race-{account}"), cancel);
        _deliveries[account] = (Guid)issued["id"]!;
        return (string)issued["code"]!;
    }

    public async Task<string> VerifyAsync(int account, string code, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/deliveries/{_deliveries[account]}/attempts")
        {
            Content = JsonContent.Create(RequestBody.Attempt(code)),
            Headers =
            {
                Authorization = new AuthenticationHeaderValue("Bearer", Couriers.TokenOf(_tokens, setup.Tenant, account)),
            },
        };
        request.Headers.Add(Idempotency.HeaderName, Guid.NewGuid().ToString());
        using var response = await _couriers.SendAsync(request, cancel);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(cancel);
        return (string)answer!["outcome"]! switch
        {
            Outcomes.Accepted => Outcomes.Accepted,
            Outcomes.WrongCode => Outcomes.WrongCode,
            Outcomes.Locked => Outcomes.Locked,
            _ => Outcomes.NotCompared,
        };
    }

    public void Dispose()
    {
        _retailer.Dispose();
        _couriers.Dispose();
    }
}
