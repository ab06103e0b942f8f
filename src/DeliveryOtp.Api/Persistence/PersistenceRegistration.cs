using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Persistence.Schema;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

internal static class PersistenceRegistration
{
    public static IServiceCollection AddPersistence(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var database = DatabaseOptions.CreateDataSource(
                provider.GetRequiredService<IConfiguration>().GetConnectionString(DatabaseOptions.ServiceConnection)!,
                provider.GetRequiredService<ILoggerFactory>());
            SpareThreads(new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize);
            return database;
        });
        services.AddKeyedSingleton(
            DatabaseOptions.Batches,
            (provider, _) => DatabaseOptions.CreateBatchDataSource(
                provider.GetRequiredService<IConfiguration>().GetConnectionString(DatabaseOptions.ServiceConnection)!,
                provider.GetRequiredService<ILoggerFactory>()));
        services.AddKeyedSingleton(
            DatabaseOptions.Readers,
            (provider, _) => DatabaseOptions.CreateReaderDataSource(
                provider.GetRequiredService<IConfiguration>().GetConnectionString(DatabaseOptions.ServiceConnection)!,
                provider.GetRequiredService<ILoggerFactory>()));
        services.AddDbContextPool<DeliveryOtpDbContext>((provider, options) => options
            .UseTables(provider.GetRequiredService<NpgsqlDataSource>())
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking));
        services.AddCounters<RowSeals>();
        services.AddCounters<JournalMetrics>();
        services.AddSingleton<UnreadableRows>();
        services.AddSingleton<DeliveryCommands>();
        services.AddSingleton<DeliveryCreation>();
        services.AddSingleton<DeliveryReads>();
        services.AddSingleton<ActorNames>();
        services.AddSingleton<JournalExcerpts>();
        services.AddSingleton<RetailerPolicies>();
        services.AddSingleton<LiveOrders>();
        services.AddSingleton<SchemaGate>().AddHostedService(provider => provider.GetRequiredService<SchemaGate>());
        services.AddAfterMigration<ModelWarmUp>();
        services.AddReaders();
        services.AddScoped<SupportReads>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        return services;
    }

    /// <summary>The names that the migrations gave to everything.</summary>
    internal static TBuilder UseTables<TBuilder>(this TBuilder options, NpgsqlDataSource database)
        where TBuilder : DbContextOptionsBuilder
    {
        options
            .UseNpgsql(database, npgsql => npgsql.MigrationsHistoryTable(MigrationHistory.Table, DeliveryOtpDbContext.Schema))
            .UseSnakeCaseNamingConvention();
        return options;
    }

    /// <summary>
    /// When a command times out, Npgsql blocks its thread until the server has taken the cancellation. A frozen server
    /// takes none, so each connection may cost a thread for a second; the pool's own growth of one or two a second would
    /// leave none for the other requests, liveness among them.
    /// </summary>
    private static void SpareThreads(int connections)
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + connections), completions);
    }
}
