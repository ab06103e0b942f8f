using DeliveryOtp.Api.Http.OpenApi;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Domain.Signals;

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
        .AddJournalReader<SignalReader>()
        .AddKnownNames(_ => new KnownNames(
            Names.SignalName, "What is noticed. It informs, and never refuses.", [.. SignalRules.All.Select(rule => rule.Name).Distinct(StringComparer.Ordinal).Select(name => new KnownName(name, SignalRules.MeaningOf(name)!))])
        {
            Also = [(typeof(Signal), nameof(Signal.Name)), (typeof(StoredSignal), nameof(StoredSignal.Name))],
        });
}
