namespace DeliveryOtp.Api.Http;

/// <summary>RFC 9457 for every 4xx and 5xx, the framework's own included.</summary>
internal static class ProblemRegistration
{
    /// <summary>To be called before MVC registers its writer: the first one that can write does.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .AddCounters<HttpMetrics>()
        .AddSingleton<IProblemDetailsWriter, ProblemWriter>()
        .AddProblemDetails()
        .AddExceptionHandler<FailureHandler>();

    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true })
        .UseStatusCodePages();
}
