using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DeliveryOtp.Api.Messages;

/// <summary>Makes a mail of what there is to say, at the time when it is sent: nothing of it is ever stored.</summary>
internal sealed class MailComposer(IOptions<MailOptions> options, TimeProvider time)
{
    private readonly MailboxAddress _from = MailboxAddress.Parse(options.Value.From!);

    public MimeMessage Compose(OutgoingMail mail, Delivery delivery, MailboxAddress to, string? page)
    {
        var text = MessageText.Of(mail, delivery);
        var composed = new MimeMessage([_from], [to], text.Subject, MessageBody.Of(text, page))
        {
            Date = time.Now(),

            // The same at each try: whoever gets a mail twice, since its sender died before it could note the first time, can tell.
            MessageId = $"{mail.Mail.EntryId:N}.{mail.Mail.Kind}@{_from.Domain}",
        };
        composed.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return composed;
    }
}
