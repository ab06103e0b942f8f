using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>A reader of the journal skips nothing, repeats nothing, and works in one place at a time.</summary>
public sealed class JournalReaderTests(Service service) : IClassFixture<Service>
{
    private NpgsqlDataSource Database => service.Services.GetRequiredService<NpgsqlDataSource>();

    [Fact]
    public async Task An_entry_that_is_committed_late_is_read_later_and_nobody_else_waits_for_it()
    {
        var tenant = await service.NewTenantAsync();
        var (early, late) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        await using var superuser = NpgsqlDataSource.Create(service.Database.Superuser + ";Pooling=false");
        await using var connection = await superuser.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand(EntrySql(early), connection))
            await insert.ExecuteNonQueryAsync();

        using var reader = new RecordingReader("late", Database);
        await reader.StartAsync(default);
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{late.Id}/codes", new { })).JsonAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(reader.SequencesOf(late.Id).Contains(2)));
        Assert.Equal([1], reader.SequencesOf(early.Id));

        await transaction.CommitAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(reader.SequencesOf(early.Id).Contains(2)));
        Assert.Equal([1, 2], reader.SequencesOf(early.Id));
        Assert.Equal(reader.Read.Select((_, n) => (long)n), reader.Read.Select(entry => entry.Position));
        await reader.StopAsync(default);
    }

    [Fact]
    public async Task A_reader_that_failed_reads_the_batch_again_and_one_that_starts_anew_goes_on()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var failures = 2;
        using (var failing = new RecordingReader("anew", Database) { Fails = _ => failures-- > 0 ? new InvalidOperationException("poisoned") : null })
        {
            await failing.StartAsync(default);
            await Eventually.AsyncTrue(() => Task.FromResult(failing.SequencesOf(issued.Id).Count > 0));
            Assert.Equal([1], failing.SequencesOf(issued.Id));
            await failing.StopAsync(default);
        }

        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { })).JsonAsync();
        using var successor = new RecordingReader("anew", Database);
        await successor.StartAsync(default);
        await Eventually.AsyncTrue(() => Task.FromResult(!successor.Read.IsEmpty));
        Assert.Equal([2], successor.SequencesOf(issued.Id));
        await successor.StopAsync(default);
    }

    [Fact]
    public async Task An_entry_that_fails_again_and_again_is_set_aside_and_keeps_nobody_waiting()
    {
        var tenant = await service.NewTenantAsync();
        var (poisoned, innocent) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        using var reader = new RecordingReader("poison", Database)
        {
            Fails = entries => entries.Any(entry => entry.DeliveryId.Value == poisoned.Id && entry.Sequence == 1)
                ? new InvalidOperationException("poisoned")
                : null,
        };
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{poisoned.Id}/codes", new { })).JsonAsync();
        await reader.StartAsync(default);
        await Eventually.AsyncTrue(() => Task.FromResult(reader.SequencesOf(poisoned.Id).Contains(2) && reader.SequencesOf(innocent.Id).Contains(1)), seconds: 20);
        Assert.Equal([2], reader.SequencesOf(poisoned.Id));
        Assert.Equal(
            $"{poisoned.Id} 1 InvalidOperationException: poisoned",
            await service.Database.ScalarAsync<string>(
                "select string_agg(concat_ws(' ', delivery_id, sequence, reason), ';') from deliveryotp.journal_set_aside where reader = 'poison'"));
        await reader.StopAsync(default);
    }

    /// <summary>A database that is away says nothing about an entry.</summary>
    [Fact]
    public async Task An_entry_is_not_set_aside_because_the_database_fails()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var failures = 6;
        using var reader = new RecordingReader("outage", Database) { Fails = _ => failures-- > 0 ? new NpgsqlException("away") : null };
        await reader.StartAsync(default);
        await Eventually.AsyncTrue(() => Task.FromResult(reader.SequencesOf(issued.Id).Contains(1)), seconds: 20);
        Assert.Equal(0L, await service.Database.ScalarAsync<long>("select count(*) from deliveryotp.journal_set_aside where reader = 'outage'"));
        await reader.StopAsync(default);
    }

    /// <summary>Of what PostgreSQL refuses only data and constraints are about the entry; a missing grant, say, is not.</summary>
    [Theory]
    [InlineData("23514", true)]
    [InlineData("42501", false)]
    public async Task An_entry_is_set_aside_for_what_the_database_says_about_data_alone(string sqlState, bool isSetAside)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var tries = 0;
        using var reader = new RecordingReader($"state {sqlState}", Database)
        {
            Fails = entries =>
            {
                if (!entries.Any(entry => entry.DeliveryId.Value == issued.Id))
                    return null;
                Interlocked.Increment(ref tries);
                return new PostgresException("refused", "ERROR", "ERROR", sqlState);
            },
        };
        await reader.StartAsync(default);
        await Eventually.AsyncTrue(async () => isSetAside ? await SetAsideAsync(sqlState) == 1 : Volatile.Read(ref tries) > 4, seconds: 20);
        Assert.Equal(isSetAside ? 1 : 0, await SetAsideAsync(sqlState));
        Assert.Empty(reader.SequencesOf(issued.Id));
        await reader.StopAsync(default);
    }

    [Fact]
    public async Task Health_fails_when_a_reader_is_stuck_and_readiness_does_not()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        await Eventually.AsyncTrue(async () => (await client.GetAsync("/health")).IsSuccessStatusCode);

        await JournalCheckTests.QuietAsync(service.Database);

        // Another replica holds the lease, and does nothing.
        await service.Database.ScalarAsync<object>(
            "update deliveryotp.journal_readers set holder = gen_random_uuid(), held_until = now() + interval '1 minute' where name = 'signals'");
        await service.Database.ScalarAsync<object>(EntrySql(issued).Replace("now()", "now() - interval '2 minutes'", StringComparison.Ordinal));
        await Eventually.AsyncTrue(async () => !(await client.GetAsync("/health")).IsSuccessStatusCode);
        await SettledAsync();
        var problem = await (await client.GetAsync("/health")).ProblemAsync(503, "unavailable");
        Assert.Contains("The reader signals is 12", problem.Text("detail"), StringComparison.Ordinal);
        Assert.True((await client.GetAsync("/health/ready")).IsSuccessStatusCode);
        await service.Database.ScalarAsync<object>("update deliveryotp.journal_readers set held_until = now() where name = 'signals'");

        await HealthyAsync(client);
        await Eventually.AsyncTrue(
            async () =>
            {
                service.Clock.Advance(TimeSpan.FromSeconds(5));
                return (await client.GetStringAsync("/metrics")).Contains("deliveryotp_journal_reader_lag_seconds{", StringComparison.Ordinal);
            },
            seconds: 20,
            everyMs: 200);
    }

    [Fact]
    public async Task Of_two_under_one_name_one_works_and_the_other_takes_over()
    {
        var tenant = await service.NewTenantAsync();
        using var first = new RecordingReader("shared", Database);
        using var second = new RecordingReader("shared", Database);
        var one = await tenant.IssueAsync();
        await first.StartAsync(default);
        await Eventually.AsyncTrue(() => Task.FromResult(first.SequencesOf(one.Id).Count > 0));
        await second.StartAsync(default);
        var two = await tenant.IssueAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(first.SequencesOf(two.Id).Count > 0));
        Assert.Empty(second.Read);

        await first.StopAsync(default);
        var three = await tenant.IssueAsync();
        await Eventually.AsyncTrue(() => Task.FromResult(second.SequencesOf(three.Id).Count > 0));
        Assert.Empty(second.SequencesOf(two.Id));
        await second.StopAsync(default);
    }

    /// <summary>If the lease is lost unnoticed, the position tells: what a stray worker would commit fails.</summary>
    [Fact]
    public async Task A_worker_whose_position_was_moved_by_another_one_commits_nothing()
    {
        var tenant = await service.NewTenantAsync();
        await tenant.IssueAsync();
        using var stray = new RecordingReader("stray", Database)
        {
            Fails = _ =>
            {
                using var other = Database.CreateCommand("update deliveryotp.journal_readers set position = position + 1000 where name = 'stray'");
                other.ExecuteNonQuery();
                return null;
            },
        };
        await stray.StartAsync(default);
        await Task.Delay(1500);
        Assert.Empty(stray.Read);
        await stray.StopAsync(default);
    }

    /// <summary>The readers that are not held have dealt with everything.</summary>
    private Task<TimeSpan> SettledAsync() => Eventually.AsyncTrue(async () => await service.Database.ScalarAsync<bool>(
        """
        select not exists (select from deliveryotp.journal_unsequenced)
            and (select r.position = s.position from deliveryotp.journal_readers r, deliveryotp.journal_readers s where r.name = 'webhooks' and s.name = 'sequencer')
        """));

    /// <summary>Fails with what the service says of itself.</summary>
    private static async Task HealthyAsync(HttpClient client)
    {
        var said = string.Empty;
        var started = Stopwatch.GetTimestamp();
        do
        {
            using var answer = await client.GetAsync("/health");
            if (answer.IsSuccessStatusCode)
                return;
            said = await answer.Content.ReadAsStringAsync();
            await Task.Delay(100);
        }
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < 40);
        Assert.Fail(said);
    }

    private Task<long> SetAsideAsync(string sqlState) => service.Database.ScalarAsync<long>(
        $"select count(*) from deliveryotp.journal_set_aside where reader = 'state {sqlState}'");

    private static string EntrySql(Issued issued) => RawEntries.CopySql(issued, 2, 2, kind: "viewed");
}
