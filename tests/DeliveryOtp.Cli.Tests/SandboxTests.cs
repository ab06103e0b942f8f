using System.Text.Json.Nodes;

namespace DeliveryOtp.Cli.Tests;

/// <summary><c>./dev run</c> on a database that is not its own: with configured keys, kept ones, and beside another one.</summary>
public sealed class SandboxTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const string AdminKey = "admin-key-of-the-operator-0123456789abcdef";

    [Fact]
    public async Task A_configured_admin_key_counts_and_stands_in_sandbox_json()
    {
        var place = await cluster.NewPlaceAsync();
        using var sandbox = await Sandbox.StartAsync(Sandbox.Environment(place, AdminKey), Sandbox.NewDirectory());
        Assert.Equal(AdminKey, sandbox.Key("admin_key"));
        Assert.Equal(201, (await sandbox.PostAsync(AdminKey, "/v1/retailers", new { name = "Another" })).Status);
        Assert.Equal(201, (await IssueAsync(sandbox)).Status);
    }

    [Fact]
    public async Task A_start_with_another_admin_key_goes_on_with_the_same_retailer_and_one_with_another_code_key_does_not()
    {
        var place = await cluster.NewPlaceAsync();
        var directory = Sandbox.NewDirectory();
        string retailer;
        using (var first = await Sandbox.StartAsync(Sandbox.Environment(place), directory))
            retailer = first.Key("retailer_id");

        var environment = Sandbox.Environment(place, AdminKey);
        using (var second = await Sandbox.StartAsync(environment, directory))
        {
            Assert.Equal((retailer, AdminKey), (second.Key("retailer_id"), second.Key("admin_key")));
            Assert.Equal(201, (await IssueAsync(second)).Status);
        }

        // API keys are sealed under the code key: without it they are nobody's, and the sandbox makes others.
        environment["DeliveryOtp__CodeKeys__0__Id"] = "operator";
        environment["DeliveryOtp__CodeKeys__0__Secret"] = "code-key-of-the-operator-0123456789abcdef";
        using var third = await Sandbox.StartAsync(environment, directory);
        Assert.NotEqual(retailer, third.Key("retailer_id"));
        Assert.Equal(201, (await IssueAsync(third)).Status);
    }

    [Fact]
    public async Task Kept_keys_of_another_database_are_replaced()
    {
        var directory = Sandbox.NewDirectory();
        string retailer;
        using (var first = await Sandbox.StartAsync(Sandbox.Environment(await cluster.NewPlaceAsync()), directory))
            retailer = first.Key("retailer_id");
        using var second = await Sandbox.StartAsync(Sandbox.Environment(await cluster.NewPlaceAsync()), directory);
        Assert.NotEqual(retailer, second.Key("retailer_id"));
        Assert.Equal(201, (await IssueAsync(second)).Status);
    }

    [Fact]
    public async Task A_sandbox_that_cannot_be_filled_says_so_in_a_sentence()
    {
        var place = await cluster.NewPlaceAsync();
        await Run.MigrateAsync(place);
        await place.AsSuperuserAsync($"revoke insert on deliveryotp.retailers from {Place.Quote(place.Service)}");
        var environment = Sandbox.Environment(place);
        environment["ConnectionStrings__DeliveryOtpOwner"] = null;
        var run = await Run.ApiAsync(environment, "--port", "0", "--data", Sandbox.NewDirectory());
        MigrateTests.Fails(run, "The sandbox can't be filled: POST /v1/retailers answers 5");
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_one_on_the_same_database_serves_its_own_deliveries_and_harms_no_others(bool isSameDirectory)
    {
        var place = await cluster.NewPlaceAsync();
        var directory = Sandbox.NewDirectory();
        using var first = await Sandbox.StartAsync(Sandbox.Environment(place), directory);
        using var second = await Sandbox.StartAsync(Sandbox.Environment(place), isSameDirectory ? directory : Sandbox.NewDirectory());
        foreach (var own in (Sandbox[])[first, second])
        {
            var (_, issued) = await IssueAsync(own);
            Assert.Equal("accepted", (await AttemptAsync(own, own, issued)).Body["outcome"]!.GetValue<string>());
        }

        var (_, foreign) = await IssueAsync(first);
        if (isSameDirectory)
        {
            Assert.Equal(201, (await AttemptAsync(first, second, foreign)).Status);
            return;
        }

        // Without the code key of the first one, its API keys are nobody's: it makes no token, and no try is used.
        var (status, answer) = await second.PostAsync(first.Key("retailer_key"), "/v1/courier-tokens", new { courier_id = "crr-071" });
        Assert.Equal((401, "/problems/unauthenticated"), (status, answer["type"]!.GetValue<string>()));
        var (_, verdict) = await AttemptAsync(first, first, foreign);
        Assert.Equal(("accepted", 3), (verdict["outcome"]!.GetValue<string>(), verdict["tries_left"]!.GetValue<int>()));
    }

    private static Task<(int Status, JsonObject Body)> IssueAsync(Sandbox sandbox) => sandbox.PostAsync(
        sandbox.Key("retailer_key"),
        "/v1/deliveries",
        new { order_id = Guid.NewGuid().ToString(), destination = new { latitude = 48.85661, longitude = 2.35222, country = "FR" } });

    /// <summary>The right code, through any of them: its courier has a token of that one.</summary>
    private static async Task<(int Status, JsonObject Body)> AttemptAsync(Sandbox retailer, Sandbox through, JsonObject issued)
    {
        var (_, token) = await through.PostAsync(retailer.Key("retailer_key"), "/v1/courier-tokens", new { courier_id = "crr-071" });
        var now = TimeProvider.System.GetUtcNow();
        return await through.PostAsync(
            token["access_token"]!.GetValue<string>(),
            $"/v1/deliveries/{issued["id"]}/attempts",
            new
            {
                code = issued["code"]!.GetValue<string>(),
                location = new { latitude = 48.85661, longitude = 2.35222, accuracy_m = 12.5, captured_at = now },
                device = new { id = "phone", platform = "android" },
                captured_at = now,
            });
    }
}
