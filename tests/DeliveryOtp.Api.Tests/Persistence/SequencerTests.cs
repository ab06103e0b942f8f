using System.Diagnostics;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>Every committed entry gets one position, soon, whatever else is under way on the server, and from one worker at a time.</summary>
public sealed class SequencerTests(Service service) : IClassFixture<Service>
{
    private static readonly int DeadRows = FullSize.Or(usual: 20_000, full: 1_000_000);

    private NpgsqlDataSource Database => service.Services.GetRequiredService<NpgsqlDataSource>();

    [Fact]
    public async Task Positions_run_from_zero_without_a_gap_and_in_the_order_of_each_delivery()
    {
        var tenant = await service.NewTenantAsync();
        var deliveries = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => tenant.IssueAsync()));
        await Parallel.ForEachAsync(Enumerable.Range(0, 60), async (n, cancel) =>
            (await tenant.Support.GetAsync($"/v1/deliveries/{deliveries[n % 10].Id}", cancel)).EnsureSuccessStatusCode());
        await QuietAsync();
        Assert.Equal("0", await service.Database.ScalarAsync<string>(
            """
            select count(*)::text from (
                select position, row_number() over (order by position) - 1 as expected, sequence,
                    row_number() over (partition by delivery_id order by position) as place
                from deliveryotp.journal_order) o
            where position <> expected or sequence <> place
            """));
    }

    [Fact]
    public async Task An_entry_waits_for_the_one_before_it_however_long_that_takes_and_nobody_else_does()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await QuietAsync();
        await using var superuser = NpgsqlDataSource.Create(service.Database.Superuser + ";Pooling=false");
        await using var holder = await superuser.OpenConnectionAsync();
        await using var slow = await holder.BeginTransactionAsync();
        await using (var second = new NpgsqlCommand(RawEntries.CopySql(issued, 2, 2, kind: "viewed"), holder))
            await second.ExecuteNonQueryAsync();

        await service.Database.TamperAsync(RawEntries.CopySql(issued, 3, 4, kind: "viewed"));
        var other = await tenant.IssueAsync();
        await Eventually.AsyncTrue(async () => await SequencesAsync(other) == "1");
        Assert.Equal("1", await SequencesAsync(issued));

        await slow.CommitAsync();
        await Eventually.AsyncTrue(async () => await SequencesAsync(issued) == "1,2,3,4");
    }

    /// <summary>Rows of the outbox that were taken stay in its index while a snapshot is held open that may see them.</summary>
    [Fact]
    public async Task A_snapshot_that_is_held_open_makes_no_position_late()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await using var superuser = NpgsqlDataSource.Create(service.Database.Superuser + ";Pooling=false;Command Timeout=300");
        await using var holder = await superuser.OpenConnectionAsync();
        await using var snapshot = await holder.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using (var look = new NpgsqlCommand("select count(*) from deliveryotp.journal", holder))
            await look.ExecuteScalarAsync();

        var other = await tenant.IssueAsync();
        await service.Database.ScalarAsync<object>(RawEntries.CopySql(other, 2, DeadRows, kind: "viewed"));
        await QuietAsync(seconds: 120);

        List<double> took = [];
        for (var n = 0; n < 20; n++)
        {
            (await tenant.Support.GetAsync($"/v1/deliveries/{issued.Id}")).EnsureSuccessStatusCode();
            var committed = Stopwatch.GetTimestamp();
            await Eventually.AsyncTrue(async () => !await WaitsAsync(issued), everyMs: 2);
            took.Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
        }

        // The middle of twenty: a crowded machine makes one of them late by itself.
        Assert.InRange(took.Order().ElementAt(took.Count / 2), 0, 100);
        await snapshot.RollbackAsync();
    }

    [Fact]
    public async Task A_worker_that_was_paused_and_lost_its_lease_gives_no_positions()
    {
        var name = $"paused {Guid.NewGuid()}";
        var (paused, successor) = (new JournalLease(Database, name, JournalStart.Beginning), new JournalLease(Database, name, JournalStart.Beginning));
        Assert.Equal(0, await paused.TakeAsync(default));
        Assert.Null(await successor.TakeAsync(default));
        await service.Database.ScalarAsync<object>($"update deliveryotp.journal_readers set held_until = now() where name = '{name}'");
        Assert.Equal(0, await successor.TakeAsync(default));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => WriteAsync(paused));
        Assert.Equal(PostgresErrorCodes.DivisionByZero, refused.SqlState);
        Assert.Equal(0L, await service.Database.ScalarAsync<long>($"select position from deliveryotp.journal_readers where name = '{name}'"));
        Assert.Equal(0L, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal_set_aside where reader = '{name}'"));
        await WriteAsync(successor);
        Assert.Equal(1L, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal_set_aside where reader = '{name}'"));

        async Task WriteAsync(JournalLease lease)
        {
            await using var connection = await Database.OpenConnectionAsync();
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    lease.MoveCommand(0, 5),
                    new NpgsqlBatchCommand(
                        $"insert into deliveryotp.journal_set_aside values ('{name}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'x', now())"),
                },
            };
            await batch.ExecuteNonQueryAsync();
        }
    }

    /// <summary>In the order of their positions.</summary>
    private Task<string?> SequencesAsync(Issued issued) => service.Database.ScalarAsync<string>(
        $"select string_agg(sequence::text, ',' order by position) from deliveryotp.journal_order where delivery_id = '{issued.Id}'");

    private Task<bool> WaitsAsync(Issued issued) => service.Database.ScalarAsync<bool>(
        $"select exists (select from deliveryotp.journal_unsequenced where delivery_id = '{issued.Id}')");

    private Task<TimeSpan> QuietAsync(int seconds = 10) => Eventually.AsyncTrue(
        async () => !await service.Database.ScalarAsync<bool>("select exists (select from deliveryotp.journal_unsequenced)"), seconds);
}
