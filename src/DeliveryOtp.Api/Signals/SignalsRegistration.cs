using DeliveryOtp.Api.Persistence.Readers;

namespace DeliveryOtp.Api.Signals;

internal static class SignalsRegistration
{
    public static IServiceCollection AddSignals(this IServiceCollection services) => services
        .AddScoped<SubjectQueries>()
        .AddScoped<SubjectPatterns>()
        .AddSingleton<SignalHistory>()
        .AddSingleton<Acceptances>()
        .AddSingleton<Doors>()
        .AddSingleton<HandOverCounting>()
        .AddSingleton<LiveCodes>()
        .AddSingleton<SubjectAttempts>()
        .AddJournalReader<SignalReader>();
}
