using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>Connections on which nothing is ever sent.</summary>
internal sealed class IdleConnections(string name, int seconds) : IAttack
{
    private const int Wanted = 10_000;

    /// <summary>What both sides need for all the rest.</summary>
    private const int Reserve = 1_000;

    private const int OpeningAtOnce = 64;
    private const string OpenAtEnd = "open at the end";

    public string Name => name;

    public async Task<AttackTraffic> RunAsync(Attacker attacker, CancellationToken cancel)
    {
        var elapsed = Stopwatch.StartNew();
        var tally = new Tally();
        var sockets = new ConcurrentBag<Socket>();
        try
        {
            var loopback = new Loopback(attacker.Setup.Service.BaseUrl);
            var opening = new ParallelOptions { MaxDegreeOfParallelism = OpeningAtOnce, CancellationToken = cancel };
            await Parallel.ForAsync(0, Possible(attacker.Setup.Service), opening, async (number, stop) =>
            {
                try
                {
                    sockets.Add(await loopback.OpenAsync(number, stop));
                    tally.Count(Tally.Opened);
                }
                catch (SocketException)
                {
                    tally.Count(Tally.Refused);
                }
            });

            if (TimeSpan.FromSeconds(seconds) - elapsed.Elapsed is { Ticks: > 0 } rest)
                await Task.Delay(rest, cancel);
            foreach (var _ in sockets.Where(Loopback.IsOpen))
                tally.Count(OpenAtEnd);
            return tally.ToTraffic(elapsed.Elapsed);
        }
        finally
        {
            foreach (var socket in sockets)
                socket.Dispose();
        }
    }

    private static int Possible(ServiceUnderTest service)
    {
        var limit = Math.Min(OpenFiles.LimitOf(service.Id), OpenFiles.LimitOf(Environment.ProcessId));
        var possible = Math.Min(Wanted, limit - Reserve);
        if (possible < Wanted)
            Progress.Say($"  {possible:N0} connections instead of {Wanted:N0}: a process may have {limit:N0} files open.");
        return possible;
    }
}
