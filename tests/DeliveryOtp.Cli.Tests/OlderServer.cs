using System.Net.Sockets;

namespace DeliveryOtp.Cli.Tests;

/// <summary>The test's PostgreSQL, but it says that it is version 14: a socket in front of it that changes these two digits.</summary>
internal sealed class OlderServer : IDisposable
{
    private const string SocketName = ".s.PGSQL.5432";

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _server;

    public OlderServer(Place place)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("dotp-old-").FullName;
        _server = Path.Combine(place.Server.SocketDirectory, SocketName);
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(Directory, SocketName)));
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>The Host of a connection string.</summary>
    public string Directory { get; }

    public void Dispose()
    {
        _listener.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptAsync();
            var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await server.ConnectAsync(new UnixDomainSocketEndPoint(_server));
            _ = PumpAsync(client, server, _ => { });
            _ = PumpAsync(server, client, MakeOlder);
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Action<Memory<byte>> change)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) is var count and > 0)
        {
            change(buffer.AsMemory(0, count));
            await to.SendAsync(buffer.AsMemory(0, count));
        }

        to.Dispose();
    }

    /// <summary>ParameterStatus: the name, a zero, the value.</summary>
    private static void MakeOlder(Memory<byte> answer)
    {
        if (answer.Span.IndexOf("server_version\0"u8) is var at and >= 0)
            "14"u8.CopyTo(answer.Span[(at + "server_version\0"u8.Length)..]);
    }
}
