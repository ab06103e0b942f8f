namespace DeliveryOtp.Cli.Tests;

/// <summary>A start that can't work says what to do, and ends with 1.</summary>
public sealed class StartTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Theory]
    [InlineData("ConnectionStrings__DeliveryOtp", null, "Set ConnectionStrings__DeliveryOtp ")]
    [InlineData("ConnectionStrings__DeliveryOtp", "postgres://u:p@db/x", "ConnectionStrings__DeliveryOtp has to look like")]
    [InlineData("DeliveryOtp__AdminKey", null, "Set DeliveryOtp__AdminKey")]
    [InlineData("DeliveryOtp__AdminKey", "short", "DeliveryOtp__AdminKey needs 32")]
    [InlineData("DeliveryOtp__AdminKey", "abcabcabcabcabcabcabcabcabcabcabcabc", "DeliveryOtp__AdminKey is too easy to guess")]
    [InlineData("DeliveryOtp__CodeKeys__0__Id", null, "Set DeliveryOtp__CodeKeys__0__Id")]
    [InlineData("DeliveryOtp__CodeKeys__0__Secret", null, "DeliveryOtp__CodeKeys__0__Secret needs 32")]
    [InlineData("DeliveryOtp__CodeKeys__0__Secret", "short", "DeliveryOtp__CodeKeys__0__Secret needs 32")]
    [InlineData("DeliveryOtp__Tracking__StreamsOfLink", "0", "DeliveryOtp__Tracking__StreamsOfLink has to be 1 or more")]
    [InlineData("DeliveryOtp__Tracking__Streams", "-5", "DeliveryOtp__Tracking__Streams has to be 1 or more")]
    [InlineData("DeliveryOtp__Tracking__Streams", "many", "DeliveryOtp:Tracking:Streams")]
    [InlineData("DeliveryOtp__TrustedProxies", "10.0.0.0/8, the balancer", "DeliveryOtp__TrustedProxies has 'the balancer'")]
    [InlineData("DeliveryOtp__Cors__Origins", "https://courier.example, courier.example", "DeliveryOtp__Cors__Origins has 'courier.example'")]
    [InlineData("DeliveryOtp__Cors__Origins", "https://courier.example/", "DeliveryOtp__Cors__Origins has 'https://courier.example/'")]
    [InlineData("DeliveryOtp__PublicUrl", null, "Set DeliveryOtp__PublicUrl to where recipients reach the service")]
    [InlineData("DeliveryOtp__PublicUrl", "track.example.com", "DeliveryOtp__PublicUrl has to look like")]
    [InlineData("DeliveryOtp__ManagementPort", "70000", "DeliveryOtp__ManagementPort has to be a port")]
    [InlineData("DeliveryOtp__Budgets__Courier__PerSecond", "0", "DeliveryOtp__Budgets__Courier__PerSecond has to be 1 or more")]
    [InlineData("DeliveryOtp__Mail__From", "delivery@example.com", "Set DeliveryOtp__Mail__Host")]
    [InlineData("DeliveryOtp__Mail__Host", "mail.example.com", "Set DeliveryOtp__Mail__From")]
    [InlineData("DeliveryOtp__Mail__Directory", "/tmp", "DeliveryOtp__Mail__Directory is for Development")]
    public async Task Production_names_the_variable_that_is_wrong(string variable, string? value, string sentence)
    {
        var environment = Serving.Environment("Host=127.0.0.1;Username=service");
        environment[variable] = value;
        MigrateTests.Fails(await Run.ApiAsync(environment), sentence);
    }

    [Fact]
    public async Task Production_names_everything_that_is_missing_at_once()
    {
        var run = await Run.ApiAsync(new(StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        MigrateTests.Fails(run, "Set ConnectionStrings__DeliveryOtp ");
        MigrateTests.Fails(run, "Set DeliveryOtp__AdminKey");
        MigrateTests.Fails(run, "Set DeliveryOtp__CodeKeys__0__Id and DeliveryOtp__CodeKeys__0__Secret.");
    }

    [Fact]
    public async Task Production_names_everything_that_is_wrong_with_the_mail_at_once()
    {
        var environment = Serving.Environment("Host=127.0.0.1;Username=service");
        environment["DeliveryOtp__Mail__Host"] = "mail.example.com";
        environment["DeliveryOtp__Mail__Port"] = "smtp";
        environment["DeliveryOtp__Mail__Security"] = "ssl";
        environment["DeliveryOtp__Mail__User"] = "deliveries";
        environment["DeliveryOtp__Mail__From"] = "Example Deliveries";
        environment["DeliveryOtp__PublicUrl"] = null;
        var run = await Run.ApiAsync(environment);
        MigrateTests.Fails(run, "Set DeliveryOtp__PublicUrl: mails hold links");
        MigrateTests.Fails(run, "DeliveryOtp__Mail__Port has to be a number");
        MigrateTests.Fails(run, "DeliveryOtp__Mail__Security has to be starttls, tls or none.");
        MigrateTests.Fails(run, "DeliveryOtp__Mail__From has to look like");
        MigrateTests.Fails(run, "Set both DeliveryOtp__Mail__User and DeliveryOtp__Mail__Password");
    }

    [Fact]
    public async Task Development_shows_the_mails_of_the_sandbox()
    {
        var place = await cluster.NewPlaceAsync();
        using var sandbox = await Sandbox.StartAsync(Sandbox.Environment(place), Sandbox.NewDirectory());
        using var impatience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var client = new HttpClient { BaseAddress = sandbox.BaseUrl };
        var list = string.Empty;
        while (!list.Contains("Livré", StringComparison.Ordinal))
            list = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync("/dev/mails", impatience.Token));
        var newest = list.Split("/dev/mails/")[1].Split('"')[0];
        var mail = await client.GetStringAsync($"/dev/mails/{newest}", impatience.Token);
        Assert.Contains($"href=\"{client.BaseAddress.GetLeftPart(UriPartial.Authority)}/r#", mail, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await client.GetAsync("/dev/mails/..%2Fsandbox", impatience.Token)).StatusCode);
        Assert.DoesNotContain("/dev/", await client.GetStringAsync("/openapi/v1.json", impatience.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Development_shows_what_is_posted_to_the_sandbox_and_whether_it_is_verified()
    {
        var place = await cluster.NewPlaceAsync();
        var directory = Sandbox.NewDirectory();
        using var impatience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        for (var start = 1; start <= 2; start++)
        {
            using var sandbox = await Sandbox.StartAsync(Sandbox.Environment(place), directory);
            using var client = new HttpClient { BaseAddress = sandbox.BaseUrl };
            await sandbox.PostAsync(
                sandbox.Key("retailer_key"),
                "/v1/deliveries",
                new { order_id = $"shown-{start}", destination = new { latitude = 48.85661, longitude = 2.35222, country = "FR" } });
            var page = string.Empty;
            while (!page.Contains($"shown-{start}", StringComparison.Ordinal) || (start == 1 && !page.Contains("<b>delivery.delivered</b>, verified<br>", StringComparison.Ordinal)))
                page = await client.GetStringAsync("/dev/webhooks", impatience.Token);
            Assert.Contains("<b>delivery.issued</b>, verified<br>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("not verified", page, StringComparison.Ordinal);

            await ForgeAsync(client, TimeProvider.System.GetUtcNow(), "v1,AAAA", impatience.Token);
            await ForgeAsync(client, TimeProvider.System.GetUtcNow().AddMinutes(-6), "v1,AAAA", impatience.Token);
            page = await client.GetStringAsync("/dev/webhooks", impatience.Token);
            Assert.Contains("&lt;script&gt;</b>, not verified: webhook-timestamp is more than five minutes away", page, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;</b>, not verified: no signature in webhook-signature is that of the endpoint&#39;s secret", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Production_has_no_inbox()
    {
        var place = await cluster.NewPlaceAsync();
        await Run.MigrateAsync(place);
        using var serving = await Serving.StartAsync(place.ServiceConnection);
        using var client = new HttpClient { BaseAddress = serving.BaseUrl };
        Assert.Equal(404, (int)(await client.GetAsync("/dev/webhooks")).StatusCode);
        Assert.Equal(404, (int)(await client.PostAsync("/dev/webhooks", new StringContent("{}"))).StatusCode);
    }

    [Fact]
    public async Task Development_on_a_foreign_database_does_not_start_while_migrations_are_pending()
    {
        var place = await cluster.NewPlaceAsync();
        var run = await Run.ApiAsync(Development(place), "--port", "0", "--data", Sandbox.NewDirectory());
        MigrateTests.Fails(run, "pending: run `deliveryotp migrate`. Or set ConnectionStrings__DeliveryOtpOwner");
    }

    [Fact]
    public async Task Development_on_a_foreign_database_migrates_as_its_owner()
    {
        var place = await cluster.NewPlaceAsync();
        var environment = Development(place);
        environment["ConnectionStrings__DeliveryOtpOwner"] = place.OwnerConnection;
        using var api = Run.StartApi(environment, "--port", "0", "--no-seed", "--data", Sandbox.NewDirectory());
        try
        {
            using var impatience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var line = await api.StandardOutput.ReadLineAsync(impatience.Token);
            Assert.True(line?.StartsWith("ready ", StringComparison.Ordinal), line ?? await api.StandardError.ReadToEndAsync(impatience.Token));
        }
        finally
        {
            api.Kill();
        }
    }

    private static async Task ForgeAsync(HttpClient client, DateTimeOffset at, string signature, CancellationToken cancel)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, "/dev/webhooks")
        {
            Content = new StringContent("""{"type":"<script>"}""", mediaType: new("application/json")),
            Headers =
            {
                { "webhook-id", "msg_forged" },
                { "webhook-timestamp", at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) },
                { "webhook-signature", signature },
            },
        };
        using var answer = await client.SendAsync(post, cancel);
        Assert.Equal(204, (int)answer.StatusCode);
    }

    private static Dictionary<string, string?> Development(Place place) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ConnectionStrings__DeliveryOtp"] = place.ServiceConnection,
    };
}
