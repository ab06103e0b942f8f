using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// Keeps webhooks out of the operator's own network. The addresses are checked that the connection really goes to, after the
/// name was resolved: what a name said a moment ago is worth nothing (DNS rebinding).
/// </summary>
internal sealed class TargetGuard(IOptions<WebhookOptions> options, IHostEnvironment environment)
{
    /// <summary>What the message of a refusal says to whoever runs the service.</summary>
    public const string Remedy = $"{WebhookOptions.PrivateTargetsSetting}=true lifts this";

    public bool AllowsPrivateTargets => options.Value.AllowPrivateTargets ?? environment.IsDevelopment();

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="TargetRefusedException">No address of the host is public.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] allowed = [.. (await Dns.GetHostAddressesAsync(host, cancel)).Where(Allows)];
        if (allowed.Length == 0)
            throw new TargetRefusedException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether a URL may be registered, as far as it can be told without asking anybody.</summary>
    public bool Allows(Uri url) => AllowsPrivateTargets
        || (url.Scheme == Uri.UriSchemeHttps
            && !IsLocalName(url.IdnHost)
            && (!IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var literal) || PublicAddress.Is(literal)));

    private bool Allows(IPAddress address) => AllowsPrivateTargets || PublicAddress.Is(address);

    private static bool IsLocalName(string host) =>
        host.TrimEnd('.') is var name
        && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));
}

/// <summary>The endpoint's host has private addresses only.</summary>
internal sealed class TargetRefusedException() : Exception($"The target is not on the public internet ({TargetGuard.Remedy}).");
