using System.Diagnostics;
using Npgsql;
using Xunit;

namespace DeliveryOtp.LocalPostgres.Tests;

public sealed class PrivateClusterTests : IDisposable
{
    private readonly Place _place = new();

    [Fact]
    public async Task Data_outlives_a_restart()
    {
        await using (var first = await PrivateCluster.StartAsync(_place.Options))
            await ExecuteAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer");

        await using var second = await PrivateCluster.StartAsync(_place.Options);
        Assert.Equal(42, await ExecuteAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task A_cluster_is_utf8_in_locale_c_and_listens_on_no_port()
    {
        await using var cluster = await PrivateCluster.StartAsync(_place.Options with { MaxConnections = 77 });

        Assert.Equal(
            "UTF8 C [] 77",
            await ExecuteAsync(
                cluster,
                """
                SELECT concat_ws(' ', pg_encoding_to_char(encoding), datcollate, '[' || current_setting('listen_addresses') || ']',
                                 current_setting('max_connections'))
                FROM pg_database WHERE datname = 'postgres'
                """));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(cluster.SocketDirectory));
    }

    [Theory]
    [InlineData(true, "on on on")]
    [InlineData(false, "off off off")]
    public async Task Durability_is_a_choice(bool durable, string settings)
    {
        await using var cluster = await PrivateCluster.StartAsync(_place.Options with { Durable = durable });

        Assert.Equal(
            settings,
            await ExecuteAsync(
                cluster,
                "SELECT concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'))"));
    }

    [Fact]
    public async Task Dispose_leaves_no_server_and_no_socket()
    {
        var cluster = await PrivateCluster.StartAsync(_place.Options);
        var postmaster = _place.Postmaster();

        await cluster.DisposeAsync();

        Assert.False(Place.IsAlive(postmaster));
        Assert.False(Directory.Exists(cluster.SocketDirectory));
    }

    [Fact]
    public async Task A_second_owner_is_refused()
    {
        await using var cluster = await PrivateCluster.StartAsync(_place.Options);

        var refusal = await Assert.ThrowsAsync<PrivateClusterException>(() => PrivateCluster.StartAsync(_place.Options));

        Assert.Contains("Another instance is running on the data directory", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await ExecuteAsync(cluster, "SELECT 1"));
    }

    [Fact]
    public async Task An_interrupted_initdb_is_made_again()
    {
        var halfMade = Directory.CreateDirectory(Path.Combine(_place.Cluster, "initdb-interrupted"));
        await File.WriteAllTextAsync(Path.Combine(halfMade.FullName, "PG_VERSION"), "15\n");

        await using var cluster = await PrivateCluster.StartAsync(_place.Options);

        Assert.Equal(1, await ExecuteAsync(cluster, "SELECT 1"));
        Assert.False(halfMade.Exists && Directory.Exists(halfMade.FullName));
    }

    [Fact]
    public async Task Missing_binaries_are_a_sentence_that_says_what_to_do()
    {
        var refusal = await Assert.ThrowsAsync<PrivateClusterException>(
            () => PrivateCluster.StartAsync(_place.Options, [_place.Root], CancellationToken.None));

        Assert.Contains("were not found. Install them with `", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__DeliveryOtp", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        var refusal = await Assert.ThrowsAsync<PrivateClusterException>(
            () => PrivateCluster.StartAsync(_place.Options with { MaxConnections = -1 }));

        Assert.Contains("-1 is outside the valid range for parameter \"max_connections\"", refusal.Message, StringComparison.Ordinal);
        await using var next = await PrivateCluster.StartAsync(_place.Options);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing_behind()
    {
        await using (await PrivateCluster.StartAsync(_place.Options))
        {
            // Only so that the data is there.
        }

        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PrivateCluster.StartAsync(_place.Options, cancellation.Token));

        Assert.False(File.Exists(Path.Combine(_place.Data, "postmaster.pid")));
        await using var next = await PrivateCluster.StartAsync(_place.Options);
    }

    [Fact]
    public async Task Starts_are_quick()
    {
        var first = Stopwatch.StartNew();
        await (await PrivateCluster.StartAsync(_place.Options with { Durable = true })).DisposeAsync();
        first.Stop();

        var later = Stopwatch.StartNew();
        await using var cluster = await PrivateCluster.StartAsync(_place.Options with { Durable = true });
        later.Stop();

        // The wishes are 2 s and 1 s; a busy machine gets some room.
        Assert.InRange(first.Elapsed.TotalSeconds, 0, 8);
        Assert.InRange(later.Elapsed.TotalSeconds, 0, 4);
    }

    public void Dispose() => _place.Dispose();

    private static async Task<object?> ExecuteAsync(PrivateCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres", "postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
