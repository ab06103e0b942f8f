using DeliveryOtp.Api.Persistence;

namespace DeliveryOtp.Api.Deliveries;

internal static class DeliveriesRegistration
{
    public static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddSingleton<DeliveryCreation>()
        .AddScoped<IssuingService>()
        .AddScoped<DeliveryQueries>()
        .AddSingleton<CommandService>();
}
