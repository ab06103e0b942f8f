using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DeliveryOtp.Api.Messages;

/// <summary>Hands mails to the operator's mail server, each over a connection of its own.</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options) : MailTransport
{
    private const int FirstPermanent = 500;

    public override async Task SendAsync(MimeMessage mail, CancellationToken cancel)
    {
        var settings = options.Value;
        using var server = new SmtpClient();
        await server.ConnectAsync(settings.Host!, settings.PortNumber, settings.SocketSecurity!.Value, cancel);
        if (!string.IsNullOrEmpty(settings.User))
            await server.AuthenticateAsync(settings.User, settings.Password!, cancel);
        try
        {
            await server.SendAsync(mail, cancel);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= FirstPermanent)
        {
            throw new MailRefusedException($"{(int)refused.StatusCode} {refused.Message}", refused);
        }

        await TakeLeaveAsync(server, cancel);
    }

    /// <summary>The server has the mail: if it does not take a polite leave, that is no reason to send the mail again.</summary>
    private static async Task TakeLeaveAsync(SmtpClient server, CancellationToken cancel)
    {
        try
        {
            await server.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or MailKit.ProtocolException)
        {
            // Disposing closes the connection.
        }
    }
}
