using System.Net;
using System.Net.Sockets;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>
/// TCP connections to the service. They come from 127.0.0.2, 127.0.0.3 and so on: no address has ports enough for all of them.
/// </summary>
internal sealed class Loopback(Uri service)
{
    private const int PerAddress = 5_000;
    private const int FirstAddress = 2;

    /// <summary>A client that reads nothing should not be sent much either.</summary>
    private const int ReceivedBytes = 4_096;

    private readonly IPEndPoint _service = new(IPAddress.Parse(service.Host), service.Port);

    /// <param name="number">Which of all connections.</param>
    /// <param name="cancel">The attack is over.</param>
    /// <exception cref="SocketException">The service did not take it.</exception>
    public async Task<Socket> OpenAsync(int number, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveBufferSize = ReceivedBytes,
        };
        try
        {
            socket.Bind(new IPEndPoint(AddressOf(number), port: 0));
            await socket.ConnectAsync(_service, cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether nobody has closed it.</summary>
    public static bool IsOpen(Socket socket)
    {
        try
        {
            return !socket.Poll(microSeconds: 0, SelectMode.SelectRead) || socket.Available > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IPAddress AddressOf(int number) => new([127, 0, 0, (byte)(FirstAddress + (number / PerAddress))]);
}
