namespace DeliveryOtp.Api.Persistence.Readers;

internal static class ReadersRegistration
{
    /// <summary>A reader of the journal that runs in every replica, and works in one.</summary>
    public static IServiceCollection AddJournalReader<TReader>(this IServiceCollection services)
        where TReader : JournalReader => services
        .AddSingleton<TReader>()
        .AddSingleton<JournalReader>(provider => provider.GetRequiredService<TReader>())
        .AddHostedService(provider => provider.GetRequiredService<TReader>());

    public static IServiceCollection AddReaders(this IServiceCollection services)
    {
        services
            .AddSingleton<JournalFeed>()
            .AddSingleton<JournalBell>()
            .AddHostedService(provider => provider.GetRequiredService<JournalBell>())
            .AddSingleton<JournalTail>()
            .AddHostedService(provider => provider.GetRequiredService<JournalTail>())
            .AddSingleton<ReaderStates>()
            .AddSingleton<ReaderWatch>()
            .AddHostedService(provider => provider.GetRequiredService<ReaderWatch>());
        services.AddHealthChecks().AddCheck<ReaderWatch>("readers");
        return services;
    }
}
