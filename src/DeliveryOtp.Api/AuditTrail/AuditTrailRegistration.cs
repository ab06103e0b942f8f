namespace DeliveryOtp.Api.AuditTrail;

internal static class AuditTrailRegistration
{
    public static IServiceCollection AddAuditTrail(this IServiceCollection services) => services
        .AddScoped<AttemptQueries>()
        .AddSingleton<OverviewMemory>()
        .AddSingleton<RecentSums>()
        .AddScoped<OverviewQueries>()
        .AddScoped<AttemptExport>()
        .AddScoped<ActorNames>()
        .AddScoped<TimelineQueries>()
        .AddScoped<DossierQueries>()
        .AddScoped<LookupQueries>();
}
