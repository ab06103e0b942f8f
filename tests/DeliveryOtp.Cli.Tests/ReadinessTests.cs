using System.Net;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Cli.Tests;

/// <summary>In Production the service starts whatever the database is like, and is ready only when it may be trusted with evidence.</summary>
public sealed class ReadinessTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Is_ready_once_migrated_and_not_while_its_role_may_rewrite_the_journal()
    {
        var place = await cluster.NewPlaceAsync();
        using var api = await Serving.StartAsync(place.ServiceConnection);
        await RefusesAsync(api, "pending: run `deliveryotp migrate`.");

        await Run.MigrateAsync(place);
        await ReadyAsync(api);

        var service = Place.Quote(place.Service);
        foreach (var (mistake, remedy, sentence) in ((string, string, string)[])
            [
                ("grant update (kind) on deliveryotp.journal to {0}", "revoke update (kind) on deliveryotp.journal from {0}", "may rewrite"),
                ("grant truncate on deliveryotp.journal to {0}", "revoke truncate on deliveryotp.journal from {0}", "may rewrite"),
                ("alter role {0} superuser", "alter role {0} nosuperuser", "may rewrite"),
                ("revoke usage on schema deliveryotp from {0}", "grant usage on schema deliveryotp to {0}", "lacks its rights"),
                ("revoke insert on deliveryotp.journal from {0}", "grant insert on deliveryotp.journal to {0}", "lacks its rights"),
            ])
        {
            await place.AsSuperuserAsync(mistake.Replace("{0}", service, StringComparison.Ordinal));
            await RefusesAsync(api, sentence);
            await place.AsSuperuserAsync(remedy.Replace("{0}", service, StringComparison.Ordinal));
        }

        await ReadyAsync(api);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.TooManyRequests)]
    [InlineData("192.0.2.1", HttpStatusCode.TooManyRequests)]
    [InlineData("127.0.0.0/8", HttpStatusCode.Unauthorized)]
    public async Task Forwarded_address_counts_only_from_a_trusted_proxy(string? trusted, HttpStatusCode last)
    {
        var place = await cluster.NewPlaceAsync();
        await Run.MigrateAsync(place);
        using var api = await Serving.StartAsync(place.ServiceConnection, trusted);
        using var client = new HttpClient { BaseAddress = api.BaseUrl };
        var status = HttpStatusCode.OK;
        for (var i = 0; i < 25; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/deliveries");
            request.Headers.Add("Authorization", "Bearer dotp_wrong");
            request.Headers.Add("X-Forwarded-For", $"198.51.100.{i}");
            using var response = await client.SendAsync(request);
            status = response.StatusCode;
        }

        Assert.Equal(last, status);
    }

    [Fact]
    public async Task Health_says_that_nothing_answers()
    {
        MigrateTests.Fails(await Run.CliAsync(null, null, "health", "--url", "http://127.0.0.1:1/health/ready"), "Nothing answers at");
    }

    private static async Task ReadyAsync(Serving api)
    {
        var health = new Run(ExitCode: 1, string.Empty, string.Empty);
        for (var tries = 0; tries < 5 && health.ExitCode != 0; tries++)
            health = await Run.CliAsync(null, null, "health", "--url", new Uri(api.BaseUrl, "/health/ready").ToString());
        Assert.True(health.ExitCode == 0, health.Error);
    }

    /// <summary>Asks again after "no answer in time", which a busy machine may say to the first request.</summary>
    private static async Task RefusesAsync(Serving api, string sentence)
    {
        using var client = new HttpClient { BaseAddress = api.BaseUrl };
        var detail = string.Empty;
        for (var tries = 0; tries < 5 && !detail.Contains(sentence, StringComparison.Ordinal); tries++)
        {
            using var response = await client.GetAsync("/health/ready");
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, text);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            detail = JsonNode.Parse(text)!["detail"]!.GetValue<string>();
        }

        Assert.Contains(sentence, detail, StringComparison.Ordinal);
    }
}
