using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using MimeKit;

namespace DeliveryOtp.Api.Messages;

/// <summary>Sends one mail, unless nobody may be told any more.</summary>
internal sealed class MailDispatch(
    DeliveryReads deliveries,
    PageLinks links,
    MailComposer composer,
    MailTransport transport,
    MailBudget budget,
    TimeProvider time)
{
    /// <summary>How long a mail server may take for a mail.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private const int LongestError = 300;

    public async Task<MailResult> SendAsync(OutgoingMail due, CancellationToken cancel)
    {
        var mail = due.Mail;
        if (time.Now() >= mail.ValidUntil)
            return due.Tries > 1 ? new MailResult(MailStatus.Failed, due.LastError) : Dropped("It was too late.");
        Delivery? delivery;
        try
        {
            delivery = await deliveries.FindAsync(mail.RetailerId, mail.DeliveryId, cancel);
        }
        catch (BrokenSealException)
        {
            return Later(due, "What is stored of the delivery was changed by somebody else than this service.");
        }

        if (delivery is null
            || (due.OldAddress ?? delivery.Recipient?.Email) is not { } email)
        {
            return Dropped("There is no address any more.");
        }

        if (!MailboxAddress.TryParse(email, out var to) || to.Address != email)
            return Dropped("The address is none.");

        // Nothing is composed for nobody; what was counted is counted once, however often it is tried.
        if (due.Tries == 1 && await budget.TakeAsync(mail.RetailerId, email, cancel) is { } usedUp)
            return Dropped(usedUp);

        // Who is the recipient no more gets no link: it would be another's.
        if (due.OldAddress is not null)
            return await TrySendAsync(due, composer.Compose(due, delivery, to, page: null), text => Redact(text, email), cancel);
        if (delivery.LinkVersion != mail.LinkVersion)
            return Dropped("The recipient has changed.");
        if (delivery.LinkDigest is null)
            return Dropped("The delivery is older than links.");
        if (links.Find(delivery) is not { } link)
            return Later(due, "The key of the recipient's link is not configured here.");
        return await TrySendAsync(
            due,
            composer.Compose(due, delivery, to, links.PageOf(link)),
            text => Redact(text, email, link.Reveal()),
            cancel);
    }

    private async Task<MailResult> TrySendAsync(
        OutgoingMail due,
        MimeMessage message,
        Func<string, string> redact,
        CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Timeout);
        try
        {
            await transport.SendAsync(message, patience.Token);
            return new MailResult(MailStatus.Sent);
        }
        catch (MailRefusedException refused)
        {
            return new MailResult(MailStatus.Failed, redact(refused.Message));
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            return Later(due, redact(exception is OperationCanceledException
                ? $"The mail server took longer than {Timeout.TotalSeconds} s."
                : $"{exception.GetType().Name}: {exception.Message}"));
        }
    }

    /// <summary>After 1, 2, 4, … minutes, then every hour, as long as the mail is of use.</summary>
    private MailResult Later(OutgoingMail due, string error)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(due.Tries - 1, 10));
        var retryAt = time.Now() + (pause < LongestPause ? pause : LongestPause);
        return retryAt < due.Mail.ValidUntil
            ? new MailResult(MailStatus.Waiting, error, retryAt)
            : new MailResult(MailStatus.Failed, error);
    }

    private static MailResult Dropped(string why) => new(MailStatus.Dropped, why);

    /// <summary>A mail server may quote what it refuses. The database holds no link in clear, nor an address twice.</summary>
    private static string Redact(string text, params string[] secrets)
    {
        var redacted = secrets.Aggregate(text, (all, secret) => all.Replace(secret, "…", StringComparison.OrdinalIgnoreCase))
            .Replace('\0', ' ');
        return redacted.Length <= LongestError ? redacted : redacted[..LongestError];
    }
}
