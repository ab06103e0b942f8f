using Microsoft.Extensions.Options;
using MimeKit;

namespace DeliveryOtp.Api.Messages;

/// <summary>Everything that is wrong with the mail's configuration at once, each a sentence that names its variable.</summary>
internal sealed class MailOptionsValidation(IConfiguration configuration, IHostEnvironment environment) : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        string[] failures =
        [
            .. DirectoryFailures(options),
            .. BudgetFailures(options),
            .. string.IsNullOrEmpty(options.Host) ? WithoutHost(options) : WithHost(options),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> BudgetFailures(MailOptions options)
    {
        if (options.OfRetailerADay < 1)
            yield return "DeliveryOtp__Mail__OfRetailerADay has to be 1 or more.";
        if (options.ToAddressADay < 1)
            yield return "DeliveryOtp__Mail__ToAddressADay has to be 1 or more.";
    }

    private IEnumerable<string> DirectoryFailures(MailOptions options)
    {
        if (!string.IsNullOrEmpty(options.Directory) && !environment.IsDevelopment())
            yield return "DeliveryOtp__Mail__Directory is for Development: its files hold recipients' links. Set DeliveryOtp__Mail__Host instead.";
    }

    private static IEnumerable<string> WithoutHost(MailOptions options)
    {
        if (string.IsNullOrEmpty(options.Directory) && (options.From ?? options.User ?? options.Password) is not null)
            yield return "Set DeliveryOtp__Mail__Host, or none of the DeliveryOtp__Mail variables: without a host there is no mail.";
    }

    private IEnumerable<string> WithHost(MailOptions options)
    {
        if (string.IsNullOrEmpty(configuration[$"{ServiceOptions.Section}:{nameof(ServiceOptions.PublicUrl)}"]))
            yield return "Set DeliveryOtp__PublicUrl: mails hold links to the recipient's page.";
        if (options.PortNumber == 0)
            yield return "DeliveryOtp__Mail__Port has to be a number from 1 to 65535.";
        if (options.SocketSecurity is null)
            yield return "DeliveryOtp__Mail__Security has to be starttls, tls or none.";
        if (string.IsNullOrEmpty(options.From))
            yield return "Set DeliveryOtp__Mail__From, such as Example Deliveries <delivery@example.com>.";
        else if (!MailboxAddress.TryParse(options.From, out _))
            yield return "DeliveryOtp__Mail__From has to look like Example Deliveries <delivery@example.com>.";
        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
            yield return "Set both DeliveryOtp__Mail__User and DeliveryOtp__Mail__Password, or neither.";
        else if (options is { User: not null, Security: "none" })
            yield return "DeliveryOtp__Mail__Security none would send the password in clear: use starttls or tls.";
    }
}
