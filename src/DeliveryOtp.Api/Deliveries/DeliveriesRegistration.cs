namespace DeliveryOtp.Api.Deliveries;

internal static class DeliveriesRegistration
{
    public static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddScoped<IssuingService>()
        .AddScoped<DeliveryQueries>()
        .AddSingleton<CommandService>();
}
