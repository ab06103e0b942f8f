using System.Net;

namespace DeliveryOtp.Cli.Tests;

/// <summary>What the schema needs came with PostgreSQL 15: an older server is refused in one sentence, before anything is made.</summary>
public sealed class OlderServerTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const string Sentence = "is too old: DeliveryOtp needs 15 or later.";

    [Theory]
    [InlineData("migrate")]
    [InlineData("migrate", "--check")]
    public async Task Migrate_refuses_it(params string[] arguments)
    {
        var place = await cluster.NewPlaceAsync();
        using var older = new OlderServer(place);
        var run = await Run.CliAsync(At(older, place.OwnerConnection), At(older, place.ServiceConnection), arguments);
        MigrateTests.Fails(run, Sentence);
        Assert.Equal(2, (await Run.MigrateAsync(place, "--check")).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Development_does_not_start_on_it(bool asOwner)
    {
        var place = await cluster.NewPlaceAsync();
        await Run.MigrateAsync(place);
        using var older = new OlderServer(place);
        var environment = Sandbox.Environment(place);
        environment["ConnectionStrings__DeliveryOtp"] = At(older, place.ServiceConnection);
        environment["ConnectionStrings__DeliveryOtpOwner"] = asOwner ? At(older, place.OwnerConnection) : null;
        var run = await Run.ApiAsync(environment, "--port", "0", "--data", Sandbox.NewDirectory());
        MigrateTests.Fails(run, Sentence);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Production_is_not_ready_on_it()
    {
        var place = await cluster.NewPlaceAsync();
        await Run.MigrateAsync(place);
        using var older = new OlderServer(place);
        using var api = await Serving.StartAsync(At(older, place.ServiceConnection));
        using var client = new HttpClient { BaseAddress = api.BaseUrl };
        using var response = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains(Sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string At(OlderServer older, string connection) =>
        new Npgsql.NpgsqlConnectionStringBuilder(connection) { Host = older.Directory }.ConnectionString;
}
