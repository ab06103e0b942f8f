using DeliveryOtp.Api.Persistence.Readers;

namespace DeliveryOtp.Api.Signals;

internal static class SignalsRegistration
{
    public static IServiceCollection AddSignals(this IServiceCollection services) => services
        .AddScoped<SubjectQueries>()
        .AddScoped<SubjectPatterns>()
        .AddSingleton<SignalHistory>()
        .AddJournalReader<SignalReader>();
}
