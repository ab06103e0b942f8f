using System.Text.Json.Serialization;
using DeliveryOtp.Api.Doorstep.Outcomes;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence.Schema;

namespace DeliveryOtp.Api.Doorstep;

internal static class DoorstepRegistration
{
    public static IServiceCollection AddDoorstep(this IServiceCollection services) => services
        .AddSingleton<DoorstepService>()
        .AddSingleton<DoorstepQueries>()
        .AddSingleton<DueDeliveries>()
        .AddCounters<DoorstepMetrics>()
        .AddSingleton<OutcomeCatalogue>()
        .AddAfterMigration<SettlingService>()
        .AddJson(DoorstepJson.Default);
}

[JsonSerializable(typeof(ArrivalRequest))]
[JsonSerializable(typeof(ArrivalResponse))]
[JsonSerializable(typeof(AttemptRequest))]
[JsonSerializable(typeof(AttemptResponse))]
[JsonSerializable(typeof(DoorstepResponse))]
internal sealed partial class DoorstepJson : JsonSerializerContext;
