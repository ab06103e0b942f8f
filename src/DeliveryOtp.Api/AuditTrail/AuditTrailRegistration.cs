using DeliveryOtp.Api.Http.OpenApi;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Journal;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.AuditTrail;

internal static class AuditTrailRegistration
{
    public static IServiceCollection AddAuditTrail(this IServiceCollection services) => services
        .AddScoped<VisitReads>()
        .AddScoped<AttemptQueries>()
        .AddScoped<ArrivalQueries>()
        .AddSingleton<OverviewMemory>()
        .AddSingleton<RecentSums>()
        .AddScoped<OverviewQueries>()
        .AddScoped<AttemptExport>()
        .AddScoped<ArrivalExport>()
        .AddScoped<TimelineQueries>()
        .AddScoped<DossierQueries>()
        .AddScoped<LookupQueries>()
        .Configure<SwaggerGenOptions>(options =>
        {
            var usual = options.SchemaGeneratorOptions.SchemaIdSelector;
            options.CustomSchemaIds(type => StoredFormsFilter.NameOf(type) ?? usual(type));
            options.SchemaFilter<StoredFormsFilter>();
            options.SchemaFilter<TypedEntries>();
        })
        .AddKnownNames(summaries => new KnownNames(
            Names.EntryKind, "What an entry of a delivery's journal is about.", [.. KnownNames.Of<EntryKind>(summaries)]));
}
