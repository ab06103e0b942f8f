using System.Text.Json.Serialization;
using DeliveryOtp.Api.Http;

namespace DeliveryOtp.Api.Deliveries;

internal static class DeliveriesRegistration
{
    public static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddScoped<IssuingService>()
        .AddSingleton<PolicyService>()
        .AddScoped<DeliveryQueries>()
        .AddScoped<DeliveryExport>()
        .AddSingleton<CommandService>()
        .AddJson(DeliveriesJson.Default);
}

[JsonSerializable(typeof(CreateDeliveryRequest))]
[JsonSerializable(typeof(IssuedDeliveryResponse))]
internal sealed partial class DeliveriesJson : JsonSerializerContext;
