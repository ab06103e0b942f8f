namespace DeliveryOtp.Api.Recipients;

internal static class RecipientsRegistration
{
    public static IServiceCollection AddRecipients(this IServiceCollection services) => services
        .AddSingleton<TrackingService>()
        .AddSingleton<TrackedEvents>()
        .AddSingleton<TrackingMetrics>()
        .AddSingleton<StreamSlots>()
        .AddSingleton<LiveViewOpener>()
        .AddSingleton<LiveViewWriter>();
}
