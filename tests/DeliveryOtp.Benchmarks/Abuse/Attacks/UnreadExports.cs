using System.Net.Sockets;
using System.Text;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>Exports of a large journal that are asked for, and not read. Each is closed after a while, and asked for again.</summary>
internal sealed class UnreadExports(string name, int seconds) : IAttack
{
    private const int AtOnce = 150;
    private const int StatusPlace = 9;
    private const int StatusLength = 3;
    private const string Unanswered = "unanswered";

    private static readonly TimeSpan Unread = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public string Name => name;

    public Task<AttackTraffic> RunAsync(Attacker attacker, CancellationToken cancel)
    {
        var loopback = new Loopback(attacker.Setup.Service.BaseUrl);
        return Tally.OfAsync(
            seconds,
            (tally, over) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async number =>
            {
                var request = Encoding.ASCII.GetBytes(RequestOf(attacker, number % 2 == 0 ? "application/x-ndjson" : "text/csv"));
                while (!over.IsCancellationRequested)
                    await AskAsync(loopback, number, request, tally, over);
            })),
            cancel);
    }

    private static async Task AskAsync(Loopback loopback, int number, byte[] request, Tally tally, CancellationToken over)
    {
        try
        {
            using var socket = await loopback.OpenAsync(number, over);
            tally.Count(Tally.Opened);
            await socket.SendAsync(request, over);
            await Task.Delay(Unread, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            tally.Count(StatusOf(socket));
        }
        catch (SocketException)
        {
            tally.Count(Tally.Refused);
            await Task.Delay(Pause, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException)
        {
            // Its time is up.
        }
    }

    /// <summary>At the very end a look at the first line of what came.</summary>
    private static string StatusOf(Socket socket)
    {
        var line = new byte[StatusPlace + StatusLength];
        try
        {
            return socket.Available >= line.Length && socket.Receive(line) == line.Length
                ? Encoding.ASCII.GetString(line, StatusPlace, StatusLength)
                : Unanswered;
        }
        catch (SocketException)
        {
            return Tally.Cut;
        }
    }

    private static string RequestOf(Attacker attacker, string format) =>
        $"GET /v1/attempts HTTP/1.1\r\nHost: localhost\r\nAccept: {format}\r\nAuthorization: Bearer {attacker.Setup.Tenant.SupportKey}\r\n\r\n";
}
