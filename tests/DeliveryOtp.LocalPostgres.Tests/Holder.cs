namespace DeliveryOtp.LocalPostgres.Tests;

/// <summary>A process that holds a cluster until somebody kills it: `dotnet DeliveryOtp.LocalPostgres.Tests.dll DIR`.</summary>
internal static class Holder
{
    private static async Task Main(string[] arguments)
    {
        await using var cluster = await PrivateCluster.StartAsync(new() { DataDirectory = arguments[0], Durable = false });
        await Console.Out.WriteLineAsync(cluster.SocketDirectory);
        await Task.Delay(Timeout.Infinite);
    }
}
