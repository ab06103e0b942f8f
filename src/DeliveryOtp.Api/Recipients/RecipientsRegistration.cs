namespace DeliveryOtp.Api.Recipients;

internal static class RecipientsRegistration
{
    public static IServiceCollection AddRecipients(this IServiceCollection services) => services
        .AddScoped<TrackingService>()
        .AddScoped<TrackedEvents>()
        .AddRateLimiter(RecipientRateLimit.Configure);
}
