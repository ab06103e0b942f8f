using System.Diagnostics;
using Xunit;

namespace DeliveryOtp.LocalPostgres.Tests;

/// <summary>Who runs the server. As root every case can be tried; as a normal user the other tests are the case.</summary>
public sealed class UserTests : IDisposable
{
    private const UnixFileMode _private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Place _place = new();

    [RootFact]
    public async Task Under_root_the_server_runs_as_postgres()
    {
        await using var cluster = await PrivateCluster.StartAsync(_place.Options);

        Assert.Equal("postgres", await OwnerAsync($"/proc/{_place.Postmaster()}"));
        Assert.Equal(_place.Cluster, cluster.DataDirectory);
    }

    [RootFact]
    public async Task Under_root_a_private_home_is_left_for_the_same_place_each_time()
    {
        File.SetUnixFileMode(_place.Root, _private);
        var first = await PrivateCluster.StartAsync(_place.Options);
        await first.DisposeAsync();

        var second = await PrivateCluster.StartAsync(_place.Options);
        await second.DisposeAsync();
        Directory.Delete(second.DataDirectory, recursive: true);

        Assert.StartsWith("/var/tmp/deliveryotp-", first.DataDirectory, StringComparison.Ordinal);
        Assert.Equal(first.DataDirectory, second.DataDirectory);
    }

    [RootFact]
    public async Task A_normal_user_runs_it_himself_and_root_leaves_his_data_alone()
    {
        // The assemblies may be under a home that he cannot enter.
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
            File.Copy(file, Path.Combine(_place.Root, Path.GetFileName(file)));
        Directory.CreateDirectory(_place.Cluster);
        await Process.Start("chown", ["nobody", _place.Cluster]).WaitForExitAsync();
        var assembly = Path.Combine(_place.Root, Path.GetFileName(typeof(Holder).Assembly.Location));

        using (await HolderProcess.StartAsync(_place.Cluster, "nobody", assembly))
            Assert.Equal("nobody", await OwnerAsync($"/proc/{_place.Postmaster()}"));

        var roots = await PrivateCluster.StartAsync(_place.Options);
        await roots.DisposeAsync();
        Directory.Delete(roots.DataDirectory, recursive: true);
        Assert.NotEqual(_place.Cluster, roots.DataDirectory, StringComparer.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private static async Task<string> OwnerAsync(string path)
    {
        using var stat = Process.Start(
            new ProcessStartInfo("stat", ["-c", "%U", path]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return (await stat.StandardOutput.ReadToEndAsync()).Trim();
    }

    private sealed class RootFactAttribute : FactAttribute
    {
        public RootFactAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "Needs root.";
    }
}
