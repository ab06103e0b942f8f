using System.Net;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DeliveryOtp.Api.Tests.Access;

/// <summary>What an address may still do that has used up its failed sign-ins. A service of its own: the others share the address.</summary>
public sealed class UsedUpSignInTests : IAsyncLifetime
{
    private readonly Service _service = new()
    {
        ConfigureServices = services => services.AddLogging(logging => logging.AddFilter("Npgsql.Command", LogLevel.Debug)),
    };

    public Task InitializeAsync() => _service.InitializeAsync();

    public async Task DisposeAsync() => await ((IAsyncLifetime)_service).DisposeAsync();

    [Fact]
    public async Task R20_then_nothing_is_looked_up_but_what_was_good_a_moment_ago()
    {
        var tenant = await _service.NewTenantAsync();
        var (known, fresh) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        using var recipient = tenant.Recipient(known);
        Assert.Equal(200, (int)(await recipient.GetAsync("/v1/tracking")).StatusCode);
        using var stranger = Tenant.ClientOf(_service.BaseUrl, "dotp_nonsense");
        while ((await stranger.GetAsync("/v1/deliveries")).StatusCode != HttpStatusCode.TooManyRequests)
        {
            // Until the address has used up what it may fail.
        }

        var lookedUp = LookUps();
        using var liar = Tenant.ClientOf(_service.BaseUrl, tenant.RetailerKey[..^1] + (tenant.RetailerKey[^1] == 'A' ? 'B' : 'A'));
        using var forger = Tenant.ClientOf(_service.BaseUrl, new RecipientLink(new DeliveryId(known.Id), new byte[32]).Reveal());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
            await (await (n % 2 == 0 ? liar : forger).GetAsync("/v1/tracking")).ProblemAsync(429, "too_many_requests")));
        Assert.Equal(lookedUp, LookUps());

        // A link proves itself, whoever shares the address.
        using var newcomer = tenant.Recipient(fresh);
        Assert.Equal(200, (int)(await newcomer.GetAsync("/v1/tracking")).StatusCode);
        Assert.Equal(200, (int)(await recipient.GetAsync("/v1/tracking")).StatusCode);
        Assert.Equal(lookedUp + 2, LookUps());
        Assert.Equal(200, (int)(await tenant.Retailer.GetAsync("/v1/deliveries")).StatusCode);
        using var courier = Tenant.ClientOf(_service.BaseUrl, (await (await tenant.Retailer.PostAsync("/v1/courier-tokens", new { courier_id = "crr-9" })).JsonAsync()).Text("access_token"));
        Assert.Equal(201, (int)(await courier.AttemptAsync(known.Id, "12ab")).StatusCode);
        using var admin = Tenant.ClientOf(_service.BaseUrl, Service.AdminKey);
        Assert.Equal(201, (int)(await admin.PostAsync("/v1/retailers", new { name = "Another" })).StatusCode);
    }

    /// <summary>Before the first one has failed, all of them would be looked up.</summary>
    [Fact]
    public async Task R20_of_four_hundred_at_once_few_are_looked_up()
    {
        await _service.NewTenantAsync();
        using var flood = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 400 }) { BaseAddress = _service.BaseUrl };
        var lookedUp = LookUps();
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/deliveries");
            request.Headers.Add("Authorization", $"Bearer {ApiKey.Generate(TimeProvider.System.GetUtcNow()).Reveal()}");
            using var response = await flood.SendAsync(request);
            return response.StatusCode;
        }));
        Assert.Equal(20, answers.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(380, answers.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.InRange(LookUps() - lookedUp, 20, 40);
    }

    private int LookUps() => _service.Log.Count(line => line.Contains("completed", StringComparison.Ordinal)
        && (line.Contains("d.link_digest is not null", StringComparison.Ordinal) || line.Contains("from deliveryotp.api_keys where id", StringComparison.Ordinal)));
}
