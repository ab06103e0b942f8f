using DeliveryOtp.Api.Persistence.Schema;

namespace DeliveryOtp.Api.Persistence.Readers;

internal static class ReadersRegistration
{
    /// <summary>A reader of the journal that runs in every replica, and works in one.</summary>
    public static IServiceCollection AddJournalReader<TReader>(this IServiceCollection services)
        where TReader : JournalReader => services
        .AddAfterMigration<TReader>()
        .AddSingleton<JournalReader>(provider => provider.GetRequiredService<TReader>());

    public static IServiceCollection AddReaders(this IServiceCollection services)
    {
        services
            .AddSingleton<JournalFeed>()
            .AddSingleton<JournalWalk>()
            .AddSingleton<JournalBell>()
            .AddAfterMigration<Sequencer>()
            .AddAfterMigration<JournalTail>()
            .AddSingleton<ReaderStates>()
            .AddAfterMigration<ReaderWatch>();
        services.AddHealthChecks().AddCheck<ReaderWatch>("readers");
        return services;
    }
}
