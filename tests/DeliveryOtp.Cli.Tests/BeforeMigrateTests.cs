using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Npgsql;

namespace DeliveryOtp.Cli.Tests;

/// <summary>Outside Development the service may start before its schema is there: it says so once, and goes on by itself.</summary>
public sealed class BeforeMigrateTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_logs_one_line_and_works_without_a_restart_once_migrated()
    {
        var place = await cluster.NewPlaceAsync();
        var lines = new ConcurrentQueue<string>();
        using var api = await Serving.StartAsync(place.ServiceConnection, log: lines);
        await UntilAsync(() => Task.FromResult(!lines.IsEmpty));

        // Longer than any service of the background rests before it tries again.
        await Task.Delay(TimeSpan.FromSeconds(6));
        var said = JsonNode.Parse(Assert.Single(lines))!["message"]!.GetValue<string>();
        Assert.Contains("run `deliveryotp migrate`", said, StringComparison.Ordinal);

        await Run.MigrateAsync(place);
        var issued = await IssueAsync(api.BaseUrl);
        await UntilAsync(async () => await CountAsync(place, "journal_readers") == 4);
        await UntilAsync(async () => await CountAsync(place, $"journal where delivery_id = '{issued}'") == 1);
        Assert.Single(lines);
    }

    private static async Task<string> IssueAsync(Uri service)
    {
        var retailer = await service.PostAsync(Serving.AdminKey, "/v1/retailers", new { name = "First" }).OkAsync();
        var issued = await service.PostAsync(
            retailer["api_key"]!.GetValue<string>(),
            "/v1/deliveries",
            new { order_id = "1", destination = new { latitude = 48.85661, longitude = 2.35222, country = "FR" } }).OkAsync();
        return issued["id"]!.GetValue<string>();
    }

    private static async Task<long> CountAsync(Place place, string what)
    {
        await using var source = NpgsqlDataSource.Create(place.OwnerConnection);
        await using var command = source.CreateCommand($"select count(*) from deliveryotp.{what}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var impatience = new CancellationTokenSource(Patience);
        while (!await isSo())
            await Task.Delay(50, impatience.Token);
    }
}
