using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;

namespace DeliveryOtp.Api.Messages;

/// <summary>
/// Sends the mails that are due, a few at a time. Any number of replicas may: each takes mails for itself, for as long as a
/// mail server may take. One that dies leaves its mails to the others.
/// </summary>
internal sealed partial class MailSender(
    OutgoingMails mails,
    MailDispatch dispatch,
    MailBudget budget,
    MessageMetrics metrics,
    TimeProvider time,
    ILogger<MailSender> logger) : BackgroundService
{
    private const int BatchSize = 8;

    private static readonly TimeSpan Lease = MailDispatch.Timeout * 4;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>For so long the table tells what was sent: longer than any delivery lives.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private const int PurgeBatchSize = 1000;

    private DateTimeOffset _tidied;

    /// <summary>How long a stop waits for mails that are half sent: a mail server that has one would get it again.</summary>
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hurry = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() => hurry.CancelAfter(ShutdownGrace));
        List<Task> underWay = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            underWay.RemoveAll(task => task.IsCompleted);
            var pause = await StartAsync(underWay, hurry.Token, stoppingToken);
            if (pause > TimeSpan.Zero)
                await Task.WhenAny([.. underWay, Task.Delay(pause, stoppingToken)]);
        }

        await Task.WhenAll(underWay);
    }

    /// <summary>How long to wait before the next look; less if a mail is done earlier.</summary>
    private async Task<TimeSpan> StartAsync(List<Task> underWay, CancellationToken hurry, CancellationToken stop)
    {
        if (underWay.Count == BatchSize)
            return Poll;
        try
        {
            await TidyAsync(stop);
            var claimed = await mails.ClaimAsync(BatchSize - underWay.Count, time.Now(), Lease, stop);
            underWay.AddRange(claimed.Select(mail => SendAsync(mail, hurry)));
            return claimed.Count > 0 ? TimeSpan.Zero : Poll;
        }
        catch (Exception exception)
        {
            if (!stop.IsCancellationRequested)
                LogFailure(exception);
            return AfterFailure;
        }
    }

    private async Task TidyAsync(CancellationToken cancel)
    {
        var now = time.Now();
        if (now - _tidied < TimeSpan.FromMinutes(1))
            return;
        await budget.ForgetAsync(cancel);
        if (await mails.ForgetAsync(now - Retention, PurgeBatchSize, cancel) < PurgeBatchSize)
            _tidied = now;
    }

    private async Task SendAsync(OutgoingMail mail, CancellationToken cancel)
    {
        try
        {
            var result = await dispatch.SendAsync(mail, cancel);
            await mails.SettleAsync(mail, result, time.Now(), cancel);
            metrics.Count(result);
            if (result.Status == MailStatus.Failed)
                LogGivenUp(mail.Mail.Kind, mail.Mail.DeliveryId.Value, result.Error);
            else if (result.Status == MailStatus.Waiting)
                LogPutOff(mail.Mail.Kind, mail.Mail.DeliveryId.Value, mail.Tries, result.Error);
        }
        catch (Exception exception)
        {
            // Its lease ends, and somebody tries again.
            if (!cancel.IsCancellationRequested)
                LogFailure(exception);
        }
    }

    [LoggerMessage(EventName = "mails_unsent", Level = LogLevel.Error, Message = "Mails could not be sent, and will be tried again")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(EventName = "mail_put_off", Level = LogLevel.Warning, Message = "The {Kind} mail of delivery {DeliveryId} was put off after try {Tries}: {Reason}")]
    private partial void LogPutOff(string kind, Guid deliveryId, int tries, string? reason);

    [LoggerMessage(EventName = "mail_given_up", Level = LogLevel.Warning, Message = "The {Kind} mail of delivery {DeliveryId} was given up: {Reason}")]
    private partial void LogGivenUp(string kind, Guid deliveryId, string? reason);
}
