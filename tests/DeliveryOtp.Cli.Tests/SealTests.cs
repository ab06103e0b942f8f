using System.Text.Json.Nodes;

namespace DeliveryOtp.Cli.Tests;

/// <summary>Seals through their life: rows of before get theirs, a new code key takes them over, and what somebody wrote is named.</summary>
public sealed class SealTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly object Order = new { order_id = "1", destination = new { latitude = 48.85661, longitude = 2.35222, country = "FR" } };

    [Fact]
    public async Task Rows_and_keys_of_a_version_without_seals_are_sealed_by_migrate_and_go_on()
    {
        var place = await cluster.NewPlaceAsync();
        await MigrateAsync(place, "test");
        using var api = await Serving.StartAsync(place.ServiceConnection);
        var retailer = await RetailerAsync(api);
        var issued = await PostAsync(api, retailer, "/v1/deliveries", Order);
        await TryAsync(api, retailer, issued, "000000", "111111");
        await PutAsync(api, retailer, "/v1/policy", new { radius_m = 100 });

        // As such a version leaves them: without seals, and with keys on the list that its migration makes.
        await place.AsSuperuserAsync(
            """
            set session_replication_role = replica;
            do $$ declare t text; begin
                foreach t in array array['deliveries', 'delivery_states', 'wrong_tries', 'policy_changes'] loop
                    execute format('alter table deliveryotp.%I alter column seal drop not null, alter column seal_key_id drop not null', t);
                    execute format('update deliveryotp.%I set seal = null, seal_key_id = null', t);
                end loop;
            end $$;
            insert into deliveryotp.unsealed_api_keys select retailer_id, id from deliveryotp.api_keys;
            update deliveryotp.api_keys set seal = null, seal_key_id = null;
            """);
        var refused = await Run.MigrateAsync(place);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("DeliveryOtp__CodeKeys__0__Id", refused.Error, StringComparison.Ordinal);

        var migrated = await MigrateAsync(place, "test");
        Assert.Contains("1 rows of deliveryotp.deliveries are sealed under the code key test.", migrated.Output, StringComparison.Ordinal);
        Assert.Contains("2 rows of deliveryotp.wrong_tries are sealed", migrated.Output, StringComparison.Ordinal);
        Assert.Contains("1 rows of deliveryotp.policy_changes are sealed", migrated.Output, StringComparison.Ordinal);
        Assert.Contains("1 API keys are sealed", migrated.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("are sealed", (await MigrateAsync(place, "test")).Output, StringComparison.Ordinal);
        Assert.Equal(["accepted"], await TryAsync(api, retailer, issued, Text(issued, "code")));
        await PostAsync(api, retailer, "/v1/deliveries", Order);
        await AssertSoundAsync(place, "test");
    }

    [Fact]
    public async Task After_renewal_an_older_key_can_be_taken_away_and_what_somebody_wrote_is_named_and_left()
    {
        var place = await cluster.NewPlaceAsync();
        await MigrateAsync(place, "test");
        JsonObject finished, rewritten;
        string retailer;
        using (var before = await Serving.StartAsync(place.ServiceConnection))
        {
            retailer = await RetailerAsync(before);
            (finished, rewritten) = (await PostAsync(before, retailer, "/v1/deliveries", Order), await PostAsync(before, retailer, "/v1/deliveries", new { order_id = "2", destination = new { latitude = 48.8, longitude = 2.3, country = "FR" } }));
            Assert.Equal(["wrong_code", "accepted"], await TryAsync(before, retailer, finished, Wrong(finished), Text(finished, "code")));
            await PutAsync(before, retailer, "/v1/policy", new { radius_m = 100 });
        }

        await place.AsServiceAsync($"update deliveryotp.deliveries set courier_id = 'mine' where id = '{Text(rewritten, "id")}'");
        var renewed = await Run.CliAsync(place.OwnerConnection, service: null, codeKeys: ["renewed", "test"], "renew-seals");
        Assert.True(renewed.ExitCode == 1, renewed.Error);
        Assert.Contains($"delivery {Text(rewritten, "id")}: the seal does not hold.", renewed.Output, StringComparison.Ordinal);
        Assert.Contains("1 API keys are sealed under the code key renewed.", renewed.Output, StringComparison.Ordinal);
        Assert.Contains("4 rows are sealed anew under the code key renewed, 1 are left as they are.", renewed.Output, StringComparison.Ordinal);
        var check = await Run.CliAsync(owner: null, place.ServiceConnection, codeKeys: ["renewed", "test"], "check");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains($"delivery {Text(rewritten, "id")}: its seal does not hold", check.Output, StringComparison.Ordinal);

        using var after = await Serving.StartAsync(place.ServiceConnection, codeKeys: ["renewed"]);
        Assert.Equal("delivered", Text(await GetAsync(after, retailer, $"/v1/deliveries/{Text(finished, "id")}"), "status"));
        Assert.Equal(["already_delivered"], await TryAsync(after, retailer, finished, "000000"));
        Assert.Equal(503, (await after.BaseUrl.SendAsync(HttpMethod.Get, retailer, $"/v1/deliveries/{Text(rewritten, "id")}")).Status);
    }

    private static async Task AssertSoundAsync(Place place, params string[] codeKeys)
    {
        for (var tries = 0; ; tries++)
        {
            var check = await Run.CliAsync(owner: null, place.ServiceConnection, codeKeys, "check");
            if (check.ExitCode == 0)
                return;
            Assert.True(tries < 20, check.Output + check.Error);
        }
    }

    private static async Task<Run> MigrateAsync(Place place, params string[] codeKeys)
    {
        var run = await Run.CliAsync(place.OwnerConnection, place.ServiceConnection, codeKeys, "migrate");
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private static async Task<string> RetailerAsync(Serving api) =>
        Text(await PostAsync(api, Serving.AdminKey, "/v1/retailers", new { name = "First" }), "api_key");

    private static async Task<string[]> TryAsync(Serving api, string retailer, JsonObject issued, params string[] codes)
    {
        var token = Text(await PostAsync(api, retailer, "/v1/courier-tokens", new { courier_id = "crr-071" }), "access_token");
        List<string> outcomes = [];
        foreach (var code in codes)
        {
            var now = TimeProvider.System.GetUtcNow();
            var body = new
            {
                code,
                captured_at = now,
                location = new { latitude = 48.85661, longitude = 2.35222, accuracy_m = 10, captured_at = now },
                device = new { id = "phone-of-71" },
            };
            outcomes.Add(Text(await PostAsync(api, token, $"/v1/deliveries/{Text(issued, "id")}/attempts", body), "outcome"));
        }

        return [.. outcomes];
    }

    private static string Wrong(JsonObject issued) => Text(issued, "code") == "000000" ? "000001" : "000000";

    private static string Text(JsonObject json, string member) => json[member]!.GetValue<string>();

    private static Task<JsonObject> PostAsync(Serving api, string key, string path, object body) => api.BaseUrl.PostAsync(key, path, body).OkAsync();

    private static Task<JsonObject> PutAsync(Serving api, string key, string path, object body) =>
        api.BaseUrl.SendAsync(HttpMethod.Put, key, path, body).OkAsync();

    private static Task<JsonObject> GetAsync(Serving api, string key, string path) => api.BaseUrl.SendAsync(HttpMethod.Get, key, path).OkAsync();
}
