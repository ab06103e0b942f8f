using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Recipients;

/// <summary>Transactions that take long, and more at once than a stream holds.</summary>
public sealed class LiveLoadTests(Service service) : IClassFixture<Service>
{
    /// <summary>Somebody loads data, somewhere on the same server.</summary>
    [Fact]
    public async Task R18_a_long_transaction_of_somebody_else_makes_nobody_wait()
    {
        var (tenant, issued, stream) = await WatchAsync();
        using var watching = stream;
        await using var superuser = NpgsqlDataSource.Create(service.Database.Superuser + ";Pooling=false");
        await using var connection = await superuser.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var write = new NpgsqlCommand("select pg_current_xact_id()", connection))
            await write.ExecuteNonQueryAsync();

        var sent = Stopwatch.GetTimestamp();
        await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode(), service.Clock.GetUtcNow());
        var came = await stream.WaitForAsync(2);
        Assert.InRange(Stopwatch.GetElapsedTime(sent, came.At), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task An_entry_that_is_committed_late_is_not_passed_over()
    {
        var (tenant, early, stream) = await WatchAsync();
        var (_, later, others) = await WatchAsync();
        using var watching = stream;
        using var watchingToo = others;
        await using var superuser = NpgsqlDataSource.Create(service.Database.Superuser + ";Pooling=false");
        await using var connection = await superuser.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand(EntriesSql(early, from: 2, to: 2), connection))
            await insert.ExecuteNonQueryAsync();

        await service.Database.ScalarAsync<object>(EntriesSql(later, from: 2, to: 2));
        await others.WaitForAsync(2);
        using var between = await LiveReading.OpenAsync(tenant.Recipient(early));
        await between.WaitForAsync(1);
        await transaction.CommitAsync();
        await stream.WaitForAsync(2);
        await between.WaitForAsync(2);
        Assert.Equal([1, 2], stream.Ids);
        Assert.Equal([1, 2], between.Ids);
    }

    [Fact]
    public async Task More_at_once_than_a_stream_holds_ends_it_and_who_comes_back_misses_nothing()
    {
        var (tenant, issued, stream) = await WatchAsync();
        using var watching = stream;
        await RawEntries.CopyAsync(service.Database, issued, first: 2, last: 5_000, kind: "received");
        Assert.True(await stream.End.WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.InRange(stream.Ids[^1], 2, 4_999);
        using var back = await LiveReading.OpenAsync(tenant.Recipient(issued), after: stream.Ids[^1]);
        await back.WaitForAsync(5_000);
        Assert.Equal(Enumerable.Range(1, 5_000), stream.Ids.Concat(back.Ids));
    }

    private async Task<(Tenant Tenant, Issued Issued, LiveReading Stream)> WatchAsync()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var stream = await LiveReading.OpenAsync(tenant.Recipient(issued));
        await stream.WaitForAsync(1);
        return (tenant, issued, stream);
    }

    /// <summary>Of a kind that recipients see.</summary>
    internal static string EntriesSql(Issued issued, int from, int to) => RawEntries.CopySql(issued, from, to, kind: "received");
}
