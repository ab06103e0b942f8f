using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

internal static class PersistenceRegistration
{
    public static IServiceCollection AddPersistence(this IServiceCollection services)
    {
        services.AddSingleton(provider => DatabaseOptions.CreateDataSource(
            provider.GetRequiredService<IConfiguration>().GetConnectionString(DatabaseOptions.ServiceConnection)!,
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddDbContextPool<DeliveryOtpDbContext>((provider, options) => options
            .UseNpgsql(
                provider.GetRequiredService<NpgsqlDataSource>(),
                npgsql => npgsql.MigrationsHistoryTable("migrations", DeliveryOtpDbContext.Schema))
            .UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking));
        services.AddScoped<SupportReads>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        return services;
    }
}
