using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Schema;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Messages;

internal static class MessagesRegistration
{
    /// <summary>Without mail configured there is nothing but the look at the configuration: no reader, no sender.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidation>();
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        var options = OptionsOf(configuration);
        services.AddSingleton(new RecipientMail(options.IsOn));
        if (!options.IsOn)
            return services;

        if (!string.IsNullOrEmpty(options.Host))
            services.AddSingleton<MailTransport, SmtpTransport>();
        else
            services.AddSingleton<DirectoryTransport>().AddSingleton<MailTransport>(provider => provider.GetRequiredService<DirectoryTransport>());
        return services
            .AddSingleton<OutgoingMails>()
            .AddSingleton<PageLinks>()
            .AddSingleton<MailComposer>()
            .AddSingleton<MailBudget>()
            .AddSingleton<MailDispatch>()
            .AddCounters<MessageMetrics>()
            .AddJournalReader<MessageReader>()
            .AddAfterMigration<MailSender>();
    }

    internal static MailOptions OptionsOf(IConfiguration configuration) =>
        configuration.GetSection(MailOptions.Section).Get<MailOptions>() ?? new MailOptions();
}
