using System.Diagnostics;
using Xunit;

namespace DeliveryOtp.LocalPostgres.Tests;

public sealed class KilledParentTests : IDisposable
{
    private readonly Place _place = new();

    [Fact]
    public async Task SIGKILL_of_the_parent_leaves_no_server_and_the_next_start_works()
    {
        using var holder = await HolderProcess.StartAsync(_place.Cluster);
        var postmaster = _place.Postmaster();

        holder.Kill();

        Assert.True(await Place.IsGoneAsync(postmaster));
        await using var next = await PrivateCluster.StartAsync(_place.Options);
    }

    [Fact]
    public async Task A_start_right_after_a_SIGKILL_does_not_lose_its_server_to_the_old_keeper()
    {
        using var holder = await HolderProcess.StartAsync(_place.Cluster);
        var old = _place.Postmaster();
        holder.Kill();

        await using var next = await PrivateCluster.StartAsync(_place.Options);

        var postmaster = _place.Postmaster();
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.NotEqual(old, postmaster);
        Assert.False(Place.IsAlive(old));
        Assert.True(Place.IsAlive(postmaster));
    }

    [Fact]
    public async Task A_server_that_outlived_its_parent_and_its_keeper_is_stopped_by_the_next_start()
    {
        using var holder = await HolderProcess.StartAsync(_place.Cluster);
        var old = _place.Postmaster();
        KillKeeper();
        holder.Kill();
        Assert.True(Place.IsAlive(old));

        await using var next = await PrivateCluster.StartAsync(_place.Options);

        Assert.False(Place.IsAlive(old));
        Assert.False(Directory.Exists(holder.SocketDirectory));
    }

    [Fact]
    public async Task Dispose_stops_the_server_of_a_killed_keeper()
    {
        var cluster = await PrivateCluster.StartAsync(_place.Options);
        var postmaster = _place.Postmaster();
        KillKeeper();

        await cluster.DisposeAsync();

        Assert.False(Place.IsAlive(postmaster));
    }

    [Fact]
    public async Task A_postmaster_pid_of_a_stranger_is_stale()
    {
        await using (await PrivateCluster.StartAsync(_place.Options))
        {
            // Only so that the data is there.
        }

        // As after a reboot: the number belongs to somebody else, who must not be harmed.
        using var stranger = Process.Start("sleep", ["60"]);
        await File.WriteAllTextAsync(Path.Combine(_place.Data, "postmaster.pid"), $"{stranger.Id}\n{_place.Data}\n");

        await using var next = await PrivateCluster.StartAsync(_place.Options);

        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task A_SIGKILL_of_everything_at_once_is_recovered_from()
    {
        using var holder = await HolderProcess.StartAsync(_place.Cluster);
        var postmaster = _place.Postmaster();
        KillKeeper();
        using (var server = Process.GetProcessById(postmaster))
            server.Kill();
        holder.Kill();

        await using var next = await PrivateCluster.StartAsync(_place.Options);

        Assert.True(Place.IsAlive(_place.Postmaster()));
    }

    public void Dispose() => _place.Dispose();

    /// <summary>The shell whose command line names this test's data; the server's own does not say keep-server.</summary>
    private void KillKeeper()
    {
        foreach (var process in Process.GetProcessesByName("sh"))
        {
            using (process)
            {
                var commandLine = File.ReadAllText($"/proc/{process.Id}/cmdline");
                if (commandLine.Contains("keep-server", StringComparison.Ordinal)
                    && commandLine.Contains(_place.Data, StringComparison.Ordinal))
                {
                    process.Kill();
                }
            }
        }
    }
}
