using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;

namespace DeliveryOtp.Api.Messages;

/// <summary>
/// Follows the journal and writes down which mails have to be sent, in the transaction that moves its position: each entry
/// is told once. Sending is another's business, and may take its time.
/// </summary>
internal sealed class MessageReader(JournalFeed feed, TimeProvider time, ILogger<MessageReader> logger)
    : JournalReader("messages", JournalStart.Now, feed, logger)
{
    protected override async Task HandleAsync(JournalBatch batch, CancellationToken cancel)
    {
        var now = time.Now();
        NewMail[] mails = [.. batch.Entries.Select(WorthTelling.Of).OfType<NewMail>().Where(mail => mail.Mail.ValidUntil > now)];
        await CommitAsync(mails.Length > 0 ? [NewMails.AddCommand(mails, now), batch.Moved] : [batch.Moved], cancel);
    }
}
