using System.Net.Sockets;
using System.Text;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>
/// Requests that never come to their end: a byte a second, of the headers on one half of the connections, of the body on the other.
/// Whoever is cut off comes back.
/// </summary>
internal sealed class SlowRequests(string name, int seconds) : IAttack
{
    private const int OfEachKind = 1_000;

    // Below what the service takes, so that it is the time that ends them.
    private const int BodyBytes = 30_000;

    private static readonly TimeSpan BytePause = TimeSpan.FromSeconds(1);
    private static readonly byte[] Byte = "a"u8.ToArray();

    public string Name => name;

    public Task<AttackTraffic> RunAsync(Attacker attacker, CancellationToken cancel)
    {
        var loopback = new Loopback(attacker.Setup.Service.BaseUrl);
        var (headers, body) = (Bytes("GET /v1/deliveries HTTP/1.1\r\nHost: localhost\r\nX-Slow: "), Bytes(AttemptHead(attacker)));
        return Tally.OfAsync(
            seconds,
            (tally, over) => Task.WhenAll(Enumerable.Range(0, 2 * OfEachKind)
                .Select(number => DripAsync(loopback, number, number % 2 == 0 ? headers : body, tally, over))),
            cancel);
    }

    private static async Task DripAsync(Loopback loopback, int number, byte[] start, Tally tally, CancellationToken over)
    {
        try
        {
            // Evenly over the first second, as all that follows.
            await Task.Delay(BytePause * number / (2 * OfEachKind), over);
            while (true)
                await DripOnceAsync(loopback, number, start, tally, over);
        }
        catch (OperationCanceledException)
        {
            // Its time is up.
        }
    }

    private static async Task DripOnceAsync(Loopback loopback, int number, byte[] start, Tally tally, CancellationToken over)
    {
        var isOpen = false;
        try
        {
            using var socket = await loopback.OpenAsync(number, over);
            isOpen = true;
            tally.Count(Tally.Opened);
            await socket.SendAsync(start, over);
            while (true)
            {
                await Task.Delay(BytePause, over);
                await socket.SendAsync(Byte, over);
            }
        }
        catch (SocketException)
        {
            tally.Count(isOpen ? Tally.Cut : Tally.Refused);
            await Task.Delay(BytePause, over);
        }
    }

    private static string AttemptHead(Attacker attacker) =>
        $"POST /v1/deliveries/{attacker.DeliveryId}/attempts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + $"Authorization: Bearer {attacker.CourierToken}\r\nIdempotency-Key: slow\r\nContent-Length: {BodyBytes}\r\n\r\n"
        + """{"code":" """;

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
