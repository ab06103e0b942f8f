namespace DeliveryOtp.Api.Disputes;

internal static class DisputesRegistration
{
    public static IServiceCollection AddDisputes(this IServiceCollection services) => services
        .AddScoped<DisputeQueries>()
        .AddScoped<DisputeService>()
        .AddSingleton<HandOverRecords>()
        .AddSingleton<CaseService>();
}
