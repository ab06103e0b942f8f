using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.LocalPostgres;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>A dump into a new server: readers go on where they were, nothing is skipped and nothing comes twice.</summary>
public sealed class RestoreTests
{
    private const string Name = "restored reader";

    [Fact]
    public async Task Readers_go_on_where_they_were_after_a_dump_into_a_new_server()
    {
        var old = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        var (issued, read) = await WriteAsync(old);

        var elsewhere = await TestCluster.StartAsync(durable: false);
        using var server = elsewhere.Server;
        var restored = await elsewhere.CreateDatabaseAsync();
        await restored.ScalarAsync<object>("drop schema deliveryotp cascade");
        await DumpAsync(old, restored);

        using (var api = await ApiProcess.StartAsync(restored))
        using (var client = new HttpClient { BaseAddress = api.BaseUrl })
        {
            await Eventually.AsyncTrue(async () => (await client.GetAsync("/health")).IsSuccessStatusCode, seconds: 20);
            await using var database = NpgsqlDataSource.Create(restored.Service);
            using var reader = new RecordingReader(Name, database);
            await reader.StartAsync(default);
            var tenant = await Tenant.CreateAsync(api.BaseUrl, Service.AdminKey);
            var later = await tenant.IssueAsync();
            await Eventually.AsyncTrue(() => Task.FromResult(reader.SequencesOf(later.Id).Count == 1), seconds: 20);
            await reader.StopAsync(default);

            long[] all = [.. read, .. reader.Read.Select(entry => entry.Position)];
            Assert.Equal(Enumerable.Range(0, all.Length).Select(n => (long)n), all);
            Assert.Equal(Enumerable.Range(1, 5), reader.SequencesOf(issued.Id));
            await JournalCheckTests.QuietAsync(restored);
            Assert.Empty(await JournalCheckTests.CheckAsync(restored));
        }
    }

    /// <summary>Some entries that a reader has read, some more that it has not, and one that has no position yet.</summary>
    private static async Task<(Issued Unread, long[] Read)> WriteAsync(TestDatabase database)
    {
        using var api = await ApiProcess.StartAsync(database);
        var tenant = await Tenant.CreateAsync(api.BaseUrl, Service.AdminKey);
        var first = await tenant.IssueAsync();
        await using var source = NpgsqlDataSource.Create(database.Service);
        using var reader = new RecordingReader(Name, source);
        await reader.StartAsync(default);
        await Eventually.AsyncTrue(() => Task.FromResult(reader.SequencesOf(first.Id).Count == 1));
        await reader.StopAsync(default);

        var issued = await tenant.IssueAsync();
        for (var n = 0; n < 3; n++)
            await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { })).JsonAsync();
        await JournalCheckTests.QuietAsync(database);
        await database.ScalarAsync<object>(
            "update deliveryotp.journal_readers set holder = gen_random_uuid(), held_until = now() + interval '3 seconds' where name = 'sequencer'");
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { })).JsonAsync();
        await api.StopAsync();
        return (issued, [.. reader.Read.Select(entry => entry.Position)]);
    }

    private static async Task DumpAsync(TestDatabase from, TestDatabase to)
    {
        var bin = Path.GetDirectoryName(ServerBinaries.Find(ServerBinaries.SearchPath()).Initdb)!;
        var start = new ProcessStartInfo("/bin/sh", ["-c", "set -e; \"$0/pg_dump\" \"$1\" > \"$3\"; \"$0/psql\" -q -v ON_ERROR_STOP=1 -f \"$3\" \"$2\" > /dev/null", bin, UriOf(from), UriOf(to), Path.GetTempFileName()])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var run = Process.Start(start)!;
        var said = await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, said);
    }

    private static string UriOf(TestDatabase database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.Superuser);
        return $"host={settings.Host} port={settings.Port} dbname={settings.Database} user={settings.Username}";
    }
}
