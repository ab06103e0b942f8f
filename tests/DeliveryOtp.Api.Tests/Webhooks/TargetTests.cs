using System.Net;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Webhooks;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>By default no webhook reaches the operator's own network, whatever it is called.</summary>
public sealed class TargetTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://10.1.2.3/x")]
    [InlineData("https://172.31.0.1/x")]
    [InlineData("https://192.168.1.1:8443/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[fe80::1]/x")]
    [InlineData("https://[fd00::1]/x")]
    [InlineData("https://[::ffff:10.0.0.1]/x")]
    [InlineData("https://0x7f000001/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://0177.0.0.1/x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://LOCALHOST./x")]
    [InlineData("https://a.localhost/x")]
    [InlineData("http://shop.example.com/x")]
    [InlineData("ftp://shop.example.com/x")]
    [InlineData("https://shop.example.com/x\r\nX-Injected: 1")]
    [InlineData("https://shop.exa\tmple.com/x")]
    [InlineData("https://[4000::1]/x")]
    [InlineData("https://user:secret@shop.example.com/x")]
    [InlineData("https://shop.example.com/x#fragment")]
    [InlineData("/x")]
    public async Task A_url_that_is_not_public_https_is_refused(string url)
    {
        var tenant = await service.NewTenantAsync();
        var problem = await (await tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url })).ProblemAsync(400, "validation");
        Assert.NotNull(problem["errors"]!["$.url"] ?? problem["errors"]!["url"]);
    }

    [Fact]
    public async Task A_refusal_names_the_setting_that_lifts_it_and_a_changed_endpoint_is_refused_as_a_new_one_is()
    {
        var tenant = await service.NewTenantAsync();
        var created = await (await tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url = "https://shop.example.com/x" })).JsonAsync();
        var path = $"/v1/webhook-endpoints/{created["id"]}";
        foreach (var answer in new[]
            {
                await tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url = "https://10.1.2.3/x" }),
                await tenant.Retailer.SendAsync(HttpMethod.Patch, path, new { url = "https://10.1.2.3/x" }),
            })
        {
            var problem = await answer.ProblemAsync(400, "validation");
            Assert.Contains("DeliveryOtp__Webhooks__AllowPrivateTargets=true", (string?)problem["errors"]!["$.url"]![0], StringComparison.Ordinal);
        }

        Assert.Equal("https://shop.example.com/x", (await (await tenant.Retailer.GetAsync(path)).JsonAsync()).Text("url"));
    }

    [Theory]
    [InlineData(null, "Development", true)]
    [InlineData(null, "Production", false)]
    [InlineData(null, "Staging", false)]
    [InlineData(true, "Production", true)]
    [InlineData(false, "Development", false)]
    public void Private_targets_are_allowed_in_Development_unless_somebody_says_otherwise(bool? setting, string environment, bool isAllowed)
    {
        var guard = new TargetGuard(
            Options.Create(new WebhookOptions { AllowPrivateTargets = setting }),
            new HostingEnvironment { EnvironmentName = environment });
        Assert.Equal(isAllowed, guard.Allows(new Uri("http://127.0.0.1:8080/x")));
    }

    [Fact]
    public async Task A_retailer_has_twenty_endpoints_at_most_however_many_it_asks_for_at_once()
    {
        var tenant = await service.NewTenantAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(n =>
            tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url = $"https://shop.example.com/{n}" })));
        Assert.Equal(20, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(40, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(20L, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.webhook_endpoints where retailer_id = '{tenant.Id}'"));
    }

    [Fact]
    public async Task A_type_that_does_not_exist_is_refused()
    {
        var tenant = await service.NewTenantAsync();
        await (await tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url = "https://shop.example.com", events = new[] { "delivery.lost" } }))
            .ProblemAsync(400, "validation");
    }

    /// <summary>This machine's own name leads to an address of its own, which is looked at when the connection is made.</summary>
    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_refused_when_it_is_posted_to()
    {
        await using var receiver = await Receiver.StartAsync();
        var tenant = await service.NewTenantAsync();
        var id = (await (await tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url = "https://shop.example.com/x" })).JsonAsync())["id"]!.GetValue<Guid>();
        await using var superuser = NpgsqlDataSource.Create(service.Database.Superuser);
        foreach (var name in new[] { Dns.GetHostName(), "localhost", "127.0.0.1", "[::1]" })
        {
            await using (var rename = superuser.CreateCommand($"update deliveryotp.webhook_endpoints set url = 'http://{name}:{receiver.BaseUrl.Port}/' where id = '{id}'"))
                await rename.ExecuteNonQueryAsync();
            await (await tenant.Retailer.PostAsync($"/v1/webhook-endpoints/{id}/tests", new { })).JsonAsync();
            await Eventually.AsyncTrue(async () => (await NewestAsync(tenant, id))["attempts"]!.AsArray().Count > 0);
            Assert.Equal("The target is not on the public internet (DeliveryOtp__Webhooks__AllowPrivateTargets=true lifts this).", (string?)(await NewestAsync(tenant, id))["attempts"]![0]!["error"]);
            service.Clock.Advance(TimeSpan.FromSeconds(10));
            await using var clean = superuser.CreateCommand("update deliveryotp.webhook_messages set state = 'failed'");
            await clean.ExecuteNonQueryAsync();
        }

        Assert.Empty(receiver.Posts);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("100::1", false)]
    [InlineData("64:ff9b:1::808:808", false)]
    [InlineData("1fff::1", false)]
    [InlineData("4000::1", false)]
    [InlineData("5f00::1", false)]
    [InlineData("8000::1", false)]
    [InlineData("3fff::1", false)]
    [InlineData("3ffe::1", true)]
    public void Public_is_what_no_registry_of_special_addresses_names(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    private static async Task<System.Text.Json.Nodes.JsonObject> NewestAsync(Tenant tenant, Guid endpoint) =>
        (await (await tenant.Retailer.GetAsync($"/v1/webhook-endpoints/{endpoint}/deliveries")).JsonAsync())["data"]![0]!.AsObject();
}
