using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DeliveryOtp.Api.Tests.Fixture;
using MimeKit;

namespace DeliveryOtp.Api.Tests.Messages;

/// <summary>A mail server that keeps what it takes, and may be away, refuse or hang.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private TcpListener? _listener;
    private int _conversations;

    public int Port { get; } = ApiProcess.FreePort();

    /// <summary>Every mail that was taken, in that order.</summary>
    public ConcurrentQueue<TakenMail> Taken { get; } = new();

    /// <summary>What it says instead of 250 to a command; null: 250.</summary>
    public Func<string, string?> Objects { get; set; } = _ => null;

    /// <summary>It lets callers in and then says nothing at all.</summary>
    public bool Hangs { get; set; }

    public int Conversations => _conversations;

    public IEnumerable<TakenMail> To(string address) => Taken.Where(mail => mail.Recipient == address);

    public void Start()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    public void Stop() => _listener?.Stop();

    public void Dispose()
    {
        _end.Cancel();
        Stop();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                _ = ConverseAsync(await listener.AcceptTcpClientAsync(_end.Token));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using var caller = client;
        try
        {
            Interlocked.Increment(ref _conversations);
            if (Hangs)
                await Task.Delay(Timeout.Infinite, _end.Token);
            await using var stream = caller.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            var recipient = string.Empty;
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                var verb = line.Split([' ', ':'])[0].ToUpperInvariant();
                if (verb == "RCPT")
                    recipient = line.Split(['<', '>'])[1];
                if (verb == "QUIT")
                {
                    await writer.WriteLineAsync("221 bye");
                    return;
                }

                if (verb != "DATA" || Objects(line) is not null)
                {
                    await writer.WriteLineAsync(Objects(line) ?? "250 ok");
                    continue;
                }

                await writer.WriteLineAsync("354 go on");
                var raw = await ReadMailAsync(reader);
                if (Objects(".") is null)
                    Taken.Enqueue(new TakenMail(recipient, raw));
                await writer.WriteLineAsync(Objects(".")?.Replace("{mail}", LinkIn(raw), StringComparison.Ordinal) ?? "250 taken");
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The caller has gone, or the test is over.
        }
    }

    private static string LinkIn(string raw) => new TakenMail(string.Empty, raw).Link;

    private static async Task<string> ReadMailAsync(StreamReader reader)
    {
        var raw = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
            raw.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        return raw.ToString();
    }
}

/// <summary>A mail as it came over the wire.</summary>
internal sealed record TakenMail(string Recipient, string Raw)
{
    public MimeMessage Message { get; } = MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(Raw)));

    public string Text => Message.TextBody!.ReplaceLineEndings("\n");

    public string Html => Message.HtmlBody!;

    /// <summary>Up to the order.</summary>
    public string Topic => Message.Subject!.Split(": order")[0];

    /// <summary>The capability in it.</summary>
    public string Link => Text.Split("/r#")[1].Split('\n')[0];

    /// <summary>All that somebody could find in it: as it came, and decoded.</summary>
    public string Everything => string.Join('\n', [Raw, Text, Html, .. Message.Headers.Select(header => $"{header.Field}: {header.Value}")]);
}
