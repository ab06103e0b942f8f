using MimeKit;

namespace DeliveryOtp.Api.Messages;

/// <summary>Takes a mail to where it goes.</summary>
internal abstract class MailTransport
{
    /// <exception cref="MailRefusedException">It will never be taken.</exception>
    /// <exception cref="Exception">Something else: later it may be.</exception>
    public abstract Task SendAsync(MimeMessage mail, CancellationToken cancel);
}

/// <summary>The mail server refused a mail for good.</summary>
internal sealed class MailRefusedException(string message, Exception reason) : Exception(message, reason);
