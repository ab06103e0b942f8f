namespace DeliveryOtp.Api.Doorstep;

internal static class DoorstepRegistration
{
    public static IServiceCollection AddDoorstep(this IServiceCollection services) => services
        .AddSingleton<AttemptService>()
        .AddSingleton<DoorstepMetrics>();
}
