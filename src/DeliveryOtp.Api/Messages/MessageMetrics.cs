using System.Diagnostics.Metrics;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;

namespace DeliveryOtp.Api.Messages;

/// <summary>What the operator watches of mails. No metric names anybody.</summary>
internal sealed class MessageMetrics : ICounters
{
    private const string Result = "result";

    private readonly Counter<long> _mails;

    public MessageMetrics(IMeterFactory meters) => _mails = meters.Create("DeliveryOtp.Messages")
        .CreateCounter<long>("deliveryotp.mails", "{mail}", "Tries to send a mail, by result; waiting: it will be tried again.");

    void ICounters.StartAtZero() => _mails.StartAtZero(Result, EnumName<MailStatus>.All);

    public void Count(MailResult result) => _mails.Add(1, Result, EnumName<MailStatus>.Of(result.Status));
}
